"""From the bytes of an upload to entries, through a child process that may fail."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from kpu_coi import children
from personnel.rosters.entries import Entry, entry_of
from personnel.rosters.refused import WHY, words

SCALE = 1024 * 1024
TOLD_EVERY = 1_000
GRACE = 10


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why, in Indonesian."""


@dataclass(frozen=True)
class Table:
    """What the file holds: which sheet, which columns, and one entry a person."""

    sheet: str
    header_line: int
    columns: list[str]
    skipped: list[tuple[int, str]]
    entries: list[Entry]


def read_table(data: bytes, tell: Callable[[int, int], Any] = lambda *_: None) -> Table:
    """
    Take a file apart. Raises Unreadable.

    `tell` is called now and then with how many rows are done, of how many.
    """
    if len(data) > settings.ROSTER_MAX_MB * SCALE:
        raise Unreadable(WHY["large"])
    about, *lines = answer_of_child(data).splitlines()
    told = json.loads(about)
    today = timezone.localdate()
    entries = []
    for place, text in enumerate(lines):
        line, raw, heading = json.loads(text)
        entries.append(
            entry_of(
                *(line, raw, heading),
                today=today,
                generated=settings.TRIAL,
                since_1904=told["since_1904"],
            )
        )
        if place % TOLD_EVERY == 0:
            tell(place, told["total"])
    return Table(
        told["sheet"], told["header_line"], told["columns"], told["skipped"], entries
    )


def answer_of_child(data: bytes) -> bytes:
    seconds = settings.ROSTER_READ_SECONDS
    try:
        done = children.run(
            "personnel.rosters.reader",
            str(settings.ROSTER_MEMORY_MB),
            str(seconds),
            data=data,
            patience=seconds + GRACE,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(WHY["bomb"]) from None
    if done.returncode == children.REFUSED:
        raise Unreadable(words(children.last_word(done.stderr)))
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise Unreadable(WHY["bomb"])
    if done.returncode or not done.stdout:
        raise Unreadable(WHY["broken"])
    return done.stdout
