"""
Who may do what with the organisation: posts, people, rosters, grants.

What somebody may see at all is `personnel.reach`'s to say: unseen is 404. When a move
is open is `personnel.workflow`'s.
"""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, Unit, User


def may_manage_posts(user: User) -> Verdict:
    """The tree of posts, its lines and the regions of the Inspektorat."""
    if not has_grant(user, Role.ORGANISATION_ADMIN):
        return Verdict("Susunan jabatan diubah oleh administrator organisasi.")
    return ALLOWED


def may_manage_roll(user: User, unit: Unit) -> Verdict:
    """Who works in a unit: its operator's and the organisation administrators'."""
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    if has_grant(user, Role.UNIT_OPERATOR, unit=unit):
        return ALLOWED
    return Verdict(
        "Daftar pegawai diubah oleh operator satker ini atau administrator organisasi."
    )
