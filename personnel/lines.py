"""
Who stands above whom on a day: the superior that a declaration goes to, and why.

The way up itself, with its rules, is `personnel.chart`'s; here are the questions that
the rest of the application asks.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from deadlines.calendar import own_today
from personnel.chart import (
    PRECEDENCE,
    SKIPS_ALLOWED,
    Chart,
    Hop,
    Line,
    Outcome,
    SecretaryLine,
)
from personnel.models import Acting, OversightRegion, Position, Tenure, Unit, User

__all__ = [
    "PRECEDENCE",
    "SKIPS_ALLOWED",
    "Chart",
    "Hop",
    "Line",
    "Outcome",
    "SecretaryLine",
]


def superior_of(
    tenure: Tenure, on: date, excluding: Mapping[int, str] | None = None
) -> Line:
    """
    The way up from the post in which somebody signs, on a day.

    in: the declarant's tenure, the day, and the people who may not receive it, by
    user id, each with the reason to be shown (an Indonesian sentence).
    out: a Line. Either its addressee is the holder in force of the nearest post
    above that is not skipped, or `choice_needed` is true: after two skipped posts,
    at the top, or in a loop of posts. Each skip has its Hop with a reason.
    Two queries. Law: UU 30/2014 Pasal 44 (5); UU 7/2017 Pasal 81.
    """
    return Chart([tenure.position_id], on).line(tenure, excluding or {})


def lines_of(tenures: Collection[Tenure], on: date) -> dict[int, Line]:
    """The way up for many tenures at once, by tenure id; two queries in all."""
    chart = Chart({tenure.position_id for tenure in tenures}, on)
    return {tenure.pk: chart.line(tenure, {}) for tenure in tenures}


def holder_of(position: Position, on: date) -> Tenure | None:
    """The active person who acts for a post that day: Plh., Plt., or permanent."""
    if not position.stands(on):
        return None
    held = position.tenures.in_force(on).filter(user__is_active=True)
    return held.with_people().order_by(_precedence(PRECEDENCE)).first()


def holders_of(posts: QuerySet[Position], on: date) -> list[Tenure]:
    """Who acts for each of the posts that day, as `holder_of` says it; one query."""
    held = Tenure.objects.in_force(on).filter(user__is_active=True)
    held = held.filter(position__in=posts.standing(on)).with_people()
    held = held.order_by("position_id", _precedence(PRECEDENCE))
    return list(held.distinct("position_id"))


def holders_now(posts: Collection[int]) -> dict[int, Tenure]:
    """Who acts for each of the posts today, each by its own unit's clock; one query."""
    standing = Position.objects.filter(pk__in=posts).standing(timezone.localdate())
    held = _held_now().filter(position__in=standing, user__is_active=True)
    held = held.with_people()
    held = held.order_by("position_id", _precedence(PRECEDENCE))
    return {one.position_id: one for one in held.distinct("position_id")}


def tenures_of(user: User, on: date) -> QuerySet[Tenure]:
    """The posts that a person holds that day, permanent ones first."""
    held = Tenure.objects.filter(user=user).in_force(on).with_people()
    return held.order_by(_precedence(PRECEDENCE[::-1]), "pk")


def held_now_by(user: User) -> QuerySet[Tenure]:
    """
    The posts that a person holds now, each by its own unit's clock, permanent first.

    Each says by `is_represented` whether somebody else acts for it: a Plh. or a Plt.
    """
    rank = _precedence(PRECEDENCE)
    others = _held_now().filter(position=OuterRef("position"), user__is_active=True)
    before = others.annotate(rank=rank).filter(rank__lt=OuterRef("rank"))
    held = _held_now().filter(user=user).with_people()
    held = held.annotate(rank=rank, is_represented=Exists(before))
    return held.order_by("-rank", "pk")


def other_line_of(
    tenure: Tenure, on: date, chart: Chart | None = None
) -> Tenure | None:
    """
    Who gets the copy on the second line of a Sekretaris (rule 15).

    The holder in force of the line that SECRETARY_LINE does not take; None when
    the post has one line only, or that post is vacant or held by the declarant. One
    query where the line of the day is known from a chart, none without a second line.
    """
    chart = chart or Chart([tenure.position_id], on)
    other = chart.other_line(tenure.position_id)
    if other is None:
        return None
    for holder in holders_of(Position.objects.filter(pk=other), on):
        return holder if holder.user_id != tenure.user_id else None
    return None


def inspectorate_of(unit: Unit) -> OversightRegion | None:
    """
    The region of the Inspektorat that oversees a unit (rule 12).

    None means the Inspektorat Utama: KPU RI itself, and provinces that the map
    does not assign.
    """
    return OversightRegion.objects.filter(
        provinces__province__code=unit.province_code
    ).first()


def _held_now() -> QuerySet[Tenure]:
    """Tenures whose period holds today, as it is today in the unit of the post."""
    return Tenure.objects.filter(own_today("position__unit", "period__contains"))


def _precedence(order: Collection[Acting]) -> Case:
    whens = (When(acting=acting, then=Value(at)) for at, acting in enumerate(order))
    return Case(*whens, output_field=IntegerField())
