"""Who may do what with a case. When they may is for workflow/cases.py to say."""

from datetime import date

from deadlines.calendar import today_in
from declarations.models import Case, NamedPerson
from kpu_coi import vault
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.lines import holder_of
from personnel.models import Role, Tenure, User


def keeps_out(user: User, case: Case) -> Verdict:
    """
    Nobody acts in a case in which he is declarant or other party (rule 20).

    The one place of this check; every rule below that lets somebody act on
    another's statement begins with it.
    """
    if user.pk == case.statement.declarant_id:
        return Verdict("Anda sendiri yang menyatakan dalam perkara ini.")
    if names(case, user):
        return Verdict("Anda disebut sebagai pihak lain dalam pernyataan ini.")
    return ALLOWED


def names(case: Case, user: User) -> bool:
    """Whether the case's statement names a person as another party."""
    return NamedPerson.objects.filter(
        statement=case.statement_id, person_key=vault.person_key(user.pk)
    ).exists()


def today_for(case: Case) -> date:
    """The day it is in the unit of the case."""
    return today_in(case.statement.unit.timezone)


def reviewer_of(case: Case) -> Tenure | None:
    """Who holds the addressed post today; None for the plenary or a vacant post."""
    if case.addressee is None:
        return None
    return holder_of(case.addressee, today_for(case))


def may_review(user: User, case: Case) -> Verdict:
    """A case stays with its post: whoever holds it today acts."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    if case.to_plenary:
        return is_chief_inspector(user, case)
    holder = reviewer_of(case)
    if holder is None or holder.user_id != user.pk:
        return Verdict("Hanya pemangku jabatan yang dituju yang dapat menelaah.")
    return ALLOWED


def may_choose_addressee(user: User, case: Case) -> Verdict:
    """Where nobody is found in the line, the Inspektorat Utama chooses (rule 13)."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    return is_chief_inspector(user, case)


def is_chief_inspector(user: User, case: Case) -> Verdict:
    if not has_grant(user, Role.CHIEF_INSPECTOR, today_for(case)):
        return Verdict("Hanya Inspektur Utama yang dapat melakukannya.")
    return ALLOWED


def may_answer(user: User, case: Case) -> Verdict:
    if user.pk != case.statement.declarant_id:
        return Verdict("Hanya yang menyatakan yang dapat menjawab.")
    return ALLOWED


def may_withdraw(user: User, case: Case) -> Verdict:
    if user.pk != case.statement.declarant_id:
        return Verdict("Hanya yang menyatakan yang dapat mencabut pernyataan.")
    return ALLOWED


def may_be_addressee(tenure: Tenure, case: Case) -> Verdict:
    """Neither the declarant nor anybody named may be chosen to review (rule 20)."""
    if tenure.user_id == case.statement.declarant_id:
        return Verdict("Yang menyatakan tidak dapat menelaah pernyataannya sendiri.")
    if names(case, tenure.user):
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
    if names(case, user):
        return Verdict("Pejabat pengganti disebut sebagai pihak lain.")
    conflicts = Case.objects.filter(
        statement__declarant=user,
        statement__unit=case.statement.unit_id,
        suspended=True,
    )
    if conflicts.exists():
        return Verdict(
            "Orang ini tidak dapat menjadi pengganti. Pilih pejabat lain."
        )
    return ALLOWED
