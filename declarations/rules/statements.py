"""Who may do what with a statement. When they may is for workflow/statements.py."""

from declarations.identification.answered import read
from declarations.identification.questions import Finding
from declarations.models import Case, Statement
from kpu_coi.access import ALLOWED, Verdict
from personnel.models import User

RUNNING = (
    "Perkara {number} masih berjalan, jadi Anda belum dapat menyatakan bebas. Bila "
    "keadaannya sudah berakhir, sampaikan kepada yang menelaah perkara itu."
)
SAID_YES = (
    "Anda menjawab “ya” pada pertanyaan awal, jadi yang sesuai ialah pernyataan "
    "potensi. Ubah jawabannya bila keliru."
)
IN_DOUBT = (
    "Anda menjawab “tidak yakin” pada pertanyaan awal. Baca dulu artinya, lalu pilih "
    "hendak menyatakan apa."
)


def is_declarant(user: User, statement: Statement) -> Verdict:
    """A statement is its declarant's alone: nobody writes or signs for another."""
    if user.pk != statement.declarant_id:
        return Verdict("Hanya yang membuat pernyataan yang dapat melakukannya.")
    return ALLOWED


def may_fill(user: User, statement: Statement) -> Verdict:
    return is_declarant(user, statement)


def may_sign(user: User, statement: Statement) -> Verdict:
    """Who is in a running conflict, or answered so, is not free (rule 2)."""
    verdict = is_declarant(user, statement)
    if not verdict or not statement.is_free:
        return verdict
    return runs_no_conflict(user) and answers_agree(statement)


def runs_no_conflict(user: User) -> Verdict:
    """Suspended, or under controls: then the conflict has not ended (rules 7, 25)."""
    case = Case.objects.running(user).first()
    return Verdict(RUNNING.format(number=case.number)) if case else ALLOWED


def answers_agree(statement: Statement) -> Verdict:
    """A FREE draft does not stand beside a "yes", or a doubt nobody pointed out."""
    answered = read(statement.read_answers(), None)
    if answered is None or answered.allows_free:
        return ALLOWED
    if answered.finding == Finding.CONFLICT:
        return Verdict(SAID_YES)
    return Verdict(IN_DOUBT) if answered.finding == Finding.DOUBT else ALLOWED


def may_discard(user: User, statement: Statement) -> Verdict:
    return is_declarant(user, statement)


def may_supersede(user: User, statement: Statement) -> Verdict:
    """
    What is signed gives way to a newer one of the same person (rule 3).

    A conflict gives way only to a newer version of itself, begun with "Perbarui
    pernyataan"; everything else to the next of its kind.
    """
    return is_declarant(user, statement)
