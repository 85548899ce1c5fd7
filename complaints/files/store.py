"""Cleaned files in the vault: under a random name, sealed, never served inline."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from complaints.files.cleaning import Cleaned
from complaints.models import Complaint, File, Message
from kpu_coi import vault
from kpu_coi.canonical import sha256_hex

FOLDER = "pengaduan"
KEPT_FOR = timedelta(hours=1)


def put_away(files: Iterable[Cleaned]) -> list[File]:
    """
    Write the files, sealed, into the store; their rows are not saved yet.

    Comes before the transaction; after it `throw_away_unsaved` them.
    """
    made = []
    for cleaned in files:
        file = File(kind=cleaned.kind, size=len(cleaned.data), at=timezone.now())
        sealed = vault.seal(cleaned.data, context=file.context("data"))
        path = f"{FOLDER}/{uuid4().hex}"
        file.stored_as = default_storage.save(path, ContentFile(sealed))
        about = {"name": cleaned.name, "sha256": sha256_hex(cleaned.data)}
        file.about_sealed = vault.seal_json(about, context=file.context("about"))
        made.append(file)
    return made


def throw_away(files: Iterable[File]) -> None:
    for file in files:
        default_storage.delete(file.stored_as)


def throw_away_unsaved(files: list[File]) -> None:
    """Those that no row speaks of: their transaction failed, or another came first."""
    if not files:
        return
    names = {file.stored_as for file in files}
    rows = File.objects.filter(stored_as__in=names)
    saved = set(rows.values_list("stored_as", flat=True))
    throw_away([file for file in files if file.stored_as not in saved])


def keep(files: Iterable[File], mark: str) -> None:
    """Keep files for an hour for a form that is to be sent again."""
    for file in files:
        file.kept_for = mark
    File.objects.bulk_create(files)


def kept(mark: str, without: Iterable[str] = ()) -> list[File]:
    """The files kept for a form, but for those that are no longer wanted."""
    since = timezone.now() - KEPT_FOR
    rows = File.objects.filter(kept_for=mark, at__gt=since)
    return [file for file in rows if str(file.public_id) not in set(without)]


def attach(
    files: Iterable[File], complaint: Complaint, message: Message | None = None
) -> None:
    """Give new and kept files to a complaint; belongs into its transaction."""
    files = list(files)
    told = {"complaint": complaint, "message": message, "kept_for": ""}
    old = [file.pk for file in files if file.pk]
    if old:
        File.objects.filter(pk__in=old).update(**told)
    new = [file for file in files if not file.pk]
    for file in new:
        file.complaint, file.message, file.kept_for = complaint, message, ""
    if new:
        File.objects.bulk_create(new)


def read(file: File) -> bytes:
    """What is kept of the file, opened. Raises VaultError, or what the store raises."""
    with default_storage.open(file.stored_as) as stored:
        return vault.open_sealed(stored.read(), context=file.context("data"))


def response(file: File) -> HttpResponse:
    """The file to be saved, never to be shown in the browser."""
    name = f"{file.public_id}.{file.kind.lower()}"
    answer = HttpResponse(read(file), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store"
    return answer


def forget_old() -> int:
    """Remove files kept for forms that never came; tells how many."""
    before = timezone.now() - KEPT_FOR
    with transaction.atomic():
        rows = File.objects.filter(complaint=None, at__lte=before)
        old = list(rows.select_for_update(skip_locked=True))
        File.objects.filter(pk__in=[file.pk for file in old]).delete()
    throw_away(old)
    return len(old)
