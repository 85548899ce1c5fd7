"""
The second signature under a text that two people sign as one, and its second seal.

The paper is not set again: what the second has signed is written into a second seal,
which the worker appends to the very file that the first one closed (ADR 0026).
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from documents.models import Countersignature, Document, Method
from documents.ordering import COUNTERSIGN, order
from documents.store import second_context
from kpu_coi import vault
from kpu_coi.canonical import content_hash
from kpu_coi.dates import waktu

FIRST_LOOK = timedelta(minutes=2)


def countersign(
    document: Document, *, record: dict[str, Any], log: dict[str, Any]
) -> Countersignature:
    """
    Freeze a second signature and have its seal set once the transaction commits.

    Takes what `documents.records` makes of the signing evidence and of the event.
    Raises ValueError when it signs another text than the document's.
    """
    if record.get("content_sha256") != document.content_hash:
        raise ValueError("The second signature is under another text.")
    paper = {"record": record, "log": log, "first": first_of(document)}
    made = Countersignature.objects.create(
        document=document,
        record=vault.seal_json(paper, context=second_context(document.token, "record")),
        record_hash=content_hash(record),
        reason=vault.seal_json(
            reason_of(document, record),
            context=second_context(document.token, "reason"),
        ),
        signed_at=datetime.fromisoformat(record["signed_at"]),
        next_attempt_at=timezone.now() + FIRST_LOOK,
    )
    order(document.pk, task=COUNTERSIGN)
    return made


def first_of(document: Document) -> dict[str, str]:
    """By what a record names the paper under which it stands."""
    return {
        "number": document.number,
        "content_sha256": document.content_hash,
        "record_sha256": document.record_hash,
    }


def reason_of(document: Document, record: dict[str, Any]) -> str:
    """What a PDF reader shows of the second seal."""
    given = record["evidence"]
    public = document.public
    when = waktu(
        datetime.fromisoformat(record["signed_at"]), public["zone"], public["tz_abbr"]
    )
    method = Method(given["method"]).label
    return (
        f"Diterima {given['signer']['name']}, {given['signer']['position']}, pada "
        f"{when}. Jati diri dibuktikan dengan: {method}. Sidik catatan penerimaan "
        f"(SHA-256): {content_hash(record)}"
    )


def read_second(made: Countersignature) -> dict[str, Any]:
    """The frozen second signature: record, place in the log, and what it is under."""
    context = second_context(made.document.token, "record")
    return vault.open_json(bytes(made.record), context=context)


def read_reason(made: Countersignature) -> str:
    context = second_context(made.document.token, "reason")
    return vault.open_json(bytes(made.reason), context=context)
