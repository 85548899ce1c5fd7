"""
Deadlines in hours: so many times 24 hours from a moment, through nights and weekends.

The law on personal data counts so (UU 27/2022: "3 x 24 jam"). Amount and ground are
rows like those of any other deadline: a rule in calendar days that binds everywhere.
"""

import datetime
import math
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone

from deadlines.clocks import NoSuchDeadline, rules
from deadlines.models import DayUnit, DeadlineRule
from kpu_coi.dates import ZONES, hari_tanggal, together

HOUR = datetime.timedelta(hours=1)
LAST_HOURS = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class HourClock:
    """A moment by which something must be done, as a due date is shown (rule 77)."""

    at: datetime.datetime
    amount: int
    legal_basis: str
    rule_code: str
    zone_abbr: str
    since: str = "diterima"

    @property
    def local(self) -> datetime.datetime:
        return self.at.astimezone(ZoneInfo(ZONES[self.zone_abbr]))

    @property
    def on(self) -> datetime.date:
        """The day on which it ends, on the clock of its zone."""
        return self.local.date()

    @property
    def hour(self) -> str:
        """As "pukul 09.15 WIB"."""
        return together(f"pukul {self.local:%H.%M} {self.zone_abbr}")

    def words(self, today: datetime.date | None = None) -> str:
        """As "Senin, 30 November 2026, pukul 09.15 WIB · tersisa 41 jam"."""
        return f"{hari_tanggal(self.on)}, {self.hour} · {self.remaining()}"

    def remaining(self, now: datetime.datetime | None = None) -> str:
        """As "tersisa 41 jam", "kurang dari 1 jam", "terlambat 3 jam"."""
        left = self.left(now)
        if left >= HOUR:
            words = f"tersisa {left // HOUR} jam"
        elif left > datetime.timedelta():
            words = "kurang dari 1 jam"
        else:
            late = f"{math.ceil(-left / HOUR) or 1:,}".replace(",", ".")
            words = f"terlambat {late} jam"
        return together(words)

    def left(self, now: datetime.datetime | None = None) -> datetime.timedelta:
        return self.at - (now or timezone.now())

    def state(self, now: datetime.datetime | None = None) -> str:
        """As "late", "soon" (at most twelve hours left), or ""."""
        left = self.left(now)
        if left <= datetime.timedelta():
            return "late"
        return "soon" if left <= LAST_HOURS else ""

    def basis_words(self) -> str:
        """As "Sampai pukul 09.15 WIB: 3 x 24 jam sejak diterima, UU 27/2022, 30"."""
        span = f"{self.amount} x 24 jam sejak {self.since}"
        return f"Sampai {self.hour}: {span}, {self.legal_basis}"


def rule_in_force(code: str, on: datetime.date) -> DeadlineRule:
    """The rule in calendar days for all regimes that is in force on a day."""
    found = [
        rule
        for rule in rules()
        if rule.code == code
        and rule.regime_id is None
        and rule.unit == DayUnit.CALENDAR_DAY
        and rule.valid_from <= on
        and (rule.valid_to is None or on <= rule.valid_to)
    ]
    if not found:
        raise NoSuchDeadline(f"{code} in hours on {on}")
    return max(found, key=lambda rule: rule.valid_from)


def clock_for(code: str, *, start: datetime.datetime, zone_abbr: str) -> HourClock:
    """
    The moment that many times 24 hours after another; `zone_abbr` says how it is shown.

    Raises NoSuchDeadline.
    """
    day = start.astimezone(ZoneInfo(ZONES[zone_abbr])).date()
    rule = rule_in_force(code, day)
    return HourClock(
        at=start + rule.amount * datetime.timedelta(hours=24),
        amount=rule.amount,
        legal_basis=rule.legal_basis,
        rule_code=rule.code,
        zone_abbr=zone_abbr,
    )
