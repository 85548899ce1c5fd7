"""Deadlines in hours: 3 x 24 hours to the minute (UU 27/2022)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from deadlines import memory
from deadlines.clocks import NoSuchDeadline
from deadlines.hours import HourClock, clock_for
from deadlines.models import DeadlineRule

# 16.40 on Friday, 27 November 2026, in Jakarta.
FRIDAY = datetime(2026, 11, 27, 9, 40, tzinfo=UTC)


def clock(at, zone_abbr="WIB"):
    return HourClock(
        at, 3, "UU 27/2022 Pasal 30 ayat (1)", "DATA_CORRECTION", zone_abbr
    )


@pytest.mark.django_db
@pytest.mark.rule(63, 68)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        # Through a weekend, and through Christmas and the leave around it.
        (FRIDAY, datetime(2026, 11, 30, 9, 40, tzinfo=UTC)),
        (
            datetime(2026, 12, 24, 0, 0, tzinfo=UTC),
            datetime(2026, 12, 27, 0, 0, tzinfo=UTC),
        ),
        # Over the end of the year, and over the last of February.
        (
            datetime(2026, 12, 30, 16, 59, 30, tzinfo=UTC),
            datetime(2027, 1, 2, 16, 59, 30, tzinfo=UTC),
        ),
        (
            datetime(2028, 2, 27, 23, 5, tzinfo=UTC),
            datetime(2028, 3, 1, 23, 5, tzinfo=UTC),
        ),
    ],
)
def test_three_times_24_hours_run_through_everything(start, end):
    found = clock_for("DATA_CORRECTION", start=start, zone_abbr="WIB")

    assert found.at == end


@pytest.mark.django_db
@pytest.mark.rule(63, 68)
def test_each_clock_has_its_article():
    rows = DeadlineRule.objects.filter(code__startswith="DATA_")

    found = set(rows.values_list("code", "amount", "unit", "legal_basis"))

    days = (3, "CALENDAR_DAY")
    assert found == {
        ("DATA_CORRECTION", *days, "UU 27/2022 Pasal 30 ayat (1)"),
        ("DATA_ACCESS", *days, "UU 27/2022 Pasal 32 ayat (2)"),
        ("DATA_SUSPENSION", *days, "UU 27/2022 Pasal 41 ayat (1)"),
        ("DATA_ERASURE", *days, "UU 27/2022 Pasal 43 dan 50"),
        ("DATA_BREACH", *days, "UU 27/2022 Pasal 46 ayat (1)"),
    }


@pytest.mark.parametrize(
    ("zone_abbr", "day", "time"),
    [
        ("WIB", date(2026, 11, 30), "23.30"),
        ("WITA", date(2026, 12, 1), "00.30"),
        ("WIT", date(2026, 12, 1), "01.30"),
    ],
)
def test_the_zone_says_on_which_day_it_ends(zone_abbr, day, time):
    found = clock(datetime(2026, 11, 30, 16, 30, tzinfo=UTC), zone_abbr)

    assert found.on == day
    assert found.hour.split("\N{NO-BREAK SPACE}") == ["pukul", time, zone_abbr]


@pytest.mark.parametrize(
    ("hours", "words", "state"),
    [
        (41.5, "tersisa 41 jam", ""),
        (12, "tersisa 12 jam", "soon"),
        (1, "tersisa 1 jam", "soon"),
        (0.5, "kurang dari 1 jam", "soon"),
        (0, "terlambat 1 jam", "late"),
        (-0.2, "terlambat 1 jam", "late"),
        (-2.5, "terlambat 3 jam", "late"),
        (-1234, "terlambat 1.234 jam", "late"),
    ],
)
def test_what_remains_is_said_in_hours(hours, words, state):
    found, now = clock(FRIDAY), FRIDAY - timedelta(hours=hours)

    assert found.remaining(now).replace("\N{NO-BREAK SPACE}", " ") == words
    assert found.state(now) == state


def test_the_ground_stands_beside_it():
    assert clock(FRIDAY).basis_words() == (
        "Sampai pukul\N{NO-BREAK SPACE}16.40\N{NO-BREAK SPACE}WIB: "
        "3 x 24 jam sejak diterima, UU 27/2022 Pasal 30 ayat (1)"
    )


@pytest.mark.django_db
def test_a_newer_rule_counts_from_its_first_day():
    old = DeadlineRule.objects.get(code="DATA_CORRECTION")
    old.valid_to = date(2026, 11, 27)
    old.save()
    DeadlineRule.objects.create(
        code="DATA_CORRECTION",
        amount=2,
        unit="CALENDAR_DAY",
        legal_basis="aturan baru",
        valid_from=date(2026, 11, 28),
    )
    memory.forget()

    # 23.50 on Friday and 00.10 on Saturday, on the clock of Jayapura.
    friday = datetime(2026, 11, 27, 14, 50, tzinfo=UTC)
    before = clock_for("DATA_CORRECTION", start=friday, zone_abbr="WIT")
    after = clock_for(
        "DATA_CORRECTION", start=friday + timedelta(minutes=20), zone_abbr="WIT"
    )

    assert (before.amount, after.amount) == (3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["EXAMINE", "NO_SUCH"])
def test_a_rule_that_does_not_count_days_for_everybody_gives_no_hours(code):
    with pytest.raises(NoSuchDeadline):
        clock_for(code, start=FRIDAY, zone_abbr="WIB")
