"""
Which of somebody's tenures a row tells of, and which it goes on with.

A yearly contract comes as a row that begins where the recorded tenure ends: that is
the next tenure, and the present one stays as it is.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from kpu_coi.dates import tanggal
from personnel.rosters.entries import Entry
from personnel.rosters.matching import Case
from personnel.rosters.outcomes import last_day
from personnel.rosters.standing import Held


def current_of(case: Case, held: Iterable[Held], on: date) -> Held | None:
    """The tenure that the row tells of: the one that holds, else one to come."""
    found = (one for one in in_the_seat(case, held, on) if not is_next(case.entry, one))
    return min(found, key=lambda one: not one.holds(on), default=None)


def renewed_by(case: Case, held: Iterable[Held], on: date) -> Held | None:
    """The tenure of today that the row goes on with."""
    for one in in_the_seat(case, held, on):
        if one.holds(on) and is_next(case.entry, one):
            return one
    return None


def in_the_seat(case: Case, held: Iterable[Held], on: date) -> Iterator[Held]:
    for one in held:
        same = case.post is not None and one.post_id == case.post.pk
        if same and one.acting == case.entry.acting and not one.is_over(on):
            yield one


def is_next(entry: Entry, one: Held) -> bool:
    return one.end is not None and entry.start is not None and entry.start >= one.end


def check_begun(case: Case, on: date) -> None:
    """A tenure that holds today cannot begin after today."""
    start, current = case.entry.start, case.current
    if start is None or current is None or not current.holds(on) or start <= on:
        return
    until = f"sampai {last_day(current.end)}" if current.end else "tanpa akhir"
    case.unclear(
        f"Jabatan ini sudah dipangkunya sejak {tanggal(current.start)} {until}, jadi "
        f"TMT {tanggal(start)} tidak mungkin. Periksa tanggalnya; untuk masa jabatan "
        "berikutnya catat dahulu akhir yang sekarang.",
        "start",
    )
