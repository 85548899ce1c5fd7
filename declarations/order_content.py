"""
What a reviewer orders after his decision: built to be shown, and again at signing.

Everything comes from the decision as it was signed; nothing is typed a second time. It
quotes the decision's number and SHA-256, so it is signed after the decision (ADR 0026).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from deadlines import clocks
from declarations.case_clocks import clock_of
from declarations.content import SCHEMA
from declarations.decision_content import (
    identity_line,
    reason_of,
    short_date,
    signer_of,
    text_of,
)
from declarations.models import Case, Decision
from documents.heads import unit_on_paper
from documents.issuing import current_template
from documents.models import Kind, PaperTemplate
from kpu_coi.canonical import content_hash
from kpu_coi.dates import hari_tanggal, waktu
from personnel.models import Tenure, User
from personnel.titles import identity

TEMPLATE_CODE = "order"
CLOCK = "ACKNOWLEDGE_ORDER"
ANY_EVIDENCE = "Laporan tertulis tentang pelaksanaannya."


@dataclass(frozen=True)
class OrderPreview:
    """The text as it would be signed now, with what it was built from."""

    content: dict[str, Any]
    decision: Decision
    signer: Tenure
    template: PaperTemplate
    due: clocks.Due

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 that is shown, signed and stored."""
        return content_hash(self.content)

    @property
    def consent(self) -> str:
        return self.content["text"]["consent"]


@dataclass(frozen=True)
class Acknowledgeable:
    """A signed order as the person concerned is to acknowledge it: the same text."""

    content: dict[str, Any]
    content_hash: str

    @property
    def consent(self) -> str:
        return self.content["text"]["consent_acknowledge"]


def preview_of(case: Case, author: User) -> OrderPreview:
    """
    The order that follows from the case's decision, as this person would sign it now.

    Raises Incomplete where he has no post to sign in, and ValueError where nothing has
    been decided. Writes nothing.
    """
    decision = case.decision
    if decision is None:
        raise ValueError("Nothing has been decided that could be ordered.")
    signer = signer_of(case, author)
    template = current_template(TEMPLATE_CODE, case.regime.code, case.today)
    due = clocks.due(CLOCK, received_at=timezone.now(), **clock_of(case))
    content = content_of(case, decision, signer, template, due)
    return OrderPreview(content, decision, signer, template, due)


def content_of(
    case: Case,
    decision: Decision,
    signer: Tenure,
    template: PaperTemplate,
    due: clocks.Due,
) -> dict[str, Any]:
    """Everything the paper shows, as JSON values."""
    wording, unit = template.content, case.unit
    return {
        "schema": SCHEMA,
        "kind": Kind.ORDER.value,
        "regime": {"code": case.regime.code, "name": case.regime.name},
        "template": {"code": template.code, "version": template.version},
        "title": wording["title"],
        "kind_name": wording["kind_name"],
        "unit": unit_on_paper(signer.position.unit),
        "declarant": decision.content["declarant"],
        "addressee": None,
        "signer": identity(signer),
        "text": text_of(case, wording),
        "order": {
            "basis_number": decision.number,
            "basis_time": waktu(decision.decided_at, unit.timezone, unit.tz_abbr),
            "basis_hash": decision.content_hash,
            "controls": controls_of(decision),
            "acknowledge_by": hari_tanggal(due.on),
        },
        "route": route_of(case, decision, signer),
        "copies": [copy.line for copy in case.recipients],
    }


def controls_of(decision: Decision) -> list[dict[str, str]]:
    """The controls that run, in the decision's words, with the review date of now."""
    decided = decision.content["review"]["controls"]
    return [
        words
        | {
            "review": short_date(control.review_on),
            "evidence": words.get("evidence") or ANY_EVIDENCE,
        }
        for control in decision.controls.running()
        for words in [decided[control.order - 1]]
    ]


def route_of(case: Case, decision: Decision, signer: Tenure) -> list[dict[str, str]]:
    """Who orders, who is ordered and who is told, as the evidence page lists it."""
    name = decision.content["declarant"]["name"]
    return [
        {
            "what": "Yang memerintahkan",
            "who": identity_line(signer),
            "why": reason_of(case),
        },
        {"what": "Yang diperintah", "who": name, "why": f"Putusan {decision.number}"},
        *(
            {
                "what": "Tembusan",
                "who": copy.recipient,
                "why": "Bersamaan dengan perintah",
            }
            for copy in case.recipients
        ),
    ]
