"""Who must stay out of some matters on a day, as a meeting needs to know it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from declarations.models import Matter, Recusal, Source
from personnel.lines import holders_of
from personnel.models import Position, PositionKind, Tenure, User
from personnel.titles import capacity

PLENARY = (PositionKind.CHAIR, PositionKind.MEMBER)
BASIS = {
    Source.PROVISIONAL: "Sementara, sampai diputuskan",
    Source.ORDERED: "Diperintahkan dalam putusan",
}
PARTY = "Pihak dalam agenda ini"


@dataclass
class Out:
    """One person with the matters that he stays out of, and on which basis."""

    user: User
    posts: str = ""
    titles: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)

    def add(self, title: str, basis: str) -> None:
        for kept, said in ((self.titles, title), (self.bases, basis)):
            if said not in kept:
                kept.append(said)


def out_of(matters: Collection[Matter], on: date, viewer: User) -> list[Out]:
    """
    Who stays out of each of the matters on a day, by name, as far as `viewer` sees.

    Under a recusal, or because the matter decides on him. Five queries.
    """
    wanted = {matter.pk: matter for matter in matters}
    found: dict[int, Out] = {}
    rows = (
        Recusal.objects.visible_to(viewer)
        .biting(on)
        .filter(case__named_matters__matter__in=wanted)
        .select_related("person")
        .prefetch_related("case__named_matters")
        .distinct()
    )
    for row in rows:
        out = found.setdefault(row.person_id, Out(row.person))
        for named in row.case.named_matters.all():
            if named.matter_id in wanted:
                basis = BASIS[Source(row.source)]
                out.add(wanted[named.matter_id].title, basis)
    for user, matter in parties_of(matters):
        found.setdefault(user.pk, Out(user)).add(matter.title, PARTY)
    for held in tenures_on(found, on):
        if not found[held.user_id].posts:
            found[held.user_id].posts = capacity(held)
    return sorted(found.values(), key=lambda out: (out.user.name, out.user.pk))


def parties_of(matters: Collection[Matter]) -> list[tuple[User, Matter]]:
    named = [
        (person, matter)
        for matter in matters
        for person in matter.read_parties()["people"]
    ]
    users = User.objects.in_bulk({person for person, _ in named})
    return [(users[person], matter) for person, matter in named if person in users]


def tenures_on(people: Collection[int], on: date):
    held = Tenure.objects.in_force(on).filter(user__in=people)
    return held.with_people().order_by("pk")


def plenary_of(matter: Matter, on: date, out: Collection[Out]) -> list[dict]:
    """The Ketua and Anggota of the unit that day, each with whether he may decide."""
    kept_out = {one.user.pk for one in out}
    posts = Position.objects.filter(unit=matter.unit_id, kind__in=PLENARY)
    return [
        {
            "name": held.user.name,
            "post": capacity(held),
            "stays_out": held.user_id in kept_out,
        }
        for held in holders_of(posts, on)
    ]


def unclear(unit_id: int, on: date, viewer: User) -> list[Recusal]:
    """Recusals of the unit on that day of which no matter is known."""
    rows = Recusal.objects.visible_to(viewer).filter(unit=unit_id).biting(on)
    rows = rows.without_matter().select_related("person", "control__decision")
    return list(rows.order_by("person__name", "pk"))
