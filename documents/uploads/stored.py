"""
Cleaned files in the vault: under a random name, sealed, never served inline.

An app keeps its files in a model of its own that builds on StoredFile; what belongs
to a file beside its bytes is said there.
"""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.http import HttpResponse
from django.utils import timezone

from documents.uploads.cleaning import Cleaned
from documents.uploads.kinds import FileKind
from kpu_coi import vault
from kpu_coi.canonical import sha256_hex


class StoredFile(models.Model):
    """A cleaned file; `vault_name` and `folder` tell whose it is."""

    vault_name: ClassVar[str]
    folder: ClassVar[str]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=5, choices=FileKind)
    size = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=120, unique=True)
    about_sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.public_id}.{self.kind.lower()}"

    def context(self, part: str) -> str:
        return f"{self.vault_name}:{self.public_id}:{part}"

    @property
    def about(self) -> dict[str, str]:
        """The name that the file had, and the SHA-256 of what is kept of it."""
        return vault.open_json(self.about_sealed, context=self.context("about"))


def put_away[File: StoredFile](
    model: type[File], files: Iterable[Cleaned], **given: Any
) -> list[File]:
    """
    Write the files, sealed, into the store; their rows are not saved yet.

    Takes what the rows say beside. Comes before the transaction; after it
    `throw_away_unsaved` them.
    """
    made = []
    for cleaned in files:
        file = model(
            kind=cleaned.kind, size=len(cleaned.data), at=timezone.now(), **given
        )
        sealed = vault.seal(cleaned.data, context=file.context("data"))
        path = f"{model.folder}/{uuid.uuid4().hex}"
        file.stored_as = default_storage.save(path, ContentFile(sealed))
        about = {"name": cleaned.name, "sha256": sha256_hex(cleaned.data)}
        file.about_sealed = vault.seal_json(about, context=file.context("about"))
        made.append(file)
    return made


def throw_away(files: Iterable[StoredFile]) -> None:
    for file in files:
        default_storage.delete(file.stored_as)


def throw_away_unsaved(files: list[Any]) -> None:
    """Those that no row speaks of: their transaction failed, or another came first."""
    if not files:
        return
    names = {file.stored_as for file in files}
    rows = type(files[0])._default_manager.filter(stored_as__in=names)
    saved = set(rows.values_list("stored_as", flat=True))
    throw_away([file for file in files if file.stored_as not in saved])


def read(file: StoredFile) -> bytes:
    """What is kept of the file, opened. Raises VaultError, or what the store raises."""
    with default_storage.open(file.stored_as) as stored:
        return vault.open_sealed(stored.read(), context=file.context("data"))


def response(file: StoredFile) -> HttpResponse:
    """The file to be saved, never to be shown in the browser."""
    name = f"{file.public_id}.{file.kind.lower()}"
    answer = HttpResponse(read(file), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store"
    return answer
