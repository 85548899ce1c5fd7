"""Time what many do at once, and put it beside the floor of the same minutes."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """What a series of calls took; seconds of each, and of all together."""

    seconds: list[float]
    wall: float
    errors: int

    @property
    def p50_ms(self) -> float:
        return round(1000 * statistics.median(self.seconds), 1)

    @property
    def p95_ms(self) -> float:
        ranked = sorted(self.seconds)
        return round(1000 * ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))], 1)

    @property
    def longest_ms(self) -> float:
        return round(1000 * max(self.seconds), 1)

    @property
    def per_s(self) -> float:
        return round(len(self.seconds) / self.wall, 1)


def take(
    work: Iterable, do: Callable, *, concurrency: int, many: bool = False
) -> Series:
    """
    Call `do(item)` for each item; it returns (seconds, fine), or `many` such pairs.

    Work is spread over as many threads as the concurrency says.
    """
    began = time.perf_counter()
    with ThreadPoolExecutor(concurrency) as pool:
        results = list(pool.map(do, work))
    wall = time.perf_counter() - began
    if many:
        results = [pair for pairs in results for pair in pairs]
    return Series(
        [seconds for seconds, _ in results],
        wall,
        sum(not fine for _, fine in results),
    )


def take_within(work: Sequence, do: Callable, *, seconds: float) -> Series:
    """Begin one after the other, evenly spread over so many seconds; none waits."""
    began = time.perf_counter()

    def in_turn(numbered):
        place, item = numbered
        due = began + seconds * place / len(work)
        time.sleep(max(0, due - time.perf_counter()))
        return do(item)

    return take(enumerate(work), in_turn, concurrency=len(work))


def row(name: str, series: Series, *, rows: int, concurrency: int, **more) -> dict:
    """One line of bench/latest.json."""
    return {
        "name": name,
        "rows": rows,
        "concurrency": concurrency,
        "p50_ms": series.p50_ms,
        "p95_ms": series.p95_ms,
        "longest_ms": series.longest_ms,
        "per_s": series.per_s,
        "queries": more.get("queries"),
        "bytes_gz": more.get("bytes_gz"),
        "errors": series.errors,
        "floor_per_s": more.get("floor_per_s"),
    }
