"""Who runs a campaign, and who sees how far a unit has come (rules 1, 2 and 58)."""

from django.db.models import Q, QuerySet

from declarations.models import Campaign
from declarations.models.campaigns import SEES_ALL
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant, regions_of, units_of
from personnel.models import RegionProvince, Role, Unit, User

FOLLOWERS = (
    Role.UNIT_OPERATOR,
    Role.ORGANISATION_ADMIN,
    Role.AUDITOR,
    Role.REGION_CHIEF,
    Role.CHIEF_INSPECTOR,
)


def has_campaigns(user: User) -> bool:
    """Whether somebody runs or oversees campaigns, and so has their list."""
    return any(has_grant(user, role) for role in FOLLOWERS)


def may_open(user: User) -> Verdict:
    """Open a campaign for some unit; which one is for `may_run_in`."""
    if has_grant(user, Role.ORGANISATION_ADMIN) or units_of(user, Role.UNIT_OPERATOR):
        return ALLOWED
    return Verdict(
        "Kampanye dibuka operator satuan kerja atau administrator organisasi."
    )


def may_run_in(user: User, unit: Unit) -> Verdict:
    """Open a campaign for a unit and those below it, change it, and end it."""
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    if unit in units_of(user, Role.UNIT_OPERATOR):
        return ALLOWED
    return Verdict("Hanya operator satuan kerja ini yang dapat melakukannya.")


def may_run(user: User, campaign: Campaign) -> Verdict:
    return may_run_in(user, campaign.unit)


def may_follow_in(user: User, campaign: Campaign, unit: Unit) -> Verdict:
    """
    See who of a unit has declared, remind them, and hold its ceremony.

    That is for the unit's own operator also where the campaign came from above.
    """
    if not campaign.covers(unit):
        return Verdict("Kampanye ini tidak mencakup satuan kerja tersebut.")
    return may_run_in(user, unit)


def units_to_run_in(user: User) -> QuerySet[Unit]:
    """The units for which somebody may open a campaign."""
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return Unit.objects.all()
    own = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)]
    return Unit.objects.filter(pk__in=own)


def units_with_names(user: User) -> QuerySet[Unit]:
    """
    The units whose people a person sees by name (rule 58).

    A unit's operator his own, the Inspektorat of a region its provinces with their
    regencies, organisation administrators and the Inspektur Utama all of them.
    """
    if any(has_grant(user, role) for role in SEES_ALL):
        return Unit.objects.all()
    own = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)]
    provinces = RegionProvince.objects.filter(region__in=regions_of(user))
    overseen = Q(province_code__in=provinces.values("province__code"))
    return Unit.objects.filter(Q(pk__in=own) | overseen)


def units_counted_for(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """
    The units of a campaign whose numbers a person sees, without their names.

    Who runs it sees all; an operator those below his own as well.
    """
    if may_run(user, campaign):
        return Unit.objects.all()
    own = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)]
    below = Q(parent__in=own) | Q(parent__parent__in=own)
    named = units_with_names(user).values("pk")
    return Unit.objects.filter(Q(pk__in=named) | below)
