"""Of whom somebody is the direct superior today, by the same rule as routing."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from declarations.account_content import drafting_about
from personnel.lines import SKIPS_ALLOWED, lines_of
from personnel.models import FormerLine, Position, Tenure
from personnel.today import posts_acted_for_by


def subordinates_of(user):
    """
    The tenures whose statement would go to the person if it were signed now.

    Found downward: the posts below his, and below those of them that are vacant. Then
    the way up of each says whether it truly ends with him.
    """
    today = timezone.localdate()
    level = posts_acted_for_by(user)
    seen, found = set(level), []
    for _ in range(SKIPS_ALLOWED + 1):
        below = {pk for pk in posts_below(level, today) if pk not in seen}
        if not below:
            break
        seen |= below
        held = Tenure.objects.in_force(today).filter(position__in=below)
        held = list(held.filter(user__is_active=True).with_people())
        found += [tenure for tenure in held if tenure.user_id != user.pk]
        level = below - {tenure.position_id for tenure in held}
    lines = lines_of(found, today) if found else {}
    mine = [one for one in found if goes_to(lines[one.pk], user)]
    return sorted(mine, key=lambda one: (one.user.name, one.pk))


def posts_below(posts, on):
    """The posts that answer to one of these on a day, on either line."""
    above = Q(superior__in=posts) | Q(other_line__in=posts)
    former = FormerLine.objects.in_force(on).filter(above, position=OuterRef("pk"))
    latest = Position.objects.on_latest_lines(on).filter(above)
    both = Q(pk__in=latest.values("pk")) | Exists(former)
    return Position.objects.filter(both).values_list("pk", flat=True)


def goes_to(line, user):
    return line.addressee is not None and line.addressee.user_id == user.pk


def drafting_of_subordinate(user, pk):
    """What is needed to write about one of them; None about anybody else."""
    held = Tenure.objects.in_force(timezone.localdate())
    held = held.filter(pk=pk, user__is_active=True).exclude(user=user)
    tenure = held.with_people().first()
    if tenure is None:
        return None
    drafting = drafting_about(tenure, user)
    line = drafting.chart.line(tenure, {})
    return drafting if goes_to(line, user) else None
