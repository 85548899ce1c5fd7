"""What the dashboard shows of one part of the country, ready for its template."""

from collections.abc import Iterable

from django.urls import reverse

from declarations.models import Campaign, CaseStatus
from declarations.models.case_terms import OPEN
from inspectorate import figures
from inspectorate.charts import (
    CLASSES,
    Bar,
    Column,
    Tile,
    bars,
    columns,
    decimal,
    grouped,
    province_names,
    provinces,
    shade_of,
)
from inspectorate.compliance import Tally
from inspectorate.territory import Territory, copies_in
from kpu_coi.dates import bulan_pendek
from personnel.models import NATIONAL_CODE, User

LOWEST_SHOWN = 10


def dashboard_of(
    user: User, territory: Territory, campaign: Campaign | None, copies
) -> dict:
    """
    Everything on the page, counted by one query.

    Takes the copies that the person may see, not yet cut to the territory.
    """
    around = territory.whole()
    copies = copies_in(copies, territory)
    found = figures.gathered(
        figures.tally_part(campaign, around),
        figures.week_part(campaign, territory),
        figures.case_part(copies),
        figures.promptness_part(copies),
        figures.complaint_part(user, territory),
    )
    every = figures.tallies_from(found.get("tally", []))
    inside = [row for row in every if territory.holds(figures.province_of(row.code))]
    total = figures.summed(inside, "", territory.name)
    cases = figures.cases_from(found.get("case", []))
    prompt = figures.promptness_from(found.get("promptness", []))
    complaints = figures.complaints_from(found.get("complaint", []))
    return {
        "total": total,
        "figures": big_numbers(territory, total, inside, cases, prompt),
        "tiles": tiles(territory, figures.by_province(every)),
        "legend": legend(figures.by_province(every)),
        "status_bars": status_bars(territory, cases),
        "open_cases": cases.open,
        "promptness": [with_lists(territory, row) for row in prompt],
        "weeks": weeks(found.get("week", [])),
        "complaints": complaints,
        "complaint_ages": bars([(label, n, "") for label, n in complaints.by_age]),
    } | places(territory, inside, cases)


def places(
    territory: Territory, inside: list[Tally], cases: figures.CaseFigures
) -> dict:
    """The table: the units of a province, or the provinces; and the lowest of them."""
    units = bool(territory.province)
    shown = inside if units else figures.by_province(inside)
    rows = figures.rows_of(shown, cases, units=units)
    one_region = territory.region or territory.province or len(territory.regions) < 2
    return {
        "by_units": units,
        "rows": rows,
        "regions": [] if one_region else regions(territory, shown),
        "lowest": lowest(territory, [row.tally for row in rows], units=units),
    }


def linked(territory: Territory, row: figures.Row, *, units: bool) -> dict:
    """A row of the table with the lists behind its numbers."""
    code = row.tally.code
    place = {"provinsi" if code in province_names() else "unit": code}
    missing = people_url(territory, lihat="belum", **place)
    if units or code == NATIONAL_CODE:
        missing = place_url(territory, row.tally, units=True) + "&lihat=belum"
    return {
        "tally": row.tally,
        "open": row.open,
        "late": row.late,
        "url": place_url(territory, row.tally, units=units),
        "missing_url": missing,
        "open_url": copies_url(territory, lihat="terbuka", **place),
        "late_url": copies_url(territory, lihat="terlambat", **place),
    }


def regions(territory: Territory, provinces: list[Tally]) -> list[dict]:
    """The regions of the Inspektorat; that of the rest leads nowhere."""
    return [
        {
            "code": row.code,
            "name": row.name,
            "units": row.units,
            "obliged": row.obliged,
            "declared": row.declared,
            "missing": row.missing,
            "percent": row.percent,
            "shade": row.shade,
            "url": territory.query(wilayah=row.code),
        }
        for row in figures.by_region(provinces, territory)
        if row.units
    ]


def with_lists(territory: Territory, row: figures.Promptness) -> dict:
    """How prompt one level is, with the decisions behind its numbers."""

    def behind(view: str) -> str:
        return copies_url(territory, lihat=view, jenjang=row.kind)

    return {
        "kind": row.kind,
        "label": row.label,
        "on_time": row.on_time,
        "late": row.late,
        "median_days": row.median_days,
        "on_time_url": behind("tepat-waktu"),
        "late_url": behind("diputus-terlambat"),
    }


def copies_url(territory: Territory, **more: str) -> str:
    return reverse("inspectorate:copies") + territory.query(kampanye="", **more)


def people_url(territory: Territory, **more: str) -> str:
    return reverse("inspectorate:people") + territory.query(**more)


def big_numbers(
    territory: Territory,
    total: Tally,
    inside: Iterable[Tally],
    cases: figures.CaseFigures,
    prompt: list[figures.Promptness],
) -> list[dict]:
    """The five numbers at the top, each with the list behind it."""
    behind = sum(1 for row in inside if row.missing)
    asked = cases.by_status[CaseStatus.NEEDS_INFO]
    decided = sum(row.decided for row in prompt)
    on_time = sum(row.on_time for row in prompt)
    return [
        {
            "value": f"{decimal(total.percent)}%" if total.obliged else "–",
            "label": "sudah menyatakan",
            "note": f"{grouped(total.declared)} dari {grouped(total.obliged)} orang",
            "url": people_url(territory, lihat="sudah"),
        },
        {
            "value": grouped(total.missing),
            "label": "belum menyatakan",
            "note": f"di {grouped(behind)} satuan kerja",
            "url": people_url(territory, lihat="belum"),
        },
        {
            "value": grouped(cases.open),
            "label": "perkara belum diputuskan",
            "note": f"{grouped(asked)} menunggu klarifikasi",
            "url": copies_url(territory, lihat="terbuka"),
        },
        {
            "value": grouped(cases.late),
            "label": "perkara lewat tenggat",
            "note": "belum diputuskan sampai hari ini",
            "url": copies_url(territory, lihat="terlambat"),
            "late": cases.late > 0,
        },
        {
            "value": f"{decimal(100 * on_time / decided)}%" if decided else "–",
            "label": "diputus tepat waktu",
            "note": f"{grouped(on_time)} dari {grouped(decided)} putusan",
            "url": copies_url(territory, lihat="tepat-waktu"),
        },
    ]


def tiles(territory: Territory, rows: list[Tally]) -> list[Tile]:
    """All 38 provinces; those that are not overseen, or owe nothing, without number."""
    known = {row.code: row for row in rows}
    return [
        tile(territory, province, known.get(province.code)) for province in provinces()
    ]


def tile(territory: Territory, province, row: Tally | None) -> Tile:
    if row is None:
        return Tile(province, "k0", "", f"{province.name}, tidak ditampilkan")
    percent = f"{int(row.percent)}%"
    return Tile(
        province,
        shade_of(row.percent),
        percent,
        f"{province.name}, {province.letters} {percent}",
        territory.query(provinsi=province.code),
        territory.province == province.code,
    )


def legend(rows: list[Tally]) -> list[tuple[str, str, int]]:
    """Each class of the map: its shade, its words, how many provinces are in it."""
    shades = [shade_of(row.percent) for row in rows if row.code != NATIONAL_CODE]
    return [(shade, words, shades.count(shade)) for shade, words in CLASSES]


def lowest(territory: Territory, rows: list[Tally], *, units: bool) -> list[Bar]:
    """The places with the lowest share; nobody is shamed by red."""
    return [
        Bar(
            row.name,
            f"{decimal(row.percent)}%",
            f"{row.percent:.1f}",
            shade_of(row.percent),
            place_url(territory, row, units=units),
        )
        for row in rows[:LOWEST_SHOWN]
    ]


def place_url(territory: Territory, row: Tally, *, units: bool) -> str:
    """The page about one place: a unit's people, or a province's units."""
    if units or row.code not in province_names():
        query = territory.query(wilayah="", provinsi="")
        return reverse("inspectorate:unit_compliance", args=[row.code]) + query
    return territory.query(provinsi=row.code)


def status_bars(territory: Territory, cases: figures.CaseFigures) -> list[Bar]:
    """What the open cases wait for, by status."""
    rows = [
        (label, cases.by_status[status], copies_url(territory, status=status))
        for status, label in CaseStatus.choices
        if status in OPEN and cases.by_status[status]
    ]
    return bars(rows)


def weeks(rows: list[tuple]) -> list[Column]:
    """Signatures a week, each under the Monday with which it begins."""
    return columns(
        [
            (f"{day.day} {bulan_pendek(day)}", count)
            for day, count in figures.weeks_from(rows)
        ]
    )
