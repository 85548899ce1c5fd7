"""Who runs a campaign, and who sees how far a unit has come (rules 1, 2 and 58)."""

from declarations.models import Campaign
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant, units_of
from personnel.models import Role, Unit, User


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
