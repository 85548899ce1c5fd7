"""
The reader: a short-lived process that takes one uploaded list apart.

    python -m personnel.rosters.reader MEGABYTES SECONDS < FILE > LINES

It writes one line of JSON about the sheet, then one for each person in it. It exits
with 3 and the reason in one word when the file as a whole cannot be read.
"""

import json
import sys
from datetime import date
from typing import Any

from kpu_coi.children import REFUSED, confine
from personnel.rosters import sheets
from personnel.rosters.header import Header, find_header
from personnel.rosters.refused import Refused
from personnel.rosters.rows import Sorted, sort
from personnel.rosters.sheets import Sheet

SCALE = 1024 * 1024


def main() -> int:
    megabytes, seconds = map(int, sys.argv[1:3])
    confine(memory=megabytes * SCALE, seconds=seconds)
    try:
        write(*best(sheets.read(sys.stdin.buffer.read())))
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    return 0


def best(found: list[Sheet]) -> tuple[Sheet, Header, Sorted]:
    """The visible sheet with the most people under a header. Raises Refused."""
    if not any(any(row) for sheet in found for row in sheet.rows):
        raise Refused("empty")
    read: list[tuple[Sheet, Header, Sorted]] = []
    for sheet in found:
        sheet.spread_merged()
        if header := find_header(sheet.rows):
            read.append((sheet, header, sort(sheet.rows, header)))
    if not read:
        raise Refused("header")
    shown = [one for one in read if not one[0].hidden]
    if not shown:
        raise Refused("hidden")
    chosen = max(shown, key=lambda one: len(one[2].people))
    if not chosen[2].people:
        raise Refused("rows")
    return chosen


def write(sheet: Sheet, header: Header, found: Sorted) -> None:
    about = {
        "sheet": sheet.name[:100],
        "header_line": header.top + 1,
        "columns": list(header.columns),
        "skipped": found.skipped,
        "total": len(found.people),
        "since_1904": sheet.since_1904,
    }
    lines = [about, *([line, cells, above] for line, cells, above in found.people)]
    for line in lines:
        text = json.dumps(line, ensure_ascii=False, default=as_json)
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def as_json(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value))


if __name__ == "__main__":
    sys.exit(main())
