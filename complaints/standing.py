"""
Where a person stands towards an accused: the keys that keep him out.

A complaint holds keyed hashes of the people and posts it is about. A person's own
keys are that of himself and those of his posts and of all posts above them, on both
lines: one common key is enough, so whoever sits at or below an accused chief is kept
out together with the chief (rules 20 and 51).
"""

from collections.abc import Collection
from datetime import date

from django.db import connection

from kpu_coi import vault
from personnel import today
from personnel.dated_lines import up_on

ABOVE = f"""
    WITH RECURSIVE above (person, id) AS (
        SELECT user_id, position_id FROM personnel_tenure
        WHERE user_id = ANY (%s) AND period @> %s::date
        UNION
        SELECT above.person, up.id FROM above
        JOIN personnel_position AS post ON post.id = above.id
        {up_on()}
        WHERE up.id IS NOT NULL
    )
    SELECT person, id FROM above
"""  # noqa: S608 - made of constants
KEPT = "_complaint_keys"


def post_key(position_id: int) -> str:
    """64 hexadecimal digits that stand for a post."""
    return vault.keyed_hash("complaint-post", str(position_id))


def keys_of(user) -> frozenset[str]:
    """
    The person's own key, and those of his posts and of every post above them.

    Kept on the user object, which lives as long as the request.
    """
    kept = user.__dict__.get(KEPT)
    if kept is None:
        posts = {post for held in today.posts_today(user) for post in held.above}
        kept = frozenset({vault.person_key(user.pk), *map(post_key, posts)})
        user.__dict__[KEPT] = kept
    return kept


def forget(user) -> None:
    """Read the person's posts anew at the next question."""
    user.__dict__.pop(KEPT, None)
    today.forget(user)


def keys_of_many(people: Collection[int], on: date) -> dict[int, frozenset[str]]:
    """The keys of several people on a day, by id; one query."""
    keys = {person: {vault.person_key(person)} for person in people}
    if people:
        with connection.cursor() as cursor:
            cursor.execute(ABOVE, [list(people), on, on])
            for person, position in cursor.fetchall():
                keys[person].add(post_key(position))
    return {person: frozenset(found) for person, found in keys.items()}
