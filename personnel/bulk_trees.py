"""Posts of many units at once, from the same seats that `standard_trees` plants."""

from collections.abc import Callable, Collection, Iterable

from django.db import transaction

from personnel.models import Position, PositionKind, Unit
from personnel.standard_trees import PARENT, Seat

AT_ONCE = 2000
HEADS = {
    PositionKind.CHAIR: "chair",
    PositionKind.SECRETARY: "secretary",
    PositionKind.SECGEN: "secretary",
}

type Place = tuple[str, str]
"""A seat by the code of its unit and its key."""


@transaction.atomic
def plant_all(
    units: Iterable[Unit], seats_of: Callable[[Unit], Collection[Seat]]
) -> dict[Place, Position]:
    """
    Make the posts of units that have none yet, and return the new ones by place.

    Units come with their parent at hand. Layer by layer from the top, so that each
    post finds the one above it; a unit with posts of its own is left as it is.
    """
    planted = heads_of_standing_units()
    standing = {code for code, _ in planted}
    waiting = {
        (unit.code, seat.key): (unit, seat)
        for unit in units
        if unit.code not in standing
        for seat in seats_of(unit)
    }
    made: dict[Place, Position] = {}
    while waiting:
        layer = {
            place: post_of(unit, seat, planted)
            for place, (unit, seat) in waiting.items()
            if above(unit, seat).isdisjoint(waiting)
        }
        if not layer:
            raise ValueError("The seats of a tree answer to each other in a circle.")
        Position.objects.bulk_create(layer.values(), batch_size=AT_ONCE)
        made |= layer
        planted |= layer
        for place in layer:
            del waiting[place]
    return made


def heads_of_standing_units() -> dict[Place, Position]:
    """The Ketua and the Sekretaris of every unit that has its posts."""
    found = Position.objects.filter(kind__in=HEADS, abolished_on=None)
    return {
        (post.unit.code, HEADS[post.kind]): post
        for post in found.select_related("unit")
    }


def place_of(unit: Unit, key: str) -> Place:
    """Where a seat's superior sits: in the same unit, or in the one above."""
    if key.startswith(PARENT):
        return unit.parent.code, key.removeprefix(PARENT)
    return unit.code, key


def above(unit: Unit, seat: Seat) -> set[Place]:
    return {place_of(unit, key) for key in (seat.superior, seat.other_line) if key}


def post_of(unit: Unit, seat: Seat, planted: dict[Place, Position]) -> Position:
    def found(key: str) -> Position | None:
        return planted.get(place_of(unit, key)) if key else None

    return Position(
        unit=unit,
        kind=seat.kind,
        title=seat.title,
        section=seat.section,
        superior=found(seat.superior),
        other_line=found(seat.other_line),
    )
