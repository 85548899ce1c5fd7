"""What is said of a case that waits: number and date alone in the subject (rule 22)."""

from django.urls import reverse

from declarations.models import Case, CaseStatus, ReminderStep
from declarations.notices.cases import called, copy_readers, tell_all, tell_one
from kpu_coi.dates import hari_tanggal
from notifications.inbox import tell
from personnel.grants import who_has
from personnel.models import Role, Tenure, User

REMINDERS = {
    ReminderStep.HALF: "diputuskan paling lambat {day}",
    ReminderStep.DAY_BEFORE: "jatuh tempo 1 hari kerja lagi, {day}",
    ReminderStep.DUE: "jatuh tempo hari ini, {day}",
    ReminderStep.OVERDUE: "melewati tenggat {day}",
}
ANSWER = "Jawaban Anda masih ditunggu. Tenggat penelaahan tetap berjalan."
DECIDE = "Periksa dan putuskan perkara ini."
CHOOSE = "Tunjuk siapa yang menelaah perkara ini."
LATE = "Penelaahnya belum memutus: {who}. Ingatkan, atau bantu supaya dapat diputus."
NO_DECISION = "Belum ada putusan. Anda dapat mengingatkan penelaah atau menaikkannya."


def tell_step(case: Case, step: ReminderStep, superior: Tenure | None) -> None:
    """The reviewer and whoever must answer; then his superior; then the Inspektorat."""
    day = hari_tanggal(case.due_on)
    if step == ReminderStep.SUPERIOR:
        tell_superior(case, superior, day)
    elif step == ReminderStep.INSPECTORATE:
        subject = f"{called(case)} melewati tenggat {day}"
        tell_all(case, inspectorate(case), subject, NO_DECISION)
    else:
        subject = f"{called(case)} {REMINDERS[step].format(day=day)}"
        choosing = case.status == CaseStatus.AWAITING_ADDRESSEE
        tell_all(case, reviewers(case), subject, CHOOSE if choosing else DECIDE)
        if case.status == CaseStatus.NEEDS_INFO:
            tell_one(case, case.person, subject, ANSWER)


def reviewers(case: Case) -> list[User]:
    """Whoever must act: the holder of the post, or the Inspektur Utama."""
    if case.addressee_id is None:
        return list(who_has(Role.CHIEF_INSPECTOR, on=case.today))
    return [case.reviewer.user] if case.reviewer else []


def inspectorate(case: Case) -> list[User]:
    """Its readers of the Inspektorat's copy; a copy of the other line is no matter."""
    return copy_readers(case, oversight=True)


def tell_superior(case: Case, superior: Tenure | None, day: str) -> None:
    """
    He does not see the case itself: only that it waits, where, and since when.

    Somebody who is kept out of it was passed over before.
    """
    if superior is None or case.addressee is None:
        return
    tell(
        superior.user,
        f"{called(case)} melewati tenggat {day}",
        path=reverse("declarations:cases"),
        about=f"case-late:{case.pk}",
        body=LATE.format(who=f"{case.addressee.title}, {case.addressee.unit.name}"),
    )
