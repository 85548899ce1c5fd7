"""Where a case goes when its post cannot act on it, and by when."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from declarations.models import Case, CaseStatus
from declarations.pages.cases import page_of
from declarations.workflow import case_moves, roster
from declarations.workflow import cases as workflow
from declarations.workflow.rerouting import reroute, reroute_stranded
from notifications.models import Message
from personnel.models import Acting, Tenure, User
from tests.case_factories import ANSWER, fresh, make_case, sign_decision
from tests.factories import make_office, make_position, make_tenure, make_user, party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TUESDAY = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)  # 10.00 WIB


@pytest.fixture
def office():
    return make_office()


def end_today(tenure):
    period = type(tenure.period)(tenure.period.lower, timezone.localdate())
    Tenure.objects.filter(pk=tenure.pk).update(period=period)


def abolish(post):
    type(post).objects.filter(pk=post.pk).update(abolished_on=timezone.localdate())


def deactivate(tenure):
    User.objects.filter(pk=tenure.user_id).update(is_active=False)


def become(office, what):
    """Something happens to the post of the Kasubbag, with whom the case lies."""
    stand_in = office.member.user
    return {
        "vacant": lambda: end_today(office.head),
        "abolished": lambda: abolish(office.head_post),
        "inactive": lambda: deactivate(office.head),
        "held by the declarant": lambda: make_tenure(
            office.staff.user, office.head_post, acting=Acting.DAILY
        ),
        "held by somebody named": lambda: make_tenure(
            stand_in, office.head_post, acting=Acting.DAILY
        ),
    }[what]()


def comes_next(office, who):
    """What is found one post further up."""
    return {
        "a Sekretaris": lambda: None,
        "a Plh.": lambda: make_tenure(
            make_user("Plh"), office.secretary_post, acting=Acting.DAILY
        ),
        "nobody": lambda: end_today(office.secretary),
        "somebody named": lambda: make_tenure(
            office.member.user, office.secretary_post, acting=Acting.DAILY
        ),
    }[who]()


WHAT = (
    "vacant",
    "abolished",
    "inactive",
    "held by the declarant",
    "held by somebody named",
)
# Two posts skipped: the Inspektorat chooses (rule 13).
NEXT = {
    "a Sekretaris": True,
    "a Plh.": True,
    "nobody": False,
    "somebody named": False,
}


@pytest.mark.rule(13, 14, 17, 79)
@pytest.mark.parametrize(("what", "who"), list(product(WHAT, NEXT)))
def test_what_became_of_the_post_and_who_comes_next(office, what, who):
    case = make_case(
        office=office, parties=[party("Anggota", person=office.member.user_id)]
    )
    become(office, what)
    comes_next(office, who)

    reroute_stranded()

    after = fresh(case)
    assert after.addressee == (office.secretary_post if NEXT[who] else None)
    assert after.status == ("RECEIVED" if NEXT[who] else "AWAITING_ADDRESSEE")
    assert after.due_on == case.due_on
    assert after.copies.count() == case.copies.count()


@pytest.mark.rule(17)
@pytest.mark.parametrize(
    ("now", "due", "expected", "rule"),
    [
        (TUESDAY, date(2026, 12, 4), date(2026, 12, 4), "EXAMINE"),
        (TUESDAY, date(2026, 12, 2), date(2026, 12, 2), "EXAMINE"),
        (TUESDAY, date(2026, 12, 1), date(2026, 12, 2), "NEW_ADDRESSEE"),
        (TUESDAY, date(2026, 11, 20), date(2026, 12, 2), "NEW_ADDRESSEE"),
        # After 16.00 the next working day counts as the day of receipt.
        (
            TUESDAY + timedelta(hours=7),
            date(2026, 12, 2),
            date(2026, 12, 3),
            "NEW_ADDRESSEE",
        ),
        # On a Friday, the Monday.
        (TUESDAY + 3 * DAY, date(2026, 12, 4), date(2026, 12, 7), "NEW_ADDRESSEE"),
    ],
)
def test_the_new_addressee_has_the_remaining_time_but_a_working_day_at_least(
    office, monkeypatch, now, due, expected, rule
):
    case = make_case(office=office)
    Case.objects.filter(pk=case.pk).update(due_on=due)
    monkeypatch.setattr(timezone, "now", lambda: now)
    end_today(office.head)

    reroute_stranded()

    after = fresh(case)
    assert (after.due_on, after.due_rule) == (expected, rule)
    assert after.received_at == case.received_at


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("RECEIVED", "RECEIVED"),
        ("UNDER_REVIEW", "REROUTED"),
        ("NEEDS_INFO", "NEEDS_INFO"),
    ],
)
def test_the_status_says_what_was_done_before(office, status, expected):
    case = make_case(status, office=office)
    end_today(office.head)

    reroute_stranded()

    assert fresh(case).status == expected


@pytest.mark.rule(79)
def test_a_case_that_was_opened_is_taken_up_and_decided_by_the_next(office):
    case = make_case("UNDER_REVIEW", office=office)
    end_today(office.head)
    reroute_stranded()

    assert not case_moves.OPEN_REVIEW.verdict(office.head.user, fresh(case))
    workflow.open_review(case, by=office.secretary.user)
    sign_decision(case, office.secretary.user)

    after = fresh(case)
    assert after.status == CaseStatus.CONTROL_ACTIVE
    assert after.opened_by == office.head.user


def test_an_opened_case_is_not_withdrawn_wherever_it_went(office):
    case = make_case("UNDER_REVIEW", office=office)
    end_today(office.head)
    end_today(office.secretary)
    reroute_stranded()

    assert fresh(case).status == CaseStatus.AWAITING_ADDRESSEE
    assert (
        "sudah dibuka"
        in workflow.CANCEL.verdict(office.staff.user, fresh(case)).refusal
    )


def test_after_a_choice_an_open_question_can_still_be_answered(office):
    case = make_case("NEEDS_INFO", office=office)
    end_today(office.head)
    end_today(office.secretary)
    reroute_stranded()

    workflow.choose_addressee(case, by=office.chief_inspector, tenure=office.chair)
    assert fresh(case).status == CaseStatus.NEEDS_INFO
    workflow.answer(fresh(case), by=office.staff.user, answer=ANSWER)

    assert fresh(case).status == CaseStatus.UNDER_REVIEW


def test_above_the_ketua_kpu_ri_stands_the_plenary(office):
    member = make_tenure(
        position=make_position(
            "Anggota",
            unit=office.nation,
            kind="MEMBER",
            superior=office.national_chair_post,
        )
    )
    case = make_case(office=office, tenure=member)
    end_today(office.national_chair)

    reroute_stranded()

    after = fresh(case)
    assert (after.to_plenary, after.addressee, after.status) == (True, None, "RECEIVED")


def test_a_post_that_can_act_keeps_its_case(office):
    case = make_case(office=office)
    make_tenure(position=office.head_post, acting=Acting.DAILY)

    assert reroute_stranded() == 0
    with pytest.raises(PermissionDenied, match="dapat menelaah"):
        reroute(case)

    assert fresh(case).addressee == office.head_post


def test_only_the_machine_moves_a_case_on(office):
    case = make_case(office=office)
    end_today(office.head)

    assert case_moves.REROUTE.verdict(None, fresh(case))
    for user in (office.secretary.user, office.chief_inspector, office.staff.user):
        assert not case_moves.REROUTE.verdict(user, fresh(case))


def test_decided_cases_stay_where_they_are(office):
    case = make_case("CONTROL_ACTIVE", office=office)
    end_today(office.head)

    assert reroute_stranded() == 0
    assert fresh(case).addressee == office.head_post


def test_the_trail_tells_every_way_with_its_reasons(office):
    case = make_case("UNDER_REVIEW", office=office)
    end_today(office.head)
    reroute_stranded()

    steps = page_of(fresh(case), office.secretary.user)["trail"]

    told = [(step["who"], step.get("why", "")) for step in steps]
    left = f"{office.head_post.title}, {office.unit}"
    assert (left, "Jabatan ini kosong atau sudah dihapus.") in told
    assert any("Pemangku Sekretaris" in who for who, _ in told)
    event = Event.objects.filter(stream=f"case:{case.pk}").order_by("seq").last()
    assert (event.action, event.actor) == ("case.reroute", "")


def messages(user):
    return list(
        Message.objects.filter(recipient=user).values_list("subject", flat=True)
    )


def test_everybody_concerned_is_told(office):
    case = make_case(office=office)
    end_today(office.head)

    reroute_stranded()

    number = case.number
    assert messages(office.head.user) == [
        f"Pernyataan {number} dialihkan dari jabatan Anda"
    ]
    assert f"Pernyataan {number} menunggu penelaahan Anda" in messages(
        office.secretary.user
    )
    moved = f"Pernyataan {number} dialihkan ke penelaah lain"
    assert moved in messages(office.staff.user)
    assert moved in messages(office.auditor)


@pytest.mark.rule(20)
def test_somebody_named_learns_nothing_not_even_that_it_went_by(office):
    case = make_case(
        office=office, parties=[party("Anggota", person=office.member.user_id)]
    )
    named = make_tenure(office.member.user, office.head_post, acting=Acting.DAILY)

    roster.tenures_changed([named.pk])

    assert fresh(case).addressee == office.secretary_post
    assert messages(office.member.user) == []
    assert not Case.objects.visible_to(office.member.user).exists()


@pytest.mark.rule(79)
def test_the_next_holder_acts_and_is_told_and_the_old_one_sees_nothing(office):
    case = make_case(office=office)
    end_today(office.head)
    successor = make_tenure(position=office.head_post, since=timezone.localdate())

    roster.tenures_changed([office.head.pk, successor.pk])
    roster.tenures_changed([office.head.pk, successor.pk])

    assert fresh(case).addressee == office.head_post
    assert messages(successor.user) == [
        f"Pernyataan {case.number} menunggu penelaahan Anda"
    ]
    assert Case.objects.on_desk_of(successor.user).get() == case
    assert not Case.objects.visible_to(office.head.user).exists()


def test_looking_at_all_open_cases_asks_twice_however_many_there_are(office):
    make_case(office=office)
    counts = []
    for _ in range(2):
        tenure = make_tenure(position=make_position(superior=office.head_post))
        make_case(office=office, tenure=tenure)
        with CaptureQueriesContext(connection) as queries:
            reroute_stranded()
        counts.append(len(queries))

    assert counts == [2, 2]


def test_lines_that_change_take_the_cases_of_abolished_posts_on(office):
    case = make_case(office=office)
    abolish(office.head_post)

    roster.lines_changed(office.unit.pk)

    assert fresh(case).addressee == office.secretary_post
