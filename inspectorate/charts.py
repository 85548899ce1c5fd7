"""
What charts are drawn from: numbers already turned into places on a drawing.

The server draws them as SVG, one partial a kind in templates/_components; the same
numbers always stand beside them as text.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings

PROVINCES = settings.BASE_DIR / "data" / "provinsi.csv"
TILE, GAP = 100, 3.5
COLUMN, COLUMN_GAP = 10, 1.5
SHADES = ((70, "k1"), (85, "k2"), (95, "k3"))
HIGHEST = "k4"
CLASSES = (
    (HIGHEST, "95% ke atas"),
    ("k3", "85% – 95%"),
    ("k2", "70% – 85%"),
    ("k1", "di bawah 70%"),
)


@dataclass(frozen=True)
class Province:
    """A province with its two letters and its place in the tile map."""

    code: str
    letters: str
    name: str
    column: int
    row: int


@dataclass(frozen=True)
class Tile:
    """One province on the map; without a shade it is there only for orientation."""

    province: Province
    shade: str
    percent: str
    words: str
    url: str = ""
    current: bool = False

    @property
    def left(self) -> str:
        return f"{self.province.column * TILE + GAP:.1f}"

    @property
    def top(self) -> str:
        return f"{self.province.row * TILE + GAP:.1f}"

    @property
    def middle(self) -> int:
        return self.province.column * TILE + TILE // 2

    @property
    def letters_at(self) -> int:
        return self.province.row * TILE + TILE // 2

    @property
    def percent_at(self) -> int:
        return self.province.row * TILE + TILE * 4 // 5


@dataclass(frozen=True)
class Bar:
    """One line of a ranking: words, the number as text, how far the bar reaches."""

    label: str
    text: str
    width: str
    shade: str = "k0"
    url: str = ""


@dataclass(frozen=True)
class Column:
    """One column over time, in a drawing that is 100 high."""

    label: str
    text: str
    left: str
    top: str
    height: str
    running: bool = False


@cache
def provinces() -> tuple[Province, ...]:
    """The 38 provinces in the order of their codes, read once a process."""
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Province(
                row["code"],
                row["abbr"],
                row["name"],
                int(row["tile_col"]),
                int(row["tile_row"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def province_names() -> Mapping[str, str]:
    return {province.code: province.name for province in provinces()}


def shade_of(percent: float) -> str:
    """The class of a share: under 70, 85, 95 per cent, or above."""
    return next((shade for top, shade in SHADES if percent < top), HIGHEST)


def grouped(number: int) -> str:
    """A whole number as people read it here: 1.143."""
    return f"{number:,}".replace(",", ".")


def decimal(number: float) -> str:
    """A share or a mean with one decimal: 87,7."""
    return f"{number:.1f}".replace(".", ",")


def bars(
    rows: Sequence[tuple[str, int, str]], *, shade: str = "k0", suffix: str = ""
) -> list[Bar]:
    """Counts as bars, the longest as wide as there is; rows are label, count, URL."""
    most = max((count for _, count, _ in rows), default=0)
    return [
        Bar(
            label,
            grouped(count) + suffix,
            f"{100 * count / most if most else 0:.1f}",
            shade,
            url,
        )
        for label, count, url in rows
    ]


def columns(rows: Sequence[tuple[str, int | None]]) -> list[Column]:
    """Counts over time, None where hidden; the last column is the one that grows."""
    most = max((count or 0 for _, count in rows), default=0)
    heights = [100 * (count or 0) / (most or 1) for _, count in rows]
    return [
        Column(
            label=label,
            text="–" if count is None else grouped(count),
            left=f"{place * COLUMN + COLUMN_GAP:.1f}",
            top=f"{100 - heights[place]:.1f}",
            height=f"{heights[place]:.1f}",
            running=place == len(rows) - 1,
        )
        for place, ((label, count), height) in enumerate(
            zip(rows, heights, strict=True)
        )
    ]
