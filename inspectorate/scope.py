"""Whose declarations somebody oversees: units of his region, or his own as operator."""

from django.db.models import QuerySet
from django.utils import timezone

from personnel.grants import has_grant, regions_of, units_of
from personnel.models import RegionProvince, Role, Unit, User

OVERSEERS = (Role.AUDITOR, Role.REGION_CHIEF, Role.CHIEF_INSPECTOR)


def oversees(user: User) -> bool:
    """Whether the Inspektorat's copies come to this person."""
    today = timezone.localdate()
    return any(has_grant(user, role, today) for role in OVERSEERS)


def units_visible_to(user: User) -> QuerySet[Unit]:
    """
    The units whose compliance, names included, a person may see (rule 58).

    The Inspektur Utama all; the Inspektorat of a region its provinces with their
    regencies; a unit's operator his unit. Nobody else any.
    """
    today = timezone.localdate()
    if has_grant(user, Role.CHIEF_INSPECTOR, today):
        return Unit.objects.all()
    regions = regions_of(user, today)
    provinces = RegionProvince.objects.filter(region__in=regions)
    operated = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR, today)]
    overseen = Unit.objects.filter(
        province_code__in=provinces.values("province__code")
    ).exclude(province_code="")
    return overseen | Unit.objects.filter(pk__in=operated)
