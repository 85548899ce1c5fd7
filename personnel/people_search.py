"""Finding one person among all: by number, by name, by the unit he works in."""

from functools import reduce
from operator import and_

from django.db.models import Prefetch, Q
from django.utils import timezone

from personnel.lines import tenures_of
from personnel.models import Tenure, Unit, User

SHOWN = 20


def people_found(q: str, satker: Unit | None, *, without: User) -> list[User]:
    """
    The first active people that fit, each with `posts_now`; one more than is shown.

    Every word must stand in the name; a number is known from its beginning.
    """
    people = User.objects.filter(is_active=True).exclude(pk=without.pk)
    words = q.split()
    if words:
        named = reduce(and_, (Q(name__icontains=word) for word in words))
        people = people.filter(named | Q(employee_number__istartswith="".join(words)))
    today = timezone.localdate()
    held = Tenure.objects.in_force(today)
    if satker:
        there = held.filter(position__unit=satker)
        people = people.filter(pk__in=there.values("user"))
    posts = Prefetch("tenures", held.with_people().order_by("pk"), to_attr="posts_now")
    return list(people.prefetch_related(posts).order_by("name", "pk")[: SHOWN + 1])


def posts_of(person: User) -> list[Tenure]:
    """What the person holds today, permanent posts first."""
    return list(tenures_of(person, timezone.localdate()))
