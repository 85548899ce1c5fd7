"""Due dates: computed once by a rule with its legal basis, then stored (rule 21)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deadlines.calendar import (
    add_working_days,
    received_on,
    today_in,
    working_days_left,
)
from deadlines.memory import Remembered
from deadlines.models import DayUnit, DeadlineRule, Regime
from kpu_coi.dates import ZONES, hari_tanggal, together

WORKING_DAY = DayUnit.WORKING_DAY


class NoSuchDeadline(LookupError):
    """No rule with this code was in force on that day under that regime."""


@dataclass(frozen=True)
class Due:
    """A due date with the rule it came from, and the words that show it (rule 77)."""

    on: datetime.date
    amount: int
    unit: str
    legal_basis: str
    rule_code: str
    zone_abbr: str
    unit_code: str = ""
    since: str = "diterima"

    def words(self, today: datetime.date | None = None) -> str:
        """As "Rabu, 25 November 2026 · 2 hari kerja lagi"."""
        return f"{hari_tanggal(self.on)} · {self.remaining(today)}"

    def remaining(self, today: datetime.date | None = None) -> str:
        """As "2 hari kerja lagi", "hari ini", "terlambat 1 hari kerja"."""
        today = today or today_in(ZONES[self.zone_abbr])
        left = self.left(today)
        if self.on == today:
            words = "hari ini"
        elif self.on > today:
            words = f"{left} {self.unit_name} lagi" if left else self._almost_over
        else:
            words = f"terlambat {-left} {self.unit_name}" if left else "sudah lewat"
        return together(words)

    def left(self, today: datetime.date) -> int:
        """How many days of the rule's unit remain; negative when late."""
        if self.unit == WORKING_DAY:
            return working_days_left(today, self.on, self.unit_code)
        return (self.on - today).days

    def state(self, today: datetime.date | None = None) -> str:
        """As "late", "soon" (at most one day of the rule's unit left), or ""."""
        today = today or today_in(ZONES[self.zone_abbr])
        if self.on < today:
            return "late"
        return "soon" if self.left(today) <= 1 else ""

    def basis_words(self) -> str:
        """As "3 hari kerja sejak diterima, PermenPANRB 37/2012"."""
        span = f"{self.amount} {self.unit_name} sejak {self.since}"
        return f"{span}, {self.legal_basis}"

    @property
    def unit_name(self) -> str:
        """What the rule counts: "hari kerja" or "hari"."""
        return str(DayUnit(self.unit).label)

    @property
    def _almost_over(self) -> str:
        return f"kurang dari 1 {self.unit_name} lagi"


@Remembered
def rules() -> list[DeadlineRule]:
    """All deadline rules."""
    return list(DeadlineRule.objects.all())


def rule_for(code: str, *, regime: Regime, on: datetime.date) -> DeadlineRule:
    """
    The rule in force on a day; a regime's own goes before one for all regimes.

    Raises NoSuchDeadline.
    """
    found = [
        rule
        for rule in rules()
        if rule.code == code
        and rule.regime_id in (regime.pk, None)
        and rule.valid_from <= on
        and (rule.valid_to is None or on <= rule.valid_to)
    ]
    if not found:
        raise NoSuchDeadline(f"{code} under {regime.pk} on {on}")
    return max(found, key=lambda rule: (rule.regime_id is not None, rule.valid_from))


def due(
    code: str,
    *,
    regime: Regime,
    received_at: datetime.datetime,
    zone: str,
    zone_abbr: str,
    unit_code: str = "",
) -> Due:
    """
    The due date of a rule for what was received at a moment.

    `zone` and `zone_abbr` are those of the unit that must act, `unit_code` brings in
    its local holidays. The day of receipt does not count. A rule in calendar days may
    end on a day that is no working day. Raises NoSuchDeadline.
    """
    start = received_on(received_at, zone, unit_code)
    rule = rule_for(code, regime=regime, on=start)
    if rule.unit == WORKING_DAY:
        on = add_working_days(start, rule.amount, unit_code)
    else:
        on = start + datetime.timedelta(days=rule.amount)
    return Due(
        on, rule.amount, rule.unit, rule.legal_basis, rule.code, zone_abbr, unit_code
    )


def applying(
    codes: Iterable[str],
    *,
    regime: Regime,
    received_at: datetime.datetime,
    zone: str,
    zone_abbr: str,
    unit_code: str = "",
) -> list[Due]:
    """The due dates of those of the codes that this regime has, in their order."""
    found = []
    for code in codes:
        try:
            found.append(
                due(
                    code,
                    regime=regime,
                    received_at=received_at,
                    zone=zone,
                    zone_abbr=zone_abbr,
                    unit_code=unit_code,
                )
            )
        except NoSuchDeadline:
            continue
    return found


def strictest(codes: Iterable[str], *, regime: Regime, **receipt: Any) -> Due:
    """
    The earliest due date among those of the codes that this regime has (rule 21).

    Takes what `applying` takes. On a tie the code named first wins. Raises
    NoSuchDeadline when it has none of them.
    """
    codes = list(codes)
    found = applying(codes, regime=regime, **receipt)
    if not found:
        raise NoSuchDeadline(f"None of {codes} under {regime.pk}")
    return min(found, key=lambda one: one.on)
