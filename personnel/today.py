"""
What a person holds today, and under whom: read once in a request.

Kept on the user object, which lives as long as the request; `forget` drops it when
posts change under a living object.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from personnel.dated_lines import up_on
from personnel.lines import held_now_by
from personnel.models import FormerLine, Position, Tenure, User

KEPT = "_posts_today"
KEPT_LEADS = "_leads_today"
ABOVE = f"""
    ARRAY (
        WITH RECURSIVE above (id) AS (
            SELECT personnel_tenure.position_id
            UNION
            SELECT up.id FROM above
            JOIN personnel_position AS post ON post.id = above.id
            {up_on()}
            WHERE up.id IS NOT NULL
        )
        SELECT id FROM above
    )
"""  # noqa: S608 - made of constants


def posts_today(user: User) -> list[Tenure]:
    """
    The posts that a person holds now, each by the clock of its unit, permanent ones
    first; one query.

    Each tenure has in `above` the ids of its post and of all posts above it, on both
    lines of the server's date, and in `is_represented` whether somebody else acts for
    the post.
    """
    kept = user.__dict__.get(KEPT)
    if kept is None:
        ids, today = ArrayField(BigIntegerField()), timezone.localdate()
        above = RawSQL(ABOVE, [today], ids)  # noqa: S611 - the text is a constant
        kept = list(held_now_by(user).annotate(above=above))
        user.__dict__[KEPT] = kept
    return kept


def posts_held_by(user: User) -> set[int]:
    """The ids of the posts that a person holds today."""
    return {tenure.position_id for tenure in posts_today(user)}


def posts_acted_for_by(user: User) -> set[int]:
    """Of those, the posts for which nobody else acts today: no Plh., no Plt."""
    held = posts_today(user)
    return {tenure.position_id for tenure in held if not tenure.is_represented}


def posts_above(user: User) -> set[int]:
    """The posts of a person today and all above them, on both lines."""
    return {post for tenure in posts_today(user) for post in tenure.above}


def leads(user: User) -> bool:
    """
    Whether a standing post of a person has standing posts below it today; one query.
    """
    if KEPT_LEADS not in user.__dict__:
        user.__dict__[KEPT_LEADS] = _leads(user)
    return user.__dict__[KEPT_LEADS]


def forget(user: User) -> None:
    """Read the posts anew at the next question."""
    for kept in (KEPT, KEPT_LEADS):
        user.__dict__.pop(kept, None)


def _leads(user: User) -> bool:
    today = timezone.localdate()
    posts = [held.position for held in posts_today(user)]
    held = [post.pk for post in posts if post.stands(today)]
    if not held:
        return False
    below = Q(superior__in=held) | Q(other_line__in=held)
    former = FormerLine.objects.in_force(today).filter(below)
    latest = Position.objects.on_latest_lines(today).filter(below)
    on_a_line = Q(pk__in=former.values("position")) | Q(pk__in=latest.values("pk"))
    return Position.objects.standing(today).filter(on_a_line).exists()
