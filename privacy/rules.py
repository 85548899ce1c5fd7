"""
Who may do what with requests about one's data, and with the register of breaches.

When they may is for workflow/ to say.
"""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant, units_of
from personnel.models import Role, User
from privacy.models import Breach, DataRequest, FieldGroup, RequestKind

READERS = (Role.DPO, Role.CHIEF_INSPECTOR)


def may_withdraw(user: User, request: DataRequest) -> Verdict:
    if user.pk != request.user_id:
        return Verdict("Hanya yang meminta yang dapat menarik permintaan ini.")
    return ALLOWED


def may_handle(user: User, request: DataRequest) -> Verdict:
    """
    The DPO and organisation administrators; a unit's operator for identity there.

    Nobody answers what he asked himself.
    """
    if user.pk == request.user_id:
        return Verdict("Permintaan Anda sendiri dijawab oleh orang lain.")
    if has_grant(user, Role.DPO) or has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    if (
        request.kind == RequestKind.CORRECTION
        and request.group == FieldGroup.IDENTITY
        and request.unit_id in {unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)}
    ):
        return ALLOWED
    return Verdict(
        "Permintaan ini dijawab oleh Pejabat Pelindungan Data Pribadi atau "
        "administrator organisasi."
    )


def may_work_on(user: User, breach: Breach) -> Verdict:
    """The register is the DPO's to write."""
    if has_grant(user, Role.DPO):
        return ALLOWED
    return Verdict("Hanya Pejabat Pelindungan Data Pribadi yang dapat melakukannya.")


def may_read_report(user: User, breach: Breach) -> Verdict:
    """What was reported: also by the one who did."""
    if user.pk == breach.reported_by_id:
        return ALLOWED
    return may_read_findings(user, breach)


def may_read_findings(user: User, breach: Breach) -> Verdict:
    """What was found, and the letters: no administrator reads them (rule 64)."""
    if any(has_grant(user, role) for role in READERS):
        return ALLOWED
    return Verdict(
        "Isi tersegel: dibaca oleh Pejabat Pelindungan Data Pribadi dan Inspektur "
        "Utama."
    )
