"""
The file of units: CSV in UTF-8, one row a unit, codes as text.

`read` finds every fault of every row before anything is written; `load` writes all
of a sound file in one transaction, and the second time changes nothing.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from kpu_coi.charset import fault_of
from kpu_coi.environment import BASE_DIR
from personnel.models import Level, OversightRegion, Unit, Zone

SHIPPED = BASE_DIR / "data" / "satker.csv"
COLUMNS = (
    "code",
    "level",
    "name",
    "name_long",
    "alias",
    "parent_code",
    "region_type",
    "region_name",
    "province_code",
    "capital",
    "timezone",
    "tz_abbr",
)
LEVELS = {
    "national": Level.NATIONAL,
    "province": Level.PROVINCE,
    "regency": Level.DISTRICT,
}
CODE = {
    Level.NATIONAL: re.compile(r"00"),
    Level.PROVINCE: re.compile(r"(?!00)\d{2}", re.ASCII),
    Level.DISTRICT: re.compile(r"(?!00)\d{2}\.\d{2}", re.ASCII),
}
CODE_SHAPES = {
    Level.NATIONAL: "00",
    Level.PROVINCE: "dua angka, misalnya 33",
    Level.DISTRICT: "dua angka, titik, dua angka, misalnya 33.21",
}
ZONES = {
    Zone.WIB: ("Asia/Jakarta", "Asia/Pontianak"),
    Zone.WITA: ("Asia/Makassar",),
    Zone.WIT: ("Asia/Jayapura",),
}
BODIES = ("Komisi Pemilihan Umum", "Komisi Independen Pemilihan")
REGIONS = {
    "I": "Inspektorat Wilayah I",
    "II": "Inspektorat Wilayah II",
    "III": "Inspektorat Wilayah III",
}
REQUIRED = ("code", "level", "name", "name_long", "region_name", "timezone", "tz_abbr")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one line of the file, in Indonesian."""

    line: int
    reason: str

    def __str__(self):
        return f"Baris {self.line}: {self.reason}"


class UnitFileError(Exception):
    """The file cannot be loaded; `faults` says what is wrong, line by line."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass
class Row:
    """One line of the file with its cells, stripped."""

    line: int
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def level(self) -> Level | None:
        return LEVELS.get(self["level"])

    def refuse(self, reason: str) -> None:
        self.faults.append(Fault(self.line, reason))


@dataclass
class Loaded:
    """What loading did, by codes of units."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def read(content: bytes) -> list[Row]:
    """
    The rows of a file, each found sound but for its parent.

    Raises UnitFileError with all faults that the file alone shows.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise UnitFileError(
            [Fault(line, "Berkas harus disimpan dalam UTF-8.")]
        ) from problem
    if not text.strip():
        raise UnitFileError([Fault(1, "Berkas kosong.")])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader)]
        rows = list(_rows(reader, header))
    except csv.Error as problem:
        fault = Fault(reader.line_num, f"Baris ini bukan CSV yang benar ({problem}).")
        raise UnitFileError([fault]) from problem
    if not rows:
        raise UnitFileError([Fault(1, "Berkas tidak berisi satu satker pun.")])
    _refuse_repeated(rows)
    for row in rows:
        _check_cells(row)
    _raise_faults(rows)
    return rows


@transaction.atomic
def load(content: bytes) -> Loaded:
    """
    Read a file and store its units; also make the three inspectorate regions.

    Raises UnitFileError, with nothing stored, when any row is wrong. An address, and
    a letterhead or a capital that the file does not say otherwise, stay as they are.
    """
    rows = read(content)
    known = {unit.code: unit for unit in Unit.objects.select_for_update()}
    levels = {code: unit.level for code, unit in known.items()}
    levels |= {row["code"]: row.level for row in rows}
    for row in rows:
        _check_parent(row, levels)
    _raise_faults(rows)
    done = Loaded()
    for level in Level:
        for row in rows:
            if row.level == level:
                _store(row, known, done)
    make_regions()
    return done


def make_regions() -> None:
    """The three regions of the Inspektorat, with no province assigned (rule 80)."""
    OversightRegion.objects.bulk_create(
        [OversightRegion(code=code, name=name) for code, name in REGIONS.items()],
        ignore_conflicts=True,
    )


def letterhead(name_long: str) -> tuple[str, str] | None:
    """The two lines of a unit's letterhead, or None for a name that is no unit's."""
    for body in BODIES:
        if name_long.startswith(body + " "):
            return body.upper(), name_long.removeprefix(body).strip().upper()
    return None


def _rows(reader, header: list[str]) -> Iterator[Row]:
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        faults = [Fault(1, f"Kolom “{column}” tidak ada.") for column in missing]
        raise UnitFileError(faults)
    last = reader.line_num
    for cells in reader:
        line, last = last + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        row = Row(line, dict.fromkeys(header, ""))
        row.cells |= zip(header, (cell.strip() for cell in cells), strict=False)
        if len(cells) != len(header):
            row.refuse(f"Ada {len(cells)} kolom, seharusnya {len(header)}.")
        yield row


def _refuse_repeated(rows: list[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        line = first.setdefault(row["code"], row.line)
        if line != row.line:
            row.refuse(f"Kode {row['code']} sudah ada pada baris {line}.")


def _check_cells(row: Row) -> None:
    if row.faults:
        return
    for column in REQUIRED:
        if not row[column]:
            row.refuse(f"Kolom “{column}” harus diisi.")
    if row.faults:
        return
    if row.level is None:
        row.refuse(f"Tingkat “{row['level']}” tidak dikenal ({', '.join(LEVELS)}).")
    else:
        _check_code(row, row.level)
    if letterhead(row["name_long"]) is None:
        row.refuse(f"Nama lengkap harus diawali “{'” atau “'.join(BODIES)}”.")
    if row["tz_abbr"] not in Zone.values:
        row.refuse(f"Zona “{row['tz_abbr']}” tidak dikenal (WIB, WITA, WIT).")
    elif row["timezone"] not in ZONES[Zone(row["tz_abbr"])]:
        row.refuse(f"Zona waktu “{row['timezone']}” bukan {row['tz_abbr']}.")
    for name in ("name", "name_long", "region_type", "region_name", "capital"):
        longest = Unit._meta.get_field(name).max_length
        if len(row[name]) > longest:
            row.refuse(f"Isi kolom “{name}” lebih dari {longest} huruf.")
        if fault := fault_of(row[name]):
            row.refuse(f"Kolom “{name}”: {fault}")


def _check_code(row: Row, level: Level) -> None:
    if not CODE[level].fullmatch(row["code"]):
        row.refuse(
            f"Kode “{row['code']}” tidak sesuai dengan tingkat {row['level']}: "
            f"seharusnya {CODE_SHAPES[level]}. Kode adalah teks; nol di akhir tidak "
            "boleh hilang."
        )
    expected = "" if level == Level.NATIONAL else row["code"][:2]
    if row["province_code"] != expected:
        row.refuse(f"Kode provinsi harus “{expected}”.")


def _check_parent(row: Row, levels: Mapping[str, str | None]) -> None:
    expected = {
        Level.NATIONAL: "",
        Level.PROVINCE: "00",
        Level.DISTRICT: row["code"][:2],
    }[row.level]
    if row["parent_code"] != expected:
        words = f"harus {expected}" if expected else "harus kosong"
        row.refuse(f"Satker atasan {words}, bukan “{row['parent_code']}”.")
    elif expected and expected not in levels:
        row.refuse(f"Satker atasan {expected} tidak dikenal.")


def _raise_faults(rows: list[Row]) -> None:
    faults = [fault for row in rows for fault in row.faults]
    if faults:
        raise UnitFileError(faults)


def _store(row: Row, known: dict[str, Unit], done: Loaded) -> None:
    unit = known.get(row["code"])
    values = _values(row, known)
    if unit is None:
        first, second = letterhead(row["name_long"])
        unit = Unit(code=row["code"], letterhead_1=first, letterhead_2=second, **values)
        unit.save()
        known[unit.code] = unit
        done.new.append(unit.code)
        return
    if unit.name_long != row["name_long"]:
        values |= dict(
            zip(
                ("letterhead_1", "letterhead_2"),
                letterhead(row["name_long"]),
                strict=True,
            )
        )
    if not row["capital"]:
        del values["capital"]
    changed = [name for name, value in values.items() if getattr(unit, name) != value]
    for name in changed:
        setattr(unit, name, values[name])
    if changed:
        unit.save(update_fields=changed)
    (done.changed if changed else done.unchanged).append(unit.code)


def _values(row: Row, known: Mapping[str, Unit]) -> dict:
    return {
        "level": row.level,
        "name": row["name"],
        "name_long": row["name_long"],
        "aliases": [
            alias.strip() for alias in row["alias"].split("|") if alias.strip()
        ],
        "parent_id": known[row["parent_code"]].pk if row["parent_code"] else None,
        "province_code": row["province_code"],
        "region_type": row["region_type"],
        "region_name": row["region_name"],
        "capital": row["capital"],
        "timezone": row["timezone"],
        "tz_abbr": row["tz_abbr"],
    }
