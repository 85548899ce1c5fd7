"""Who stays out, from when to when, as it follows from a case (rules 7, 24 and 25)."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from deadlines.calendar import today_in
from declarations import tasks
from declarations.models import Case, Control, Recusal
from declarations.workflow import cases, recusals
from declarations.workflow.case_moves import CLOSE, END_CONTROL, RECONSIDER, making
from kpu_coi.dates import ZONES
from tests.case_factories import fresh, make_case, sign_decision
from tests.factories import give, make_office, make_tenure, make_unit, make_user, party
from tests.matter_factories import make_matter
from tests.personnel.factories import make_position

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)


def spells(case):
    """Each recusal of a case as source and days, the oldest first."""
    rows = case.recusals.order_by("pk")
    return [(row.source, row.starts_on, row.until, row.ended_on) for row in rows]


def sources(case):
    """Those that have not ended."""
    return [row.source for row in case.recusals.live().order_by("pk")]


def today(case):
    return today_in(case.unit.timezone)


def travel(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    "status", ["AWAITING_ADDRESSEE", "RECEIVED", "UNDER_REVIEW", "NEEDS_INFO"]
)
def test_a_provisional_recusal_holds_from_receipt_until_decided(status):
    case = make_case(status)

    assert spells(case) == [("PROVISIONAL", today(case), None, None)]
    recusal = case.recusals.get()
    assert (recusal.person, recusal.unit) == (case.person, case.unit)


@pytest.mark.rule(25)
def test_no_conflict_ends_it_on_that_day():
    case = make_case("DECIDED")

    assert spells(case) == [("PROVISIONAL", today(case), None, today(case))]
    assert not Recusal.objects.biting(today(case)).exists()


@pytest.mark.rule(24, 25)
def test_a_control_that_keeps_somebody_out_takes_its_place():
    case = make_case("CONTROL_ACTIVE")

    day = today(case)
    assert spells(case) == [
        ("PROVISIONAL", day, None, day),
        ("ORDERED", day, day + timedelta(days=30), None),
    ]


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    ("form", "keeps_out"),
    [
        ("RECUSE", True),
        ("TRANSFER_AUTHORITY", True),
        ("REPLACE_OFFICIAL", True),
        ("RESTRICT_VOTE", True),
        ("REASSIGN", True),
        ("RESTRICT_INFO", False),
        ("DIVEST", False),
        ("MOVE_POST", False),
        ("RESIGN_POST", False),
        ("EXTRA_OVERSIGHT", False),
        ("OPEN_STATEMENT", False),
        ("SANCTION", False),
    ],
)
def test_of_two_controls_the_one_that_keeps_out_is_the_recusal(form, keeps_out):
    case = make_case("UNDER_REVIEW")
    second = {
        "rows": "2",
        "k1-form": form,
        "k1-scope": "Hal yang sama.",
        "k1-starts_on": today(case).isoformat(),
        "k1-review_on": today(case).isoformat(),
    }

    sign_decision(case, case.reviewer.user, **second)

    forms = [row.control.form for row in case.recusals.live().order_by("control")]
    assert forms == (["RECUSE", form] if keeps_out else ["RECUSE"])


@pytest.mark.rule(25)
def test_an_outcome_without_such_a_control_keeps_the_person_out_all_the_same():
    case = make_case("UNDER_REVIEW")

    sign_decision(case, case.reviewer.user, **{"k0-form": "EXTRA_OVERSIGHT"})

    assert sources(case) == ["ORDERED"]


@pytest.mark.rule(7, 25)
def test_until_an_order_begins_the_provisional_recusal_holds(monkeypatch):
    case = make_case("UNDER_REVIEW")
    begins = today(case) + timedelta(days=3)
    days = {
        "k0-starts_on": begins.isoformat(),
        "k0-review_on": (begins + timedelta(days=30)).isoformat(),
    }
    sign_decision(case, case.reviewer.user, **days)

    assert sorted(sources(case)) == ["ORDERED", "PROVISIONAL"]
    assert case.recusals.get(control=None).until == begins - ONE_DAY
    assert recusals.sweep() == 0

    travel(monkeypatch, timezone.now() + timedelta(days=3))

    assert recusals.sweep() == 1
    assert sources(case) == ["ORDERED"]
    assert case.recusals.get(control=None).ended_on == begins


@pytest.mark.rule(8)
def test_withdrawing_the_statement_ends_it():
    case = make_case("CANCELLED")

    assert spells(case) == [("PROVISIONAL", today(case), None, today(case))]


@pytest.mark.rule(25)
def test_ending_a_control_ends_its_recusal():
    case = make_case("CONTROL_ACTIVE")

    with making(END_CONTROL, case, by=case.reviewer.user) as stored:
        stored.decision.controls.update(ended_at=timezone.now())

    assert sources(case) == []
    assert case.recusals.exclude(control=None).get().ended_on == today(case)


@pytest.mark.rule(25)
def test_closing_the_case_ends_what_is_left():
    case = make_case("CONTROL_ACTIVE")
    Control.objects.update(ended_at=timezone.now())

    with making(CLOSE, case, by=case.reviewer.user) as stored:
        stored.closed_at = timezone.now()
        stored.suspended = False

    assert sources(case) == []


def asked_again(case, by):
    with making(RECONSIDER, case, by=by) as stored:
        stored.reconsider_asked_at = timezone.now()
        stored.decided_at = None
        stored.suspended = True
    return fresh(case)


@pytest.mark.rule(25)
def test_a_case_that_is_looked_at_again_keeps_what_was_ordered():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)

    again = asked_again(case, office.auditor)

    assert sources(case) == ["ORDERED"]
    sign_decision(again, again.reviewer.user, "NO_CONFLICT")
    assert sources(case) == []


@pytest.mark.rule(7)
def test_a_case_without_conflict_that_is_looked_at_again_suspends_again():
    office = make_office()
    case = make_case("DECIDED", office=office)

    again = asked_again(case, office.auditor)

    assert sources(case) == ["PROVISIONAL"]
    sign_decision(again, again.reviewer.user)
    assert sources(case) == ["ORDERED"]
    assert case.recusals.count() == 3


@pytest.mark.rule(24)
def test_a_new_decision_replaces_the_orders_of_the_old_one():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    first = case.recusals.exclude(control=None).get()

    again = asked_again(case, office.auditor)
    sign_decision(again, again.reviewer.user, **{"k0-scope": "Hanya penetapan."})

    first.refresh_from_db()
    assert first.ended_on == today(case)
    assert case.recusals.live().get().scope == "Hanya penetapan."


def test_a_later_review_date_moves_the_last_day():
    case = make_case("CONTROL_ACTIVE")
    later = today(case) + timedelta(days=90)
    Control.objects.update(review_on=later)

    assert recusals.follow(fresh(case)) is False

    assert case.recusals.live().get().until == later


@pytest.mark.parametrize("status", ["RECEIVED", "DECIDED", "CONTROL_ACTIVE"])
def test_following_twice_changes_nothing(status):
    case = make_case(status)
    before, events = spells(case), Event.objects.count()

    assert recusals.follow(fresh(case)) is False
    tasks.follow_recusals(timestamp=0)

    assert spells(case) == before
    assert Event.objects.count() == events


def test_the_sweep_catches_up_with_cases_older_than_the_register():
    office = make_office()
    open_case, ordered, decided = (
        make_case(status, office=office)
        for status in ("RECEIVED", "CONTROL_ACTIVE", "DECIDED")
    )
    Recusal.objects.all().delete()

    assert recusals.sweep() == 2

    assert sources(open_case) == ["PROVISIONAL"]
    assert sources(ordered) == ["ORDERED"]
    assert sources(decided) == []


def test_what_begins_and_ends_is_logged_by_ids_alone():
    case = make_case("CONTROL_ACTIVE")

    events = Event.objects.filter(stream=f"recusals:{case.pk}").order_by("pk")
    provisional, ordered = case.recusals.order_by("pk")
    assert [json.loads(bytes(event.body))["details"] for event in events] == [
        {"begun": [provisional.pk], "ended": []},
        {"begun": [ordered.pk], "ended": [provisional.pk]},
    ]


@pytest.mark.rule(25)
def test_a_recusal_bites_past_its_planned_day_until_it_is_ended():
    case = make_case("CONTROL_ACTIVE")
    day = today(case)
    ordered = case.recusals.live()
    ordered.update(starts_on=day - 9 * ONE_DAY, until=day - ONE_DAY)

    def bites(on):
        return ordered.biting(on).exists()

    assert [bites(day + n * ONE_DAY) for n in (-10, -9, -1, 0, 5)] == [
        *(False, True, True, True, True)
    ]
    Recusal.objects.update(ended_on=day)
    ended = case.recusals.exclude(control=None)
    assert [ended.biting(day + n * ONE_DAY).exists() for n in (-1, 0, 1)] == [
        *(True, False, False)
    ]


def test_it_is_expired_where_the_planned_day_is_past_and_the_matter_open():
    case = make_case("CONTROL_ACTIVE")
    yesterday = today(case) - ONE_DAY
    case.recusals.live().update(until=yesterday, starts_on=yesterday)
    assert Recusal.objects.expired().count() == 1

    matter = make_matter(case.unit)
    case.named_matters.create(
        matter=matter, named_at=timezone.now(), named_by=case.person
    )
    assert Recusal.objects.expired().count() == 1

    matter.state, matter.settled_at = "DECIDED", timezone.now()
    matter.settled_by = case.person
    matter.save()
    assert Recusal.objects.expired().count() == 0


NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
"""23.30 in Jakarta, half an hour into the new year in Makassar and Jayapura."""


@pytest.mark.parametrize(
    ("zone", "expired"), [("WIB", False), ("WITA", True), ("WIT", True)]
)
def test_the_last_day_is_over_when_it_is_over_in_the_unit(monkeypatch, zone, expired):
    unit = make_unit("33.21", tz_abbr=zone, timezone=ZONES[zone])
    office = make_office()
    assert office.unit == unit
    case = make_case("CONTROL_ACTIVE", office=office)
    last = date(2026, 12, 31)
    case.recusals.live().update(starts_on=last - ONE_DAY, until=last)

    travel(monkeypatch, NEW_YEAR)

    assert Recusal.objects.expired().exists() is expired
    assert Recusal.objects.live().count() == 1


@pytest.mark.parametrize(
    ("zone", "day"),
    [("WIB", date(2026, 12, 31)), ("WITA", date(2027, 1, 1))],
)
def test_a_recusal_begins_on_the_day_it_is_in_the_unit(monkeypatch, zone, day):
    make_unit("33.21", tz_abbr=zone, timezone=ZONES[zone])
    travel(monkeypatch, NEW_YEAR)

    case = make_case("RECEIVED")

    assert case.recusals.get().starts_on == day


def concern(case, *matters):
    for matter in matters:
        case.named_matters.create(
            matter=matter, named_at=timezone.now(), named_by=case.person
        )


def test_two_cases_of_one_person_on_one_matter_overlap():
    office = make_office()
    first, second = (make_case("CONTROL_ACTIVE", office=office) for _ in range(2))
    assert not Recusal.objects.overlapping().exists()

    same, other = make_matter(office.unit), make_matter(office.unit)
    concern(first, same)
    concern(second, other)
    assert not Recusal.objects.overlapping().exists()

    concern(second, same)
    assert {row.case for row in Recusal.objects.overlapping()} == {first, second}


@pytest.mark.parametrize(
    ("first_days", "second_days", "overlap"),
    [
        ((0, 10), (11, 20), False),
        ((0, 10), (10, 20), True),
        ((0, 10), (-5, 0), True),
        ((0, 10), (-5, -1), False),
        ((0, None), (300, 400), True),
        ((0, 10), (5, None), True),
        ((0, 10), (11, None), False),
    ],
)
def test_only_days_that_meet_overlap(first_days, second_days, overlap):
    office = make_office()
    matter = make_matter(office.unit)
    for starts, until in (first_days, second_days):
        case = make_case("CONTROL_ACTIVE", office=office)
        concern(case, matter)
        case.recusals.live().update(
            starts_on=today(case) + starts * ONE_DAY,
            until=None if until is None else today(case) + until * ONE_DAY,
        )

    assert Recusal.objects.overlapping().exists() is overlap


def test_several_measures_of_one_decision_are_no_overlap():
    case = make_case("UNDER_REVIEW")
    concern(case, make_matter(case.unit))
    second = {
        "rows": "2",
        "k1-form": "REPLACE_OFFICIAL",
        "k1-scope": "Hal yang sama.",
        "k1-starts_on": today(case).isoformat(),
        "k1-review_on": today(case).isoformat(),
    }
    sign_decision(case, case.reviewer.user, **second)

    assert case.recusals.live().count() == 2
    assert not Recusal.objects.overlapping().exists()


def people_of(office):
    """Who may look, by name: written out in the table below."""
    plain = make_tenure(position=make_position(superior=office.head_post)).user
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=office.unit)
    administrator = make_user("Administrator")
    give(administrator, "ORGANISATION_ADMIN")
    elsewhere = make_unit("33.05", "KPU Kabupaten Kebumen")
    other_chair = make_tenure(position=make_position(unit=elsewhere, kind="CHAIR")).user
    return {
        "person": office.staff.user,
        "reviewer": office.head.user,
        "secretary": office.secretary.user,
        "chair": office.chair.user,
        "member": office.member.user,
        "colleague": plain,
        "operator": operator,
        "administrator": administrator,
        "province_chair": office.province_chair.user,
        "other_chair": other_chair,
        "auditor": office.auditor,
        "chief_inspector": office.chief_inspector,
    }


SEES_IT = {
    *("person", "reviewer", "secretary", "chair", "auditor", "chief_inspector"),
}


@pytest.mark.rule(7, 20)
@pytest.mark.parametrize("status", ["RECEIVED", "CONTROL_ACTIVE", "DECIDED"])
def test_the_register_opens_to_exactly_those_named(status):
    office = make_office()
    people = people_of(office)
    case = make_case(status, office=office)
    expected = case.recusals.count()

    found = {
        name: Recusal.objects.visible_to(user).count() for name, user in people.items()
    }

    assert found == {name: expected * (name in SEES_IT) for name in people}


@pytest.mark.rule(20)
@pytest.mark.parametrize("status", ["RECEIVED", "CONTROL_ACTIVE"])
def test_whoever_is_the_other_party_learns_of_no_recusal(status):
    office = make_office()
    case = make_case(
        status,
        office=office,
        parties=[party("Ketua", person=office.chair.user_id)],
    )

    assert not Recusal.objects.visible_to(office.chair.user).exists()
    assert Recusal.objects.visible_to(office.secretary.user).count() == (
        case.recusals.count()
    )


def test_a_case_opened_for_review_stays_as_it_was():
    case = make_case("RECEIVED")
    cases.open_review(case, by=case.reviewer.user)

    assert Case.objects.get(pk=case.pk).recusals.count() == 1
