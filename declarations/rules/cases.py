"""Who may do what with a case. When they may is for workflow/cases.py to say."""

from declarations.models import Case
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import Role, Tenure, User


def keeps_out(user: User, case: Case) -> Verdict:
    """
    Nobody acts in a case in which he is declarant or other party (rule 20).

    The one place of this check; every rule below that lets somebody act on
    another's statement begins with it.
    """
    if user.pk == case.statement.declarant_id:
        return Verdict("Anda sendiri yang menyatakan dalam perkara ini.")
    if case.names(user):
        return Verdict("Anda disebut sebagai pihak lain dalam pernyataan ini.")
    return ALLOWED


def may_review(user: User, case: Case) -> Verdict:
    """A case stays with its post: whoever holds it today acts."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    if case.to_plenary:
        return is_chief_inspector(user, case)
    holder = case.reviewer
    if holder is None or holder.user_id != user.pk:
        return Verdict("Hanya pemangku jabatan yang dituju yang dapat menelaah.")
    return ALLOWED


def may_read_content(user: User, case: Case) -> Verdict:
    """
    The reviewer reads what was declared by opening the case; a copy is read as it is.

    Until it is opened the statement can still be withdrawn (rule 8).
    """
    if user.pk == case.statement.declarant_id or case.opened_at is not None:
        return ALLOWED
    if case.is_copied_to(user):
        return ALLOWED
    return Verdict("Buka perkara ini lebih dahulu untuk membaca isinya.")


def may_choose_addressee(user: User, case: Case) -> Verdict:
    """Where nobody is found in the line, the Inspektorat Utama chooses (rule 13)."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    return is_chief_inspector(user, case)


def is_chief_inspector(user: User, case: Case) -> Verdict:
    if not has_grant(user, Role.CHIEF_INSPECTOR, case.today):
        return Verdict("Hanya Inspektur Utama yang dapat melakukannya.")
    return ALLOWED


def may_answer(user: User, case: Case) -> Verdict:
    if user.pk != case.statement.declarant_id:
        return Verdict("Hanya yang menyatakan yang dapat menjawab.")
    return ALLOWED


def may_withdraw(user: User, case: Case) -> Verdict:
    if user.pk != case.statement.declarant_id:
        return Verdict("Hanya yang menyatakan yang dapat mencabut pernyataan.")
    if case.opened_at is not None:
        return Verdict("Perkara ini sudah dibuka penelaah, jadi tidak dapat dicabut.")
    return ALLOWED


def must_move_on(user: User | None, case: Case) -> Verdict:
    """
    A case leaves its post where the post cannot act on it (rules 13, 14 and 79).

    That is found by the machine alone: nobody acts for the post today, or whoever
    does is kept out of the case.
    """
    if user is not None:
        return Verdict("Pengalihan dilakukan oleh sistem.")
    if case.addressee is None:
        return Verdict("Perkara ini tidak berada pada suatu jabatan.")
    if case.reviewer and keeps_out(case.reviewer.user, case):
        return Verdict("Pemangku jabatan ini dapat menelaah.")
    return ALLOWED


def may_be_addressee(tenure: Tenure, case: Case) -> Verdict:
    """Neither the declarant nor anybody named may be chosen to review (rule 20)."""
    if tenure.user_id == case.statement.declarant_id:
        return Verdict("Yang menyatakan tidak dapat menelaah pernyataannya sendiri.")
    if case.names(tenure.user):
        return Verdict("Orang ini disebut sebagai pihak lain dalam pernyataan.")
    return ALLOWED


def may_substitute(user: User, case: Case) -> Verdict:
    """
    Who may take over the declarant's task (rule 26).

    Without a register of matters, any open conflict of the person counts as one
    on the same matter when it lies in the same unit.
    """
    if user.pk == case.statement.declarant_id:
        return Verdict("Pejabat pengganti tidak boleh orang yang menyatakan.")
    if case.names(user):
        return Verdict("Pejabat pengganti disebut sebagai pihak lain.")
    conflicts = Case.objects.filter(
        statement__declarant=user,
        statement__unit=case.statement.unit_id,
        suspended=True,
    )
    if conflicts.exists():
        return Verdict("Orang ini tidak dapat menjadi pengganti. Pilih pejabat lain.")
    return ALLOWED
