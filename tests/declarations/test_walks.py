"""
Random walks over the life of statements and cases keep what the law promises.

A legal walk chooses among what somebody may do, so that it goes deep; a wild one lets
anybody try anything in between. The rules stand in walks/rules.py. `WALKS=30` walks
thirty times as long, and makes what fails shorter.
"""

import os
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from deadlines import memory
from declarations.workflow.case_moves import MOVES
from tests.declarations.walks.walk import Walk, walked
from tests.declarations.walks.world import Clock, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rule(3, 7, 8, 11, 13, 17, 19, 20, 21, 25, 26, 27, 29, 30),
]
TIMES = int(os.environ.get("WALKS", "1"))
SOURCES = st.randoms(use_true_random=False, note_method_calls=False)


def often(examples):
    return settings(
        max_examples=examples * TIMES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate, *([Phase.shrink] if TIMES > 1 else [])],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def world(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return World(clock)


def walk(world, source, choose, steps):
    made = walked(world, source, choose, steps, panrb=source.randrange(2))
    memory.forget()
    return made


def test_legal_walks_make_every_move_and_break_no_rule(world):
    made = Counter()

    @often(9)
    @given(SOURCES)
    def legal(source):
        made.update(walk(world, source, Walk.legally, 50))

    legal()

    never = [move.name for move in MOVES if not made[f"case.{move.name}"]]
    assert never == []


def test_wild_walks_break_no_rule_either(world):
    @often(6)
    @given(SOURCES)
    def wild(source):
        walk(world, source, Walk.wildly, 40)

    wild()
