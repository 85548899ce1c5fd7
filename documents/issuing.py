"""
Issuing papers: the wording in force, a new document, its standing, its file.

A document is issued in the transaction of the act it records. What it shows is
frozen there as one JSON value, and the worker renders from that alone.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from audit import log as audit_log
from documents.models import (
    Document,
    PaperTemplate,
    Standing,
    new_token,
)
from documents.ordering import order
from documents.store import NotSealedYet, read_paper, read_pdf, record_context
from kpu_coi import vault
from kpu_coi.canonical import content_hash
from personnel.models import Unit, User

# Until then the job that was deferred on issue is trusted to be on its way.
FIRST_LOOK = timedelta(minutes=2)

__all__ = [
    "NotSealedYet",
    "current_template",
    "issue",
    "pdf_response",
    "prepared",
    "read_paper",
    "read_pdf",
    "set_standing",
]


def current_template(code: str, regime_code: str, on: date) -> PaperTemplate:
    """
    The newest wording of a letter that is valid on a day.

    Takes the letter's code (free, potential, actual, decision) and the legal
    regime. Raises PaperTemplate.DoesNotExist where none is valid yet.
    """
    return PaperTemplate.objects.filter(
        code=code, regime_code=regime_code, valid_from__lte=on
    ).latest("version")


def issue(**facts: Any) -> Document:
    """
    Freeze a paper and have it rendered and sealed once the transaction commits.

    Takes what `prepared` takes, and raises what it raises.
    """
    document = prepared(**facts)
    document.save()
    order(document.pk)
    return document


def prepared(
    *,
    template: PaperTemplate | None,
    kind: str,
    number: str,
    unit: Unit,
    content: dict[str, Any],
    record: dict[str, Any],
    log: dict[str, Any],
    confidential: bool,
    public: dict[str, Any],
    signed_at: datetime,
) -> Document:
    """
    A paper with all that it will show, neither stored nor ordered yet.

    `content` is what was signed, `record` how and when, `log` the place of the act
    in the audit log; `public` is what /verifikasi/ may show of a paper that is not
    confidential (signer, position). Raises ValueError when the record does not
    carry the hash of this very content.
    """
    digest = content_hash(content)
    if record.get("content_sha256") != digest:
        raise ValueError("The record does not carry the hash of this content.")
    token = new_token()
    paper = {
        "content": content,
        "record": record,
        "log": log,
        "verification": {
            "token": token,
            "url": f"{settings.BASE_URL}/verifikasi/{token}/",
        },
    }
    return Document(
        token=token,
        template=template,
        kind=kind,
        number=number,
        unit_code=unit.code,
        unit_name=unit.name,
        confidential=confidential,
        record=vault.seal_json(paper, context=record_context(token)),
        content_hash=digest,
        record_hash=content_hash(record),
        public=public_facts(content, unit, {} if confidential else public),
        signed_at=signed_at,
        standing_since=signed_at,
        next_attempt_at=timezone.now() + FIRST_LOOK,
    )


def public_facts(
    content: dict[str, Any], unit: Unit, given: dict[str, Any]
) -> dict[str, Any]:
    """What is kept in clear for /verifikasi/; of a confidential paper its clock."""
    facts = {"zone": unit.timezone, "tz_abbr": unit.tz_abbr}
    return facts | given | ({"kind_name": content["kind_name"]} if given else {})


def set_standing(document: Document, standing: str, *, by: User | None) -> Document:
    """
    Say that a document is in force no more: superseded, withdrawn or revoked.

    Called by the owner's workflow inside its transaction. A document that lost its
    force never gets it back; raises ValueError for that.
    """
    with transaction.atomic():
        stored = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
        if stored.standing == standing:
            return stored
        if stored.standing != Standing.IN_FORCE:
            raise ValueError("Only a document in force can change its standing.")
        stored.standing = Standing(standing)
        stored.standing_since = timezone.now()
        stored.save(update_fields=["standing", "standing_since"])
        audit_log.record(
            f"document.{stored.standing.lower()}",
            stream=f"document:{stored.pk}",
            by=by,
            number=stored.number,
        )
    return stored


def pdf_response(document: Document, filename: str) -> HttpResponse:
    """The PDF for a browser to save; the caller has checked who asks."""
    response = HttpResponse(read_pdf(document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
