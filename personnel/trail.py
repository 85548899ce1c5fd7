"""The way up in words: who stands at each step, and what was found there."""

from collections.abc import Iterator

from personnel.chart import Hop, Line, Outcome
from personnel.titles import capacity

STEPS = ("Atasan langsung", "Atasan dari atasan", "Tingkat berikutnya")
TAGS = {
    Outcome.VACANT: "Kosong",
    Outcome.EXCLUDED: "Dilewati",
    Outcome.SELF: "Dilewati",
    Outcome.ABSENT: "Tidak di tempat",
    Outcome.ADDRESSEE: "Penerima",
}


def levels(line: Line) -> Iterator[tuple[Hop, int]]:
    """Each hop with how many posts up it lies; an absence shares its post's level."""
    posts: list[int] = []
    for hop in line.hops:
        if hop.position.pk not in posts:
            posts.append(hop.position.pk)
        yield hop, len(posts) - 1


def hop_words(hop: Hop, level: int) -> dict[str, str]:
    """What the step is, who stands there, and why it goes on or ends."""
    post = f"{hop.position.title}, {hop.position.unit.name}"
    if hop.tenure:
        post = f"{hop.tenure.user.name}, {capacity(hop.tenure)}, {hop.position.unit}"
    return {"what": STEPS[min(level, 2)], "who": post, "why": hop.reason}
