"""
Which desk gets a complaint, and whom it keeps out (rule 51).

A complaint goes to the superior of the accused, never to his own leadership: one
about an employee to his own unit, one about a Ketua, an Anggota or the Sekretaris
to the unit above, one about the Inspektorat to the Inspektur Utama. Where the
post is not known it may be the Sekretaris, and behind a name that nobody bears may
stand the officer himself, so both go up. A desk of which every
officer is accused himself, or sits at or below an accused chief, is passed over.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from complaints.models.complaints import AccusedKeyKind
from complaints.models.terms import AccusedClass, AccusedPost, Desk
from complaints.standing import keys_of_many, post_key
from complaints.units import lineage
from kpu_coi import vault
from personnel.models import (
    Grant,
    Position,
    PositionKind,
    Role,
    Tenure,
    Unit,
)

CHIEFS = frozenset(
    {
        PositionKind.CHAIR,
        PositionKind.MEMBER,
        PositionKind.SECGEN,
        PositionKind.SECRETARY,
    }
)
INSPECTORS = frozenset({PositionKind.REGIONAL_INSPECTOR, PositionKind.AUDITOR})
HEADS = frozenset(
    {
        PositionKind.DEPUTY,
        PositionKind.BUREAU_HEAD,
        PositionKind.DIVISION_HEAD,
        PositionKind.SUBDIV_HEAD,
    }
)
KINDS: dict[str, frozenset[PositionKind]] = {
    AccusedPost.CHAIR: frozenset({PositionKind.CHAIR}),
    AccusedPost.MEMBER: frozenset({PositionKind.MEMBER}),
    AccusedPost.SECRETARY: frozenset({PositionKind.SECRETARY, PositionKind.SECGEN}),
    AccusedPost.HEAD: HEADS,
    AccusedPost.INSPECTORATE: INSPECTORS,
}
Key = tuple[AccusedKeyKind, str]


@dataclass(frozen=True)
class Accused:
    """What a complaint says of the accused; post and name may be unknown."""

    unit: Unit
    accused_class: str
    post: str = ""
    name: str = ""


@dataclass(frozen=True)
class Routing:
    """The desk that handles a complaint, and the keys of those it keeps out."""

    unit: Unit
    desk: Desk
    keys: tuple[Key, ...]


def route(accused: Accused, on: date) -> Routing:
    """
    The desk for a complaint on a day, and whom it keeps out.

    At most five queries. Always finds a desk: the last is the Inspektur Utama, even
    where he sits below the accused, since above stands nobody but the DKPP. Then only
    the accused himself is kept out, not who sits below him.
    Law: UU 25/2009 Pasal 45 (1).
    """
    named = people_named(accused, on)
    kinds = kinds_of(accused, named)
    keys = keys_for(accused, kinds, named)
    desks = candidates(accused, kinds, bool(named))
    free = free_desks(desks, {key for _, key in keys}, on)
    for unit, desk in desks:
        if (unit.pk, desk) in free:
            return Routing(unit, desk, keys)
    people = people_accused(accused, kinds, named, on)
    return Routing(desks[-1][0], Desk.CHIEF_INSPECTOR, person_keys(people))


def people_named(accused: Accused, on: date) -> list[Tenure]:
    """Who there bears the name that was given, with the posts they hold."""
    wanted = plain_name(accused.name)
    if not wanted:
        return []
    held = Tenure.objects.in_force(on).filter(position__unit__in=offices(accused))
    return [
        tenure
        for tenure in held.select_related("user", "position")
        if same_name(wanted, plain_name(tenure.user.name))
    ]


def kinds_of(accused: Accused, named: list[Tenure]) -> frozenset[PositionKind]:
    """The kinds of post that the accused holds, as far as they can be told."""
    if named:
        return frozenset(PositionKind(tenure.position.kind) for tenure in named)
    if accused.post:
        return KINDS.get(accused.post, frozenset())
    if accused.accused_class == AccusedClass.MEMBER:
        return frozenset({PositionKind.CHAIR, PositionKind.MEMBER})
    return frozenset()


def keys_for(
    accused: Accused, kinds: frozenset[PositionKind], named: list[Tenure]
) -> tuple[Key, ...]:
    """The named people and their posts; without a name, all posts of the kind."""
    if named:
        posts = {tenure.position_id for tenure in named}
    else:
        posts = set(positions_of(offices(accused), kinds)) if kinds else set()
    return (
        *person_keys(tenure.user_id for tenure in named),
        *((AccusedKeyKind.POST, post_key(post)) for post in sorted(posts)),
    )


def person_keys(people: Iterable[int]) -> tuple[Key, ...]:
    keys = {vault.person_key(person) for person in people}
    return tuple((AccusedKeyKind.PERSON, key) for key in sorted(keys))


def people_accused(
    accused: Accused,
    kinds: frozenset[PositionKind],
    named: list[Tenure],
    on: date,
) -> list[int]:
    """Who is named; without a name, who holds a post of the kind on that day."""
    if named:
        return [tenure.user_id for tenure in named]
    held = Tenure.objects.in_force(on).filter(
        position__unit__in=offices(accused), position__kind__in=list(kinds)
    )
    return list(held.values_list("user_id", flat=True))


def offices(accused: Accused) -> list[Unit]:
    """Where the accused may work: the Inspektorat's people travel from KPU RI."""
    if accused.post == AccusedPost.INSPECTORATE:
        return [accused.unit, lineage(accused.unit)[-1]]
    return [accused.unit]


def positions_of(units: Iterable[Unit], kinds: Iterable[PositionKind]) -> Iterable[int]:
    found = Position.objects.filter(unit__in=list(units), kind__in=list(kinds))
    return found.values_list("pk", flat=True)


def candidates(
    accused: Accused, kinds: frozenset[PositionKind], named: bool
) -> list[tuple[Unit, Desk]]:
    """The desks that may take it, the proper one first."""
    above = lineage(accused.unit)
    national = above[-1]
    chief = (national, Desk.CHIEF_INSPECTOR)
    if PositionKind.CHIEF_INSPECTOR in kinds:
        return [(national, Desk.UNIT), chief]
    if kinds & INSPECTORS or accused.post == AccusedPost.INSPECTORATE:
        return [chief, (national, Desk.UNIT), chief]
    if goes_up(accused, kinds, named):
        above = above[1:]
    return [*((unit, Desk.UNIT) for unit in above), chief]


def goes_up(accused: Accused, kinds: frozenset[PositionKind], named: bool) -> bool:
    """
    Whether the accused is, or may be, a chief of his own unit or at its desk.

    A name that nobody there bears may be misspelt: it may be that of the officer.
    """
    if accused.accused_class == AccusedClass.ADHOC:
        return False
    unknown = not named and (not accused.post or plain_name(accused.name))
    return bool(kinds & CHIEFS or unknown)


def free_desks(
    desks: list[tuple[Unit, Desk]], kept_out: set[str], on: date
) -> set[tuple[int, Desk]]:
    """The desks with at least one active person whom the complaint does not concern."""
    units = {unit.pk for unit, desk in desks if desk == Desk.UNIT}
    national = desks[-1][0].pk
    officers = Q(role=Role.COMPLAINT_OFFICER, unit__in=units)
    held = Grant.objects.in_force(on).filter(
        officers | Q(role=Role.CHIEF_INSPECTOR), user__is_active=True
    )
    rows = list(held.values_list("user_id", "unit_id"))
    keys = keys_of_many({user for user, _ in rows}, on)
    return {
        (unit, Desk.UNIT) if unit else (national, Desk.CHIEF_INSPECTOR)
        for user, unit in rows
        if not keys[user] & kept_out
    }


def plain_name(name: str) -> tuple[str, ...]:
    """A name as its words: without degrees after a comma, without signs and case."""
    text = unicodedata.normalize("NFKD", name.split(",")[0]).casefold()
    words = re.sub(r"[^\w\s]", " ", text).split()
    return tuple(word for word in words if word not in HONORIFICS)


HONORIFICS = frozenset(
    {"h", "hj", "dr", "drs", "dra", "ir", "prof", "bapak", "ibu", "pak", "bu", "sdr"}
)


def same_name(given: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Every word that was given stands in the person's name, a letter for a word."""
    firsts = {word[0] for word in full}
    return bool(given) and all(
        word in full or (len(word) == 1 and word in firsts) for word in given
    )
