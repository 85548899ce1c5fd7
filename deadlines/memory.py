"""
Constants of the process: what hardly ever changes is read from the database once.

Each process reads afresh after a minute. Whoever changes a row calls `forget` when
the transaction has committed, so that his own process knows at once.
"""

import time
from collections.abc import Callable

KEEP_SECONDS = 60


class Remembered[Value]:
    """A loading function whose answer is kept for a minute, or until `forget`."""

    known: "list[Remembered]" = []

    def __init__(self, load: Callable[[], Value]):
        self._load = load
        self._kept: tuple[float, Value] | None = None
        Remembered.known.append(self)

    def __call__(self) -> Value:
        kept, now = self._kept, time.monotonic()
        if kept is None or now >= kept[0]:
            kept = self._kept = (now + KEEP_SECONDS, self._load())
        return kept[1]

    def forget(self) -> None:
        self._kept = None


def forget() -> None:
    """Read everything afresh at the next call, in this process."""
    for remembered in Remembered.known:
        remembered.forget()
