"""
What a reviewer signs: built for the preview, hashed, and built again at signing.

As with statements, everything that the paper shows is in the content; number, time
and evidence belong to the record (rules 23, 24, 27 and 72).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from declarations.content import SCHEMA
from declarations.forms.cases import DecisionForm, from_draft
from declarations.models import Case, DecisionDraft, RoutedReason
from documents.heads import unit_on_paper
from documents.issuing import current_template
from documents.models import Kind, PaperTemplate
from kpu_coi.canonical import content_hash
from kpu_coi.dates import NO_BREAK, SHORT_MONTHS, hari_tanggal, waktu
from personnel.lines import Chart, tenures_of
from personnel.models import Tenure, User
from personnel.titles import identity

TEMPLATE_CODE = "decision"
VARIANTS = {RoutedReason.CHOSEN: "open", RoutedReason.PLENARY: "plenary"}

UNDECLARED = (
    ("Berdasarkan surat pernyataan mengenai", "Berdasarkan prakarsa atasan mengenai"),
    ("menelaah pernyataan dari:", "menelaah keadaan dari:"),
    ("penelaahan atas pernyataan dari:", "penelaahan atas keadaan dari:"),
    ("Yang menyatakan memperbarui pernyataannya", "Yang bersangkutan menyatakannya"),
    ("Yang menyatakan", "Yang bersangkutan"),
    ("situasi yang dinyatakan", "situasi yang ditelaah"),
    ("memeriksa pernyataan ini", "memeriksa perkara ini"),
)


class Incomplete(Exception):
    """The draft is missing or unsound, so there is nothing to sign."""


@dataclass(frozen=True)
class DecisionPreview:
    """The text as it would be signed now, with what it was built from."""

    content: dict[str, Any]
    form: DecisionForm
    signer: Tenure
    template: PaperTemplate

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 that is shown, signed and stored."""
        return content_hash(self.content)

    @property
    def consent(self) -> str:
        return self.content["text"]["consent"]


def preview_of(case: Case, author: User) -> DecisionPreview:
    """
    The author's drafted decision as it would be signed now.

    Raises Incomplete where there is no draft or it is unsound. Writes nothing.
    """
    draft = DecisionDraft.objects.filter(case=case, author=author).first()
    if draft is None:
        raise Incomplete
    form = from_draft(draft.answers, case=case, substitutes=substitutes_for(case))
    if not form.is_valid():
        raise Incomplete
    signer = signer_of(case, author)
    regime = case.regime
    template = current_template(TEMPLATE_CODE, regime.code, case.today)
    return DecisionPreview(
        content_of(case, form, signer, template), form, signer, template
    )


def signer_of(case: Case, author: User) -> Tenure:
    """The post in which a decision is signed: the addressed one, else one's own."""
    holder = case.reviewer
    if holder and holder.user_id == author.pk:
        return holder
    own = tenures_of(author, case.today).first()
    if own is None:
        raise Incomplete
    return own


def substitutes_for(case: Case) -> dict[int, Tenure]:
    """Who may be chosen to take over: the declarant's colleagues and superiors."""
    tenure = case.tenure
    chart = Chart([tenure.position_id], case.today, tenure.position.unit)
    return chart.people_around(tenure)


def content_of(
    case: Case, form: DecisionForm, signer: Tenure, template: PaperTemplate
) -> dict[str, Any]:
    """Everything the paper shows, as JSON values."""
    wording = template.content
    return {
        "schema": SCHEMA,
        "kind": Kind.DECISION.value,
        "regime": {"code": case.regime.code, "name": case.regime.name},
        "template": {"code": template.code, "version": template.version},
        "title": wording["title"],
        "kind_name": wording["kind_name"],
        "unit": unit_on_paper(signer.position.unit),
        "declarant": case.read_content()["declarant"],
        "addressee": None,
        "signer": identity(signer),
        "text": text_of(case, wording),
        "review": review_of(case, form),
        "route": route_of(case, signer),
        "copies": [copy.line for copy in case.recipients],
    }


def text_of(case: Case, wording: dict[str, Any]) -> dict[str, Any]:
    """The wording, with the words for as what the signer acts (rules 13 and 15)."""
    text = {
        key: value
        for key, value in wording.items()
        if key not in ("title", "kind_name", "election_clause")
    }
    variant = VARIANTS.get(case.routed_reason)
    for name in ("addressing", "role"):
        if variant and wording.get(f"{name}_{variant}"):
            text[name] = wording[f"{name}_{variant}"]
    return text if case.statement else without_statement(text)


def without_statement(words: Any) -> Any:
    """The wording where nobody declared: the case rests on a superior's own act."""
    if isinstance(words, str):
        for said, instead in UNDECLARED:
            words = words.replace(said, instead)
        return words
    if isinstance(words, dict):
        return {key: without_statement(value) for key, value in words.items()}
    return [without_statement(value) for value in words]


def review_of(case: Case, form: DecisionForm) -> dict[str, Any]:
    """Findings, decision and controls in words (rules 23 and 24)."""
    unit, given = case.unit, form.cleaned_data
    return {
        "basis_number": case.basis_number,
        "basis_time": waktu(case.basis_at, unit.timezone, unit.tz_abbr),
        "basis_hash": case.basis_hash,
        "initiated": case.statement is None,
        "truth": form.label_of("truth").lower(),
        "truth_reason": given["truth_reason"],
        "impact": form.label_of("impact").lower(),
        "impact_reason": given["impact_reason"],
        "decision": f"{form.label_of('outcome').rstrip('.')}.",
        "decision_text": given["decision_text"],
        "plenary": plenary_words(given["plenary_on"], given["plenary_number"]),
        "controls": [control_words(row) for row in given["controls"]],
        "follow_up": [],
    }


def control_words(row) -> dict[str, str]:
    given = row.cleaned_data
    substitute = given["substitute"]
    return {
        "form": row.form_label(),
        "scope": given["scope"],
        "evidence": given["evidence"],
        "substitute": identity_line(substitute) if substitute else "",
        "start": short_date(given["starts_on"]),
        "review": short_date(given["review_on"]),
    }


def identity_line(tenure: Tenure) -> str:
    who = identity(tenure)
    return f"{who['name']}, {who['position']}"


def plenary_words(on: date | None, number: str) -> str:
    if on is None:
        return ""
    return (
        f"Putusan ini adalah hasil Rapat Pleno pada {hari_tanggal(on)}, "
        f"berita acara nomor {number}."
    )


def route_of(case: Case, signer: Tenure) -> list[dict[str, str]]:
    """Who is told of the decision, as the evidence page lists it."""
    name = case.read_content()["declarant"]["name"]
    concerned = "Yang menyatakan" if case.statement else "Yang bersangkutan"
    return [
        {"what": "Penelaah", "who": identity_line(signer), "why": reason_of(case)},
        {"what": concerned, "who": name, "why": "Pemberitahuan putusan"},
        *(
            {
                "what": "Tembusan",
                "who": copy.recipient,
                "why": "Bersamaan dengan putusan",
            }
            for copy in case.recipients
        ),
    ]


def reason_of(case: Case) -> str:
    trail = case.latest_way
    chosen = trail["chosen"]
    return chosen["why"] if chosen else trail["reason"]


def short_date(day: date) -> str:
    """As "25 Nov 2026", for the narrow columns of a table."""
    return NO_BREAK.join((str(day.day), SHORT_MONTHS[day.month - 1], str(day.year)))
