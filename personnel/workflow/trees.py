"""The usual posts of a unit, made in one step from its standard tree."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from audit import log
from kpu_coi import queue
from personnel import rules
from personnel.models import Level, Position, PositionKind, Unit, User
from personnel.standard_trees import Seat, plant, standard_tree
from personnel.workflow.posts import lock_unit

HEADS_ABOVE = (PositionKind.CHAIR, PositionKind.SECRETARY, PositionKind.SECGEN)


@dataclass(frozen=True)
class Plan:
    """What applying a standard tree would do to a unit, before it is done."""

    new: list[Seat]
    standing: list[Position]
    outside: list[Position]
    no_head_above: bool


def plan_of(unit: Unit, seats: Iterable[Seat]) -> Plan:
    """
    Compare the standing posts of a unit with a tree, by title and section.

    Posts outside the tree stay as they are. Without a Ketua or a Sekretaris in the
    unit above, the first posts would be left without a superior.
    """
    here = list(Position.objects.filter(unit=unit, abolished_on=None))
    wanted = {(seat.title, seat.section): seat for seat in seats}
    names = {(post.title, post.section) for post in here}
    above = Position.objects.filter(
        unit=unit.parent_id, kind__in=HEADS_ABOVE, abolished_on=None
    )
    missing = unit.level != Level.NATIONAL and above.count() < 2
    return Plan(
        new=[seat for name, seat in wanted.items() if name not in names],
        standing=[post for post in here if (post.title, post.section) in wanted],
        outside=[post for post in here if (post.title, post.section) not in wanted],
        no_head_above=missing,
    )


def apply_standard_tree(
    unit: Unit, *, secretariat_type: str = "", fifth: str = "", by: User
) -> list[Position]:
    """
    Make the posts of the standard tree that the unit lacks, and return those.

    A second time, or at the same time by somebody else, makes none. Keeps the type
    of the secretariat on the unit.
    """
    rules.may_manage_posts(by).require()
    with transaction.atomic():
        lock_unit(unit)
        standing = set(unit.positions.values_list("pk", flat=True))
        seats = standard_tree(unit, secretariat_type, fifth)
        made = [post for post in plant(unit, seats).values() if post.pk not in standing]
        if unit.secretariat_type != secretariat_type:
            unit.secretariat_type = secretariat_type
            unit.full_clean()
            unit.save(update_fields=["secretariat_type"])
        log.record(
            "unit.apply_standard_tree",
            stream=f"unit:{unit.code}",
            by=by,
            secretariat_type=secretariat_type,
            made=[post.pk for post in made],
        )
        queue.tell("declarations.lines_changed", unit_id=unit.pk)
    return made
