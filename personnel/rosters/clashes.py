"""Periods that would overlap, found before the database refuses them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpu_coi.dates import tanggal
from personnel.rosters.standing import Standing

if TYPE_CHECKING:
    from personnel.rosters.outcomes import Outcome


@dataclass(slots=True)
class Span:
    """Somebody in a post for a time; `line` is 0 where no row of the file asks it."""

    post_id: int
    who: int | str
    acting: str
    start: date
    end: date | None
    line: int = 0


def clashes(
    standing: Standing, outcomes: Iterable["Outcome"], begins: list[Span]
) -> dict[int, str]:
    """The rows that cannot be, by line, each with the reason."""
    periods: dict[int, tuple[date, date | None]] = {}
    asked: dict[int, int] = {}
    touched = {span.post_id for span in begins}
    for outcome in outcomes:
        periods |= outcome.periods
        for pk in outcome.periods:
            if pk in standing.tenures:
                touched.add(standing.tenures[pk].post_id)
            if outcome.entry:
                asked[pk] = outcome.entry.line
    spans: dict[int, list[Span]] = defaultdict(list)
    for span in begins:
        spans[span.post_id].append(span)
    for post_id in touched:
        for held in standing.of_post.get(post_id, ()):
            start, end = periods.get(held.pk, (held.start, held.end))
            line = asked.get(held.pk, 0)
            spans[post_id].append(
                Span(post_id, held.user_id, held.acting, start, end, line)
            )
    found: dict[int, str] = {}
    for post_id in touched:
        for one, other in overlapping(spans[post_id]):
            later = max((one, other), key=lambda span: (span.line > 0, span.line))
            if later.line:
                first = other if later is one else one
                found.setdefault(later.line, reason(standing, first))
    return found


def overlapping(spans: list[Span]) -> Iterable[tuple[Span, Span]]:
    """Pairs that the database would refuse: one holder of a kind, one seat a person."""
    ordered = sorted(spans, key=lambda span: span.start)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if one.end is not None and one.end <= other.start:
                continue
            if one.acting == other.acting or one.who == other.who:
                yield one, other


def reason(standing: Standing, held: Span) -> str:
    person = standing.people.get(held.who) if isinstance(held.who, int) else None
    until = f"sampai {tanggal(held.end)}" if held.end else "tanpa tanggal berakhir"
    who = person.name if person else "orang lain"
    return (
        f"Jabatan ini masih dipangku {who} sejak {tanggal(held.start)} {until}. Akhiri "
        "dahulu masa jabatannya, atau periksa tanggalnya."
    )
