"""
Who holds which role, where, and when.

A person's grants are read once and kept on the user object, which lives as long as
the request; `forget` drops them when they change under a living object.
"""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from audit import log
from personnel.models import Grant, OversightRegion, Role, Unit, User

KEPT = "_grants_in_force"
OFFICER = "_holds_grants"


def grants_of(user: User, on: date | None = None) -> list[Grant]:
    """The grants in force that day (today when none is named); one query a day."""
    on = on or timezone.localdate()
    kept = user.__dict__.setdefault(KEPT, {})
    if on not in kept:
        found = Grant.objects.filter(user_id=user.pk).in_force(on)
        kept[on] = list(found.select_related("unit", "region"))
    return kept[on]


def all_grants_of(user: User) -> list[Grant]:
    """Those of every time, the newest first; today's need no query afterwards."""
    found = Grant.objects.filter(user_id=user.pk).select_related("unit", "region")
    grants = list(found.order_by("-period", "-pk"))
    today = timezone.localdate()
    in_force = [grant for grant in grants if today in grant.period]
    in_force.sort(key=lambda grant: grant.pk)
    user.__dict__.setdefault(KEPT, {}).setdefault(today, in_force)
    return grants


def is_officer(user: User) -> bool:
    """Whether somebody holds any grant, in force or to come; one query a request."""
    kept = user.__dict__.get(OFFICER)
    if kept is None:
        held = Grant.objects.filter(user_id=user.pk)
        kept = user.__dict__[OFFICER] = held.not_over(timezone.localdate()).exists()
    return kept


def give(
    user: User,
    role: str,
    *,
    by: User | None,
    since: date,
    until: date | None = None,
    unit: Unit | None = None,
    region: OversightRegion | None = None,
) -> Grant:
    """
    Give a role from a day until the day before `until`, for ever without it.

    `by` is None for the machine alone (the first administrator). Raises
    ValidationError when the scope does not fit the role.
    """
    grant = Grant(
        user=user, role=role, unit=unit, region=region, period=DateRange(since, until)
    )
    with transaction.atomic():
        grant.full_clean()
        grant.save()
        log.record(
            "grant.give",
            stream=f"user:{user.pk}",
            by=by,
            grant=grant.pk,
            role=role,
            unit=unit.code if unit else "",
            region=region.code if region else "",
        )
    forget(user)
    return grant


def forget(user: User) -> None:
    """Read the grants anew at the next question."""
    user.__dict__.pop(KEPT, None)
    user.__dict__.pop(OFFICER, None)


def has_grant(
    user: User,
    role: str,
    on: date | None = None,
    unit: Unit | None = None,
    region: OversightRegion | None = None,
) -> bool:
    """
    Whether an active person holds the role that day.

    With a unit or a region the grant must be for exactly that one (a role of the
    whole nation covers each); without, any scope counts.
    """
    if not (user.is_authenticated and user.is_active):
        return False
    return any(
        grant.role == role and _covers(grant, unit, region)
        for grant in grants_of(user, on)
    )


def units_of(user: User, role: str, on: date | None = None) -> list[Unit]:
    """The units for which a person holds a role of the unit kind."""
    if not user.is_active:
        return []
    return [g.unit for g in grants_of(user, on) if g.role == role and g.unit]


def regions_of(user: User, on: date | None = None) -> list[OversightRegion]:
    """
    The oversight regions whose copies a person may read: an auditor's and a region
    chief's own, all of them for the Inspektur Utama.
    """
    if has_grant(user, Role.CHIEF_INSPECTOR, on):
        return list(OversightRegion.objects.all())
    if not user.is_active:
        return []
    found = {g.region.pk: g.region for g in grants_of(user, on) if g.region}
    return sorted(found.values(), key=lambda region: region.code)


def who_has(
    role: str,
    *,
    unit: Unit | None = None,
    region: OversightRegion | None = None,
    on: date | None = None,
):
    """The active people with that role that day, in that unit or region if named."""
    held = Grant.objects.filter(role=role).in_force(on or timezone.localdate())
    if unit:
        held = held.filter(unit=unit)
    if region:
        held = held.filter(region=region)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def administers_system(user: User) -> bool:
    """Whether Django's admin is open to that person today."""
    return has_grant(user, Role.SYSTEM_ADMIN)


def _covers(grant: Grant, unit: Unit | None, region: OversightRegion | None) -> bool:
    if unit and grant.unit_id not in (None, unit.pk):
        return False
    return not (region and grant.region_id not in (None, region.pk))
