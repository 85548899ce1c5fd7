"""The uploaded file in the vault, and the sealed rows of its preview."""

from collections.abc import Iterator
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from kpu_coi import vault
from personnel.models import RosterImport, RosterRow, Tenure
from personnel.models.rosters import SOUND
from personnel.rosters.entries import Entry
from personnel.rosters.outcomes import Outcome
from personnel.rosters.proposing import record_of, unpacked
from personnel.rosters.standing import Standing

FOLDER = "daftar-pegawai"
AT_ONCE = 1_000


def put_away(roster: RosterImport, data: bytes) -> None:
    """Seal the file into the store; comes before the transaction that saves the row."""
    sealed = vault.seal(data, context=roster.context)
    path = f"{FOLDER}/{uuid4().hex}"
    roster.stored_as = default_storage.save(path, ContentFile(sealed))


def file_of(roster: RosterImport) -> bytes:
    """The file as it was uploaded. Raises VaultError, or what the store raises."""
    with default_storage.open(roster.stored_as) as stored:
        return vault.open_sealed(stored.read(), context=roster.context)


def keep_rows(
    roster: RosterImport, outcomes: list[Outcome], standing: Standing
) -> None:
    """Store the preview in place of an earlier one."""
    roster.rows.all().delete()
    rows = []
    for place, outcome in enumerate(outcomes):
        row = RosterRow(
            roster=roster,
            place=place,
            line=outcome.entry.line if outcome.entry else None,
            verdict=outcome.verdict,
            user_id=outcome.person.pk if outcome.person else None,
        )
        record = record_of(outcome, standing)
        row.sealed = vault.seal_json(record, context=row.context())
        rows.append(row)
        if len(rows) == AT_ONCE:
            RosterRow.objects.bulk_create(rows)
            rows = []
    RosterRow.objects.bulk_create(rows)


def opened(row: RosterRow) -> dict:
    """What the page shows of a row."""
    return vault.open_json(row.sealed, context=row.context())


def entries_of(roster: RosterImport) -> Iterator[Entry]:
    """The rows of the file again, as they were read."""
    rows = roster.rows.exclude(line=None).order_by("place")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield unpacked(opened(row)["entry"])


def forget(roster: RosterImport) -> None:
    """Remove the file and what its rows say; the counts stay."""
    path, roster.stored_as = roster.stored_as, ""
    roster.forgotten_at = timezone.now()
    roster.rows.all().delete()
    roster.save(update_fields=["stored_as", "forgotten_at"])
    if path:
        default_storage.delete(path)


def tenures_touched(roster_id: int) -> list[int]:
    """The tenures of everybody for whom an applied list changed something."""
    rows = RosterRow.objects.filter(roster=roster_id, verdict__in=SOUND)
    held = Tenure.objects.filter(user__in=rows.exclude(user=None).values("user"))
    return list(held.order_by("pk").values_list("pk", flat=True))
