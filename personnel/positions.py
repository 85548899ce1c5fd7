"""The tree of posts: no line may lead back to where it began."""

from django.core.exceptions import ValidationError
from django.db import connection

from personnel.models.positions import Position

LOOP = """
    WITH RECURSIVE walk (id, path) AS (
        SELECT start.id, ARRAY[start.id] FROM unnest(%s::bigint[]) AS start (id)
        UNION ALL
        SELECT up.id, walk.path || up.id
        FROM walk
        JOIN personnel_position AS post ON post.id = walk.id
        CROSS JOIN LATERAL
            unnest(ARRAY[post.superior_id, post.other_line_id]) AS up (id)
        WHERE up.id IS NOT NULL AND walk.id <> ALL (%s::bigint[])
    ) CYCLE id SET in_a_loop USING seen
    SELECT path FROM walk WHERE id = ANY (%s::bigint[])
    ORDER BY cardinality(path) LIMIT 1
"""


def find_cycle(position: Position) -> list[Position]:
    """
    The posts of the loop that this post's two lines would close, in the order in
    which they answer to each other; empty when there is none.

    Both lines count, so that the tree holds whichever of them the setting
    SECRETARY_LINE takes. The position need not be saved with its new lines. One
    query for the walk and one for the posts of a loop.
    """
    above = [up for up in (position.superior_id, position.other_line_id) if up]
    if position.pk is None or not above:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LOOP, [above, [position.pk], [position.pk]])
        row = cursor.fetchone()
    if row is None:
        return []
    posts = Position.objects.select_related("unit").in_bulk(row[0])
    return [position, *(posts[pk] for pk in row[0][:-1])]


def check_lines(position: Position) -> None:
    """Raise ValidationError, naming the posts, when the lines close a loop."""
    loop = find_cycle(position)
    if not loop:
        return
    names = " → ".join(str(post) for post in [*loop, loop[0]])
    raise ValidationError(f"Susunan atasan berputar: {names}.")
