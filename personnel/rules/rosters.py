"""Who may hand in a list of people, and who may apply it."""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, RosterImport, User
from personnel.rules.roll import may_manage_roll


def may_import_nation(user: User | None) -> bool:
    """Whether one list may name many units; the machine's may."""
    return user is None or has_grant(user, Role.ORGANISATION_ADMIN)


def may_keep_roster(user: User, roster: RosterImport) -> Verdict:
    """A list for many units is kept by organisation administrators alone."""
    if roster.many_units and not may_import_nation(user):
        return Verdict(
            "Daftar untuk banyak satker dikelola oleh administrator organisasi."
        )
    return may_manage_roll(user, roster.unit)


def may_apply_roster(user: User, roster: RosterImport) -> Verdict:
    """What a list may change is bounded by who handed it in, so he applies it."""
    if refused := may_keep_roster(user, roster).refusal:
        return Verdict(refused)
    if user.pk == roster.uploaded_by_id or has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    return Verdict(
        "Daftar ini diterapkan oleh yang mengunggahnya atau administrator organisasi."
    )
