"""
The numbers of the dashboard (rules 58, 60 and 61), all of them by one query.

What grows with the nation is counted by the database; here arrive at most one row a
unit. Each part is counted by itself and joined to the others, so that the page takes
one question to the database however much it shows. Every number is that of a list
somebody can open, cut by the same conditions.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncWeek
from django.utils import timezone

from complaints.models import OPEN as COMPLAINT_OPEN
from complaints.models import Complaint
from complaints.models import Status as ComplaintStatus
from declarations.models import Campaign, Copy, Obligation
from declarations.models.case_terms import DECIDED, OPEN
from inspectorate.charts import province_names
from inspectorate.compliance import Tally
from inspectorate.expressions import Days, Median, decided_on, in_time, received_on
from inspectorate.filters import late
from inspectorate.territory import Territory
from personnel.models import NATIONAL_CODE, PositionKind, User

WEEKS_SHOWN = 8
AGES = (
    ("muda", "sampai 3 hari", 3),
    ("sedang", "4 sampai 14 hari", 14),
    ("lama", "15 sampai 60 hari", 60),
    ("tua", "lebih dari 60 hari", None),
)


@dataclass(frozen=True)
class Row:
    """One place of the table: who declared there, and the cases that lie there."""

    tally: Tally
    open: int = 0
    late: int = 0


@dataclass(frozen=True)
class CaseFigures:
    """Open and late cases, by status and by unit."""

    by_status: Counter = field(default_factory=Counter)
    open_in: Counter = field(default_factory=Counter)
    late_in: Counter = field(default_factory=Counter)

    @property
    def open(self) -> int:
        return self.open_in.total()

    @property
    def late(self) -> int:
        return self.late_in.total()


@dataclass(frozen=True)
class Promptness:
    """How soon the holders of one kind of post decided (rule 60)."""

    kind: str
    label: str
    decided: int
    on_time: int
    median_days: float

    @property
    def late(self) -> int:
        return self.decided - self.on_time

    @property
    def percent(self) -> float:
        return 100 * self.on_time / self.decided if self.decided else 0.0


TEXT, WHOLE, REAL = CharField(), IntegerField(), FloatField()


def part(
    name: str,
    rows: QuerySet,
    *,
    key: Any,
    count: Any,
    other: Any = None,
    some: Any = None,
    number: Any = None,
) -> QuerySet:
    """
    Counted rows in the one shape that `gathered` joins: name, key, other, and numbers.

    `key` and `other` say by what is counted, the rest what is counted.
    """
    grouped = rows.order_by().values(
        key_=Cast(key, TEXT), other_=Cast(other or Value(""), TEXT)
    )
    counted = grouped.annotate(
        count_=Cast(count, WHOLE),
        some_=Cast(some or Value(0), WHOLE),
        number_=Cast(number or Value(0), REAL),
    )
    return counted.annotate(part_=Cast(Value(name), TEXT)).values_list(
        "part_", "key_", "other_", "count_", "some_", "number_"
    )


def gathered(first: QuerySet, *others: QuerySet) -> dict[str, list[tuple]]:
    """The rows of all parts by the part's name, from one query."""
    found: dict[str, list[tuple]] = {}
    for name, *row in first.union(*others, all=True).order_by():
        found.setdefault(name, []).append(tuple(row))
    return found


def tally_part(campaign: Campaign | None, territory: Territory) -> QuerySet:
    """Who must declare and who has, by unit."""
    return part(
        "tally",
        Obligation.objects.counted().filter(
            territory.within("unit__"), campaign=campaign
        ),
        key=F("unit__code"),
        other=F("unit__name"),
        count=Count("pk"),
        some=Count("met_at"),
    )


def tallies_from(rows: Iterable[tuple]) -> list[Tally]:
    """One tally a unit, in the order of the units' codes."""
    return [Tally(code, name, owed, done) for code, name, owed, done, _ in sorted(rows)]


def province_of(code: str) -> str:
    """The province of a unit's code; empty for KPU RI."""
    return "" if code == NATIONAL_CODE else code[:2]


def summed(rows: Iterable[Tally], code: str, name: str) -> Tally:
    """The sum of some tallies as one place."""
    rows = list(rows)
    return Tally(
        code,
        name,
        sum(row.obliged for row in rows),
        sum(row.declared for row in rows),
        sum(row.units for row in rows),
    )


def by_province(rows: Iterable[Tally]) -> list[Tally]:
    """The same numbers, a province with its regencies in one, KPU RI first."""
    parts: dict[str, list[Tally]] = {}
    for row in rows:
        parts.setdefault(province_of(row.code), []).append(row)
    names = province_names()
    return [
        summed(part, code or NATIONAL_CODE, names.get(code, "KPU RI"))
        for code, part in sorted(parts.items())
    ]


def by_region(provinces: Iterable[Tally], territory: Territory) -> list[Tally]:
    """The same numbers by region of the Inspektorat, and what lies in none."""
    rest = {row.code: row for row in provinces}
    found = [
        summed(
            [rest.pop(code) for code in sorted(region.provinces) if code in rest],
            region.code,
            region.name,
        )
        for region in territory.regions
    ]
    if rest:
        found.append(summed(rest.values(), "", "Di luar pembagian wilayah"))
    return found


def case_part(copies: QuerySet[Copy]) -> QuerySet:
    """Every case by unit and status, and how many are late."""
    return part(
        "case",
        copies,
        key=F("case__unit__code"),
        other=F("case__status"),
        count=Count("pk"),
        some=Count("pk", filter=late()),
    )


def cases_from(rows: Iterable[tuple]) -> CaseFigures:
    found = CaseFigures()
    for unit, status, cases, overdue, _ in rows:
        found.by_status[status] += cases
        if status in OPEN:
            found.open_in[unit] += cases
        found.late_in[unit] += overdue
    return found


def promptness_part(copies: QuerySet[Copy]) -> QuerySet:
    """Decisions on time and the median of days, by level of the superior."""
    return part(
        "promptness",
        copies.filter(case__status__in=DECIDED),
        key=Coalesce("case__addressee__kind", Value("")),
        count=Count("pk"),
        some=Count("pk", filter=in_time()),
        number=Median(Days(decided_on(), received_on())),
    )


def promptness_from(rows: Iterable[tuple]) -> list[Promptness]:
    """From the top of the office down; the plenary first."""
    labels = {"": "Rapat Pleno"} | dict(PositionKind.choices)
    order = list(labels)
    return [
        Promptness(kind, labels[kind], decided, on_time, days)
        for kind, _, decided, on_time, days in sorted(
            rows, key=lambda row: order.index(row[0])
        )
    ]


def week_part(campaign: Campaign | None, territory: Territory) -> QuerySet:
    """How many met the campaign in each week, by its Monday."""
    return part(
        "week",
        Obligation.objects.filter(
            territory.within("unit__"), campaign=campaign, met_at__isnull=False
        ),
        key=TruncWeek("met_at", output_field=DateField()),
        count=Count("pk"),
    )


def weeks_from(rows: Iterable[tuple]) -> list[tuple[date, int]]:
    """The last weeks up to the latest signature, those without one too."""
    known = {date.fromisoformat(day[:10]): people for day, _, people, _, _ in rows}
    if not known:
        return []
    last = max(known)
    weeks = [last - timedelta(weeks=back) for back in reversed(range(WEEKS_SHOWN))]
    return [(week, known.get(week, 0)) for week in weeks if week >= min(known)]


@dataclass(frozen=True)
class ComplaintFigures:
    """Complaints by status, the open ones by age; numbers alone (rule 61)."""

    by_status: list[tuple[str, int]] = field(default_factory=list)
    by_age: list[tuple[str, int]] = field(default_factory=list)
    late: int = 0

    @property
    def open(self) -> int:
        return sum(count for _, count in self.by_age)

    @property
    def total(self) -> int:
        return sum(count for _, count in self.by_status)


def complaint_part(user: User, territory: Territory) -> QuerySet:
    """
    The complaints about units of the territory, by status and age.

    Whoever is accused in one, or sits below somebody who is, finds it in no number.
    """
    return part(
        "complaint",
        Complaint.objects.not_about(user).filter(territory.within("accused_unit__")),
        key=F("status"),
        other=age_of_complaint(),
        count=Count("pk"),
        some=Count("pk", filter=Q(due_on__lt=timezone.localdate())),
    )


def complaints_from(rows: Iterable[tuple]) -> ComplaintFigures:
    statuses, ages, overdue = Counter(), Counter(), 0
    for status, age, complaints, past_due, _ in rows:
        statuses[status] += complaints
        if status in COMPLAINT_OPEN:
            ages[age] += complaints
            overdue += past_due
    return ComplaintFigures(
        [
            (label, statuses[status])
            for status, label in ComplaintStatus.choices
            if statuses[status]
        ],
        [(label, ages[code]) for code, label, _ in AGES] if statuses else [],
        overdue,
    )


def age_of_complaint() -> Case:
    """Since its receipt, in the steps that the promised dates have."""
    now = timezone.now()
    steps = [
        When(received_at__gt=now - timedelta(days=days + 1), then=Value(code))
        for code, _, days in AGES
        if days is not None
    ]
    return Case(*steps, default=Value(AGES[-1][0]), output_field=CharField())


def rows_of(tallies: Iterable[Tally], cases: CaseFigures, *, units: bool) -> list[Row]:
    """The table: each place with the cases of its units, the lowest share first."""
    opened, overdue = Counter(), Counter()
    for counts, found in ((opened, cases.open_in), (overdue, cases.late_in)):
        for code, number in found.items():
            place = code if units else province_of(code) or NATIONAL_CODE
            counts[place] += number
    rows = [Row(tally, opened[tally.code], overdue[tally.code]) for tally in tallies]
    return sorted(rows, key=lambda row: (row.tally.percent, row.tally.code))


ORDERS: dict[str, Callable[[Row], Any]] = {
    "nama": lambda row: row.tally.name,
    "belum": lambda row: -row.tally.missing,
    "kepatuhan": lambda row: row.tally.percent,
    "terbuka": lambda row: -row.open,
    "lewat": lambda row: -row.late,
}
"""What the table can be ordered by; of two alike the lower share stands first."""
