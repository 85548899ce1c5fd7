"""One row of a list, with each cell in its known form and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kpu_coi.charset import fault_of
from personnel.models import Acting, Employment
from personnel.rosters import cells

# What a reader of the corrected file sees above each column.
LABELS: dict[str, str] = {
    "name": "Nama",
    "number": "NIP atau nomor pegawai",
    "nik": "NIK",
    "rank": "Pangkat/Gol. Ruang",
    "employment": "Status Kepegawaian",
    "title": "Jabatan",
    "section": "Bagian/Subbagian",
    "acting": "Plt/Plh",
    "start": "TMT Jabatan",
    "end": "Sampai",
    "unit": "Satker",
    "unit_code": "Kode Satker",
    "superior": "Atasan",
    "email": "Email",
}
LONGEST: dict[str, int] = {
    "name": 150,
    "rank": 80,
    "title": 160,
    "section": 160,
    "email": 254,
    "superior": 160,
    "unit": 200,
    "unit_code": 10,
}
PRINTED = ("name", "rank", "title", "section")
FORMULA = "Sel berisi rumus. Salin sebagai nilai saja, lalu unggah lagi."
WITH_NIP = (Employment.PNS, Employment.CPNS, Employment.PPPK, Employment.SECONDED)


@dataclass(slots=True)
class Entry:
    """What a row says; `faults` by column is why it cannot be taken as it is."""

    line: int
    texts: dict[str, str]
    name: str = ""
    number: str = ""
    nik: str = ""
    rank: str = ""
    title: str = ""
    section: str = ""
    unit: str = ""
    unit_code: str = ""
    acting: str = Acting.PERMANENT
    start: date | None = None
    end: date | None = None
    employment: str = ""
    email: str = ""
    superior: str = ""
    heading: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def has_nip(self) -> bool:
        return self.number.isdigit() and len(self.number) == 18

    @property
    def key(self) -> str:
        """By what the person is told from the others of the same file."""
        return self.number or self.nik


def entry_of(
    line: int,
    raw: Mapping[str, Any],
    heading: str,
    *,
    today: date,
    generated: bool,
    since_1904: bool,
) -> Entry:
    """Read a row; nothing is looked up."""
    values = {column: plain(value) for column, value in raw.items()}
    texts = {column: cells.text_of(value) for column, value in values.items()}
    entry = Entry(line, texts, heading=heading)
    for column, value in values.items():
        if cells.is_formula(value):
            entry.faults[column] = FORMULA
    take_texts(entry, texts, heading)
    take_number(entry, values, today=today, generated=generated)
    take_dates(entry, values, since_1904=since_1904)
    take_kinds(entry, texts, heading)
    check_whole(entry)
    return entry


def plain(value: Any) -> cells.Raw:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return value


def take_texts(entry: Entry, texts: Mapping[str, str], heading: str) -> None:
    for column in (
        "name",
        "title",
        "section",
        "unit",
        "unit_code",
        "superior",
        "email",
    ):
        setattr(entry, column, texts.get(column, ""))
    entry.rank = rank_of(texts.get("rank", ""), texts.get("grade", ""))
    place = texts.get("place", "")
    if place and not entry.section and not entry.unit:
        entry.section = entry.unit = place
    elif place:
        entry.section = entry.section or place
    if heading and not entry.section and not entry.unit:
        entry.section = heading
    for column, longest in LONGEST.items():
        if len(getattr(entry, column)) > longest:
            entry.faults.setdefault(column, f"Lebih dari {longest} huruf.")
    for column in PRINTED:
        if fault := fault_of(getattr(entry, column)):
            entry.faults.setdefault(column, fault)


def rank_of(rank: str, grade: str) -> str:
    """ "Penata" and "III/c" from two columns are "Penata (III/c)"."""
    if not (rank and grade) or grade in rank:
        return rank or grade
    return f"{rank} ({grade})"


def take_number(
    entry: Entry, values: Mapping[str, cells.Raw], *, today: date, generated: bool
) -> None:
    if "number" not in entry.faults:
        number, nik, fault = cells.number_of(
            values.get("number"), today=today, generated=generated
        )
        entry.number, entry.nik = number, nik
        if fault:
            entry.faults["number"] = fault
    if "nik" not in entry.faults:
        nik, fault = cells.nik_of(values.get("nik"))
        entry.nik = nik or entry.nik
        if fault:
            entry.faults["nik"] = fault


def take_dates(
    entry: Entry, values: Mapping[str, cells.Raw], *, since_1904: bool
) -> None:
    for column in ("start", "end"):
        if column in entry.faults:
            continue
        day, fault = cells.date_of(values.get(column), since_1904=since_1904)
        setattr(entry, column, day)
        if fault:
            entry.faults[column] = fault
    if entry.start and entry.end and entry.end < entry.start:
        entry.faults["end"] = "Tanggal berakhir sebelum tanggal mulai."


def take_kinds(entry: Entry, texts: Mapping[str, str], heading: str) -> None:
    said = texts.get("employment", "")
    if not said and cells.plain_words(heading) in cells.EMPLOYMENTS:
        said, entry.section = heading, "" if entry.section == heading else entry.section
    entry.employment, fault = cells.employment_of(said)
    if fault:
        entry.faults.setdefault("employment", fault)
    acting, title, fault = cells.acting_of(texts.get("acting", ""), entry.title)
    entry.title = title
    if fault:
        entry.faults.setdefault("acting", fault)
    else:
        entry.acting = acting


def check_whole(entry: Entry) -> None:
    """What the columns of a row must be together."""
    if not entry.name and "name" not in entry.faults:
        entry.faults["name"] = "Nama harus diisi."
    elif entry.name and not cells.bare_name(entry.name):
        entry.faults.setdefault("name", "Nama harus berisi huruf.")
    if not entry.title and "title" not in entry.faults:
        entry.faults["title"] = "Jabatan harus diisi."
    if entry.acting == Acting.DAILY and not entry.end and "end" not in entry.faults:
        entry.faults["end"] = "Plh. harus punya tanggal berakhir."
    if entry.email:
        try:
            validate_email(entry.email)
        except ValidationError:
            entry.faults.setdefault("email", "Alamat email ini tidak benar.")
    if "number" in entry.faults:
        return
    if entry.employment in WITH_NIP and not entry.has_nip:
        label = Employment(entry.employment).label
        entry.faults["number"] = f"NIP harus diisi untuk {label}."
    if entry.employment == Employment.NON_ASN and entry.has_nip:
        entry.faults["employment"] = "PPNPN tidak memiliki NIP. Periksa statusnya."
