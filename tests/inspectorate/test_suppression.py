from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.suppression import hidden_cells, hidden_rows

pytestmark = pytest.mark.rule(61)

counts = st.one_of(st.integers(0, 9), st.integers(0, 200))


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ([5, 80, 7], set()),
        ([], set()),
        # One small cell is the rest of the sum, so the next smallest goes with it.
        ([4, 80, 9], {0, 2}),
        ([4, 9, 9], {0, 1}),
        # Two small cells hide each other only when they come to five together.
        ([1, 4, 80], {0, 1}),
        ([1, 2, 80, 30], {0, 1, 3}),
        # Nothing is known of a list of noughts but that its sum is hidden too.
        ([0, 0, 0], {0, 1, 2}),
        ([0, 0, 12], {0, 1, 2}),
        ([3], {0}),
    ],
)
def test_small_counts_are_hidden_with_what_would_give_them_away(cells, hidden):
    assert hidden_cells(cells) == hidden


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ([(40, 10), (30, 20)], set()),
        # All have declared but three: the row goes, and the smallest beside it.
        ([(40, 3), (30, 20), (50, 9)], {0, 2}),
        ([(40, 3), (50, 4), (30, 20)], {0, 1}),
        # Three and one are four in sum: a third row must hide them.
        ([(40, 3), (50, 1), (30, 20), (70, 60)], {0, 1, 2}),
        ([(2, 1)], {0}),
    ],
)
def test_a_row_is_hidden_as_a_whole_and_never_alone(rows, hidden):
    assert hidden_rows(rows) == hidden


@given(st.lists(counts, max_size=8))
def test_no_hidden_count_can_be_had_from_the_sum_of_a_list(cells):
    hidden = hidden_cells(cells)

    assert all(cells[place] >= 5 for place in range(len(cells)) if place not in hidden)
    if hidden and sum(cells) >= 5:
        assert len(hidden) > 1
        assert sum(cells[place] for place in hidden) >= 5


@given(st.lists(st.tuples(counts, counts), min_size=2, max_size=7))
def test_no_hidden_cell_of_a_table_follows_from_the_sums_of_rows_and_columns(rows):
    hidden = sorted(hidden_rows(rows))
    shown_sums = all(sum(column) >= 5 for column in zip(*rows, strict=True))
    if not hidden or not shown_sums:
        return

    unknowns = [(place, column) for place in hidden for column in (0, 1)]
    by_row = [[int(place == at) for place, _ in unknowns] for at in hidden]
    by_column = [[int(column == at) for _, column in unknowns] for at in (0, 1)]

    known = rank(by_row + by_column)
    for cell in range(len(unknowns)):
        alone = [int(place == cell) for place in range(len(unknowns))]
        assert rank([*by_row, *by_column, alone]) == known + 1


def rank(rows):
    """How many of these equations say something of their own."""
    rows = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(rows[0])):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        at = rows.index(pivot, found)
        rows[found], rows[at] = rows[at], rows[found]
        for other in range(found + 1, len(rows)):
            factor = rows[other][column] / rows[found][column]
            rows[other] = [
                value - factor * lead
                for value, lead in zip(rows[other], rows[found], strict=True)
            ]
        found += 1
    return found
