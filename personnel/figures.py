"""Posts, people, vacancies and acting officials of units on a day, for lists."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from personnel.models import Acting, Position, Unit

NONE = {"posts": 0, "people": 0, "vacant": 0, "acting": 0}


def figures_of(units: Iterable[Unit], on: date) -> dict[int, dict[str, int]]:
    """By the id of the unit; one query for all of them."""
    units = list(units)
    active = Q(tenures__period__contains=on, tenures__user__is_active=True)
    stand_in = active & ~Q(tenures__acting=Acting.PERMANENT)
    rows = (
        Position.objects.standing(on)
        .filter(unit__in=units)
        .order_by()
        .values("unit_id")
        .annotate(
            posts=Count("pk", distinct=True),
            filled=Count("pk", distinct=True, filter=active),
            people=Count("tenures__user", distinct=True, filter=active),
            acting=Count("tenures", distinct=True, filter=stand_in),
        )
    )
    counted = {
        row["unit_id"]: {
            "posts": row["posts"],
            "people": row["people"],
            "vacant": row["posts"] - row["filled"],
            "acting": row["acting"],
        }
        for row in rows
    }
    return {unit.pk: counted.get(unit.pk, NONE) for unit in units}
