"""Who may do what with a private question: its asker and its adviser, nobody else."""

from declarations.models import Consultation
from kpu_coi.access import ALLOWED, Verdict
from personnel.models import User

ASKER_ONLY = "Hanya penanya yang dapat melakukannya."
ADVISER_ONLY = "Hanya penasihat yang mengambil pertanyaan ini yang dapat melakukannya."


def is_open(consultation: Consultation) -> Verdict:
    if consultation.closed_at is not None:
        return Verdict("Konsultasi ini sudah selesai.")
    return ALLOWED


def may_take(user: User, consultation: Consultation) -> Verdict:
    """The first of the desk who takes it up owns it; never the asker himself."""
    if refused := is_open(consultation).refusal:
        return Verdict(refused)
    if consultation.adviser_id is not None:
        return Verdict("Pertanyaan ini sudah diambil penasihat lain.")
    waiting = Consultation.objects.waiting_for(user)
    if not waiting.filter(pk=consultation.pk).exists():
        return Verdict("Hanya penasihat yang dituju yang dapat mengambilnya.")
    return ALLOWED


def may_write(user: User, consultation: Consultation) -> Verdict:
    if refused := is_open(consultation).refusal:
        return Verdict(refused)
    if user.pk == consultation.asker_id:
        return ALLOWED
    return is_adviser(user, consultation)


def is_adviser(user: User, consultation: Consultation) -> Verdict:
    taken = Consultation.objects.taken_by(user)
    if not taken.filter(pk=consultation.pk).exists():
        return Verdict(ADVISER_ONLY)
    return ALLOWED


def may_offer(user: User, consultation: Consultation) -> Verdict:
    """The adviser may hand it over; who gets it is for the asker to accept."""
    if refused := is_open(consultation).refusal:
        return Verdict(refused)
    if consultation.offered_to_id is not None:
        return Verdict("Penanya belum menjawab usul Anda sebelumnya.")
    return is_adviser(user, consultation)


def may_settle_offer(user: User, consultation: Consultation) -> Verdict:
    if refused := may_end(user, consultation).refusal:
        return Verdict(refused)
    if consultation.offered_to_id is None:
        return Verdict("Tidak ada usul penyerahan yang menunggu jawaban Anda.")
    return ALLOWED


def may_release(user: User, consultation: Consultation) -> Verdict:
    """The asker wants another adviser: it waits at the desk again."""
    if refused := may_end(user, consultation).refusal:
        return Verdict(refused)
    if consultation.adviser_id is None:
        return Verdict("Pertanyaan ini belum diambil penasihat.")
    return ALLOWED


def may_end(user: User, consultation: Consultation) -> Verdict:
    if user.pk != consultation.asker_id:
        return Verdict(ASKER_ONLY)
    return is_open(consultation)
