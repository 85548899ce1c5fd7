"""
Which rows below the header are people; runs in the child process.

Totals, numbered columns, headings of sections, repeated headers and the block with
the signatures are passed over, and named with their line so that nothing is dropped
unseen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from personnel.rosters.header import Header, squashed

TOTAL = re.compile(r"\s*(sub\s*-?\s*total|total|jumlah|grand total)\b", re.IGNORECASE)
SIGNED = re.compile(
    r"\s*(mengetahui|menyetujui|disetujui|dibuat (oleh|di)|disusun oleh|ditetapkan di"
    r"|disahkan|catatan\s*:|keterangan\s*:|sumber\s*:|ket\s*:)"
    r"|^\s*[A-Z][A-Za-z .'-]{2,40},\s*(\d{1,2}|\.{2,})?\s*"
    r"(jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)\w*\s+\d{4}\s*$",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"^\s*(?:[IVX]+|[A-Z]|\d{1,2})?\s*[.)]?\s*"
    r"((?:sub\s*-?\s*bag|subbag|bagian|biro|pusat|divisi|sekretariat|inspektorat"
    r"|komisioner|ketua dan anggota|pns|cpns|pppk|ppnpn|kpu|kip|komisi|tenaga|pegawai"
    r"|satuan pengamanan|aparatur).*)$",
    re.IGNORECASE,
)
NUMBERING = re.compile(r"\s*[(\[]?\s*(\d{1,2}|[a-z])\s*[)\].]?\s*$", re.IGNORECASE)
NIP_LIKE = re.compile(r"['\s.=\"]*(?:\d['\s.\"]*){18}")
NO_NAME = re.compile(r"\s*nip\b|.*,\s*$", re.IGNORECASE | re.DOTALL)
SPARSE = 2


@dataclass
class Sorted:
    """The rows of people, each with its line and the heading above it."""

    people: list[tuple[int, dict[str, object], str]] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def sort(rows: Sequence[Sequence[object]], header: Header) -> Sorted:
    """Lines are counted from 1 at the top of the sheet, as Excel shows them."""
    found, heading, signed = Sorted(), "", False
    for line, row in enumerate(rows[header.first :], start=header.first + 1):
        if not any(cell is not None for cell in row):
            continue
        filled = dict(cells_of(row, header))
        named = names_somebody(filled)
        signed = signed or (not named and is_signature(row, header))
        words = only_words(row, header)
        why = ""
        if signed and not named:
            why = "signature"
        elif is_total(row):
            why = "total"
        elif is_header_again(row, header):
            why = "header"
        elif is_numbering(row):
            why = "numbering"
        elif words and (told := HEADING.match(words)):
            heading, why = told[1].strip(), "heading"
        elif words and "name" not in filled:
            why = "heading"
        elif set(filled) <= {"order"}:
            why = "blank"
        if why:
            found.skipped.append((line, why))
        else:
            found.people.append((line, filled, heading))
    return found


def cells_of(row: Sequence[object], header: Header) -> Iterator[tuple[str, object]]:
    for column, place in header.columns.items():
        if place < len(row) and row[place] is not None:
            yield column, row[place]


def texts_of(row: Sequence[object]) -> list[str]:
    return [str(cell) for cell in row if cell is not None]


def only_words(row: Sequence[object], header: Header) -> str:
    """The one text of a row that has no other, beside its number in the list."""
    order = header.columns.get("order")
    texts = {
        str(cell)
        for place, cell in enumerate(row)
        if cell is not None and place != order
    }
    alone = {text for text in texts if not NUMBERING.match(text)}
    return alone.pop() if len(alone) == 1 else ""


def is_signature(row: Sequence[object], header: Header) -> bool:
    """
    Whether the block with the signatures begins here: hardly anything else in the row.

    "Demak, 12 Maret 1985" says where somebody was born, in the column for that.
    """
    places = {
        str(cell): place not in header.births
        and isinstance(cell, str)
        and bool(SIGNED.match(cell))
        for place, cell in enumerate(row)
        if cell is not None
    }
    return any(places.values()) and (len(places) <= SPARSE or all(places.values()))


def is_total(row: Sequence[object]) -> bool:
    texts = texts_of(row)
    return any(TOTAL.match(text) for text in texts[:3]) and not any(
        NIP_LIKE.match(text) for text in texts
    )


def is_header_again(row: Sequence[object], header: Header) -> bool:
    same = [
        squashed(row[place]) == header.labels[place]
        for place in header.columns.values()
        if place < len(row) and row[place] is not None
    ]
    return len(same) > 1 and all(same)


def is_numbering(row: Sequence[object]) -> bool:
    texts = texts_of(row)
    return len(texts) > 2 and all(NUMBERING.match(text) for text in texts)


def names_somebody(filled: dict[str, object]) -> bool:
    """Whether the row has a name with a NIP or with a post: no signature has both."""
    if has_number(filled):
        return True
    return all(
        isinstance(text, str) and not SIGNED.match(text) and not NO_NAME.match(text)
        for text in (filled.get("name"), filled.get("title"))
    )


def has_number(filled: dict[str, object]) -> bool:
    """Whether the row has a NIP of its own: below signatures it says "NIP. ..."."""
    number = filled.get("number")
    if isinstance(number, int | float):
        return "name" in filled
    return isinstance(number, str) and bool("name" in filled and NIP_LIKE.match(number))
