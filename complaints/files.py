"""Files of complaints: kept for a form that was refused, then given to a complaint."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint, File, Message
from documents.uploads.stored import throw_away

KEPT_FOR = timedelta(hours=1)


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


def forget_old() -> int:
    """Remove files kept for forms that never came; tells how many."""
    before = timezone.now() - KEPT_FOR
    with transaction.atomic():
        rows = File.objects.filter(complaint=None, at__lte=before)
        old = list(rows.select_for_update(skip_locked=True))
        File.objects.filter(pk__in=[file.pk for file in old]).delete()
    throw_away(old)
    return len(old)
