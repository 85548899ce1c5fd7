"""Who somebody is today, for the head of every page."""

from kpu_coi.navigation import Profile
from personnel.models import User
from personnel.titles import capacity
from personnel.today import posts_today


def profile(user: User) -> Profile:
    """His name with the first of the posts he holds today, if any; one query."""
    held = posts_today(user)
    if not held:
        return Profile(user.name)
    tenure = held[0]
    unit = tenure.position.unit
    return Profile(user.name, unit.name, capacity(tenure), unit.timezone, unit.tz_abbr)
