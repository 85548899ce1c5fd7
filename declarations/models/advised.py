"""Where a P3K2's advice reaches: his unit and those below it."""

from django.db.models import Q
from django.utils import timezone

from personnel.grants import units_of
from personnel.models import Level, Role


def advised_by(user, open_statuses):
    """
    Cases on which a P3K2 is asked for advice, and those on which he gave it.

    Nothing before the reviewer asks, nothing that another advised on once it is
    decided. None for whoever is no P3K2 today.
    """
    units = units_of(user, Role.P3K2, timezone.localdate())
    if not units:
        return None
    below = Q()
    for unit in units:
        below |= unit_and_below(unit)
    asked = Q(advice_asked_at__isnull=False) & below
    return asked & (Q(status__in=open_statuses) | Q(recommendation__given_by=user))


def unit_and_below(unit):
    if unit.level == Level.NATIONAL:
        return Q(unit__isnull=False)
    if unit.level == Level.PROVINCE:
        return Q(unit=unit) | Q(unit__province_code=unit.code)
    return Q(unit=unit)
