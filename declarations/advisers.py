"""
Whom somebody may ask before declaring: the P3K2 nearest above him, and the Inspektorat.
Whom a reviewer asks for advice on a case: the P3K2 nearest above the person concerned.

His own unit's P3K2, or of the unit above where it has none; the Inspektorat of his
region, the Inspektur Utama where the region has nobody or he works there himself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from declarations.models import Case, Consultation, Desk
from declarations.rules.cases import keeps_out, may_review
from personnel.grants import who_has
from personnel.lines import inspectorate_of, tenures_of
from personnel.models import (
    REGION_ROLES,
    Grant,
    OversightRegion,
    Role,
    Unit,
    User,
)


@dataclass(frozen=True)
class DeskChoice:
    """One desk with the people who answer there."""

    desk: Desk
    people: tuple[User, ...]
    unit: Unit | None = None
    region: OversightRegion | None = None

    @property
    def name(self) -> str:
        named = Consultation(desk=self.desk, unit=self.unit, region=self.region)
        return named.desk_name


def desks_for(user: User) -> list[DeskChoice]:
    """The desks that a person may ask today; none without a post."""
    today = timezone.localdate()
    tenure = tenures_of(user, today).first()
    if tenure is None:
        return []
    unit = tenure.position.unit
    region = None if tenure.position.is_in_inspectorate else inspectorate_of(unit)
    found = [*p3k2_desk(unit, user, today), *inspectorate_desk(region, user, today)]
    return [desk for desk in found if desk.people]


def p3k2_desk(unit: Unit, user: User, on: date) -> list[DeskChoice]:
    people = nearest_p3k2(unit, on, lambda person: person.pk != user.pk)
    return [DeskChoice(Desk.P3K2, tuple(found), unit=at) for at, found in people]


def p3k2_for(case: Case) -> list[User]:
    """Whom the reviewer asks: none who is kept out of the case, nor he himself."""
    people = nearest_p3k2(
        case.unit,
        case.today,
        lambda person: keeps_out(person, case) and not may_review(person, case),
    )
    return [person for _, found in people for person in found]


def nearest_p3k2(
    unit: Unit, on: date, may_advise: Callable[[User], object]
) -> list[tuple[Unit, list[User]]]:
    """The nearest unit upward with a P3K2 who may advise, and those; else nothing."""
    codes = unit.lineage_codes()
    grants = Grant.objects.in_force(on).filter(
        role=Role.P3K2, unit__code__in=codes, user__is_active=True
    )
    by_code: dict[str, list[Grant]] = {}
    for grant in grants.with_people().order_by("user__name", "pk"):
        if may_advise(grant.user):
            by_code.setdefault(grant.unit.code, []).append(grant)
    for code in codes:
        if held := by_code.get(code):
            people = {grant.user_id: grant.user for grant in held}
            return [(held[0].unit, list(people.values()))]
    return []


def inspectorate_desk(
    region: OversightRegion | None, user: User, on: date
) -> list[DeskChoice]:
    if region and (people := people_of(Desk.INSPECTORATE, None, region, user, on)):
        return [DeskChoice(Desk.INSPECTORATE, people, region=region)]
    chiefs = people_of(Desk.INSPECTORATE, None, None, user, on)
    return [DeskChoice(Desk.INSPECTORATE, chiefs)]


def people_of(
    desk: str,
    unit: Unit | None,
    region: OversightRegion | None,
    asker: User,
    on: date,
) -> tuple[User, ...]:
    """Who advises at a desk that day, never the asker himself."""
    if desk == Desk.P3K2:
        held = who_has(Role.P3K2, unit=unit, on=on)
    elif region is None:
        held = who_has(Role.CHIEF_INSPECTOR, on=on)
    else:
        grants = Grant.objects.in_force(on).filter(role__in=REGION_ROLES, region=region)
        held = User.objects.filter(is_active=True, pk__in=grants.values("user"))
    return tuple(held.exclude(pk=asker.pk).order_by("name", "pk"))


def advisers_at(consultation: Consultation) -> tuple[User, ...]:
    """Who answers today at the desk to which a question went."""
    return people_of(
        consultation.desk,
        consultation.unit,
        consultation.region,
        consultation.asker,
        timezone.localdate(),
    )
