"""Who follows the waiting periods of those who left."""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, User

FOLLOWERS = (
    Role.UNIT_OPERATOR,
    Role.AUDITOR,
    Role.REGION_CHIEF,
    Role.CHIEF_INSPECTOR,
)


def may_see_list(user: User) -> Verdict:
    """The operator of a unit, and the Inspektorat; whoever left sees his own."""
    if any(has_grant(user, role) for role in FOLLOWERS):
        return ALLOWED
    return Verdict("Hanya operator satker dan Inspektorat yang melihat daftar ini.")
