"""What a post answered to, span after span, as its former lines tell it."""

from dataclasses import dataclass
from datetime import date

from personnel.models import Position


@dataclass(frozen=True)
class Span:
    """The lines of a post from a day to the day before another; open at the ends."""

    since: date | None
    until: date | None
    superior: Position | None
    other_line: Position | None

    def holds(self, on: date) -> bool:
        begun = self.since is None or self.since <= on
        return begun and (self.until is None or on < self.until)


def spans_of(post: Position) -> list[Span]:
    """The latest span first; one query, with the posts and their units at hand."""
    above = ("superior__unit", "other_line__unit")
    spans, since = [], post.established_on
    for line in post.former_lines.select_related(*above).order_by("until"):
        spans.append(Span(since, line.until, line.superior, line.other_line))
        since = line.until
    spans.append(Span(since, None, post.superior, post.other_line))
    return spans[::-1]
