"""
The life of a matter: entered, changed, then decided or dropped, and opened again.

`Matter.state` is written in this module and nowhere else. Which matters a case concerns
is written here too: by its declarant at signing, by its reviewer later.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple, TypedDict

from django.db import transaction
from django.utils import timezone

from audit import log
from declarations.models import (
    Case,
    CaseMatter,
    Matter,
    MatterParty,
    MatterState,
)
from declarations.rules import matters as rules
from declarations.workflow.case_moves import NAME_MATTERS, Told, making
from kpu_coi import vault
from kpu_coi.access import Verdict
from personnel.models import Unit, User

OPEN = frozenset({MatterState.OPEN})
SETTLED = frozenset({MatterState.DECIDED, MatterState.DROPPED})


class Facts(TypedDict):
    """What is known of a matter; `people` of the office by id."""

    kind: str
    title: str
    expected_from: date
    expected_until: date
    names: list[str]
    people: list[int]


class StaleMatter(Exception):
    """It was changed since it was read; says which mark it has now."""

    def __init__(self, mark: str):
        super().__init__("The matter was changed meanwhile.")
        self.mark = mark


class Move(NamedTuple):
    name: str
    label: str
    sources: frozenset[MatterState]
    target: MatterState
    rule: Callable[[User, Matter], Verdict]

    def verdict(self, user: User, matter: Matter) -> Verdict:
        if matter.state not in self.sources:
            words = MatterState(matter.state).label
            return Verdict(f"Tidak dapat dilakukan: keadaan agenda ini “{words}”.")
        return self.rule(user, matter)


EDIT = Move("edit", "Ubah agenda", OPEN, MatterState.OPEN, rules.may_change)
DECIDE = Move(
    "decide", "Tandai sudah diputus", OPEN, MatterState.DECIDED, rules.may_change
)
DROP = Move(
    "drop", "Tandai tidak dilanjutkan", OPEN, MatterState.DROPPED, rules.may_change
)
REOPEN = Move("reopen", "Buka kembali", SETTLED, MatterState.OPEN, rules.may_change)
MOVES = (EDIT, DECIDE, DROP, REOPEN)


def verdicts(user: User, matter: Matter) -> dict[str, Verdict]:
    return {move.name: move.verdict(user, matter) for move in MOVES}


def enter(unit: Unit, facts: Facts, *, by: User) -> Matter:
    """Enter something to be decided. Raises PermissionDenied."""
    rules.may_keep(by, unit).require()
    with transaction.atomic():
        matter = Matter(unit=unit, made_at=timezone.now(), made_by=by)
        write(matter, facts)
        record("enter", matter, by=by)
    return matter


def edit(matter: Matter, facts: Facts, *, by: User, seen: str) -> Matter:
    """
    Change what is known of it, as it was seen: `seen` is the mark it had then.

    Raises StaleMatter when somebody changed it since, and PermissionDenied.
    """
    with changing(EDIT, matter, by=by) as stored:
        if stored.mark != seen:
            raise StaleMatter(stored.mark)
        write(stored, facts)
    return stored


def decide(matter: Matter, *, by: User) -> Matter:
    return settle(DECIDE, matter, by=by)


def drop(matter: Matter, *, by: User) -> Matter:
    return settle(DROP, matter, by=by)


def settle(move: Move, matter: Matter, *, by: User) -> Matter:
    with changing(move, matter, by=by) as stored:
        stored.settled_at, stored.settled_by = timezone.now(), by
    return stored


def reopen(matter: Matter, *, by: User) -> Matter:
    """It is to be decided after all."""
    with changing(REOPEN, matter, by=by) as stored:
        stored.settled_at = stored.settled_by = None
    return stored


@contextmanager
def changing(move: Move, matter: Matter, *, by: User) -> Iterator[Matter]:
    """Lock the row, check the move against what is stored, then save and log it."""
    with transaction.atomic():
        rows = Matter.objects.select_related("unit")
        stored = rows.select_for_update(of=("self",), no_key=True).get(pk=matter.pk)
        move.verdict(by, stored).require()
        stored.state = move.target
        yield stored
        stored.save()
        record(move.name, stored, by=by)


def write(matter: Matter, facts: Facts) -> None:
    """Its facts, with the parties sealed and those of the office findable by key."""
    matter.kind, matter.title = facts["kind"], facts["title"]
    matter.expected_from = facts["expected_from"]
    matter.expected_until = facts["expected_until"]
    matter.seal_parties({"names": facts["names"], "people": facts["people"]})
    matter.save()
    matter.people.all().delete()
    MatterParty.objects.bulk_create(
        MatterParty(matter=matter, person_key=vault.person_key(person))
        for person in sorted(set(facts["people"]))
    )
    for kept in ("party_keys", "party_people"):
        matter.__dict__.pop(kept, None)


def record(name: str, matter: Matter, *, by: User) -> None:
    log.record(
        f"matter.{name}",
        stream=f"matter:{matter.pk}",
        by=by,
        unit=matter.unit.code,
        state=matter.state,
    )


def name(case: Case, matters: Collection[Matter], *, by: User) -> None:
    """
    A case concerns these matters of its unit, and no others.

    Belongs into the transaction that holds the case's row.
    """
    ids = {matter.pk for matter in matters if matter.unit_id == case.unit_id}
    case.named_matters.exclude(matter__in=ids).delete()
    CaseMatter.objects.bulk_create(
        [
            CaseMatter(case=case, matter_id=pk, named_at=timezone.now(), named_by=by)
            for pk in sorted(ids)
        ],
        ignore_conflicts=True,
    )
    case.forget_matters()


def name_in_review(case: Case, matters: Collection[Matter], *, by: User) -> Case:
    """The reviewer says what the case concerns. Raises PermissionDenied."""
    told = Told()
    with making(NAME_MATTERS, case, by=by, told=told) as stored:
        name(stored, matters, by=by)
        told.details = {"matters": sorted(matter.pk for matter in matters)}
    return stored
