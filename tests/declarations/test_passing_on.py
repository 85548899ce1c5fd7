"""A reviewer who is the wrong one, or may not review; and the Inspektorat's push."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from declarations.inheritance import KEPT_OUT, inherited
from declarations.models import Case, CaseStatus, KeptOut
from declarations.pages.cases import page_of
from declarations.routing import receivers_for
from declarations.rules.cases import KEEPS_OUT
from declarations.workflow import case_moves, cases, statements
from declarations.workflow.passing_on import escalate, forward, recuse
from declarations.workflow.rerouting import reroute_stranded
from kpu_coi.dates import ZONES
from notifications.models import Message
from personnel.inheritance import Absence
from personnel.models import Acting, Tenure, Unit
from tests.case_factories import ANSWER, fresh, make_case, sign_decision
from tests.factories import make_office, make_position, make_tenure, make_user, party

pytestmark = pytest.mark.django_db
WHY = "Yang bersangkutan sejak Januari bekerja pada subbagian lain."
ON_A_DESK = ("RECEIVED", "UNDER_REVIEW", "NEEDS_INFO", "REROUTED")
AFTER = {
    "RECEIVED": "RECEIVED",
    "UNDER_REVIEW": "REROUTED",
    "NEEDS_INFO": "NEEDS_INFO",
    "REROUTED": "REROUTED",
}


@pytest.fixture
def office():
    made = make_office()
    post = make_position(
        "Kepala Subbagian Keuangan",
        unit=made.unit,
        kind="SUBDIV_HEAD",
        superior=made.secretary_post,
    )
    made.other_head = make_tenure(make_user("Kasubbag Keuangan"), post)
    return made


def case_in(status, office):
    """A case on the desk of the Kasubbag in that status."""
    if status != "REROUTED":
        return make_case(status, office=office)
    case = make_case("UNDER_REVIEW", office=office)
    forward(case, by=office.head.user, tenure=office.other_head, reason=WHY)
    forward(fresh(case), by=office.other_head.user, tenure=office.head, reason=WHY)
    return fresh(case)


def subjects(person):
    return list(
        Message.objects.filter(recipient=person).values_list("subject", flat=True)
    )


def end_today(tenure):
    period = type(tenure.period)(tenure.period.lower, timezone.localdate())
    Tenure.objects.filter(pk=tenure.pk).update(period=period)


@pytest.mark.rule(17)
@pytest.mark.parametrize("status", ON_A_DESK)
def test_a_case_is_forwarded_from_every_status_on_a_desk(office, status):
    case = case_in(status, office)

    forward(case, by=office.head.user, tenure=office.other_head, reason=WHY)

    after = fresh(case)
    assert after.status == AFTER[status]
    assert after.addressee == office.other_head.position
    assert (after.routed_reason, after.due_on) == ("FORWARDED", case.due_on)
    assert case_moves.FORWARD.verdict(office.other_head.user, after)
    assert not Case.objects.visible_to(office.head.user).filter(pk=case.pk)
    event = Event.objects.filter(stream=f"case:{case.pk}").latest("seq")
    assert event.action == "case.forward"
    assert WHY not in bytes(event.body).decode()


@pytest.mark.rule(17, 20)
@pytest.mark.parametrize(("status", "recused"), list(product(ON_A_DESK, (False, True))))
def test_who_withdraws_never_sees_it_again(office, status, recused):
    case = case_in(status, office)
    if recused:
        make_tenure(office.head.user, office.secretary_post, acting=Acting.DAILY)

    recuse(case, by=office.head.user, reason=WHY)

    after = fresh(case)
    if not recused:
        assert (after.addressee, after.status) == (office.secretary_post, AFTER[status])
    elif status == "REROUTED":
        # Forwarded to him, it goes on from his post: one post was passed over.
        assert after.addressee == office.chair_post
    else:
        # As Plh. of the Sekretaris he is passed over once more: two skips (rule 13).
        assert (after.addressee, after.status) == (None, "AWAITING_ADDRESSEE")
    assert not Case.objects.visible_to(office.head.user).filter(pk=case.pk)
    assert KeptOut.objects.get(case=case).why == "RECUSED"
    assert not [event for event in Event.objects.all() if WHY in event.body.decode()]


@pytest.mark.rule(8)
def test_what_was_opened_is_not_withdrawn_while_nobody_is_found_to_review(office):
    case = make_case("UNDER_REVIEW", office=office)
    make_tenure(office.head.user, office.secretary_post, acting=Acting.DAILY)
    recuse(case, by=office.head.user, reason=WHY)
    after = fresh(case)
    assert after.status == "AWAITING_ADDRESSEE"

    with pytest.raises(PermissionDenied, match="sudah dibuka penelaah"):
        statements.withdraw(after.statement, by=office.staff.user)

    assert fresh(case).statement.status == "SIGNED"


@pytest.mark.rule(29)
@pytest.mark.parametrize("status", ON_A_DESK)
@pytest.mark.parametrize("who", ["auditor", "chief_inspector"])
def test_the_inspektorat_moves_a_case_up(office, status, who):
    case = case_in(status, office)

    escalate(case, by=getattr(office, who), reason="Tenggat sudah lewat.")

    after = fresh(case)
    assert after.addressee == office.secretary_post
    assert (after.status, after.routed_reason) == (AFTER[status], "ESCALATED")
    assert not KeptOut.objects.exists()


@pytest.mark.rule(29)
def test_a_case_is_moved_up_again_and_at_last_to_the_plenary(office):
    case = make_case("UNDER_REVIEW", office=office)
    found = []

    for _ in range(4):
        escalate(fresh(case), by=office.auditor, reason="Belum diputus.")
        found.append(fresh(case).addressee)

    assert found == [
        office.secretary_post,
        office.chair_post,
        office.province_chair_post,
        office.national_chair_post,
    ]
    escalate(fresh(case), by=office.auditor, reason="Belum diputus.")
    assert fresh(case).to_plenary


@pytest.mark.rule(20)
def test_moving_up_passes_over_the_person_and_who_is_named(office):
    case = make_case(
        office=office, parties=[party("Sekretaris", person=office.secretary.user_id)]
    )
    make_tenure(office.staff.user, office.chair_post, acting=Acting.DAILY)

    escalate(case, by=office.auditor, reason="Belum diputus.")

    assert fresh(case).status == CaseStatus.AWAITING_ADDRESSEE


@pytest.mark.rule(17)
@pytest.mark.parametrize("verb", ["forward", "recuse", "escalate"])
@pytest.mark.parametrize(
    ("due", "expected", "rule"),
    [
        (date(2026, 12, 4), date(2026, 12, 4), "EXAMINE"),
        (date(2026, 12, 2), date(2026, 12, 2), "EXAMINE"),
        (date(2026, 12, 1), date(2026, 12, 2), "NEW_ADDRESSEE"),
        (date(2026, 11, 20), date(2026, 12, 2), "NEW_ADDRESSEE"),
    ],
)
def test_the_clock_does_not_start_again(office, monkeypatch, verb, due, expected, rule):
    case = make_case(office=office)
    Case.objects.filter(pk=case.pk).update(due_on=due)
    tuesday = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: tuesday)

    move(verb, case, office)

    after = fresh(case)
    assert (after.due_on, after.due_rule) == (expected, rule)


def move(verb, case, office):
    case, head = fresh(case), office.head.user
    if verb == "forward":
        return forward(case, by=head, tenure=office.other_head, reason=WHY)
    if verb == "recuse":
        return recuse(case, by=head, reason=WHY)
    return escalate(case, by=office.auditor, reason=WHY)


@pytest.mark.rule(76)
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # The last working day of 2026 is 31 December; 1 January is a holiday, then
        # a weekend: one working day more ends on Monday the 4th.
        (datetime(2026, 12, 31, 3, 0, tzinfo=UTC), date(2027, 1, 4)),
        # Christmas Eve is cuti bersama, Christmas a holiday: Monday the 28th.
        (datetime(2026, 12, 23, 3, 0, tzinfo=UTC), date(2026, 12, 28)),
        # 16.30 WIB counts as the next working day.
        (datetime(2026, 12, 21, 9, 30, tzinfo=UTC), date(2026, 12, 23)),
    ],
)
def test_one_working_day_over_cuti_bersama_and_the_year_end(
    office, monkeypatch, now, expected
):
    case = make_case(office=office)
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 12, 1))
    monkeypatch.setattr(timezone, "now", lambda: now)

    move("forward", case, office)

    assert fresh(case).due_on == expected


@pytest.mark.rule(76)
@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("WIB", date(2026, 12, 2)),
        ("WITA", date(2026, 12, 3)),
        ("WIT", date(2026, 12, 3)),
    ],
)
def test_after_sixteen_is_told_by_the_clock_of_the_unit(
    office, monkeypatch, zone, expected
):
    Unit.objects.filter(pk=office.unit.pk).update(tz_abbr=zone, timezone=ZONES[zone])
    case = make_case(office=office)
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 11, 20))
    # Tuesday 15.30 WIB, 16.30 WITA, 17.30 WIT.
    moment = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)

    move("forward", case, office)

    assert fresh(case).due_on == expected


@pytest.mark.rule(17, 20)
def test_only_somebody_else_who_acts_for_a_post_today_can_receive_it(office):
    named = office.secretary
    case = make_case(office=office, parties=[party("S", person=named.user_id)])
    gone = make_tenure(make_user("Pensiun"), make_position(unit=office.unit))
    end_today(gone)
    absent = office.chair
    make_tenure(make_user("Plh"), office.chair_post, acting=Acting.DAILY)

    for tenure in (office.staff, named, office.head, gone, absent):
        with pytest.raises(PermissionDenied):
            forward(case, by=office.head.user, tenure=tenure, reason=WHY)

    offered = {one.pk for one in receivers_for(fresh(case))}
    assert office.other_head.pk in offered
    assert not offered & {
        one.pk for one in (office.staff, named, office.head, gone, absent)
    }
    assert fresh(case).addressee == office.head_post


@pytest.mark.rule(17)
@pytest.mark.parametrize("verb", ["forward", "recuse", "escalate"])
def test_the_new_reviewer_the_person_and_the_copies_are_told(office, verb):
    case = make_case("UNDER_REVIEW", office=office)

    move(verb, case, office)

    new = fresh(case).reviewer.user
    assert f"Pernyataan {case} menunggu penelaahan Anda" in subjects(new)
    told = f"Pernyataan {case} dialihkan ke penelaah lain"
    assert told in subjects(office.staff.user)
    assert told in subjects(office.auditor)
    gone = f"Pernyataan {case} dialihkan dari jabatan Anda"
    assert (gone in subjects(office.head.user)) is (verb != "recuse")
    assert WHY not in str(list(Message.objects.values_list("subject", "body")))


@pytest.mark.rule(20)
def test_who_withdrew_is_told_nothing_more_of_it(office):
    case = make_case("UNDER_REVIEW", office=office)
    cases.ask(case, by=office.head.user, question="Sejak kapan?")
    recuse(fresh(case), by=office.head.user, reason=WHY)

    cases.answer(fresh(case), by=office.staff.user, answer=ANSWER)
    sign_decision(case, office.secretary.user)

    assert subjects(office.head.user) == []


@pytest.mark.rule(17)
def test_trail_and_timeline_say_who_passed_it_on_and_why(office):
    case = make_case("UNDER_REVIEW", office=office)
    forward(case, by=office.head.user, tenure=office.other_head, reason=WHY)
    recuse(fresh(case), by=office.other_head.user, reason="Ia adik ipar saya.")
    escalate(fresh(case), by=office.auditor, reason="Tenggat lewat.")

    page = page_of(Case.objects.for_page().get(pk=case.pk), office.staff.user)

    said = [(step["who"].split(",")[0], step.get("why", "")) for step in page["trail"]]
    assert (office.head.user.name, WHY) in said
    assert ("Kasubbag Keuangan", "Ia adik ipar saya.") in said
    assert (office.secretary.user.name, "Tenggat lewat.") in said
    assert page["trail"][-2]["who"].startswith(office.chair.user.name)
    events = [entry["text"] for entry in page["timeline"]]
    assert events.index("Diteruskan kepada penelaah lain") < events.index(
        "Penelaah mengundurkan diri"
    )
    assert "Dinaikkan Inspektorat kepada atasan berikutnya" in events


@pytest.mark.rule(14, 17)
def test_a_forwarded_case_goes_on_from_where_it_lies(office):
    case = make_case("UNDER_REVIEW", office=office)
    forward(case, by=office.head.user, tenure=office.other_head, reason=WHY)
    end_today(office.other_head)

    reroute_stranded()

    # Not back to the Kasubbag who was the wrong one.
    assert fresh(case).addressee == office.secretary_post


@pytest.mark.rule(20)
def test_who_withdrew_stays_out_when_he_comes_to_hold_the_next_post(office):
    case = make_case("UNDER_REVIEW", office=office)
    recuse(case, by=office.head.user, reason=WHY)
    make_tenure(office.head.user, office.secretary_post, acting=Acting.DAILY)

    reroute_stranded()

    after = fresh(case)
    assert after.status == CaseStatus.AWAITING_ADDRESSEE
    verdict = case_moves.DECIDE.rule(office.head.user, after)
    assert (
        verdict.refusal == "Anda sudah mengundurkan diri dari penelaahan perkara ini."
    )


@pytest.mark.rule(20)
def test_each_bar_has_its_own_words(office):
    case = make_case("UNDER_REVIEW", office=office)
    for number, why in enumerate(("PARTY", "RECUSED", "REPORTER")):
        person = make_user(f"Orang {number}")
        cases.keep_out(case, [person.pk], why)
        assert case_moves.ASK.rule(person, fresh(case)).refusal == KEEPS_OUT[why]

    assert "pihak lain" not in KEEPS_OUT["RECUSED"] + KEEPS_OUT["REPORTER"]


def test_a_stand_in_who_withdrew_before_does_not_find_the_case(office):
    case = make_case("UNDER_REVIEW", office=office)
    recuse(case, by=office.head.user, reason=WHY)
    today = timezone.localdate()
    absence = Absence(office.secretary, office.head.user, today, today)

    (found,) = inherited(absence)

    assert found.refusal == KEPT_OUT["RECUSED"]


@pytest.mark.rule(20)
@pytest.mark.parametrize("verb", ["forward", "recuse"])
@pytest.mark.parametrize("who", ["staff", "secretary", "member", "chair"])
def test_nobody_but_the_reviewer_passes_it_on(office, verb, who):
    case = make_case("UNDER_REVIEW", office=office)
    given = {"by": getattr(office, who).user, "reason": WHY}
    if verb == "forward":
        given["tenure"] = office.other_head

    with pytest.raises(PermissionDenied):
        {"forward": forward, "recuse": recuse}[verb](case, **given)
