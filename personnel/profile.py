"""Who somebody is today, for the head of every page."""

from django.utils import timezone

from kpu_coi.navigation import Profile
from personnel.lines import tenures_of
from personnel.models import User
from personnel.titles import capacity


def profile(user: User) -> Profile:
    """His name with the first of the posts he holds today, if any; one query."""
    tenure = tenures_of(user, timezone.localdate()).first()
    if tenure is None:
        return Profile(user.name)
    unit = tenure.position.unit
    return Profile(user.name, unit.name, capacity(tenure), unit.timezone, unit.tz_abbr)
