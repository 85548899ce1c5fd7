"""
The organisation as it stands, read once for a whole roster.

A handful of queries whatever the number of rows; plain values, so that twenty
thousand people fit into little memory.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from personnel.models import Acting, Position, PositionKind, Tenure, Unit, User
from personnel.rosters import nik, words
from personnel.rules import leading

TEXT, NUMBER = "text", "bigint"
# Kinds of which a section has several like seats, told apart by a numeral.
SEVERAL = frozenset({PositionKind.STAFF, PositionKind.FUNCTIONAL, PositionKind.AUDITOR})


@dataclass(slots=True)
class Post:
    pk: int
    unit_id: int
    kind: str
    title: str
    section: str
    spelt: str
    section_key: str
    abolished_on: date | None = None

    @property
    def seat(self) -> tuple[str, str]:
        """What interchangeable seats have in common: "Pramubakti I" and "II" are."""
        return self.base, self.section_key

    @property
    def base(self) -> str:
        if self.kind in SEVERAL:
            return words.without_numeral(self.spelt)
        return self.spelt

    def __str__(self) -> str:
        return f"{self.title} ({self.section})" if self.section else self.title


@dataclass(slots=True)
class Person:
    pk: int
    number: str
    name: str
    rank: str
    employment: str
    email: str
    is_active: bool
    has_nik: bool = False


@dataclass(slots=True)
class Held:
    """A tenure; `end` is the first day on which it is over."""

    pk: int
    user_id: int
    post_id: int
    acting: str
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end > day)

    def is_over(self, day: date) -> bool:
        return self.end is not None and self.end <= day


@dataclass
class Standing:
    """What a roster is compared with."""

    units: dict[int, Unit]
    by_unit_name: dict[str, set[int]]
    posts: dict[int, Post] = field(default_factory=dict)
    posts_in: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))
    people: dict[int, Person] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    by_nik: dict[str, int] = field(default_factory=dict)
    leading: set[int] = field(default_factory=set)
    tenures: dict[int, Held] = field(default_factory=dict)
    of_person: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    of_post: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))

    def unit_of(self, held: Held) -> Unit:
        return self.units[self.posts[held.post_id].unit_id]


def units_by_name() -> tuple[dict[int, Unit], dict[str, set[int]]]:
    """All units, and whom each way to write their names may mean."""
    units = {unit.pk: unit for unit in Unit.objects.select_related(None)}
    found: dict[str, set[int]] = defaultdict(set)
    for unit in units.values():
        names = {unit.name, unit.name_long, unit.region_name, *unit.aliases}
        for key in {words.unit_key(name) for name in names if name}:
            found[key].add(unit.pk)
            found[key.removeprefix("kab ").removeprefix("prov ")].add(unit.pk)
    found.pop("", None)
    found |= {unit.code: {unit.pk} for unit in units.values()}
    return units, dict(found)


def among(values: Iterable, kind: str) -> RawSQL:
    """A long list for `__in`, as one array: thousands of parameters cost seconds."""
    text = f"SELECT unnest(%s::{kind}[])"
    return RawSQL(text, [list(values)])  # noqa: S611 - the text is made of constants


def people_concerned(
    concerned: Collection[int], numbers: Iterable[str], by_nik: Iterable[int]
) -> list[QuerySet[User]]:
    """
    Those whom a list names by number or NIK, and whoever is in its units.

    One query each: each has an index, and together they have none.
    """
    held = Tenure.objects.filter(position__unit__in=concerned)
    return [
        User.objects.filter(employee_number__in=among(set(numbers), TEXT)),
        User.objects.filter(pk__in=held.values("user")),
        User.objects.filter(pk__in=list(by_nik)),
    ]


def read_standing(
    units: dict[int, Unit],
    by_name: dict[str, set[int]],
    *,
    concerned: Collection[int],
    numbers: Iterable[str],
    niks: Collection[str],
    on: date,
) -> Standing:
    """Posts and people of the units concerned, and where the people named stand."""
    found = Standing(units, by_name)
    take_posts(found, Position.objects.filter(unit__in=concerned).standing(on))
    found.by_nik = nik.holders(niks)
    for people in people_concerned(concerned, numbers, found.by_nik.values()):
        take_people(found, people)
    take_tenures(found, Tenure.objects.filter(user__in=among(found.people, NUMBER)))
    missing = {one.post_id for one in found.tenures.values()} - set(found.posts)
    elsewhere = Position.objects.filter(pk__in=among(missing, NUMBER))
    take_posts(found, elsewhere, list_them=False)
    found.leading = leading(missing, on)
    return found


def take_posts(
    found: Standing, posts: QuerySet[Position], *, list_them: bool = True
) -> None:
    columns = ("pk", "unit_id", "kind", "title", "section", "abolished_on")
    for row in posts.order_by("pk").values_list(*columns):
        pk, unit_id, kind, title, section, gone = row
        key = words.section_key(section)
        post = Post(pk, unit_id, kind, title, section, words.spelt(title), key, gone)
        found.posts[pk] = post
        if list_them:
            found.posts_in[unit_id].append(post)


def take_people(found: Standing, people: QuerySet[User]) -> None:
    columns = (
        *("pk", "employee_number", "name", "rank"),
        *("employment", "email", "is_active", "nik_key"),
    )
    for row in people.order_by().values_list(*columns):
        pk, number, name, rank, employment, email, active, key = row
        known = key is not None
        person = Person(pk, number, name, rank, employment, email, active, known)
        found.people[person.pk] = person
        found.by_number[person.number] = person.pk


def take_tenures(found: Standing, tenures: QuerySet[Tenure]) -> None:
    columns = ("pk", "user_id", "position_id", "acting", "period")
    for pk, user_id, post_id, acting, period in tenures.order_by("pk").values_list(
        *columns
    ):
        held = Held(pk, user_id, post_id, acting, period.lower, period.upper)
        found.tenures[pk] = held
        found.of_person[user_id].append(held)
        found.of_post[post_id].append(held)


def permanent(held: Held) -> bool:
    return held.acting == Acting.PERMANENT
