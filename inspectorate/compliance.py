"""Who must, has and has not declared (rule 58). Never by which kind of statement."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from declarations.models import Campaign, Obligation
from personnel.models import NATIONAL_CODE, Unit

SHADES = ((70, "k1"), (85, "k2"), (95, "k3"))


@dataclass(frozen=True)
class Tally:
    """How many people of one place must declare, and how many have."""

    code: str
    name: str
    obliged: int
    declared: int
    units: int = 1

    @property
    def missing(self) -> int:
        return self.obliged - self.declared

    @property
    def percent(self) -> float:
        return 100 * self.declared / self.obliged if self.obliged else 0.0

    @property
    def shade(self) -> str:
        """The class of the bar: under 70, 85, 95 per cent, or above."""
        return next((shade for top, shade in SHADES if self.percent < top), "k4")


def campaigns_in(units: QuerySet[Unit]) -> QuerySet[Campaign]:
    """Those that oblige somebody in these units, in no order."""
    obliged = Obligation.objects.counted().filter(unit__in=units).values("campaign")
    return Campaign.objects.filter(pk__in=obliged)


def tallies(campaign: Campaign, units: QuerySet[Unit]) -> list[Tally]:
    """One tally a unit, in the order of the units' codes; one query."""
    counted = (
        Obligation.objects.filter(campaign=campaign, unit__in=units)
        .counted()
        .values("unit__code", "unit__name")
        .annotate(obliged=Count("pk"), declared=Count("met_at"))
        .order_by("unit__code")
    )
    return [
        Tally(row["unit__code"], row["unit__name"], row["obliged"], row["declared"])
        for row in counted
    ]


def tally_of(unit: Unit, people: QuerySet[Obligation]) -> Tally:
    """The numbers of one unit; one query."""
    counted = people.aggregate(obliged=Count("pk"), declared=Count("met_at"))
    return Tally(unit.code, unit.name, counted["obliged"], counted["declared"])


def by_province(rows: list[Tally]) -> list[Tally]:
    """The same numbers, a province with its regencies in one."""
    names = dict(
        Unit.objects.filter(code__in={row.code[:2] for row in rows}).values_list(
            "code", "name"
        )
    )
    return [
        total([row for row in rows if row.code[:2] == code], code, names[code])
        for code in sorted({row.code[:2] for row in rows})
    ]


def total(rows: list[Tally], code: str = NATIONAL_CODE, name: str = "") -> Tally:
    """The sum of some tallies."""
    return Tally(
        code,
        name,
        sum(row.obliged for row in rows),
        sum(row.declared for row in rows),
        len(rows),
    )
