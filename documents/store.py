"""
What is kept of a document: its frozen paper in the vault, its file in the store.

The file of a confidential document is sealed by the vault too. A file keeps the
name that was drawn when the document was issued, so that a worker which died
between writing and committing leaves nothing behind but what is written over.
"""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from audit import log as audit_log
from documents.models import Document, State
from kpu_coi import vault
from kpu_coi.canonical import sha256_hex


class NotSealedYet(Exception):
    """The file of a document was asked for before the worker had made it."""


def read_paper(document: Document) -> dict[str, Any]:
    """The frozen paper from which the document is rendered."""
    return vault.open_json(
        bytes(document.record), context=record_context(document.token)
    )


def read_pdf(document: Document) -> bytes:
    """
    The sealed PDF, exactly as it was stored.

    Raises NotSealedYet before the worker has made it, and ValueError when what lies
    in the store is not what was stored.
    """
    if document.state != State.SEALED:
        raise NotSealedYet(document.number)
    with default_storage.open(document.file) as file:
        data = file.read()
    if document.confidential:
        data = vault.open_sealed(data, context=file_context(document.token))
    if sha256_hex(data) != document.pdf_sha256:
        raise ValueError("The stored file is not the one that was sealed.")
    return data


def keep_pdf(document_id: int, pdf: bytes) -> bool:
    """
    Store a sealed PDF and say so, unless another worker was quicker.

    One transaction under the document's row lock: the file is written first, so a
    row that says SEALED always has its file. Returns whether this one was kept;
    raises what the store raises, for instance OSError on a full disk.
    """
    with transaction.atomic():
        document = Document.objects.select_for_update(no_key=True).get(pk=document_id)
        if document.state == State.SEALED:
            return False
        data = pdf
        if document.confidential:
            data = vault.seal(pdf, context=file_context(document.token))
        default_storage.delete(document.file)
        document.file = default_storage.save(document.file, ContentFile(data))
        document.state = State.SEALED
        document.pdf_sha256 = sha256_hex(pdf)
        document.pdf_size = len(pdf)
        document.sealed_at = timezone.now()
        document.fault = ""
        document.save()
        audit_log.record(
            "document.seal",
            stream=f"document:{document.pk}",
            by=None,
            pdf_sha256=document.pdf_sha256,
            record_hash=document.record_hash,
        )
    return True


def record_context(token: str) -> str:
    """What binds a sealed record to its document."""
    return f"document:{token}:record"


def file_context(token: str) -> str:
    """What binds a sealed file to its document."""
    return f"document:{token}:file"
