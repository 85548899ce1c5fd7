"""Who may edit the questionnaire. Answers belong to statements."""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, User


def may_edit_questionnaire(user: User) -> Verdict:
    """Administrators of the organisation alone, as with the wording of letters."""
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    return Verdict("Kuesioner diatur oleh administrator organisasi.")
