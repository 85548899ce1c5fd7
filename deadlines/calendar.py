"""
Working days: Monday to Friday without national holidays, collective leave (cuti
bersama) and, where a unit has them, local holidays (Perpres 21/2023; yearly SKB).

The day of receipt does not count.
"""

import datetime
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from deadlines.memory import Remembered
from deadlines.models import Holiday, HolidayKind
from kpu_coi.dates import ZONES

WEEK_DAYS = 5
ONE_DAY = datetime.timedelta(days=1)
OFFICE_OPENS = 8
LOOK_AHEAD = datetime.timedelta(days=60)


@dataclass(frozen=True)
class DaysOff:
    """Holidays from Monday to Friday: to look one up, and in order."""

    days: frozenset[datetime.date]
    in_order: tuple[datetime.date, ...]


@Remembered
def holidays() -> dict[str, DaysOff]:
    """By unit code, those of everybody among them; under "" these alone."""
    dates: dict[str, set[datetime.date]] = defaultdict(set)
    for unit_code, date in Holiday.objects.values_list("unit_code", "date"):
        if date.weekday() < WEEK_DAYS:
            dates[unit_code].add(date)
    everybody = dates[""]
    return {
        unit_code: DaysOff(frozenset(found), tuple(sorted(found)))
        for unit_code, found in ((code, dates[code] | everybody) for code in dates)
    }


def days_off(unit_code: str = "") -> DaysOff:
    """The holidays on which a unit would work if they were none."""
    found = holidays()
    return found.get(unit_code) or found[""]


@Remembered
def years_of_collective_leave() -> frozenset[int]:
    """The years whose cuti bersama is in the table."""
    kind = HolidayKind.COLLECTIVE_LEAVE
    dates = Holiday.objects.filter(kind=kind).values_list("date", flat=True)
    return frozenset(date.year for date in dates)


def is_working_day(day: datetime.date, unit_code: str = "") -> bool:
    """Whether deadlines run on this day in this unit (rule 76)."""
    return day.weekday() < WEEK_DAYS and day not in days_off(unit_code).days


def next_working_day(day: datetime.date, unit_code: str = "") -> datetime.date:
    """The first working day after this day."""
    day += ONE_DAY
    while not is_working_day(day, unit_code):
        day += ONE_DAY
    return day


def add_working_days(
    start: datetime.date, days: int, unit_code: str = ""
) -> datetime.date:
    """
    The date that many working days after `start`, which does not count itself.

    Zero days give `start`, or the next working day when it is none. Raises
    ValueError for a negative number.
    """
    if days < 0:
        raise ValueError("Working days are counted forward only.")
    if days == 0 and not is_working_day(start, unit_code):
        days = 1
    day = start
    for _ in range(days):
        day = next_working_day(day, unit_code)
    return day


def working_days_left(
    today: datetime.date, due: datetime.date, unit_code: str = ""
) -> int:
    """
    How many working days remain after today, the due date included.

    Zero on the due date; negative by the working days gone since it, today included.
    """
    if due < today:
        return -working_days_left(due, today, unit_code)
    weeks, more = divmod((due - today).days, 7)
    rest = (due - datetime.timedelta(days=n) for n in range(more))
    week_days = weeks * WEEK_DAYS + sum(day.weekday() < WEEK_DAYS for day in rest)
    off = days_off(unit_code).in_order
    return week_days - (bisect_right(off, due) - bisect_right(off, today))


def received_on(
    moment: datetime.datetime, zone: str, unit_code: str = ""
) -> datetime.date:
    """
    The day that counts as the day of receipt, on the clock of the unit (rule 76).

    What comes after 16.00 local (settings.RECEIPT_CUTOFF_HOUR), or on a day that is
    no working day, counts as received on the next working day. 16.00.00 exactly is
    still in time.
    """
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date()
    cutoff = datetime.time(hour=settings.RECEIPT_CUTOFF_HOUR)
    if local.time() > cutoff or not is_working_day(day, unit_code):
        return next_working_day(day, unit_code)
    return day


def today_in(zone: str) -> datetime.date:
    """The date of this moment on the clock of a zone."""
    return timezone.localdate(timezone=ZoneInfo(zone))


def own_today(unit: str, lookup: str) -> Q:
    """
    Rows whose date stands so to today, as it is today on the clock of their unit.

    in: the way from the row to its unit ("position__unit"), and the lookup of the date
    ("period__contains"). While all clocks show the same date no unit is looked at.
    """
    zones: dict[datetime.date, list[str]] = {}
    for zone, name in ZONES.items():
        zones.setdefault(today_in(name), []).append(zone)
    if len(zones) == 1:
        [today] = zones
        return Q(**{lookup: today})
    found = Q()
    for today, those in zones.items():
        found |= Q(**{f"{unit}__tz_abbr__in": those, lookup: today})
    return found


def is_office_time(zone: str, unit_code: str = "") -> bool:
    """Whether an office of that zone and unit is at work at this moment."""
    local = timezone.now().astimezone(ZoneInfo(zone))
    at_work = OFFICE_OPENS <= local.hour < settings.RECEIPT_CUTOFF_HOUR
    return at_work and is_working_day(local.date(), unit_code)


def years_without_collective_leave() -> list[int]:
    """
    The years, from the first in the table to that of two months from now, for which
    no cuti bersama is recorded. Their working days are counted wrongly.
    """
    years = years_of_collective_leave()
    today = timezone.localdate()
    first = min(years, default=today.year)
    last = (today + LOOK_AHEAD).year
    return [year for year in range(first, last + 1) if year not in years]
