"""
What holds for every mixture of roles, scopes and days: nobody sees out of his scope.

The expectation is a second, plain reading of the rules over the drawn values alone,
without the code under test.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from notifications import inbox
from notifications.models import Message
from personnel.grants import regions_of, units_of
from personnel.models import (
    REGION_ROLES,
    UNIT_ROLES,
    Grant,
    GrantProposal,
    PositionKind,
    Role,
)
from personnel.reach import units_in_reach, units_showing_access
from tests.personnel.factories import (
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)
from tests.personnel.grant_factories import fresh

PEOPLE = 3
UNITS = ("00", "33", "33.21", "51", "51.71")
REGIONS = {"I": "51", "II": "33"}
KEEPERS = {Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN, Role.DPO}
NATION = {Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN, Role.CHIEF_INSPECTOR}
LEADERS = {PositionKind.CHAIR, PositionKind.SECRETARY, PositionKind.SECGEN}
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A role of somebody, in a scope, from and until so many days from today."""

    person: int
    role: Role
    scope: str
    since: int
    until: int | None

    @property
    def counts(self) -> bool:
        return self.since <= 0 and (self.until is None or self.until > 0)


@dataclass(frozen=True)
class Seat:
    person: int
    unit: str
    kind: PositionKind


@st.composite
def roles(draw):
    role = draw(st.sampled_from(Role))
    scope = ""
    if role in UNIT_ROLES:
        scope = draw(st.sampled_from(UNITS))
    elif role in REGION_ROLES:
        scope = draw(st.sampled_from(sorted(REGIONS)))
    since = draw(st.integers(-2, 1))
    until = draw(st.none() | st.integers(since + 1, 2))
    return Held(draw(st.integers(0, PEOPLE - 1)), role, scope, since, until)


seats = st.builds(
    Seat,
    st.integers(0, PEOPLE - 1),
    st.sampled_from(UNITS),
    st.sampled_from([*LEADERS, PositionKind.STAFF, PositionKind.MEMBER]),
)


def row(held, people, regions):
    today = timezone.localdate()
    until = None if held.until is None else today + held.until * A_DAY
    unit = make_unit(held.scope) if held.role in UNIT_ROLES else None
    return {
        "user": people[held.person],
        "role": held.role,
        "unit": unit,
        "region": regions.get(held.scope) if held.role in REGION_ROLES else None,
        "period": DateRange(today + held.since * A_DAY, until),
    }


class Scopes(TestCase):
    @given(
        st.lists(roles(), max_size=6, unique_by=lambda held: repr(held)),
        st.lists(seats, max_size=3),
        st.lists(roles(), max_size=3, unique_by=lambda h: (h.person, h.role, h.scope)),
    )
    @settings(
        max_examples=80,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.differing_executors],
    )
    @pytest.mark.rule(64)
    def test_nobody_sees_out_of_his_scope(self, held, seated, proposed):
        units = {code: make_unit(code) for code in UNITS}
        regions = {code: make_region(code) for code in REGIONS}
        for code, province in REGIONS.items():
            regions[code].provinces.get_or_create(province=units[province])
        people = [make_user(f"Orang {number}") for number in range(PEOPLE)]
        other = make_user("Pengusul")
        grants = [Grant.objects.create(**row(one, people, regions)) for one in held]
        wishes = [
            GrantProposal.objects.create(
                **row(one, people, regions),
                reason="Alasan.",
                proposed_by=other,
                proposed_at=timezone.now(),
            )
            for one in proposed
        ]
        for seat in seated:
            post = make_position(unit=units[seat.unit], kind=seat.kind)
            make_tenure(people[seat.person], post)
        for person in people:
            inbox.tell(person, "Kabar", path="/beranda/", about="trial:1")

        for number, person in enumerate(people):
            viewer = fresh(person)
            mine = [one for one in held if one.person == number and one.counts]
            sees_all = any(one.role in KEEPERS for one in mine)

            def seen(rows, person=person, sees_all=sees_all):
                return {r.pk for r in rows if sees_all or r.user == person}

            assert set(ids(Grant, viewer)) == seen(grants)
            assert set(ids(GrantProposal, viewer)) == seen(wishes)
            assert {m.recipient for m in Message.objects.visible_to(viewer)} == {person}
            assert_roles(viewer, mine)
            assert_reach(viewer, mine, [s for s in seated if s.person == number])


def ids(model, viewer):
    return model.objects.visible_to(viewer).values_list("pk", flat=True)


def assert_roles(viewer, mine):
    """The units and regions of a role are those of its days, and no others."""
    for role in UNIT_ROLES:
        due = {one.scope for one in mine if one.role == role}
        assert {unit.code for unit in units_of(viewer, role)} == due
    everywhere = any(one.role == Role.CHIEF_INSPECTOR for one in mine)
    due = {one.scope for one in mine if one.role in REGION_ROLES}
    found = {region.code for region in regions_of(viewer)}
    assert found == (set(REGIONS) if everywhere else due)


def assert_reach(viewer, mine, seats):
    """Whose posts he sees, and of which units who can see what."""
    oversees = {one.scope for one in mine if one.role in REGION_ROLES}
    operates = {one.scope for one in mine if one.role == Role.UNIT_OPERATOR}
    near = operates | {
        code for code in UNITS for r in oversees if code[:2] == REGIONS[r]
    }
    roles = {one.role for one in mine}
    reach = near | {seat.unit for seat in seats}
    shown = near | {seat.unit for seat in seats if seat.kind in LEADERS}
    all_units = set(UNITS)
    assert codes(units_in_reach(viewer)) == (all_units if roles & NATION else reach)
    seen_by_all = roles & (NATION | {Role.DPO})
    assert codes(units_showing_access(viewer)) == (all_units if seen_by_all else shown)


def codes(units):
    return {unit.code for unit in units}
