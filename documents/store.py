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
from documents.models import Countersignature, Document, Made, State
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
    The sealed PDF, exactly as it was stored; with its second seal where it has one.

    Raises NotSealedYet before the worker has made it, and ValueError when what lies
    in the store is not what was stored.
    """
    second = getattr(document, "countersignature", None)
    if second is not None and second.is_sealed:
        return read_file(second, document)
    return read_first(document)


def read_first(document: Document) -> bytes:
    """The PDF as the first seal left it; raises as `read_pdf` does."""
    if document.state != State.SEALED:
        raise NotSealedYet(document.number)
    return read_file(document, document)


def read_file(made: Made, document: Document) -> bytes:
    """What lies in the store under the name of this file, opened and compared."""
    with default_storage.open(made.file) as file:
        data = file.read()
    if document.confidential:
        data = vault.open_sealed(data, context=context_of(made, document))
    if sha256_hex(data) != made.pdf_sha256:
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
        write_file(document, document, pdf)
        audit_log.record(
            "document.seal",
            stream=f"document:{document.pk}",
            by=None,
            pdf_sha256=document.pdf_sha256,
            record_hash=document.record_hash,
        )
    return True


def keep_countersigned(countersignature_id: int, pdf: bytes) -> bool:
    """Store the file with the second seal; as `keep_pdf` otherwise."""
    with transaction.atomic():
        rows = Countersignature.objects.select_for_update(of=("self",), no_key=True)
        made = rows.select_related("document").get(pk=countersignature_id)
        if made.is_sealed:
            return False
        write_file(made, made.document, pdf)
        audit_log.record(
            "document.countersign",
            stream=f"document:{made.document_id}",
            by=None,
            pdf_sha256=made.pdf_sha256,
            record_hash=made.record_hash,
        )
    return True


def write_file(
    made: Document | Countersignature, document: Document, pdf: bytes
) -> None:
    """Write the file first, then the row that says so; the row is locked."""
    data = pdf
    if document.confidential:
        data = vault.seal(pdf, context=context_of(made, document))
    default_storage.delete(made.file)
    made.file = default_storage.save(made.file, ContentFile(data))
    made.state = State.SEALED
    made.pdf_sha256 = sha256_hex(pdf)
    made.pdf_size = len(pdf)
    made.sealed_at = timezone.now()
    made.fault = ""
    made.save()


def record_context(token: str) -> str:
    """What binds a sealed record to its document."""
    return f"document:{token}:record"


def file_context(token: str) -> str:
    """What binds a sealed file to its document."""
    return f"document:{token}:file"


def second_context(token: str, part: str) -> str:
    """What binds to its document what belongs to the second seal."""
    return f"document:{token}:second-{part}"


def context_of(made: Made, document: Document) -> str:
    """What binds a sealed file to its document and, of two, to its place."""
    if isinstance(made, Countersignature):
        return second_context(document.token, "file")
    return file_context(document.token)
