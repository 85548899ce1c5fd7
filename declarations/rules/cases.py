"""Who may do what with a case. When is for workflow/case_moves.py to say."""

from declarations.models import Bar, Case, Outcome
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant, units_of
from personnel.lines import holder_of
from personnel.models import Role, Tenure, User

KEEPS_OUT = {
    Bar.PARTY: "Anda disebut sebagai pihak lain dalam pernyataan ini.",
    Bar.RECUSED: "Anda sudah mengundurkan diri dari penelaahan perkara ini.",
    Bar.REPORTER: "Anda yang melaporkan, jadi tidak dapat bertindak dalam perkara ini.",
}
KEPT_OUT = {
    Bar.PARTY: "Orang ini disebut sebagai pihak lain dalam pernyataan.",
    Bar.RECUSED: "Orang ini sudah mengundurkan diri dari perkara ini.",
    Bar.REPORTER: "Orang ini tidak dapat bertindak dalam perkara ini.",
}
"""What others are told. Who reported is nobody's to know (UU 31/2014)."""
NO_SUBSTITUTE = "Orang ini tidak dapat menjadi pengganti. Pilih pejabat lain."


def keeps_out(user: User, case: Case) -> Verdict:
    """
    Nobody acts in a case in which he is declarant or other party (rule 20), nor with
    a conflict of his own on the same matter (rule 13).

    The one place of this check; every rule below that lets somebody act on
    another's statement begins with it.
    """
    if user.pk == case.person_id:
        return Verdict("Anda sendiri yang menyatakan dalam perkara ini.")
    if bar := case.bar_of(user):
        return Verdict(KEEPS_OUT[bar])
    if case.stays_out(user):
        return Verdict("Anda tidak dapat menelaah hal ini.")
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
    if user.pk == case.person_id or case.opened_at is not None:
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
    if user.pk != case.person_id:
        return Verdict("Hanya yang menyatakan yang dapat menjawab.")
    return ALLOWED


def may_withdraw(user: User, case: Case) -> Verdict:
    if user.pk != case.person_id:
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


def must_be_superseded(user: User | None, case: Case) -> Verdict:
    """
    The decision on the case that follows closes the one before it.

    That is found by the machine alone, when such a decision is signed.
    """
    if user is not None:
        return Verdict("Penggantian perkara dilakukan oleh sistem.")
    if not case.followed_by.exclude(decision=None).exists():
        return Verdict("Belum ada putusan atas perkara yang menggantikannya.")
    return ALLOWED


def may_pass_on(user: User, case: Case) -> Verdict:
    """Forward or withdraw from it (rule 17); the plenary has nobody to pass it to."""
    if refused := may_review(user, case).refusal:
        return Verdict(refused)
    if case.to_plenary:
        return Verdict("Perkara Rapat Pleno tidak diteruskan kepada atasan lain.")
    return ALLOWED


def is_concerned(user: User, case: Case) -> Verdict:
    """The person whose case it is."""
    if user.pk != case.person_id:
        return Verdict("Hanya yang bersangkutan yang dapat melakukannya.")
    return ALLOWED


def may_consult(user: User, case: Case) -> Verdict:
    """
    The superior may be helped by the P3K2 (PermenPANRB 17/2024).

    Asked once, and once more where the Inspektorat has him think again (rule 29).
    """
    if refused := may_review(user, case).refusal:
        return Verdict(refused)
    if case.advice_is_asked:
        return Verdict("Saran P3K2 sudah diminta.")
    return ALLOWED


def may_recommend(user: User, case: Case) -> Verdict:
    """A P3K2 of the unit or of one above it, where the reviewer asked for advice."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    if not case.advice_is_asked:
        return Verdict("Penelaah belum meminta saran.")
    if not advises(user, case):
        return Verdict("Hanya P3K2 satuan kerja ini yang dapat memberi rekomendasi.")
    if may_review(user, case):
        return Verdict("Penelaah tidak memberi rekomendasi kepada dirinya sendiri.")
    if case.is_advised:
        return Verdict("Rekomendasi sudah diberikan dan tidak diubah lagi.")
    return ALLOWED


def may_read_advice(user: User, case: Case) -> Verdict:
    """The reviewer, the Inspektorat and the P3K2; not the person, nor other lines."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    if case.opened_at and may_review(user, case):
        return ALLOWED
    if case.advice_asked_at is None:
        return Verdict("Penelaah belum meminta saran.")
    if advises(user, case) or case.is_overseen_by(user):
        return ALLOWED
    return Verdict("Hanya penelaah, P3K2, dan Inspektorat yang membaca rekomendasi.")


def advises(user: User, case: Case) -> bool:
    units = units_of(user, Role.P3K2, case.today)
    codes = {unit.code for unit in units}
    return bool(codes & set(case.unit.lineage_codes()))


def may_announce(user: User, case: Case) -> Verdict:
    """Relatives of election participants are declared openly, once (rule 6)."""
    if refused := is_concerned(user, case).refusal:
        return Verdict(refused)
    if not case.election_party:
        return Verdict("Perkara ini tidak menyangkut peserta pemilu.")
    if case.announced is not None:
        return Verdict("Pernyataan terbuka sudah dicatat.")
    return ALLOWED


def may_order(user: User, case: Case) -> Verdict:
    """The reviewer, once for a decision whose controls run."""
    if refused := may_review(user, case).refusal:
        return Verdict(refused)
    if case.handling_order is not None:
        return Verdict("Perintah penanganan sudah ditandatangani.")
    if not case.controls_run:
        return Verdict("Tidak ada pengendalian yang berjalan.")
    return ALLOWED


def may_acknowledge(user: User, case: Case) -> Verdict:
    """The person who was ordered, once there is an order."""
    if refused := is_concerned(user, case).refusal:
        return Verdict(refused)
    if case.handling_order is None:
        return Verdict("Perintah penanganan belum ditandatangani.")
    if case.handling_order.acknowledged_at is not None:
        return Verdict("Perintah penanganan sudah Anda terima.")
    return ALLOWED


def may_review_past(user: User, case: Case) -> Verdict:
    """Where the decision was to look again at one taken before (rule 21)."""
    if refused := may_follow(user, case, Outcome.REVIEW_PAST_DECISION).refusal:
        return Verdict(refused)
    if case.past_review_open:
        return ALLOWED
    return Verdict("Hasil peninjauan keputusan terdahulu sudah dicatat.")


def may_refer(user: User, case: Case) -> Verdict:
    """Where the decision was to refer it to discipline or ethics (rule 41)."""
    return may_follow(user, case, Outcome.REFERRED)


def may_follow(user: User, case: Case, outcome: Outcome) -> Verdict:
    if refused := may_review(user, case).refusal:
        return Verdict(refused)
    if case.decision is None or case.decision.outcome != outcome:
        return Verdict(f"Putusannya bukan “{outcome.label}”.")
    return ALLOWED


def may_uphold(user: User, case: Case) -> Verdict:
    """Answer the Inspektorat's wish to reconsider by standing by it (rule 29)."""
    if refused := may_review(user, case).refusal:
        return Verdict(refused)
    if case.decision_id is None:
        return Verdict("Belum ada putusan yang dapat dipertahankan.")
    return ALLOWED


def may_close(user: User, case: Case) -> Verdict:
    """The reviewer, once nothing that was ordered runs any more (rule 25)."""
    if refused := may_review(user, case).refusal:
        return Verdict(refused)
    if case.controls_run:
        return Verdict("Masih ada pengendalian yang berjalan.")
    if case.past_review_open:
        return Verdict("Hasil peninjauan keputusan terdahulu belum dicatat.")
    return ALLOWED


def may_be_addressee(tenure: Tenure, case: Case) -> Verdict:
    """Neither the declarant nor anybody named may be chosen to review (rule 20)."""
    if tenure.user_id == case.person_id:
        return Verdict("Yang menyatakan tidak dapat menelaah pernyataannya sendiri.")
    if bar := case.bar_of(tenure.user):
        return Verdict(KEPT_OUT[bar])
    if case.stays_out(tenure.user):
        return Verdict("Orang ini tidak dapat menelaah hal ini.")
    return ALLOWED


def may_receive(tenure: Tenure, case: Case) -> Verdict:
    """To whom a reviewer may forward it: somebody else who acts for a post today."""
    if refused := may_be_addressee(tenure, case).refusal:
        return Verdict(refused)
    if case.reviewer and case.reviewer.user_id == tenure.user_id:
        return Verdict("Perkara ini sudah berada pada orang ini.")
    holder = holder_of(tenure.position, case.today)
    if holder is None or holder.pk != tenure.pk:
        return Verdict("Orang ini tidak memangku jabatan itu hari ini. Pilih lagi.")
    return ALLOWED


def may_substitute(user: User, case: Case) -> Verdict:
    """
    Who may take over the declarant's task (rule 26).

    Nobody under an open conflict on the same matter, nor a party of it. Where the
    matter of one of the two cases is not known, it counts as the same when both lie
    in the same unit.
    """
    if user.pk == case.person_id:
        return Verdict("Pejabat pengganti tidak boleh orang yang menyatakan.")
    if bar := case.bar_of(user):
        named = "Pejabat pengganti disebut sebagai pihak lain."
        return Verdict(named if bar == Bar.PARTY else KEPT_OUT[bar])
    if case.stays_out(user):
        return Verdict(NO_SUBSTITUTE)
    doubtful = Case.objects.filter(person=user, unit=case.unit_id, suspended=True)
    if case.named_matters.exists():
        doubtful = doubtful.filter(named_matters=None)
    if doubtful.exists():
        return Verdict(NO_SUBSTITUTE)
    return ALLOWED
