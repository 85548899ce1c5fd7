"""
What a new day brings to the roll: tenures that begin or have ended, people who left.

Each zone has its own midnight. How far each has come is stored, so days on which no
worker ran are made up for, and nothing is told twice.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from deadlines.calendar import today_in
from kpu_coi.dates import ZONES
from kpu_coi.queue import tell
from personnel.models import RosterDay, Tenure, User, Zone
from personnel.workflow.people import shut

ONE_DAY = timedelta(days=1)


def catch_up() -> None:
    """Bring every zone to its own today."""
    for zone, name in ZONES.items():
        reach(zone, today_in(name))


@transaction.atomic
def reach(zone: str, today: date) -> None:
    """Tell of each day not yet told of, up to today, and shut who has left by then."""
    yesterday = today - ONE_DAY
    RosterDay.objects.get_or_create(zone=zone, defaults={"done": yesterday})
    reached = RosterDay.objects.select_for_update().get(zone=zone)
    if reached.done >= today:
        return
    for tenure_id in turned(zone, after=reached.done, until=today):
        tell("declarations.roster_changed", tenure_id=tenure_id)
    for user in gone(zone, today).select_for_update(of=("self",), no_key=True):
        shut(user, by=None)
    reached.done = today
    reached.save(update_fields=["done"])


def turned(zone: str, *, after: date, until: date) -> list[int]:
    """The tenures that begin, or are over, on one of these days."""
    days = [after + ONE_DAY * n for n in range(1, (until - after).days + 1)]
    begun = Q(period__startswith__in=days)
    ended = Q(period__endswith__in=days)
    here = Tenure.objects.filter(begun | ended, position__unit__tz_abbr=zone)
    return list(here.order_by("pk").values_list("pk", flat=True))


def gone(zone: str, today: date):
    """Active people whose last day is over, by the clock of where they worked last."""
    latest = Tenure.objects.filter(user=OuterRef("pk")).order_by("-period")
    last_zone = Subquery(latest.values("position__unit__tz_abbr")[:1])
    left = User.objects.filter(is_active=True, last_day__lt=today)
    here = Q(last_zone=zone)
    if zone == Zone.WIB:
        here |= Q(last_zone=None)
    return left.alias(last_zone=last_zone).filter(here).order_by("pk")
