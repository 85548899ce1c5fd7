"""
Who may do what with a complaint. When they may is for workflow to say.

Besides signed-in people, two others act: the complainant, known by the code words
alone, and the machine, which counts the days.
"""

from enum import Enum

from complaints.models import Complaint, Desk, Identity
from complaints.standing import keys_of
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, User


class Party(Enum):
    COMPLAINANT = "COMPLAINANT"
    MACHINE = "MACHINE"


Actor = User | Party


def keeps_out(user: User, complaint: Complaint) -> Verdict:
    """
    Nobody acts on, or learns of, a complaint that concerns him (rules 20 and 51).

    Kept out are the accused, whoever is named or related, and who sits at or below
    an accused chief. The one place of this check; `visible_to` asks it in SQL. A page
    reads the keys with the complaint; a move reads them anew with the locked row.
    """
    if keys_of(user).intersection(complaint.keys_about):
        return Verdict("Pengaduan ini menyangkut Anda atau pimpinan Anda.")
    return ALLOWED


def may_handle(actor: Actor, complaint: Complaint) -> Verdict:
    """The officers of the desk on which the complaint lies."""
    if not isinstance(actor, User):
        return Verdict("Hanya petugas pengaduan yang dapat melakukannya.")
    if refused := keeps_out(actor, complaint).refusal:
        return Verdict(refused)
    if complaint.desk == Desk.CHIEF_INSPECTOR:
        allowed = has_grant(actor, Role.CHIEF_INSPECTOR, complaint.today)
    else:
        allowed = has_grant(
            actor,
            Role.COMPLAINT_OFFICER,
            complaint.today,
            unit=complaint.handling_unit,
        )
    if not allowed:
        return Verdict("Pengaduan ini ditangani oleh petugas lain.")
    return ALLOWED


def may_speak_for_it(actor: Actor, complaint: Complaint) -> Verdict:
    """The complainant, who proved it by the code words."""
    if actor is not Party.COMPLAINANT:
        return Verdict("Hanya pengadu yang dapat melakukannya.")
    return ALLOWED


def may_let_lapse(actor: Actor, complaint: Complaint) -> Verdict:
    """The machine alone, when the complainant's days have run out."""
    if actor is not Party.MACHINE:
        return Verdict("Pengaduan dianggap dicabut hanya karena lewat waktu.")
    return ALLOWED


def may_disclose(actor: Actor, complaint: Complaint) -> Verdict:
    """The officer in charge alone opens the identity of who asked to stay unnamed."""
    if refused := may_handle(actor, complaint).refusal:
        return Verdict(refused)
    if complaint.identity != Identity.CONFIDENTIAL:
        return Verdict("Tidak ada identitas yang dirahasiakan pada pengaduan ini.")
    if not isinstance(actor, User) or complaint.officer_id != actor.pk:
        return Verdict("Hanya petugas penanggung jawab yang dapat membukanya.")
    return ALLOWED


def may_take_over(actor: Actor, complaint: Complaint) -> Verdict:
    """Another officer of the same desk."""
    if refused := may_handle(actor, complaint).refusal:
        return Verdict(refused)
    if isinstance(actor, User) and complaint.officer_id == actor.pk:
        return Verdict("Anda sudah menjadi penanggung jawabnya.")
    return ALLOWED
