"""
What everybody may know (rule 61): counts of the year, small ones hidden.

Counted by the database and kept for some minutes by each process, so that no visitor
makes a slow page and nobody can watch a single person sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from complaints.models import CLOSED, Category, Complaint
from declarations.models import Campaign, Case, Obligation, Outcome
from inspectorate.charts import decimal, grouped, province_names, shade_of
from inspectorate.suppression import hidden_cells, hidden_rows, shown
from kpu_coi.dates import bulan_pendek
from kpu_coi.start import Figure
from personnel.models import NATIONAL_CODE

KEPT_FOR = 300
KEPT = "public_figures"


@dataclass(frozen=True)
class Share:
    """Who must and who has declared in one place; None is hidden."""

    code: str
    name: str
    obliged: int | None
    declared: int | None
    missing: int | None

    @property
    def percent(self) -> float | None:
        if self.declared is None or not self.obliged:
            return None
        return 100 * self.declared / self.obliged

    @property
    def shade(self) -> str:
        return "k0" if self.percent is None else shade_of(self.percent)


@dataclass(frozen=True)
class Counts:
    """A list of counts with its sum; None is hidden."""

    lines: tuple[tuple[str, int | None], ...]
    total: int | None

    @property
    def any_shown(self) -> bool:
        return any(count is not None for _, count in self.lines)


@dataclass(frozen=True)
class PublicFigures:
    """Everything on the public page, as counted at one moment."""

    counted_at: date
    campaign: str
    due_on: date | None
    nation: Share | None
    provinces: tuple[Share, ...]
    outcomes: Counts
    complaints_by_month: Counts
    complaints_by_category: Counts
    complaints_finished: int | None

    @property
    def maps_anything(self) -> bool:
        """Whether the map would show the share of any province at all."""
        return any(
            share.percent is not None
            for share in self.provinces
            if share.code != NATIONAL_CODE
        )


def public_figures() -> PublicFigures:
    """The figures, at most five minutes old."""
    return caches["memory"].get_or_set(KEPT, counted, KEPT_FOR)


def forget() -> None:
    """Count anew at the next question."""
    caches["memory"].delete(KEPT)


def counted() -> PublicFigures:
    """The figures of this year, counted now; the same few queries for any nation."""
    today = timezone.localdate()
    campaign = latest_campaign(today)
    nation, provinces = shares(campaign) if campaign else (None, ())
    complaints = Complaint.objects.filter(received_at__year=today.year).order_by()
    finished = complaints.filter(status__in=CLOSED).count()
    by_month = months(complaints, today)
    others = (by_month.total or 0) - finished
    return PublicFigures(
        counted_at=today,
        campaign=campaign.name if campaign else "",
        due_on=campaign.due_on if campaign else None,
        nation=nation,
        provinces=provinces,
        outcomes=outcomes(today.year),
        complaints_by_month=by_month,
        complaints_by_category=categories(complaints),
        complaints_finished=finished if shown(finished, others) else None,
    )


def latest_campaign(today: date) -> Campaign | None:
    """The last one that began for the whole nation."""
    begun = Campaign.objects.general().filter(starts_on__lte=today)
    return begun.filter(unit__code=NATIONAL_CODE, cascade=True).first()


def shares(campaign: Campaign) -> tuple[Share, tuple[Share, ...]]:
    """The nation and its provinces, small cells and those beside them hidden."""
    counts = (
        Obligation.objects.counted()
        .filter(campaign=campaign)
        .order_by()
        .values("unit__province_code")
        .annotate(obliged=Count("pk"), declared=Count("met_at"))
        .order_by("unit__province_code")
    )
    rows = [
        (row["unit__province_code"], row["obliged"], row["declared"]) for row in counts
    ]
    names = province_names()
    hidden = hidden_rows([(done, owed - done) for _, owed, done in rows])
    small = hidden_cells([owed for _, owed, _ in rows])
    provinces = tuple(
        share(
            code or NATIONAL_CODE,
            names.get(code, "KPU RI"),
            owed,
            done,
            split=place not in hidden | small,
            sized=place not in small,
        )
        for place, (code, owed, done) in enumerate(rows)
    )
    owed, done = sum(row[1] for row in rows), sum(row[2] for row in rows)
    split = shown(done, owed - done)
    nation = share("", "Seluruh Indonesia", owed, done, split=split, sized=shown(owed))
    return nation, provinces


def share(
    code: str, name: str, owed: int, done: int, *, split: bool, sized: bool
) -> Share:
    return Share(
        code,
        name,
        owed if sized else None,
        done if split else None,
        owed - done if split else None,
    )


def outcomes(year: int) -> Counts:
    """How this year's decisions on potential and actual conflicts ended."""
    found = dict(
        Case.objects.filter(decided_at__year=year)
        .order_by()
        .values_list("decision__outcome")
        .annotate(Count("pk"))
    )
    return masked([(label, found.get(code, 0)) for code, label in Outcome.choices])


def months(complaints, today: date) -> Counts:
    """The complaints received in each month of the year so far."""
    found = {
        row["month"].month: row["received"]
        for row in complaints.values(month=TruncMonth("received_at")).annotate(
            received=Count("pk")
        )
    }
    return masked(
        [
            (bulan_pendek(date(today.year, month, 1)), found.get(month, 0))
            for month in range(1, today.month + 1)
        ]
    )


def categories(complaints) -> Counts:
    found = dict(complaints.values_list("category").annotate(Count("pk")))
    return masked([(label, found.get(code, 0)) for code, label in Category.choices])


def masked(lines: Sequence[tuple[str, int]]) -> Counts:
    """The list with its small counts hidden, and the sum where it is large enough."""
    hidden = hidden_cells([count for _, count in lines])
    total = sum(count for _, count in lines)
    return Counts(
        tuple(
            (label, None if place in hidden else count)
            for place, (label, count) in enumerate(lines)
        ),
        total if shown(total) else None,
    )


def headline() -> list[Figure]:
    """The few numbers of the start page; what is hidden does not appear there."""
    found = public_figures()
    page = reverse("inspectorate:transparency")
    figures = []
    if found.nation and found.nation.percent is not None:
        done, owed = grouped(found.nation.declared), grouped(found.nation.obliged)
        figures.append(
            Figure(
                f"{decimal(found.nation.percent)}%",
                "pegawai dan anggota sudah menyatakan",
                page + "#kepatuhan",
                f"{done} dari {owed} orang",
            )
        )
    for label, count, place in (
        ("pengaduan diterima", found.complaints_by_month.total, "pengaduan"),
        ("pengaduan selesai", found.complaints_finished, "pengaduan"),
        ("putusan atas benturan kepentingan", found.outcomes.total, "putusan"),
    ):
        if count is not None:
            figures.append(Figure(grouped(count), label, f"{page}#{place}"))
    return figures
