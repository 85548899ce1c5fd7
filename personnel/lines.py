"""
Who stands above whom on a day: the superior that a declaration goes to, and why.

The rules are 11 and 13 to 16 of the domain: the tree of posts decides, from the post
in which the declarant signs; who is excluded and why is the caller's knowledge.

A post is SKIPPED when it is vacant (also: abolished, or only inactive people hold
it), when its holder in force is the declarant himself, or when the caller excludes
its holder. All three count alike: after two skipped posts nobody further up is
taken for granted, and the Inspektorat chooses (rule 13). That a permanent holder is
represented by his Plt. or Plh. is no skip: the post acts, through another person,
and if that person is excluded the post is skipped; it does not fall back to the one
who is absent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.utils import timezone

from deadlines.calendar import today_in
from kpu_coi.dates import ZONES
from personnel.models import (
    Acting,
    Level,
    OversightRegion,
    Position,
    PositionKind,
    Tenure,
    Unit,
    User,
)

SKIPS_ALLOWED = 2
PRECEDENCE = (Acting.DAILY, Acting.ACTING, Acting.PERMANENT)

CHAIN = """
    WITH RECURSIVE chain (id) AS (
        SELECT unnest(%s::bigint[])
        UNION
        SELECT up.id
        FROM chain
        JOIN personnel_position AS post ON post.id = chain.id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN %s THEN COALESCE(post.other_line_id, post.superior_id)
            ELSE COALESCE(post.superior_id, post.other_line_id) END
        ) AS up (id)
        WHERE up.id IS NOT NULL
    )
    SELECT id FROM chain
"""


class SecretaryLine(StrEnum):
    """Which line of a Sekretaris is his direct superior (rule 15)."""

    FUNCTIONAL = "FUNCTIONAL"
    ADMINISTRATIVE = "ADMINISTRATIVE"


class Outcome(StrEnum):
    VACANT = "VACANT"
    EXCLUDED = "EXCLUDED"
    SELF = "SELF"
    ABSENT = "ABSENT"
    ADDRESSEE = "ADDRESSEE"


@dataclass(frozen=True)
class Hop:
    """One thing found on the way up; the reason is an Indonesian sentence."""

    position: Position
    tenure: Tenure | None
    outcome: Outcome
    reason: str

    @property
    def is_skip(self) -> bool:
        return self.outcome not in (Outcome.ABSENT, Outcome.ADDRESSEE)


@dataclass(frozen=True)
class Line:
    """
    The way up from a post: to an addressee, or to the Inspektorat's choice.

    `position` is the addressee's post. `plenary` says that the way ended above the
    Ketua KPU RI, so that the choice is the Rapat Pleno's, recorded by the
    Inspektorat Utama. `reason` sums up, in Indonesian, why it ends where it does.
    """

    addressee: Tenure | None
    position: Position | None
    hops: tuple[Hop, ...]
    choice_needed: bool
    reason: str
    plenary: bool = False

    @property
    def skips(self) -> tuple[Hop, ...]:
        return tuple(hop for hop in self.hops if hop.is_skip)


class Chart:
    """
    The posts above some posts, and who holds them on a day.

    Read with two queries, however many posts are asked about and however high the
    tree; answers afterwards without any. With a unit, all who work there are read
    along.
    """

    def __init__(self, positions: Collection[int], on: date, unit: Unit | None = None):
        self.on = on
        self.posts = _chain(positions)
        self.tenures: dict[int, list[Tenure]] = {}
        read = Q(position__in=self.posts)
        if unit:
            read |= Q(position__unit=unit)
        for tenure in Tenure.objects.in_force(on).filter(read).with_people():
            self.tenures.setdefault(tenure.position_id, []).append(tenure)

    def above(self, post: Position) -> Position | None:
        """The next post up, along the line that the setting prefers."""
        first, second = _line_columns()
        above = getattr(post, first) or getattr(post, second)
        return self.posts[above] if above else None

    def holder(self, post: Position) -> Tenure | None:
        """The active person who acts for the post: Plh., else Plt., else permanent."""
        if post.abolished_on and post.abolished_on <= self.on:
            return None
        active = [t for t in self.tenures.get(post.pk, ()) if t.user.is_active]
        return min(active, key=lambda t: PRECEDENCE.index(t.acting), default=None)

    def line(self, tenure: Tenure, excluding: Mapping[int, str]) -> Line:
        """The way up for a tenure whose post the chart was made for."""
        post = self.posts[tenure.position_id]
        hops: list[Hop] = []
        seen = {post.pk}
        while above := self.above(post):
            if above.pk in seen:
                return _undecided(hops, LOOPED)
            if sum(hop.is_skip for hop in hops) == SKIPS_ALLOWED:
                return _undecided(hops, TWO_SKIPPED)
            hops += self.hops_at(above, tenure.user_id, excluding, bool(hops))
            if hops[-1].outcome == Outcome.ADDRESSEE:
                last = hops[-1]
                return Line(last.tenure, above, tuple(hops), False, last.reason)
            seen.add(above.pk)
            post = above
        if _is_national_chair(post):
            return _undecided(hops, PLENARY, plenary=True)
        return _undecided(hops, f"{post} belum mempunyai jabatan atasan. {CHOOSES}")

    def superiors(self, tenure: Tenure) -> list[Tenure]:
        """
        Everybody active in a post above, nearest first, with those represented.

        The holder of the tenure himself is left out.
        """
        found: list[Tenure] = []
        seen = {tenure.position_id}
        post = self.above(self.posts[tenure.position_id])
        while post and post.pk not in seen:
            found += [
                held
                for held in self.tenures.get(post.pk, ())
                if held.user.is_active and held.user_id != tenure.user_id
            ]
            seen.add(post.pk)
            post = self.above(post)
        return found

    def people_around(self, tenure: Tenure) -> dict[int, Tenure]:
        """
        The active superiors, nearest first, then the unit's others by name.

        By user id, without the holder of the tenure; of a chart made with his unit.
        """
        unit = tenure.position.unit_id
        held = [one for holders in self.tenures.values() for one in holders]
        beside = [one for one in held if one.position.unit_id == unit]
        beside.sort(key=lambda one: (one.user.name, one.pk))
        found: dict[int, Tenure] = {}
        for one in [*self.superiors(tenure), *beside]:
            if one.user.is_active and one.user_id != tenure.user_id:
                found.setdefault(one.user_id, one)
        return found

    def hops_at(
        self, post: Position, declarant: int, excluding: Mapping[int, str], later: bool
    ) -> list[Hop]:
        """What is found at one post: perhaps an absence, then the verdict on it."""
        holder = self.holder(post)
        if holder is None:
            return [Hop(post, None, Outcome.VACANT, self.why_vacant(post))]
        hops = []
        if holder.acting != Acting.PERMANENT:
            hops += [
                Hop(post, absent, Outcome.ABSENT, REPRESENTED[holder.acting])
                for absent in self.tenures[post.pk]
                if absent.acting == Acting.PERMANENT
            ]
        if holder.user_id == declarant:
            outcome, reason = Outcome.SELF, HOLDS_IT_HIMSELF
        elif holder.user_id in excluding:
            outcome, reason = Outcome.EXCLUDED, excluding[holder.user_id]
        else:
            outcome, reason = Outcome.ADDRESSEE, NEXT_UP if later else DIRECT
        return [*hops, Hop(post, holder, outcome, reason)]

    def why_vacant(self, post: Position) -> str:
        if post.abolished_on and post.abolished_on <= self.on:
            return "Jabatan ini sudah dihapus."
        if self.tenures.get(post.pk):
            return "Pejabatnya tidak aktif, dan tidak ada Plt. atau Plh. yang aktif."
        return "Jabatan ini sedang kosong, dan tidak ada Plt. atau Plh."


CHOOSES = "Inspektorat menentukan penerimanya."
TWO_SKIPPED = f"Dua jabatan atasan sudah dilewati. {CHOOSES}"
LOOPED = f"Susunan jabatan atasan berputar dan harus diperbaiki. {CHOOSES}"
PLENARY = (
    "Di atas Ketua KPU RI tidak ada jabatan lain. Diputuskan dalam Rapat Pleno KPU "
    "dan dicatat oleh Inspektorat Utama."
)
DIRECT = "Atasan langsung pembuat pernyataan."
NEXT_UP = "Atasan berikutnya, karena atasan di bawahnya dilewati."
HOLDS_IT_HIMSELF = "Jabatan ini dipangku oleh pembuat pernyataan sendiri."
REPRESENTED: dict[str, str] = {
    Acting.DAILY: "Sedang diwakili oleh Plh.",
    Acting.ACTING: "Sedang diwakili oleh Plt.",
}


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
    if position.abolished_on and position.abolished_on <= on:
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
    held = _held_now().filter(position__in=posts, user__is_active=True)
    standing = Q(position__abolished_on=None) | Q(
        position__abolished_on__gt=timezone.localdate()
    )
    held = held.filter(standing).with_people()
    held = held.order_by("position_id", _precedence(PRECEDENCE))
    return {one.position_id: one for one in held.distinct("position_id")}


def tenures_of(user: User, on: date) -> QuerySet[Tenure]:
    """The posts that a person holds that day, permanent ones first."""
    held = Tenure.objects.filter(user=user).in_force(on).with_people()
    return held.order_by(_precedence(PRECEDENCE[::-1]), "pk")


def posts_held_by(user: User) -> QuerySet[Tenure, Any]:
    """The ids of the posts that a person holds now, each by its own unit's clock."""
    return _held_now().filter(user=user).values("position")


def posts_acted_for_by(user: User) -> QuerySet[Tenure, Any]:
    """Of those, the posts for which nobody else acts today: no Plh., no Plt."""
    rank = _precedence(PRECEDENCE)
    before = _held_now().filter(position=OuterRef("position"), user__is_active=True)
    represented = before.annotate(rank=rank).filter(rank__lt=OuterRef("rank"))
    held = _held_now().filter(user=user).annotate(rank=rank)
    return held.filter(~Exists(represented)).values("position")


def other_line_of(tenure: Tenure, on: date) -> Tenure | None:
    """
    Who gets the copy on the second line of a Sekretaris (rule 15).

    The holder in force of the line that SECRETARY_LINE does not take; None when
    the post has one line only, or that post is vacant or held by the declarant.
    """
    post = tenure.position
    if not (post.superior_id and post.other_line_id):
        return None
    _, second = _line_columns()
    other = Position.objects.get(pk=getattr(post, second))
    holder = holder_of(other, on)
    return holder if holder and holder.user_id != tenure.user_id else None


def inspectorate_of(unit: Unit) -> OversightRegion | None:
    """
    The region of the Inspektorat that oversees a unit (rule 12).

    None means the Inspektorat Utama: KPU RI itself, and provinces that the map
    does not assign.
    """
    return OversightRegion.objects.filter(
        provinces__province__code=unit.province_code
    ).first()


@dataclass(frozen=True)
class WithoutSuperior:
    """A person for whom nobody above is found, and why."""

    tenure: Tenure
    line: Line


def people_without_superior(unit: Unit, on: date) -> list[WithoutSuperior]:
    """
    The active people of a unit whose line ends in a choice (rule 78).

    The Ketua KPU RI answers to the Rapat Pleno and is not listed.
    """
    held = Tenure.objects.in_force(on).filter(position__unit=unit, user__is_active=True)
    tenures = list(held.with_people())
    lines = lines_of(tenures, on)
    return [
        WithoutSuperior(tenure, lines[tenure.pk])
        for tenure in tenures
        if lines[tenure.pk].choice_needed and not _is_national_chair(tenure.position)
    ]


def _administrative_first() -> bool:
    return SecretaryLine(settings.SECRETARY_LINE) is SecretaryLine.ADMINISTRATIVE


def _line_columns() -> tuple[str, str]:
    """The columns of the direct superior and of the other line, by the setting."""
    if _administrative_first():
        return "other_line_id", "superior_id"
    return "superior_id", "other_line_id"


def _chain(positions: Collection[int]) -> dict[int, Position]:
    values = [list(positions), _administrative_first()]
    chain = RawSQL(CHAIN, values)  # noqa: S611 - the text is a constant
    found = Position.objects.select_related("unit").filter(pk__in=chain)
    return {post.pk: post for post in found}


def _held_now() -> QuerySet[Tenure]:
    """Tenures whose period holds today, as it is today in the unit of the post."""
    today = Q()
    for zone, name in ZONES.items():
        today |= Q(position__unit__tz_abbr=zone, period__contains=today_in(name))
    return Tenure.objects.filter(today)


def _precedence(order: Collection[Acting]) -> Case:
    whens = (When(acting=acting, then=Value(at)) for at, acting in enumerate(order))
    return Case(*whens, output_field=IntegerField())


def _is_national_chair(post: Position) -> bool:
    return post.kind == PositionKind.CHAIR and post.unit.level == Level.NATIONAL


def _undecided(hops: list[Hop], reason: str, *, plenary: bool = False) -> Line:
    return Line(None, None, tuple(hops), True, reason, plenary)
