"""
The pack of a unit: ordered, made by a job, kept for some days, then removed.

The job may run twice or be killed anywhere: the file is written first, and the row
says READY only with it.
"""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import log
from declarations import pack_files
from declarations.models import (
    KEPT_FOR,
    Campaign,
    Pack,
    PackContents,
    PackReading,
    PackState,
)
from declarations.rules.packs import may_have, may_have_pack
from kpu_coi import queue, vault
from kpu_coi.canonical import sha256_hex
from personnel.models import Unit, User

GIVEN_UP_AFTER = timedelta(hours=2)
FOLDER = "berkas"


def order(campaign: Campaign, unit: Unit, contents: PackContents, *, by: User) -> Pack:
    """Have a pack made; one that is being made already is not made twice."""
    may_have(by, campaign, unit, contents).require()
    try:
        with transaction.atomic():
            made = Pack.objects.create(
                campaign=campaign,
                unit=unit,
                contents=contents,
                ordered_by=by,
                ordered_at=timezone.now(),
            )
            log.record(
                "pack.order",
                stream=f"pack:{made.pk}",
                by=by,
                unit=unit.code,
                campaign=campaign.pk,
                contents=contents,
            )
            queue.tell("declarations.make_pack", pack_id=made.pk)
    except IntegrityError:
        same = Pack.objects.filter(campaign=campaign, unit=unit, contents=contents)
        return same.latest("ordered_at")
    return made


def make(pack_id: int) -> None:
    """Make what was ordered, telling how far it has come."""
    pack = Pack.objects.select_related("campaign__unit", "unit").get(pk=pack_id)
    if not pack.is_waiting:
        return
    try:
        data = pack_files.zip_of(pack, told=lambda *far: tell_progress(pack_id, *far))
    except Exception:
        fail(pack_id)
        raise
    keep(pack, data)


def tell_progress(pack_id: int, done: int, total: int) -> None:
    Pack.objects.waiting().filter(pk=pack_id).update(done=done, total=total)


def keep(pack: Pack, data: bytes) -> None:
    """Store the file, sealed, and say that it is ready."""
    sealed = vault.seal(data, context=pack.context)
    name = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(sealed))
    with transaction.atomic():
        stored = Pack.objects.select_for_update(no_key=True).get(pk=pack.pk)
        is_wanted = stored.is_waiting
        if is_wanted:
            stored.state, stored.stored_as = PackState.READY, name
            stored.size, stored.sha256 = len(data), sha256_hex(data)
            stored.made_at, stored.done = timezone.now(), stored.total
            stored.save()
            log.record(
                "pack.make",
                stream=f"pack:{stored.pk}",
                by=None,
                sha256=stored.sha256,
            )
    if not is_wanted:
        default_storage.delete(name)


def fail(pack_id: int) -> None:
    Pack.objects.waiting().filter(pk=pack_id).update(state=PackState.FAILED)


def read(pack: Pack, *, by: User) -> bytes:
    """The file, opened; that it was taken is noted. Raises PermissionDenied."""
    may_have_pack(by, pack).require()
    with default_storage.open(pack.stored_as) as stored:
        data = vault.open_sealed(stored.read(), context=pack.context)
    with transaction.atomic():
        PackReading.objects.create(pack=pack, reader=by, at=timezone.now())
        log.record("pack.read", stream=f"pack:{pack.pk}", by=by)
    return data


def remove_old() -> int:
    """Remove the files of packs that were kept long enough; tells how many."""
    now = timezone.now()
    with transaction.atomic():
        rows = Pack.objects.ready().filter(made_at__lte=now - KEPT_FOR)
        old = list(rows.select_for_update(skip_locked=True, no_key=True))
        names = [pack.stored_as for pack in old]
        Pack.objects.filter(pk__in=[pack.pk for pack in old]).update(
            state=PackState.REMOVED, stored_as=""
        )
        lost = Pack.objects.waiting().filter(ordered_at__lte=now - GIVEN_UP_AFTER)
        lost.update(state=PackState.FAILED)
    for name in names:
        default_storage.delete(name)
    return len(old)
