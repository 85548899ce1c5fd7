from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from deadlines import calendar, memory
from deadlines.calendar import (
    add_working_days,
    is_working_day,
    received_on,
    working_days_left,
)
from deadlines.models import Holiday

pytestmark = [pytest.mark.django_db, pytest.mark.rule(76)]

JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"


def local(zone, *parts):
    return datetime(*parts, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2026, 8, 17), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), True),
        (date(2024, 2, 14), False),
        (date(2027, 5, 19), False),
    ],
    ids=str,
)
def test_weekends_holidays_and_collective_leave_are_no_working_days(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # A plain week: Monday plus three is Thursday.
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        # Over a weekend: Thursday, then Friday, Monday, Tuesday.
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        # Christmas with its cuti bersama on Thursday and Friday: 23, 28, 29.
        (date(2026, 12, 22), 3, date(2026, 12, 29)),
        # Over the end of the year: 31 December, then 4 January (Friday is New Year).
        (date(2026, 12, 30), 2, date(2027, 1, 4)),
        # Lebaran 2026 with Nyepi: Tuesday 17 March, then not before Wednesday 25.
        (date(2026, 3, 17), 1, date(2026, 3, 25)),
        # Lebaran 2025: Thursday 27 March, then not before Tuesday 8 April.
        (date(2025, 3, 27), 1, date(2025, 4, 8)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
    ],
)
def test_the_first_day_does_not_count(start, days, due):
    assert add_working_days(start, days) == due


def test_working_days_are_not_counted_backward():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 11, 23), -1)


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 11, 23), date(2026, 11, 25), 2),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 21), date(2026, 11, 23), 1),
        (date(2026, 11, 25), date(2026, 11, 25), 0),
        (date(2026, 11, 26), date(2026, 11, 25), -1),
        (date(2026, 11, 28), date(2026, 11, 27), 0),
        (date(2026, 11, 30), date(2026, 11, 27), -1),
        (date(2027, 1, 4), date(2026, 12, 23), -5),
        (date(2026, 11, 23), date(2026, 12, 14), 15),
        (date(2026, 11, 22), date(2026, 12, 13), 15),
        (date(2026, 11, 27), date(2027, 1, 4), 23),
    ],
)
def test_days_left_are_working_days_and_negative_when_late(today, due, left):
    assert working_days_left(today, due) == left


@pytest.mark.parametrize(
    ("moment", "received"),
    [
        (local(JAKARTA, 2026, 11, 23, 15, 59, 59), date(2026, 11, 23)),
        (local(JAKARTA, 2026, 11, 23, 16, 0, 0), date(2026, 11, 23)),
        (local(JAKARTA, 2026, 11, 23, 16, 0, 0, 1), date(2026, 11, 24)),
        (local(JAKARTA, 2026, 11, 23, 23, 59, 59), date(2026, 11, 24)),
        (local(JAKARTA, 2026, 11, 24, 0, 0, 0), date(2026, 11, 24)),
        (local(JAKARTA, 2026, 11, 27, 16, 1), date(2026, 11, 30)),
        (local(JAKARTA, 2026, 11, 28, 9, 0), date(2026, 11, 30)),
        (local(JAKARTA, 2026, 12, 24, 9, 0), date(2026, 12, 28)),
        (local(JAKARTA, 2026, 12, 31, 17, 0), date(2027, 1, 4)),
    ],
)
def test_what_comes_after_four_or_on_a_free_day_counts_from_the_next(moment, received):
    assert received_on(moment, JAKARTA) == received


@pytest.mark.parametrize(
    ("zone", "received"),
    [
        (JAKARTA, date(2026, 11, 23)),
        (MAKASSAR, date(2026, 11, 23)),
        (JAYAPURA, date(2026, 11, 24)),
    ],
)
def test_the_clock_of_the_unit_decides(zone, received):
    """At 08.00 UTC it is 15.00 in WIB, 16.00 in WITA and 17.00 in WIT."""
    assert received_on(datetime(2026, 11, 23, 8, tzinfo=UTC), zone) == received


def test_midnight_in_papua_is_another_day_than_in_jakarta(monkeypatch):
    moment = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    assert calendar.today_in(JAKARTA) == date(2026, 12, 31)
    assert calendar.today_in(JAYAPURA) == date(2027, 1, 1)


def test_the_hour_of_the_cut_off_is_a_setting(settings):
    settings.RECEIPT_CUTOFF_HOUR = 12

    moment = local(JAKARTA, 2026, 11, 23, 12, 1)
    assert received_on(moment, JAKARTA) == date(2026, 11, 24)


def test_a_local_holiday_counts_in_its_unit_alone():
    day = date(2026, 11, 24)
    Holiday.objects.create(date=day, name="Hari jadi", kind="LOCAL", unit_code="3321")
    memory.forget()

    assert is_working_day(day)
    assert is_working_day(day, "3322")
    assert not is_working_day(day, "3321")
    assert add_working_days(date(2026, 11, 23), 1, "3321") == date(2026, 11, 25)
    assert working_days_left(date(2026, 11, 23), date(2026, 11, 25), "3321") == 1
    moment = local(JAKARTA, 2026, 11, 24, 9, 0)
    assert received_on(moment, JAKARTA, "3321") == date(2026, 11, 25)


def test_a_new_holiday_is_known_once_the_old_answer_is_forgotten():
    day = date(2026, 11, 24)
    assert is_working_day(day)

    Holiday.objects.create(date=day, name="Hari pemungutan suara", kind="NATIONAL")
    memory.forget()

    assert not is_working_day(day)


def test_holidays_are_read_once_for_many_questions(django_assert_num_queries):
    with django_assert_num_queries(1):
        for offset in range(50):
            add_working_days(date(2026, 1, 1) + timedelta(days=offset), 5)


def test_another_process_sees_a_change_within_a_minute(monkeypatch):
    seconds = [100.0]
    monkeypatch.setattr("deadlines.memory.time.monotonic", lambda: seconds[0])
    day = date(2026, 11, 24)
    assert is_working_day(day)
    Holiday.objects.create(date=day, name="Hari pemungutan suara", kind="NATIONAL")

    seconds[0] += 59
    assert is_working_day(day)
    seconds[0] += 1
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("now", "missing"),
    [
        (datetime(2026, 11, 22, tzinfo=UTC), []),
        (datetime(2027, 10, 1, tzinfo=UTC), []),
        (datetime(2027, 11, 15, tzinfo=UTC), [2028]),
        (datetime(2029, 2, 1, tzinfo=UTC), [2028, 2029]),
    ],
)
def test_a_year_without_collective_leave_is_told_two_months_ahead(
    monkeypatch, now, missing
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    assert calendar.years_without_collective_leave() == missing


def test_an_empty_table_misses_this_year(monkeypatch):
    Holiday.objects.all().delete()
    now = datetime(2026, 5, 1, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    assert calendar.years_without_collective_leave() == [2026]


DATES = st.dates(date(2024, 1, 1), date(2027, 12, 31))
AMOUNTS = st.integers(min_value=1, max_value=60)


@hypothesis_settings(deadline=None)
@given(start=DATES, days=AMOUNTS)
def test_a_due_date_is_a_working_day_after_the_start(start, days):
    due = add_working_days(start, days)

    assert due > start
    assert is_working_day(due)


@hypothesis_settings(deadline=None)
@given(start=DATES, days=AMOUNTS)
def test_days_left_undoes_the_adding_of_days(start, days):
    assert working_days_left(start, add_working_days(start, days)) == days


@hypothesis_settings(deadline=None)
@given(today=DATES, due=DATES, unit=st.sampled_from(["", "3321"]))
def test_days_left_are_those_counted_one_by_one(today, due, unit):
    kind = "LOCAL"
    for day in (date(2025, 3, 5), date(2025, 3, 8), date(2026, 1, 1)):
        found = {"date": day, "kind": kind, "unit_code": "3321"}
        Holiday.objects.get_or_create(**found, defaults={"name": "Hari jadi"})
    memory.forget()
    first, last = sorted((today, due))
    days = ((first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    counted = sum(is_working_day(day, unit) for day in days)

    assert abs(working_days_left(today, due, unit)) == counted


@hypothesis_settings(deadline=None)
@given(start=DATES, days=AMOUNTS)
def test_more_days_end_later(start, days):
    assert add_working_days(start, days) < add_working_days(start, days + 1)


@hypothesis_settings(deadline=None)
@given(first=DATES, second=DATES, days=AMOUNTS)
def test_an_earlier_start_never_ends_later(first, second, days):
    early, late = sorted((first, second))

    assert add_working_days(early, days) <= add_working_days(late, days)


@hypothesis_settings(deadline=None)
@given(today=DATES, due=DATES)
def test_lateness_mirrors_the_days_left(today, due):
    assert working_days_left(today, due) == -working_days_left(due, today)


@hypothesis_settings(deadline=None)
@given(
    moment=st.integers(0, 4 * 365 * 24 * 60).map(
        lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    zone=st.sampled_from([JAKARTA, MAKASSAR, JAYAPURA]),
)
def test_receipt_is_a_working_day_not_before_the_local_date(moment, zone):
    received = received_on(moment, zone)

    assert is_working_day(received)
    assert received >= moment.astimezone(ZoneInfo(zone)).date()
