"""What must hold of advice, oversight and private questions (rules 19, 20 and 29)."""

from collections.abc import Iterator

from declarations.models import (
    Case,
    Consultation,
    Decision,
    Note,
    NoteKind,
    Recommendation,
    Reconsideration,
)
from declarations.models.case_terms import DECIDED, OPEN
from documents.models import Standing
from kpu_coi import vault

CHUNK = 500
DATED_BY = {
    NoteKind.RECONSIDER: "reconsider_asked_at",
    NoteKind.MONITORING: "monitored_at",
    NoteKind.CONCLUSION: "oversight_ended_at",
}


def faults() -> Iterator[tuple[str, str]]:
    """Each row that breaks something, and what."""
    yield from recommendation_faults()
    yield from note_faults()
    yield from overseen_case_faults()
    yield from reconsideration_faults()
    yield from decision_faults()
    yield from consultation_faults()


def recommendation_faults() -> Iterator[tuple[str, str]]:
    rows = Recommendation.objects.select_related("case", "given_by")
    for given in rows.order_by("pk").iterator(CHUNK):
        row, case = f"rekomendasi {given.pk}", given.case
        if case.advice_asked_at is None or given.asked_at > case.advice_asked_at:
            yield row, "diberikan tanpa diminta"
        if given.given_by_id == case.person_id:
            yield row, "diberikan oleh yang menyatakan"
        if not opens(given, "content"):
            yield row, "isi tidak dapat dibuka dari brankas"


def note_faults() -> Iterator[tuple[str, str]]:
    rows = Note.objects.select_related("case", "answers", "written_by")
    for note in rows.order_by("pk").iterator(CHUNK):
        row = f"catatan pengawasan {note.pk}"
        if note.written_by_id == note.case.person_id:
            yield row, "ditulis oleh yang menyatakan"
        asked = note.answers
        if asked and (asked.case_id, asked.kind) != (note.case_id, NoteKind.QUESTION):
            yield row, "menjawab yang bukan permintaan penjelasan perkaranya"
        if not opens(note, "text"):
            yield row, "isi tidak dapat dibuka dari brankas"


def overseen_case_faults() -> Iterator[tuple[str, str]]:
    """What a case says of its oversight, and the notes that say why."""
    for kind, dated in DATED_BY.items():
        noted = Note.objects.filter(kind=kind).values("case")
        for case in Case.objects.filter(**{f"{dated}__isnull": False}).exclude(
            pk__in=noted
        ):
            yield f"perkara {case.pk}", f"“{NoteKind(kind).label}” tanpa catatannya"
        for case in Case.objects.filter(**{dated: None}, pk__in=noted):
            yield f"perkara {case.pk}", f"“{NoteKind(kind).label}” tanpa tanggalnya"
    ended = Case.objects.filter(oversight_ended_at__isnull=False)
    for case in ended.exclude(status__in=DECIDED):
        yield f"perkara {case.pk}", "pengawasan ditutup sebelum diputuskan"


def reconsideration_faults() -> Iterator[tuple[str, str]]:
    """A second thought runs exactly while the decided case is open again."""
    rows = Reconsideration.objects.select_related("case", "decision")
    for one in rows.order_by("pk").iterator(CHUNK):
        row, case = f"pertimbangan ulang {one.pk}", one.case
        if one.decision.case_id != case.pk:
            yield row, "tentang putusan perkara lain"
        if (one.ended_at is None) != (case.status in OPEN):
            yield row, "berjalan atau selesai tidak sesuai dengan status perkara"
        same = case.decision_id == one.decision_id
        replaced = case.followed_by.exclude(decision=None).exists()
        if one.ended_at and not replaced and one.upheld != same:
            yield row, "hasilnya tidak sesuai dengan putusan yang berlaku"
    thought_again = Reconsideration.objects.values("case")
    open_again = Case.objects.filter(decision__isnull=False, status__in=OPEN)
    for case in open_again.exclude(pk__in=thought_again):
        yield f"perkara {case.pk}", "terbuka lagi tanpa permintaan pertimbangan ulang"


def decision_faults() -> Iterator[tuple[str, str]]:
    """The decision in force alone is in force on paper, and alone has controls."""
    rows = Decision.objects.select_related("case", "document")
    for decision in rows.order_by("pk").iterator(CHUNK):
        row, former = f"putusan {decision.pk}", decision.case.decision_id != decision.pk
        document = decision.document
        if document and former and document.standing == Standing.IN_FORCE:
            yield row, "sudah diganti, tetapi suratnya masih berlaku"
        if document and not former and document.standing == Standing.SUPERSEDED:
            yield row, "berlaku, tetapi suratnya sudah digantikan"
        if former and decision.controls.filter(ended_at=None).exists():
            yield row, "sudah diganti, tetapi pengendaliannya masih berjalan"


def consultation_faults() -> Iterator[tuple[str, str]]:
    rows = Consultation.objects.prefetch_related("messages", "readings")
    for one in rows.order_by("pk").iterator(CHUNK):
        row, messages = f"konsultasi {one.pk}", one.messages.all()
        readers = {reading.reader_id for reading in one.readings.all()}
        if not messages:
            yield row, "tidak mempunyai pertanyaan"
        if one.asker_id in readers:
            yield row, "pembacaan penanya tercatat sebagai penasihat"
        if not opens(one, "subject") or not all(opens(m, "text") for m in messages):
            yield row, "isi tidak dapat dibuka dari brankas"


def opens(row: object, name: str) -> bool:
    try:
        getattr(row, name)
    except (vault.VaultError, ValueError):
        return False
    return True
