"""
Counts for everybody, without giving a single person away (rule 61).

A cell under five is hidden. A hidden cell could be had again from the sum beside it,
so others are hidden with it, until the hidden cells of each sum are at least two and
come to five or more: together they are a cell that may be shown.
"""

from collections.abc import Callable, Sequence

SMALLEST_SHOWN = 5

type Row = tuple[int, ...]


def hidden_rows(rows: Sequence[Row]) -> frozenset[int]:
    """
    Which rows of a table must not be shown.

    Takes the cells of each row; the table also shows the sum of every column, and
    may show that of every row. Returns the places of the rows to hide, all their
    cells together: a row with a cell under five, and as many of the smallest other
    rows as it takes that no column's hidden cells can be told apart.
    """
    hidden = {place for place, row in enumerate(rows) if not shown(*row)}
    others = sorted(set(range(len(rows))) - hidden, key=lambda place: min(rows[place]))
    while hidden and others and not merged(rows, hidden):
        hidden.add(others.pop(0))
    return frozenset(hidden)


def hidden_cells(cells: Sequence[int]) -> frozenset[int]:
    """The places to hide in a list of counts whose sum is shown."""
    return hidden_rows([(cell,) for cell in cells])


def shown(*cells: int) -> bool:
    """Whether each of these counts is large enough for everybody to see."""
    return all(cell >= SMALLEST_SHOWN for cell in cells)


def merged(rows: Sequence[Row], hidden: set[int]) -> bool:
    """Whether the hidden rows are several, and large enough taken together."""
    columns = zip(*(rows[place] for place in hidden), strict=True)
    return len(hidden) > 1 and all(shown(sum(column)) for column in columns)


def masked[Item](
    items: Sequence[Item], count: Callable[[Item], int]
) -> list[tuple[Item, bool]]:
    """Each item with whether its count may be shown."""
    hidden = hidden_cells([count(item) for item in items])
    return [(item, place not in hidden) for place, item in enumerate(items)]
