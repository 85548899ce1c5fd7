"""Of what a case that waits is reminded, when, and who (rule 22, by hand)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from deadlines.models import Holiday
from declarations.models import Case, CaseReminder
from declarations.workflow import cases
from declarations.workflow.passing_on import recuse
from declarations.workflow.reminders import remind_all
from kpu_coi.dates import ZONES
from notifications.models import Message
from personnel.models import Acting, Tenure, Unit
from tests.case_factories import fresh, make_case, sign_decision
from tests.declarations.passing_factories import opened_by_superior
from tests.factories import make_office, make_position, make_tenure, make_user, party
from tests.races import at_once

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Monday 30 November 2026, 10.00 WIB. The 9th of December is a working day.
MONDAY = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make_office()


def at(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)


def due_case(office, due, *, status="UNDER_REVIEW", amount=7, **answers):
    """A case due on that day, whose reviewer had so many working days."""
    case = make_case(status, office=office, **answers)
    Case.objects.filter(pk=case.pk).update(due_on=due, due_amount=amount)
    Message.objects.all().delete()
    return fresh(case)


def steps(case):
    return Counter(
        CaseReminder.objects.filter(case=case).values_list("step", flat=True)
    )


def told(person):
    rows = Message.objects.filter(recipient=person).order_by("pk")
    return list(rows.values_list("subject", flat=True))


def people_told():
    return set(Message.objects.values_list("recipient__name", flat=True))


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    ("due", "amount", "expected"),
    [
        # Seven working days: nothing with four left, half is gone with three.
        (date(2026, 12, 4), 7, {}),
        (date(2026, 12, 3), 7, {"HALF"}),
        (date(2026, 12, 2), 7, {"HALF"}),
        (date(2026, 12, 1), 7, {"DAY_BEFORE"}),
        (date(2026, 11, 30), 7, {"DUE"}),
        # Of six, half is gone with three left, and not a day sooner.
        (date(2026, 12, 4), 6, {}),
        (date(2026, 12, 3), 6, {"HALF"}),
        # Of three working days half is gone on the day before: one reminder.
        (date(2026, 12, 2), 3, {}),
        (date(2026, 12, 1), 3, {"DAY_BEFORE"}),
        # A single working day begins with the news that it lies here.
        (date(2026, 12, 1), 1, {}),
        (date(2026, 11, 30), 1, {"DUE"}),
        # Due on Friday: on Monday it is one working day late.
        (date(2026, 11, 27), 3, {"OVERDUE", "SUPERIOR"}),
        (date(2026, 11, 26), 3, {"OVERDUE", "SUPERIOR"}),
        # Wednesday: Thursday, Friday and Monday make three.
        (date(2026, 11, 25), 3, {"OVERDUE", "SUPERIOR", "INSPECTORATE"}),
    ],
)
def test_which_step_a_case_has_come_to(office, monkeypatch, due, amount, expected):
    case = due_case(office, due, amount=amount)
    at(monkeypatch, MONDAY)

    remind_all()
    again = remind_all()

    assert steps(case) == Counter(expected)
    assert again == 0


@pytest.mark.rule(22)
def test_who_is_told_at_which_step(office, monkeypatch):
    case = due_case(office, date(2026, 11, 30))
    heard = {}
    for day in range(4):
        at(monkeypatch, MONDAY + day * DAY)
        remind_all()
        heard[day] = people_told()
        Message.objects.all().delete()

    head, above = office.head.user.name, office.secretary.user.name
    inspectorate = {office.auditor.name}
    assert heard == {
        0: {head},
        1: {head, above},
        2: {head},
        3: {head} | inspectorate,
    }
    assert steps(case) == {"DUE": 1, "OVERDUE": 3, "SUPERIOR": 1, "INSPECTORATE": 1}


@pytest.mark.rule(22)
def test_the_subject_carries_number_and_date_and_nothing_else(office, monkeypatch):
    case = due_case(office, date(2026, 11, 25))
    at(monkeypatch, MONDAY)

    remind_all()

    late = f"Pernyataan {case} melewati tenggat Rabu, 25\N{NO-BREAK SPACE}November 2026"
    spaced = [
        subject.replace("\N{NO-BREAK SPACE}", " ") for subject in told(office.head.user)
    ]
    assert spaced == [late.replace("\N{NO-BREAK SPACE}", " ")]
    names = (office.staff.user.name, office.head.user.name, "CV Sumber Makmur")
    said = str(list(Message.objects.values_list("subject", "body")))
    assert not [name for name in names if name in said]
    assert not [
        event
        for event in Event.objects.all()
        if office.staff.user.name in event.body.decode()
    ]


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    ("moment", "zone", "reminded"),
    [
        # 08.00 to 16.00 of the unit's own clock.
        (datetime(2026, 11, 30, 0, 59, tzinfo=UTC), "WIB", False),
        (datetime(2026, 11, 30, 1, 0, tzinfo=UTC), "WIB", True),
        (datetime(2026, 11, 30, 8, 59, tzinfo=UTC), "WIB", True),
        (datetime(2026, 11, 30, 9, 0, tzinfo=UTC), "WIB", False),
        (datetime(2026, 11, 29, 23, 0, tzinfo=UTC), "WIT", True),
        (datetime(2026, 11, 30, 7, 0, tzinfo=UTC), "WIT", False),
        (datetime(2026, 11, 30, 0, 0, tzinfo=UTC), "WITA", True),
        (datetime(2026, 11, 30, 8, 0, tzinfo=UTC), "WITA", False),
        # A Sunday.
        (datetime(2026, 11, 29, 3, 0, tzinfo=UTC), "WIB", False),
    ],
)
def test_only_while_the_office_is_at_work(office, monkeypatch, moment, zone, reminded):
    Unit.objects.filter(pk=office.unit.pk).update(tz_abbr=zone, timezone=ZONES[zone])
    due_case(office, date(2026, 11, 30))
    at(monkeypatch, moment)

    assert bool(remind_all()) is reminded


@pytest.mark.rule(22, 76)
def test_a_local_holiday_of_the_unit_is_no_day_to_remind(office, monkeypatch):
    Holiday.objects.create(
        date=MONDAY.date(), name="Hari jadi", kind="LOCAL", unit_code=office.unit.code
    )
    due_case(office, date(2026, 11, 27))
    at(monkeypatch, MONDAY)

    assert remind_all() == 0


@pytest.mark.rule(22, 76)
def test_lateness_is_counted_over_cuti_bersama_and_the_year_end(office, monkeypatch):
    # Due on 23 December: the 24th is cuti bersama, the 25th a holiday, so Monday the
    # 28th is one working day late and Wednesday the 30th three.
    case = due_case(office, date(2026, 12, 23))
    for day in (24, 25, 26, 27):
        at(monkeypatch, datetime(2026, 12, day, 3, tzinfo=UTC))
        assert remind_all() == 0
    at(monkeypatch, datetime(2026, 12, 28, 3, tzinfo=UTC))
    remind_all()
    assert steps(case) == {"OVERDUE": 1, "SUPERIOR": 1}
    at(monkeypatch, datetime(2026, 12, 30, 3, tzinfo=UTC))
    remind_all()
    assert steps(case)["INSPECTORATE"] == 1
    at(monkeypatch, datetime(2027, 1, 1, 3, tzinfo=UTC))
    assert remind_all() == 0


@pytest.mark.rule(22)
def test_the_person_whose_answer_is_awaited_is_reminded_too(office, monkeypatch):
    case = due_case(office, date(2026, 12, 1), status="NEEDS_INFO")
    at(monkeypatch, MONDAY)

    remind_all()

    assert len(told(office.staff.user)) == len(told(office.head.user)) == 1
    body = Message.objects.get(recipient=office.staff.user).body
    assert body.startswith("Jawaban Anda masih ditunggu.")
    assert case.number in told(office.staff.user)[0]


@pytest.mark.rule(17, 22)
def test_a_new_due_date_begins_anew(office, monkeypatch):
    case = due_case(office, date(2026, 11, 30))
    at(monkeypatch, MONDAY)
    remind_all()
    recuse(fresh(case), by=office.head.user, reason="Saya berkepentingan.")
    moved = fresh(case)
    assert moved.due_on == date(2026, 12, 1)
    assert remind_all() == 0
    at(monkeypatch, MONDAY + DAY)

    remind_all()

    assert steps(case) == {"DUE": 2}
    assert any("jatuh tempo hari ini" in one for one in told(office.secretary.user))
    assert told(office.head.user) == []


@pytest.mark.rule(22)
def test_where_nobody_reviews_yet_the_chief_inspector_is_reminded(office, monkeypatch):
    due_case(office, date(2026, 11, 27), status="AWAITING_ADDRESSEE")
    at(monkeypatch, MONDAY)

    remind_all()

    assert people_told() == {office.chief_inspector.name}


@pytest.mark.rule(20, 22)
def test_neither_the_person_nor_who_is_named_is_told_that_it_is_late(
    office, monkeypatch
):
    named = [party("S", person=office.secretary.user_id)]
    due_case(office, date(2026, 11, 27), parties=named)
    make_tenure(office.staff.user, office.chair_post, acting=Acting.DAILY)
    at(monkeypatch, MONDAY)

    remind_all()

    # Two posts are passed over: nobody further up is taken for granted.
    assert people_told() == {office.head.user.name}


@pytest.mark.rule(22)
@pytest.mark.parametrize("status", ["DECIDED", "CONTROL_ACTIVE", "CANCELLED"])
def test_nobody_is_reminded_of_what_is_done(office, monkeypatch, status):
    due_case(office, date(2026, 11, 27), status=status)
    at(monkeypatch, MONDAY)

    assert remind_all() == 0


@pytest.mark.rule(18, 22)
def test_a_case_without_a_statement_is_reminded_of_as_well(office, monkeypatch):
    case = opened_by_superior(office)
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 11, 30))
    Message.objects.all().delete()
    at(monkeypatch, MONDAY)

    remind_all()

    assert told(office.head.user)[0].startswith(f"Perkara {case} jatuh tempo hari ini")
    assert len(told(office.staff.user)) == 1


def test_open_cases_that_are_not_due_take_a_constant_number_of_queries(
    office, monkeypatch
):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert remind_all() == 0
        return len(queries)

    due_case(office, date(2027, 3, 1))
    at(monkeypatch, MONDAY)
    remind_all()
    one = asked()
    for _ in range(3):
        post = make_position(unit=office.unit, superior=office.head_post)
        case = make_case(office=office, tenure=make_tenure(make_user("Rekan"), post))
        Case.objects.filter(pk=case.pk).update(due_on=date(2027, 3, 1))

    assert asked() == one <= 3


def test_a_vacant_post_is_no_obstacle(office, monkeypatch):
    due_case(office, date(2026, 11, 27))
    Tenure.objects.filter(pk=office.head.pk).delete()
    at(monkeypatch, MONDAY)

    remind_all()

    assert people_told() == {office.secretary.user.name}


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule(22)
def test_two_workers_tell_once(monkeypatch):
    office = make_office()
    case = due_case(office, date(2026, 11, 25))
    at(monkeypatch, MONDAY)

    counts = at_once(remind_all, remind_all)

    assert sum(counts) == 3
    assert steps(case) == {"OVERDUE": 1, "SUPERIOR": 1, "INSPECTORATE": 1}
    assert len(told(office.head.user)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_case_that_is_decided_at_that_moment_is_not_reminded_of_after(monkeypatch):
    office = make_office()
    case = due_case(office, date(2026, 11, 25))
    sign_decision(case, office.head.user)
    Message.objects.all().delete()
    at(monkeypatch, MONDAY)

    assert remind_all() == 0
    assert cases.Case.objects.open().count() == 0
