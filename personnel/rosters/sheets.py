"""
From the bytes of a file to sheets of cells; runs in the child process.

A cell is a text, a number, or a date; `None` where it is empty. What kind a file is
is read off its first bytes, never off its name.
"""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from personnel.rosters.refused import Refused

type Cell = str | int | float | datetime.date | None
type Row = list[Cell]

MOST_ENTRIES = 2_000
MOST_BYTES = 300 * 1024 * 1024
MOST_ROWS = 60_000
MOST_COLUMNS = 120
LONGEST_CELL = 2_000
TRIED_ROWS = 60
DELIMITERS = (";", ",", "\t", "|")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!")
MARKUP = re.compile(rb"\s*<(!doctype|html|table|\?xml|meta)", re.IGNORECASE)
PROGRAMS = re.compile(r"vbaproject|macrosheets|activex|oleobject|/embeddings/", re.I)
SINCE_1904 = re.compile(
    rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass
class Sheet:
    """One sheet, its first row being line 1, as Excel counts."""

    name: str
    rows: list[Row]
    hidden: bool = False
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    since_1904: bool = False
    """Whether the workbook counts its days from 1904, as Excel for Mac used to."""

    def spread_merged(self) -> None:
        """Give every cell of a merged range what stands in its first one."""
        for (top, left), (bottom, right) in self.merged:
            if top >= len(self.rows) or left >= len(self.rows[top]):
                continue
            value = self.rows[top][left]
            for row in self.rows[top : bottom + 1]:
                for column in range(left, min(right, len(row) - 1) + 1):
                    if row[column] is None:
                        row[column] = value


def read(data: bytes) -> list[Sheet]:
    """Every sheet of the file. Raises Refused, or what a parser raises."""
    if not data.strip(b"\x00 \r\n\t"):
        raise Refused("empty")
    if data.startswith(OLE):
        raise Refused("locked" if ENCRYPTED in data else "xls")
    if data.startswith(b"PK"):
        return read_workbook(data)
    if data.startswith(OTHER_KINDS) or MARKUP.match(data[:200]):
        raise Refused("kind")
    return [Sheet("CSV", csv_rows(decoded(data)))]


# --- workbooks ----------------------------------------------------------------------


def read_workbook(data: bytes) -> list[Sheet]:
    check_archive(data)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    since_1904 = counts_from_1904(data)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for about in workbook.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        if sheet.total_height > MOST_ROWS:
            raise Refused("many")
        raw = sheet.to_python(skip_empty_area=False)
        rows = [[plain(cell) for cell in row[:MOST_COLUMNS]] for row in raw]
        hidden = about.visible != SheetVisibleEnum.Visible
        merged = sheet.merged_cell_ranges or []
        sheets.append(Sheet(about.name, rows, hidden, merged, since_1904))
    return sheets


def counts_from_1904(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return bool(SINCE_1904.search(archive.read("xl/workbook.xml")))


def check_archive(data: bytes) -> None:
    """What is inside, before any of it is unpacked. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                raise Refused(
                    "ods" if b"spread" in archive.read("mimetype") else "kind"
                )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
        raise Refused("broken") from fault
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or size > MOST_BYTES:
        raise Refused("bomb")
    if any(PROGRAMS.search(name) for name in names):
        raise Refused("program")
    if "xl/workbook.xml" not in names:
        raise Refused("kind")


def plain(value: object) -> Cell:
    """A cell of the workbook in the few types that the rest knows."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, bool):
        return "YA" if value else "TIDAK"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    if isinstance(value, int | float):
        return value
    text = str(value)[:LONGEST_CELL] if value is not None else ""
    return text if text.strip() else None


# --- texts --------------------------------------------------------------------------


def decoded(data: bytes) -> str:
    """The text of a CSV in whichever encoding an office saves one."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return checked(data, encoding)
    head = data[:2000]
    if head.count(b"\0") > len(head) // 4:
        return checked(data, "utf-16-le" if head[1::2].count(b"\0") else "utf-16-be")
    try:
        return checked(data, "utf-8")
    except UnicodeDecodeError:
        return checked(data, "cp1252", errors="replace")


def checked(data: bytes, encoding: str, errors: str = "strict") -> str:
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError as fault:
        if encoding == "utf-8":
            raise
        raise Refused("broken") from fault
    if CONTROL.search(text):
        raise Refused("kind")
    return text


def csv_rows(text: str) -> list[Row]:
    from personnel.rosters.header import find_header

    csv.field_size_limit(LONGEST_CELL * 50)
    delimiters = list(DELIMITERS)
    if first := SEPARATOR_LINE.match(text):
        text = text[first.end() :]
        delimiters.insert(0, first[1])
    scored = []
    for place, delimiter in enumerate(delimiters):
        rows = list(islice(parsed(text, delimiter), TRIED_ROWS))
        header = find_header(rows)
        found = len(header.columns) if header else 0
        widest = max(map(len, rows), default=0)
        scored.append((found, widest, -place, delimiter))
    rows = list(islice(parsed(text, max(scored)[-1]), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise Refused("many")
    return rows


def parsed(text: str, delimiter: str) -> Iterator[Row]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [
                cell[:LONGEST_CELL] if cell.strip() else None
                for cell in row[:MOST_COLUMNS]
            ]
    except csv.Error as fault:
        raise Refused("broken") from fault
