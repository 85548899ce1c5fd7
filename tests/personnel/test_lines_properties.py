"""
What holds for every tree of posts, every vacancy and every exclusion, on lines that
change from day to day, whichever line of a Sekretaris the setting takes.

The expectation is a second, plain reading of the rules, without the code under test.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from personnel.lines import SKIPS_ALLOWED, Outcome, other_line_of, superior_of
from personnel.models import (
    Acting,
    FormerLine,
    Position,
    PositionKind,
    Tenure,
    User,
)
from tests.personnel.factories import make_unit

TODAY = date(2026, 11, 23)
IN_FORCE = DateRange(date(2026, 1, 1), date(2027, 1, 1))
OVER = DateRange(date(2020, 1, 1), TODAY)
# Lines that ended long ago, that ended today, and that end soon or some day.
ENDS = [TODAY + timedelta(days) for days in (-30, 0, 1, 30)]
SETTINGS = ["FUNCTIONAL", "ADMINISTRATIVE"]
PEOPLE = 6
DECLARANT = PEOPLE


@dataclass(frozen=True)
class Holding:
    person: int
    acting: Acting
    period: DateRange


@dataclass(frozen=True)
class Lines:
    """Superior and other line of a post, and the day before which they hold."""

    superior: int | None
    other_line: int | None
    until: date = date.max


@dataclass(frozen=True)
class World:
    """A tree of posts by their lines, its holders, and who may not receive."""

    setting: str
    lines: tuple[tuple[Lines, ...], ...]
    holdings: tuple[tuple[int, Holding], ...]
    inactive: frozenset[int]
    excluded: frozenset[int]
    start: int


@st.composite
def lines_of_post(draw, post):
    """The last lines of a post, and perhaps former ones; all lead to earlier posts."""
    ends = draw(st.lists(st.sampled_from(ENDS), unique=True, max_size=2))
    spans = []
    for until in [*sorted(ends), date.max]:
        earlier = st.none() | st.integers(0, post - 1) if post else st.none()
        nearest = st.just(post - 1) if post else st.none()
        superior = draw(nearest | earlier)
        other = draw(st.none() | earlier)
        spans.append(Lines(superior, None if other == superior else other, until))
    return tuple(spans)


@st.composite
def worlds(draw):
    size = draw(st.integers(2, 8))
    lines = tuple(draw(lines_of_post(post)) for post in range(size))
    holdings, taken = [], set()
    for post in range(size):
        for acting in Acting:
            person = draw(st.none() | st.integers(0, DECLARANT))
            if person is None or (post, person) in taken:
                continue
            taken.add((post, person))
            period = draw(st.sampled_from([IN_FORCE, IN_FORCE, OVER]))
            holdings.append((post, Holding(person, acting, period)))
    people = st.frozensets(st.integers(0, PEOPLE - 1), max_size=3)
    start = draw(st.integers(0, size - 1))
    setting = draw(st.sampled_from(SETTINGS))
    return World(setting, lines, tuple(holdings), draw(people), draw(people), start)


class LinesOfTheDay(TestCase):
    @given(worlds())
    @settings(
        max_examples=150,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.differing_executors],
    )
    @pytest.mark.rule(11, 13, 14, 15, 20, 78)
    def test_the_line_keeps_its_promises(self, world):
        with self.settings(SECRETARY_LINE=world.setting):
            self.check(world)

    def check(self, world):
        users, posts = build(world)
        declarant = Tenure.objects.create(
            user=users[DECLARANT], position=posts[world.start], period=IN_FORCE
        )
        excluding = {users[person].pk: f"Alasan {person}" for person in world.excluded}

        line = superior_of(declarant, TODAY, excluding)

        above = chain_above(world)
        heights = [posts.index(hop.position) for hop in line.hops]
        assert heights == sorted(heights, key=above.index)
        assert set(heights) <= set(above)
        assert all(hop.reason for hop in line.hops)
        assert len(line.skips) <= SKIPS_ALLOWED
        assert line.reason
        assert line.choice_needed is (line.addressee is None)
        for hop in line.hops:
            if hop.outcome == Outcome.EXCLUDED:
                assert hop.reason == excluding[hop.tenure.user_id]
        if line.addressee:
            assert line.addressee.user_id != declarant.user_id
            assert line.addressee.user_id not in excluding
            assert line.addressee.user.is_active
            assert line.addressee.position == line.position
        assert found(line, users, posts) == expected(world)
        copy = other_line_of(declarant, TODAY)
        if copy:
            assert copy.user_id != declarant.user_id
            assert posts.index(copy.position) == in_order(world, world.start)[1]


def build(world):
    """The world in the database; the declarant is one more person."""
    unit = make_unit("33.21")
    users = User.objects.bulk_create(
        User(
            employee_number=f"ORANG-{person}",
            id_kind="INTERNAL",
            name=f"Orang {person}",
            is_active=person not in world.inactive,
        )
        for person in range(PEOPLE + 1)
    )
    posts = []
    for number, spans in enumerate(world.lines):
        posts.append(
            Position.objects.create(
                unit=unit,
                kind=PositionKind.STAFF,
                title=f"Jabatan {number}",
                superior=at(posts, spans[-1].superior),
                other_line=at(posts, spans[-1].other_line),
            )
        )
    FormerLine.objects.bulk_create(
        FormerLine(
            position=posts[number],
            superior=at(posts, line.superior),
            other_line=at(posts, line.other_line),
            until=line.until,
        )
        for number, spans in enumerate(world.lines)
        for line in spans[:-1]
    )
    Tenure.objects.bulk_create(
        Tenure(
            user=users[holding.person],
            position=posts[post],
            acting=holding.acting,
            period=holding.period,
        )
        for post, holding in world.holdings
        if post != world.start
    )
    return users, posts


def at(posts, number):
    return None if number is None else posts[number]


def in_order(world, post):
    """The two lines of a post today, that of the direct superior first (rule 15)."""
    today = next(line for line in world.lines[post] if line.until > TODAY)
    both = (today.superior, today.other_line)
    return both if world.setting == "FUNCTIONAL" else both[::-1]


def chain_above(world):
    above, post = [], world.start
    while True:
        first, second = in_order(world, post)
        post = first if first is not None else second
        if post is None:
            return above
        above.append(post)


def expected(world):
    """Post and person of the addressee, by rules 13 and 14 as they are written."""
    for post in chain_above(world)[:2]:
        serving = {
            holding.acting: holding.person
            for at, holding in world.holdings
            if at == post
            and holding.period is IN_FORCE
            and holding.person not in world.inactive
        }
        order = ("DAILY", "ACTING", "PERMANENT")
        holder = next((serving[kind] for kind in order if kind in serving), None)
        if holder not in {None, DECLARANT, *world.excluded}:
            return post, holder
    return None


def found(line, users, posts):
    if line.addressee is None:
        return None
    return posts.index(line.position), users.index(line.addressee.user)
