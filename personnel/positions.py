"""The tree of posts: no line may lead back to where it began, on any day to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from kpu_coi.dates import tanggal
from personnel.dated_lines import up_on
from personnel.models.positions import Position

# What holds on a day holds until the next day on which any line changes; the lines of
# a post itself hold once the last of its former lines has ended.
DAYS = """
    WITH RECURSIVE first (day) AS (
        SELECT GREATEST(%s::date, (
            SELECT max(until) FROM personnel_formerline WHERE position_id = %s
        ))
    ), days (day) AS (
        SELECT day FROM first
        UNION
        SELECT until FROM personnel_formerline, first WHERE until > first.day
    ), walk (day, id, path) AS (
"""
FROM_NAMED = """
        SELECT days.day, start.id, ARRAY[start.id]
        FROM days CROSS JOIN unnest(%s::bigint[]) AS start (id)
"""
FROM_STORED = f"""
        SELECT days.day, up.id, ARRAY[up.id]
        FROM days CROSS JOIN personnel_position AS post
        {up_on("days.day")}
        WHERE post.id = ANY (%s::bigint[]) AND up.id IS NOT NULL
"""  # noqa: S608 - made of constants
WALK = f"""
        UNION ALL
        SELECT walk.day, up.id, walk.path || up.id
        FROM walk
        JOIN personnel_position AS post ON post.id = walk.id
        {up_on("walk.day")}
        WHERE up.id IS NOT NULL AND walk.id <> %s
    ) CYCLE id SET in_a_loop USING seen
    SELECT day, path FROM walk WHERE id = %s
    ORDER BY day, cardinality(path) LIMIT 1
"""  # noqa: S608 - made of constants


@dataclass(frozen=True)
class Loop:
    """Posts that answer to each other in a circle on a day, in that order."""

    day: date
    posts: list[Position]

    def __str__(self) -> str:
        names = " → ".join(str(post) for post in [*self.posts, self.posts[0]])
        if self.day <= timezone.localdate():
            return f"Susunan atasan berputar: {names}."
        return f"Mulai {tanggal(self.day)} susunan atasan berputar: {names}."


def find_cycle(position: Position) -> list[Position]:
    """
    The posts of the loop that this post's two lines would close; empty without one.

    The position need not be saved with its new lines, which hold from today on, or
    from the last day on which one of its former lines ends. One query for the walk
    and one for the posts of a loop.
    """
    above = [up for up in (position.superior_id, position.other_line_id) if up]
    if position.pk is None or not above:
        return []
    days = (timezone.localdate(), position.pk)
    loop = _loop(position, FROM_NAMED, above, days)
    return loop.posts if loop else []


def loop_from(position: Position, since: date) -> Loop | None:
    """
    The first loop in which a post stands, as stored, on that day or a later one.

    Both lines count, so that the tree holds whichever of them the setting
    SECRETARY_LINE takes.
    """
    return _loop(position, FROM_STORED, [position.pk], (since, None))


def check_lines(position: Position) -> None:
    """Raise ValidationError, naming the posts, when the lines close a loop."""
    loop = find_cycle(position)
    if loop:
        raise ValidationError(str(Loop(timezone.localdate(), loop)))


def _loop(
    position: Position, start: str, ids: list[int], days: Sequence[date | int | None]
) -> Loop | None:
    values = [*days, ids, position.pk, position.pk]
    with connection.cursor() as cursor:
        cursor.execute(DAYS + start + WALK, values)
        row = cursor.fetchone()
    if row is None:
        return None
    day, path = row
    posts = Position.objects.select_related("unit").in_bulk(path)
    return Loop(day, [position, *(posts[pk] for pk in path[:-1])])
