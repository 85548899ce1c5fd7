"""
The handling order: signed by the reviewer, acknowledged on the same file (ADR 0026).
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from declarations.decision_content import Incomplete
from declarations.models import Case, Order
from declarations.notices import controls as notices
from declarations.order_content import OrderPreview, preview_of
from declarations.registers import next_number
from declarations.workflow.case_moves import ACKNOWLEDGE, ORDER, Told, locked, making
from documents.countersigning import countersign
from documents.issuing import issue
from documents.models import Kind
from documents.records import log_of, record_of
from documents.signing import Proof, evidence_from
from kpu_coi import vault
from kpu_coi.canonical import canonical_json
from kpu_coi.canonical import content_hash as hash_of
from personnel.models import User
from personnel.titles import capacity, identity

REGISTER_CODE = "PRN"


class OrderChanged(Exception):
    """What would be signed now is not what was shown. Carries the new text, if any."""

    def __init__(self, preview: OrderPreview | None = None):
        super().__init__("The order is not the one that was shown.")
        self.preview = preview


def sign_order(
    case: Case,
    *,
    by: User,
    proof: Proof,
    content_hash: str,
    consent: str,
    drawing: dict[str, Any] | None = None,
) -> Order:
    """
    Sign the order that follows from the decision: number, evidence, event, paper.

    Signing again what is signed gives the same order back. Raises PermissionDenied
    when the person may not, OrderChanged when the text is no longer the one shown,
    ProofRefused and BadDrawing as documents.signing does.
    """
    with transaction.atomic():
        if signed := already_signed(locked(case), by, content_hash):
            return signed
        told = Told()
        with making(ORDER, case, by=by, told=told) as stored:
            preview = current_preview(stored, by, content_hash)
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
            order = Order(
                case=stored,
                decision=preview.decision,
                number=number,
                content_hash=content_hash,
                record_hash=hash_of(record),
                template=preview.template,
                signed_by=by,
                signed_as=evidence.capacity,
                signed_at=evidence.signed_at,
                evidence=evidence,
            )
            order.content_sealed = vault.seal(
                canonical_json(preview.content), context=order.context
            )
            order.set_due(preview.due)
            order.save()
            told.details |= {
                "number": number,
                "content_sha256": content_hash,
                "record_sha256": order.record_hash,
                "evidence": evidence.pk,
            }
        order.document = issue(
            template=preview.template,
            kind=Kind.ORDER,
            number=number,
            unit=unit,
            content=preview.content,
            record=record,
            log=log_of(told.event),
            confidential=True,
            public={},
            signed_at=evidence.signed_at,
        )
        order.save(update_fields=["document"])
        notices.tell_ordered(stored, order)
    return order


def already_signed(case: Case, by: User, content_hash: str) -> Order | None:
    """The order with this very text that the person has signed before."""
    rows = Order.objects.filter(case=case, signed_by=by, content_hash=content_hash)
    return rows.first()


def current_preview(case: Case, by: User, shown_hash: str) -> OrderPreview:
    """The text as of now, which must be the one that was shown."""
    try:
        preview = preview_of(case, by)
    except Incomplete:
        raise OrderChanged from None
    if preview.content_hash != shown_hash:
        raise OrderChanged(preview)
    return preview


def acknowledge(
    case: Case,
    *,
    by: User,
    proof: Proof,
    content_hash: str,
    consent: str,
    drawing: dict[str, Any] | None = None,
) -> Order:
    """
    The person concerned accepts the order; a second seal goes on the same file.

    Doing it again gives the same order back. Raises PermissionDenied when the person
    may not, OrderChanged when another text was shown, and what `sign_order` raises.
    """
    with transaction.atomic():
        if done := already_acknowledged(locked(case), by, content_hash):
            return done
        told = Told()
        with making(ACKNOWLEDGE, case, by=by, told=told) as stored:
            order = stored.handling_order
            if order.content_hash != content_hash:
                raise OrderChanged
            content = order.content
            evidence = evidence_from(
                proof,
                user=by,
                consent=consent,
                content_hash=content_hash,
                capacity=capacity(stored.tenure),
                drawing=drawing,
            )
            record = record_of(
                evidence=evidence,
                signer=content["declarant"],
                unit=stored.unit,
                number=order.number,
                signed_at=evidence.signed_at,
            )
            order.acknowledged_at = evidence.signed_at
            order.acknowledgement = evidence
            order.save(update_fields=["acknowledged_at", "acknowledgement"])
            told.details |= {
                "number": order.number,
                "content_sha256": content_hash,
                "record_sha256": hash_of(record),
                "evidence": evidence.pk,
            }
        countersign(order.document, record=record, log=log_of(told.event))
        notices.tell_acknowledged(stored, order)
    return order


def already_acknowledged(case: Case, by: User, content_hash: str) -> Order | None:
    """The order that this person has acknowledged with this very text."""
    return Order.objects.filter(
        case=case,
        content_hash=content_hash,
        acknowledgement__user=by,
        acknowledged_at__lte=timezone.now(),
    ).first()
