"""Who may do what with the wording of letters. Papers belong to their acts."""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import User
from personnel.models.grants import Role


def may_edit_wording(user: User) -> Verdict:
    """Administrators of the organisation alone."""
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    return Verdict("Naskah surat diatur oleh administrator organisasi.")
