"""
The decision on a case: drafted, read over, signed (rules 16 and 23 to 27).

The move itself stands in the table of workflow/case_moves.py.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from declarations.decision_content import (
    DecisionPreview,
    Incomplete,
    preview_of,
)
from declarations.models import (
    Case,
    CaseStatus,
    Control,
    Decision,
    DecisionDraft,
    Outcome,
)
from declarations.notices import cases as notices
from declarations.registers import next_number
from declarations.rules import cases as rules
from declarations.workflow import follow_ups, renewal
from declarations.workflow.case_moves import DECIDE, Told, locked, making
from declarations.workflow.reconsidering import supersede
from documents.issuing import issue
from documents.models import Kind, SigningEvidence
from documents.records import log_of, record_of
from documents.signing import Proof, evidence_from
from kpu_coi import vault
from kpu_coi.canonical import canonical_json
from kpu_coi.canonical import content_hash as hash_of
from personnel.models import User
from personnel.titles import capacity, identity

REGISTER_CODE = "PTS"


class DecisionChanged(Exception):
    """What would be signed now is not what was shown. Carries the new text, if any."""

    def __init__(self, preview: DecisionPreview | None = None):
        super().__init__("The decision is not the one that was shown.")
        self.preview = preview


def save_draft(case: Case, *, by: User, typed: dict[str, str]) -> DecisionDraft:
    """Keep what somebody typed for a decision, sealed; no move, no event."""
    DECIDE.verdict(by, case).require()
    draft = DecisionDraft(case=case, author=by)
    sealed = vault.seal_json(typed, context=draft.context)
    draft, _ = DecisionDraft.objects.update_or_create(
        case=case,
        author=by,
        defaults={"answers_sealed": sealed, "saved_at": timezone.now()},
    )
    return draft


def decide(
    case: Case,
    *,
    by: User,
    proof: Proof,
    content_hash: str,
    consent: str,
    drawing: dict[str, Any] | None = None,
) -> Decision:
    """
    Sign the drafted decision: number, evidence, event, paper, controls and notices.

    NO_CONFLICT ends the suspension and leaves the case decided; any other outcome
    keeps it and leaves controls running (rule 25). Where the Inspektorat asked to
    think again, the decision before is superseded. Signing again what is signed gives
    the same decision back. Raises PermissionDenied when somebody else decided
    meanwhile or the person may not, DecisionChanged when the text is no longer the one
    shown, ProofRefused and BadDrawing as documents.signing does.
    """
    with transaction.atomic():
        if signed := already_signed(locked(case), by, content_hash):
            return signed
        told = Told()
        with making(DECIDE, case, by=by, told=told) as stored:
            former = stored.decision
            preview = current_preview(stored, by, content_hash)
            for row in preview.form.cleaned_data["controls"]:
                if tenure := row.cleaned_data["substitute"]:
                    rules.may_substitute(tenure.user, stored).require()
            unit = preview.signer.position.unit
            evidence = evidence_from(
                proof,
                user=by,
                consent=consent,
                content_hash=content_hash,
                capacity=capacity(preview.signer),
                drawing=drawing,
            )
            day = evidence.signed_at.astimezone(ZoneInfo(unit.timezone)).date()
            number = next_number(unit, REGISTER_CODE, day)
            record = record_of(
                evidence=evidence,
                signer=identity(preview.signer),
                unit=unit,
                number=number,
                signed_at=evidence.signed_at,
            )
            decision = store(stored, preview, evidence, number, hash_of(record))
            if former:
                supersede(stored, former, by=by)
            settle(stored, decision)
            follow_ups.begin(decision, stored)
            told.details |= {
                "number": number,
                "content_sha256": content_hash,
                "record_sha256": decision.record_hash,
                "evidence": evidence.pk,
            }
        decision.document = issue(
            template=preview.template,
            kind=Kind.DECISION,
            number=number,
            unit=unit,
            content=preview.content,
            record=record,
            log=log_of(told.event),
            confidential=True,
            public={},
            signed_at=evidence.signed_at,
        )
        decision.save(update_fields=["document"])
        DecisionDraft.objects.filter(case=stored).delete()
        renewal.close_followed(stored, by=by)
        notices.tell_decided(stored)
    return decision


def already_signed(case: Case, by: User, content_hash: str) -> Decision | None:
    """The decision in force, where the person has signed this very text before."""
    signed = case.decision
    if signed is None or case.is_open:
        return None
    mine = signed.decided_by_id == by.pk and signed.content_hash == content_hash
    return signed if mine else None


def current_preview(case: Case, by: User, shown_hash: str) -> DecisionPreview:
    """The text as of now, which must be the one that was shown."""
    try:
        preview = preview_of(case, by)
    except Incomplete:
        raise DecisionChanged from None
    if preview.content_hash != shown_hash:
        raise DecisionChanged(preview)
    return preview


def settle(case: Case, decision: Decision) -> None:
    """What the outcome does to the case (rule 25)."""
    case.decision, case.decided_at = decision, decision.decided_at
    if decision.outcome == Outcome.NO_CONFLICT:
        case.status = CaseStatus.DECIDED
        case.suspended = False
    else:
        case.status = CaseStatus.CONTROL_ACTIVE


def store(
    case: Case,
    preview: DecisionPreview,
    evidence: SigningEvidence,
    number: str,
    record_hash: str,
) -> Decision:
    """
    The decision's row and its controls; its words sealed, its classes in clear.

    Its paper is ordered after its place in the log is known.
    """
    given = preview.form.cleaned_data
    decision = Decision(
        case=case,
        number=number,
        truth=given["truth"],
        impact=given["impact"],
        outcome=given["outcome"],
        plenary_on=given["plenary_on"],
        plenary_number=given["plenary_number"],
        content_hash=preview.content_hash,
        record_hash=record_hash,
        template=preview.template,
        decided_by=evidence.user,
        decided_as=evidence.capacity,
        decided_at=evidence.signed_at,
        evidence=evidence,
    )
    decision.content_sealed = vault.seal(
        canonical_json(preview.content), context=decision.context
    )
    decision.save()
    Control.objects.bulk_create(
        Control(
            decision=decision,
            order=order,
            form=row.cleaned_data["form"],
            starts_on=row.cleaned_data["starts_on"],
            review_on=row.cleaned_data["review_on"],
            substitute_key=substitute_key(row),
        )
        for order, row in enumerate(given["controls"], start=1)
    )
    return decision


def substitute_key(row) -> str:
    tenure = row.cleaned_data["substitute"]
    return vault.person_key(tenure.user_id) if tenure else ""
