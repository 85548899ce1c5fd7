"""Who must stay out of some matters on a day, as a meeting needs to know it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from declarations.models import Matter, Recusal, Source
from declarations.models.matters import people_of
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


def out_of(
    matters: Collection[Matter], on: date, viewer: User
) -> tuple[list[Out], list[Recusal]]:
    """
    Who stays out of each of the matters of a unit on a day, as far as `viewer` sees.

    Under a recusal, or because a matter decides on him. Apart from these the recusals
    of the unit of which no matter is known. Four queries.
    """
    wanted = {matter.pk: matter for matter in matters}
    found: dict[int, Out] = {}
    unclear = []
    for row in biting(matters, on, viewer):
        named = [one.matter_id for one in row.case.named_matters.all()]
        if not named:
            unclear.append(row)
        for pk in wanted.keys() & named:
            out = found.setdefault(row.person_id, Out(row.person))
            out.add(wanted[pk].title, BASIS[Source(row.source)])
    for pk, people in people_of(matters).items():
        wanted[pk].party_people = people
        for user in people:
            found.setdefault(user.pk, Out(user)).add(wanted[pk].title, PARTY)
    for held in tenures_on(found, on):
        if not found[held.user_id].posts:
            found[held.user_id].posts = capacity(held)
    by_name = sorted(found.values(), key=lambda out: (out.user.name, out.user.pk))
    return by_name, unclear


def biting(matters: Collection[Matter], on: date, viewer: User) -> QuerySet[Recusal]:
    units = {matter.unit_id for matter in matters}
    rows = Recusal.objects.visible_to(viewer).filter(unit__in=units).biting(on)
    return (
        rows.select_related("person", "case", "control__decision")
        .defer("case__route_sealed", "case__account_sealed")
        .prefetch_related("case__named_matters")
        .order_by("person__name", "pk")
    )


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
