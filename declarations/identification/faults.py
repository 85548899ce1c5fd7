"""Why a version cannot be published: each fault with its question and field."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from deadlines.models import Regime
from deadlines.regimes import terms
from declarations.forms.parties import ELECTION
from declarations.forms.topics import SUGGESTIBLE
from declarations.identification.questions import Answer, Question, QuestionSet

LISTS = {
    "sources": "SOURCE",
    "forms": "FORM",
    "classes": "KIND_CLASS",
    "controls": "CONTROL",
    "relation": "RELATION",
}
NO_QUESTION = "Tulis paling sedikit satu pertanyaan."
NOTHING_LEADS = (
    "Paling sedikit satu pertanyaan harus membawa ke pernyataan potensi: pilih sumber, "
    "bentuk, atau klasifikasinya."
)


class Fault(NamedTuple):
    """`code` is empty where the version as a whole is at fault."""

    code: str
    field: str
    words: str


def codes_of(regime: Regime) -> dict[str, Container[str]]:
    """What may be chosen, by the name of the question's field."""
    found: dict[str, Container[str]] = {
        field: {term.code for term in terms(regime, list_code)}
        for field, list_code in LISTS.items()
    }
    found["controls"] = {
        term.code for term in terms(regime, "CONTROL") if term.code in SUGGESTIBLE
    }
    return found | {"election": dict(ELECTION)}


def faults_of(
    questions: QuestionSet, known: Mapping[str, Container[str]]
) -> list[Fault]:
    """All faults, in the order of the questions."""
    if not questions.questions:
        return [Fault("", "", NO_QUESTION)]
    found = [
        fault
        for question in questions.questions
        for fault in (
            *words_missing(question),
            *unknown_codes(question, known),
            *branch_faults(question, questions),
            *pointless(question, questions),
        )
    ]
    if not any(question.leads for question in questions.questions):
        found.append(Fault("", "", NOTHING_LEADS))
    return found


def words_missing(question: Question) -> Iterator[Fault]:
    if not question.title:
        yield Fault(question.code, "title", "Tulis judul pendeknya.")
    if not question.text:
        yield Fault(question.code, "text", "Tulis pertanyaannya.")


def unknown_codes(
    question: Question, known: Mapping[str, Container[str]]
) -> Iterator[Fault]:
    for field, codes in known.items():
        value = getattr(question, field)
        chosen = (value,) if isinstance(value, str) else value
        strange = [code for code in chosen if code and code not in codes]
        if strange:
            yield Fault(
                question.code,
                field,
                f"Tidak ada lagi dalam daftar: {', '.join(strange)}. Pilih yang lain.",
            )


def branch_faults(question: Question, questions: QuestionSet) -> Iterator[Fault]:
    if [one.code for one in questions.questions].count(question.code) > 1:
        yield Fault(question.code, "title", "Kode ini dipakai dua pertanyaan.")
    if not question.parent:
        return
    parent = questions.by_code.get(question.parent)
    if parent is None:
        words = "Pertanyaan yang mendahuluinya sudah tidak ada. Pilih yang lain."
        yield Fault(question.code, "parent", words)
    elif hangs_on_itself(question, questions):
        words = "Cabang ini kembali ke dirinya sendiri. Pilih pertanyaan lain."
        yield Fault(question.code, "parent", words)
    elif not question.after:
        words = "Pilih jawaban yang memunculkan pertanyaan ini."
        yield Fault(question.code, "after", words)
    elif not any(answer in parent.answers for answer in question.after):
        words = (
            f"Pertanyaan ini tidak pernah muncul: “{parent.title}” tidak dapat dijawab "
            f"“{Answer(question.after[0]).label.lower()}”."
        )
        yield Fault(question.code, "after", words)


def hangs_on_itself(question: Question, questions: QuestionSet) -> bool:
    """Whether following what brings it up leads into a loop."""
    seen: set[str] = set()
    code = question.code
    while code and code not in seen:
        seen.add(code)
        code = questions.by_code[code].parent if code in questions.by_code else ""
    return bool(code)


def pointless(question: Question, questions: QuestionSet) -> Iterator[Fault]:
    if not question.leads and not questions.below(question.code):
        words = (
            "Jawaban “ya” tidak membawa ke mana pun. Pilih sumber, atau buat "
            "pertanyaan lanjutannya."
        )
        yield Fault(question.code, "sources", words)
