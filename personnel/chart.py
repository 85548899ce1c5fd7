"""
The posts above some posts on a day, who holds them, and the way up through them.

Rules 11 and 13 to 16 of the domain: the tree of posts decides, from the post in which
the declarant signs; who is excluded and why is the caller's knowledge.

A post is SKIPPED when it is vacant (also: not standing that day, or only inactive
people hold it), when its holder in force is the declarant himself, or when the caller
excludes its holder. All three count alike: after two skipped posts nobody further up
is taken for granted, and the Inspektorat chooses (rule 13). That a permanent holder
is represented by his Plt. or Plh. is no skip: the post acts, through another person,
and if that person is excluded the post is skipped; it does not fall back to the one
who is absent.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.db.models import Q
from django.db.models.expressions import RawSQL

from personnel.dated_lines import line_on
from personnel.models import Acting, Level, Position, PositionKind, Tenure, Unit

SKIPS_ALLOWED = 2
PRECEDENCE = (Acting.DAILY, Acting.ACTING, Acting.PERMANENT)

CHAIN = f"""
    WITH RECURSIVE chain (id) AS (
        (
            SELECT unnest(%s::bigint[])
            UNION ALL
            SELECT id FROM personnel_position WHERE unit_id = %s
        )
        UNION
        SELECT up.id
        FROM chain
        JOIN personnel_position AS post ON post.id = chain.id
        {line_on()}
        CROSS JOIN LATERAL (
            SELECT CASE WHEN %s THEN COALESCE(line.other_line_id, line.superior_id)
            ELSE COALESCE(line.superior_id, line.other_line_id) END
        ) AS up (id)
        WHERE up.id IS NOT NULL
    )
    SELECT id FROM chain
"""  # noqa: S608 - made of constants
THESE = "SELECT unnest(%s::bigint[])"


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
    tree; answers afterwards without any. With a unit, all its
    posts and all who work there are read along.
    """

    def __init__(self, positions: Collection[int], on: date, unit: Unit | None = None):
        self.on = on
        self.posts = _chain(positions, on, unit)
        self.tenures: dict[int, list[Tenure]] = {}
        ids = RawSQL(THESE, [list(self.posts)])  # noqa: S611 - the text is a constant
        read = Q(position__in=ids)
        if unit:
            read |= Q(position__unit=unit)
        for tenure in Tenure.objects.in_force(on).filter(read).with_people():
            self.tenures.setdefault(tenure.position_id, []).append(tenure)

    def above(self, post: Position) -> Position | None:
        """The next post up, along the line that the setting prefers."""
        first, second = lines_in_order(post)
        above = first or second
        return self.posts[above] if above else None

    def other_line(self, post: int) -> int | None:
        """The id of the post on the line that the setting does not take, if any."""
        first, second = lines_in_order(self.posts[post])
        return second if first else None

    def holder(self, post: Position) -> Tenure | None:
        """The active person who acts for the post: Plh., else Plt., else permanent."""
        if not post.stands(self.on):
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
        if is_national_chair(post):
            return _undecided(hops, PLENARY, plenary=True)
        return _undecided(hops, f"{post} belum mempunyai jabatan atasan. {CHOOSES}")

    def superiors(self, tenure: Tenure) -> list[Tenure]:
        """
        Everybody active in a post above, nearest first, with those represented.

        The holder of the tenure himself is left out.
        """
        return [
            held
            for post in self.posts_above(tenure)
            for held in self.tenures.get(post.pk, ())
            if held.user.is_active and held.user_id != tenure.user_id
        ]

    def posts_above(self, tenure: Tenure) -> Iterator[Position]:
        """Every post above that of the tenure, nearest first; each but once."""
        seen = {tenure.position_id}
        post = self.above(self.posts[tenure.position_id])
        while post and post.pk not in seen:
            yield post
            seen.add(post.pk)
            post = self.above(post)

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
        if not post.stands(self.on):
            return "Jabatan ini belum berdiri pada hari itu."
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


def administrative_first() -> bool:
    """Whether the Sekretaris one level up is the direct superior of a Sekretaris."""
    return SecretaryLine(settings.SECRETARY_LINE) is SecretaryLine.ADMINISTRATIVE


def lines_in_order(post: Position) -> tuple[int | None, int | None]:
    """The lines of a post read `with_lines`: that of the direct superior first."""
    superior, other_line = post.line_ids
    if administrative_first():
        return other_line, superior
    return superior, other_line


def _chain(
    positions: Collection[int], on: date, unit: Unit | None
) -> dict[int, Position]:
    of_unit = unit.pk if unit else None
    values = [list(positions), of_unit, on, administrative_first()]
    chain = RawSQL(CHAIN, values)  # noqa: S611 - the text is a constant
    found = Position.objects.select_related("unit").filter(pk__in=chain)
    return {post.pk: post for post in found.with_lines(on)}


def is_national_chair(post: Position) -> bool:
    return post.kind == PositionKind.CHAIR and post.unit.level == Level.NATIONAL


def _undecided(hops: list[Hop], reason: str, *, plenary: bool = False) -> Line:
    return Line(None, None, tuple(hops), True, reason, plenary)
