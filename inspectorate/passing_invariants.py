"""What must hold of cases that were passed on or opened by a superior, and of files."""

from collections.abc import Iterator

from declarations.files import listed
from declarations.models import (
    CONFLICT_KINDS,
    Attachment,
    Case,
    Statement,
    Status,
)
from documents.uploads.stored import read
from kpu_coi import vault
from kpu_coi.canonical import sha256_hex

CHUNK = 500


def faults() -> Iterator[tuple[str, str]]:
    """Each row that breaks something, and what."""
    yield from opened_by_superiors()
    yield from frozen_files()
    yield from kept_files()


def opened_by_superiors() -> Iterator[tuple[str, str]]:
    """A case without a statement was opened, by another than its person (rule 18)."""
    for case in Case.objects.filter(statement=None).order_by("pk").iterator(CHUNK):
        if case.initiated_by_id == case.person_id:
            yield f"perkara {case.pk}", "dibuka oleh yang bersangkutan sendiri"
        if case.opened_at is None:
            yield f"perkara {case.pk}", "dibuka atasan, tetapi tidak pernah dibaca"


def frozen_files() -> Iterator[tuple[str, str]]:
    """A signed statement names exactly the files that lie beside it (rule 4)."""
    signed = Statement.objects.exclude(status=Status.DRAFT)
    rows = signed.filter(kind__in=CONFLICT_KINDS).prefetch_related("attachments")
    for statement in rows.order_by("pk").iterator(CHUNK):
        told = (statement.read_content()["statement"] or {}).get("attachments", [])
        if told != listed(statement.attachments.all()):
            yield f"pernyataan {statement.pk}", "lampirannya bukan yang ditandatangani"


def kept_files() -> Iterator[tuple[str, str]]:
    """Each file lies in the store as it was given."""
    for file in Attachment.objects.order_by("pk").iterator(CHUNK):
        try:
            same = sha256_hex(read(file)) == file.about["sha256"]
        except (OSError, vault.VaultError):
            same = False
        if not same:
            yield f"lampiran {file.pk}", "tidak ada atau bukan yang diberikan"
