"""Where a P3K2's advice reaches: his unit and those below it."""

from django.db.models import F, Q
from django.utils import timezone

from personnel.grants import units_of
from personnel.models import Level, Role

ASKED_SINCE = Q(advice_asked_at__isnull=False) & (
    Q(reconsider_asked_at=None) | Q(advice_asked_at__gt=F("reconsider_asked_at"))
)
"""Asked since the case came, or came back to be thought over (rule 29)."""


def advised_by(user, open_statuses):
    """
    Cases on which a P3K2 is asked for advice, and those on which he gave it.

    Nothing before the reviewer asks, nothing that another advised on once it is
    decided; asked to think again, the reviewer asks anew. None for whoever is no P3K2
    today.
    """
    units = units_of(user, Role.P3K2, timezone.localdate())
    if not units:
        return None
    below = Q()
    for unit in units:
        below |= unit_and_below(unit)
    asked = Q(status__in=open_statuses) & ASKED_SINCE
    given = Q(pk__in=user.recommendations.values("case"))
    return below & (asked | given)


def unit_and_below(unit):
    if unit.level == Level.NATIONAL:
        return Q(unit__isnull=False)
    if unit.level == Level.PROVINCE:
        return Q(unit=unit) | Q(unit__province_code=unit.code)
    return Q(unit=unit)
