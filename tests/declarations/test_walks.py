"""
Random walks over the life of statements and cases keep what the law promises.

A legal walk chooses among what somebody may do, so that it goes deep; a wild one lets
anybody try anything in between. The rules stand in walks/rules.py. `WALKS=30` walks
thirty times as long.
"""

import os
import random
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from declarations.workflow.case_moves import MOVES
from tests.declarations.walks.walk import Walk, walked
from tests.declarations.walks.world import Clock, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rule(3, 7, 8, 11, 13, 17, 19, 20, 21, 25, 26, 27, 29, 30),
]
TIMES = int(os.environ.get("WALKS", "1"))
LEGAL, AT_MOST = 7 * TIMES, 40 * TIMES
WILD = 5 * TIMES


@pytest.fixture
def world(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return World(clock)


def never(made):
    """The moves of the table that nobody made, by the lines of the log."""
    return [move.name for move in MOVES if not made[f"case.{move.name}"]]


def test_legal_walks_make_every_move_and_break_no_rule(world):
    made = Counter()

    for seed in range(AT_MOST):
        if seed >= LEGAL and not never(made):
            break
        try:
            walked(world, random.Random(seed), Walk.legally, 50, made)
        except Exception as failure:
            failure.add_note(f"That was the walk of seed {seed}.")
            raise

    assert not never(made), never(made)


def test_wild_walks_break_no_rule_either(world):
    @settings(
        max_examples=WILD,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate, *([Phase.shrink] if TIMES > 1 else [])],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=False))
    def wild(source):
        walked(world, source, Walk.wildly, 40)

    wild()
