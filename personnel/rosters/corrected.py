"""
The list given back as a workbook: clean columns, faults coloured and explained.

Made to be mended and handed in again. Every cell is a text or a date: nothing that
stood in the file can turn into a formula.
"""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import xlsxwriter

from personnel.models import Acting, RosterImport, RowVerdict, Tenure, Unit
from personnel.rosters import store
from personnel.rosters.entries import LABELS, Entry
from personnel.rosters.outcomes import DAY
from personnel.rosters.proposing import unpacked

ALWAYS = ("name", "number", "rank", "employment", "title", "section", "start", "end")
WIDTHS = {"name": 34, "number": 24, "title": 44, "section": 44, "superior": 36}
WIDTH, WIDE = 18, 70
ACTING: dict[str, str] = {
    Acting.PERMANENT: "Definitif",
    Acting.ACTING: "Plt.",
    Acting.DAILY: "Plh.",
}
REMARK, RESULT = "Keterangan", "Hasil"
HELP = (
    ("Cara mengisi", ""),
    ("Nama", "Dengan gelar bila ada."),
    (
        "NIP atau nomor pegawai",
        "18 angka untuk ASN. Anggota KPU dan PPNPN boleh kosong.",
    ),
    ("NIK", "Hanya untuk yang tidak memiliki NIP. Disimpan tersandi."),
    ("Status Kepegawaian", "PNS, CPNS, PPPK, DPK, PPNPN, atau Anggota KPU."),
    ("Jabatan", "Seperti pada susunan jabatan satker."),
    ("Plt/Plh", "Kosong atau Definitif; Plt.; Plh. (isi juga kolom Sampai)."),
    ("TMT Jabatan", "Misalnya 1/3/2026 (hari/bulan/tahun)."),
    ("Sampai", "Hari terakhir; kosong bila belum berakhir."),
    ("Atasan", "Hanya untuk jabatan yang belum ada: nama jabatan atasannya."),
)


class Book:
    """A workbook with the columns of a list."""

    def __init__(self, columns: Iterable[str], *more: str):
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        look = {"text_wrap": True, "valign": "top"}
        self.head = self.book.add_format(
            {"bold": True, "bg_color": "#7a1416", "font_color": "#ffffff"}
        )
        self.formats = {
            (kind, color): self.book.add_format(
                look
                | {"num_format": "@" if kind == "text" else "dd/mm/yyyy"}
                | ({"bg_color": color} if color else {})
            )
            for kind in ("text", "date")
            for color in ("", WRONG, UNSURE)
        }
        self.columns = list(columns)
        self.sheet = self.book.add_worksheet("Daftar pegawai")
        for place, label in enumerate([*map(LABELS.get, self.columns), *more]):
            self.sheet.write_string(0, place, label, self.head)
            column = self.columns[place] if place < len(self.columns) else ""
            width = WIDTHS.get(column, WIDTH) if column else WIDE
            self.sheet.set_column(place, place, width, self.formats["text", ""])
        self.sheet.freeze_panes(1, 1)
        self.line = 1

    def add(
        self, values: Mapping[str, Any], colors: Mapping[str, str], *more: str
    ) -> None:
        cells = [(values.get(name, ""), colors.get(name, "")) for name in self.columns]
        for place, (value, color) in enumerate(
            [*cells, *((text, "") for text in more)]
        ):
            if isinstance(value, date):
                form = self.formats["date", color]
                self.sheet.write_datetime(self.line, place, value, form)
            elif value or color:
                self.sheet.write_string(
                    self.line, place, str(value), self.formats["text", color]
                )
        self.line += 1

    def done(self) -> bytes:
        self.book.close()
        return self.out.getvalue()


WRONG, UNSURE = "#fbd5d5", "#fdf0c4"
COLORS: dict[str, str] = {RowVerdict.ERROR: WRONG, RowVerdict.UNCLEAR: UNSURE}


def corrected(roster: RosterImport) -> bytes:
    """Every row of the file with its result and its reasons, to be mended."""
    rows = [
        (row.verdict, store.opened(row))
        for row in roster.rows.exclude(line=None).order_by("place").iterator()
    ]
    entries = [unpacked(told["entry"]) for _, told in rows]
    used = {
        name
        for entry, (_, told) in zip(entries, rows, strict=True)
        for name in LABELS
        if getattr(entry, name) or name in told["columns"]
    } - {"acting"}
    if any(
        entry.acting != Acting.PERMANENT or entry.faults.get("acting")
        for entry in entries
    ):
        used.add("acting")
    book = Book([n for n in LABELS if n in {*ALWAYS, *used}], RESULT, REMARK)
    for entry, (verdict, told) in zip(entries, rows, strict=True):
        color = COLORS.get(verdict, "")
        colors = dict.fromkeys(told["columns"], color)
        label = RowVerdict(verdict).label
        remark = f"Baris {entry.line}. {' '.join(told['reasons'])}".strip()
        book.add(values_of(entry, told), colors, label, remark)
    return book.done()


def values_of(entry: Entry, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was understood; where it was not, what stood there."""
    values = {name: getattr(entry, name) for name in LABELS}
    values["acting"] = ACTING[entry.acting]
    values["employment"] = entry.texts.get("employment", "")
    if told["title"] and not entry.faults and "title" not in told["columns"]:
        values["title"], values["section"] = told["title"], told["section"]
    for name in entry.faults:
        values[name] = entry.texts.get(name, "")
    return values


def template(unit: Unit | None) -> bytes:
    """An empty list, or the present roll of a unit, to be filled in and handed in."""
    book = Book(LABELS if unit is None else [n for n in LABELS if "unit" not in n])
    for tenure in roll_of(unit) if unit else ():
        user, post = tenure.user, tenure.position
        book.add(
            {
                "name": user.name,
                "number": user.employee_number,
                "rank": user.rank,
                "employment": EMPLOYMENT_WORDS.get(user.employment, ""),
                "title": post.title,
                "section": post.section,
                "acting": ACTING[tenure.acting],
                "start": tenure.period.lower,
                "end": tenure.period.upper - DAY if tenure.period.upper else "",
                "email": user.email,
            },
            {},
        )
    sheet = book.book.add_worksheet("Petunjuk")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 80)
    for line, (column, words) in enumerate(HELP):
        sheet.write_string(line, 0, column, book.head if not line else None)
        sheet.write_string(line, 1, words, book.head if not line else None)
    return book.done()


EMPLOYMENT_WORDS = {
    "PNS": "PNS",
    "CPNS": "CPNS",
    "PPPK": "PPPK",
    "SECONDED": "DPK",
    "NON_ASN": "PPNPN",
    "COMMISSIONER": "Anggota KPU",
    "ADHOC": "Badan ad hoc",
}


def roll_of(unit: Unit) -> Iterable[Tenure]:
    from django.utils import timezone

    held = Tenure.objects.in_force(timezone.localdate()).with_people()
    return held.filter(position__unit=unit).order_by("position__pk", "acting")
