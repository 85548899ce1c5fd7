"""
The life of a roster: uploaded, read by the worker, looked at, applied or discarded.

`RosterImport.status` is written here alone. Reading changes nothing but the preview;
applying is one transaction, which compares the list with the roll once more and
refuses when the answer is no longer the one that was shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit import log
from deadlines.calendar import today_in
from kpu_coi.access import Verdict
from kpu_coi.canonical import sha256_hex
from kpu_coi.queue import tell
from personnel import rules
from personnel.models import RosterImport, RosterStatus, Unit, User
from personnel.models.units import NATIONAL_CODE
from personnel.rosters import applying, events, leaving, nik, proposing, store
from personnel.rosters.entries import Entry
from personnel.rosters.reading import Table, Unreadable, read_table
from personnel.rosters.standing import NUMBER, among, people_concerned
from personnel.workflow.posts import lock_lines

LONGEST_NAME = 120
STALE = (
    "Daftar pegawai sudah berubah sejak berkas ini dibaca. Baca ulang, periksa "
    "hasilnya, lalu terapkan."
)
BROKEN = (
    "Terjadi kesalahan pada sistem; daftar pegawai tidak berubah. Baca ulang "
    "berkasnya, atau hubungi administrator bila terulang."
)
LOST = "Berkas ini tidak dapat dibuka kembali dari penyimpanan. Unggah lagi."

OPEN_FOR: dict[str, frozenset[str]] = {
    "read_again": frozenset({RosterStatus.READY, RosterStatus.FAILED}),
    "apply": frozenset({RosterStatus.READY}),
    "discard": frozenset(
        {RosterStatus.READY, RosterStatus.REFUSED, RosterStatus.FAILED}
    ),
}


def verdict(move: str, roster: RosterImport, by: User | None) -> Verdict:
    """Whether a move is open now, to this person; None is the machine."""
    if roster.status not in OPEN_FOR[move]:
        label = RosterStatus(roster.status).label.lower()
        return Verdict(f"Tidak dapat dilakukan: daftar ini {label}.")
    if move == "read_again" and not roster.stored_as:
        return Verdict("Berkasnya sudah dihapus. Unggah lagi.")
    if by is None:
        return Verdict()
    if move == "apply":
        return rules.may_apply_roster(by, roster)
    return rules.may_keep_roster(by, roster)


@contextmanager
def making(
    move: str, roster: RosterImport, *, by: User | None
) -> Iterator[RosterImport]:
    """Lock the row, check the move on it, then save and log it."""
    with transaction.atomic():
        stored = locked(roster.pk)
        verdict(move, stored, by).require()
        before = stored.status
        yield stored
        stored.save()
        record(f"roster.{move}", stored, by=by, before=before)


def locked(roster_id: int) -> RosterImport:
    rows = RosterImport.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("unit", "uploaded_by", "asked_by").get(pk=roster_id)


def record(action: str, roster: RosterImport, *, by: User | None, **details) -> None:
    log.record(action, stream=f"roster:{roster.pk}", by=by, **details)


def upload(
    unit: Unit,
    data: bytes,
    *,
    file_name: str,
    complete: bool,
    as_of: date | None,
    by: User | None,
) -> RosterImport:
    """
    Take a file in and let the worker read it.

    The list of KPU RI by an organisation administrator may name many units. Raises
    PermissionDenied for who may not.
    """
    if by is not None:
        rules.may_manage_roll(by, unit).require()
    roster = RosterImport(
        unit=unit,
        many_units=unit.code == NATIONAL_CODE and rules.may_import_nation(by),
        complete=complete,
        as_of=as_of or today_in(unit.timezone),
        file_name=file_name[-LONGEST_NAME:],
        sha256=sha256_hex(data),
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    store.put_away(roster, data)
    with transaction.atomic():
        roster.save()
        record("roster.upload", roster, by=by, unit=unit.code, sha256=roster.sha256)
        tell("personnel.read_roster", roster_id=roster.pk)
    return roster


def read_again(roster: RosterImport, *, by: User | None) -> RosterImport:
    """Read the same file once more, against the roll as it is now."""
    with making("read_again", roster, by=by) as stored:
        stored.status, stored.problem = RosterStatus.QUEUED, ""
        stored.done = stored.total = 0
        tell("personnel.read_roster", roster_id=stored.pk)
    return stored


def discard(roster: RosterImport, *, by: User | None) -> RosterImport:
    with making("discard", roster, by=by) as stored:
        stored.status, stored.problem = RosterStatus.DISCARDED, ""
    return stored


def apply(roster: RosterImport, *, by: User | None) -> RosterImport:
    """Let the worker apply what was previewed; unclear and faulty rows stay out."""
    with making("apply", roster, by=by) as stored:
        stored.status, stored.asked_by = RosterStatus.APPLYING, by
        tell("personnel.apply_roster", roster_id=stored.pk)
    return stored


# --- the worker's part --------------------------------------------------------------


def read(roster_id: int) -> None:
    """
    Read the file and store the preview. Safe to run twice, and after a worker died.
    """
    rows = RosterImport.objects.filter(
        pk=roster_id, status__in=[RosterStatus.QUEUED, RosterStatus.READING]
    )
    if not rows.update(status=RosterStatus.READING):
        return

    def progress(done: int, total: int) -> None:
        rows.update(done=done, total=total)

    roster = RosterImport.objects.with_people().get(pk=roster_id)
    try:
        table = read_table(store.file_of(roster), progress)
        keep_preview(roster, table)
    except Unreadable as refusal:
        settle(roster_id, RosterStatus.REFUSED, str(refusal))
    except FileNotFoundError:
        settle(roster_id, RosterStatus.FAILED, LOST)
    except Exception:
        settle(roster_id, RosterStatus.FAILED, BROKEN)
        raise


def keep_preview(roster: RosterImport, table: Table) -> None:
    outcomes, standing = proposing.propose_for(roster, table.entries)
    with transaction.atomic():
        stored = locked(roster.pk)
        if stored.status != RosterStatus.READING:
            return
        store.keep_rows(stored, outcomes, standing)
        stored.status, stored.problem = RosterStatus.READY, ""
        stored.done = stored.total = len(table.entries)
        stored.counts = proposing.counts_of(outcomes)
        stored.skipped = [list(pair) for pair in table.skipped]
        stored.digest = proposing.digest_of(outcomes)
        stored.save()
        record("roster.read", stored, by=None, counts=stored.counts)


def settle(roster_id: int, status: str, problem: str) -> None:
    """Say why it went no further; what was being done before is undone already."""
    with transaction.atomic():
        stored = locked(roster_id)
        if not stored.is_at_work:
            return
        stored.status, stored.problem = status, problem
        stored.save(update_fields=["status", "problem"])
        record("roster.stop", stored, by=None, status=str(status))


def carry_out(roster_id: int) -> None:
    """Apply a roster that was asked for: all of it, or nothing and a reason."""
    try:
        stale = not carried_out(roster_id)
    except IntegrityError:
        stale = True
    except Exception:
        settle(roster_id, RosterStatus.FAILED, BROKEN)
        raise
    if stale:
        settle(roster_id, RosterStatus.READY, STALE)


@transaction.atomic
def carried_out(roster_id: int) -> bool:
    """False when the roll is no longer the one that was previewed."""
    roster = locked(roster_id)
    if roster.status != RosterStatus.APPLYING:
        return True
    entries = list(store.entries_of(roster))
    lock_roll(roster, entries)
    outcomes, standing = proposing.propose_for(roster, entries)
    if proposing.digest_of(outcomes) != roster.digest:
        return False
    written = applying.write(outcomes, standing)
    applying.point_rows(roster.pk, outcomes)
    today = today_in(roster.unit.timezone)
    by = roster.asked_by
    followed = leaving.follow(outcomes, standing, today=today, by=by)
    roster.status, roster.problem = RosterStatus.APPLIED, ""
    roster.applied_by, roster.applied_at = by, timezone.now()
    roster.save()
    log.record_many(
        events.entries(roster, outcomes, standing, written, followed, by=by)
    )
    record(
        "roster.applied",
        roster,
        by=by,
        counts=roster.counts,
        posts=written.posts,
        people=len(written.people),
        begun=len(written.begun),
        changed=len(written.changed),
    )
    events.tell_those_concerned(outcomes, written)
    tell("declarations.roster_imported", roster_id=roster.pk)
    return True


def lock_roll(roster: RosterImport, entries: list[Entry]) -> None:
    """
    Nobody else changes these people meanwhile, and no post is abolished.

    Lines first, then units, so that two lists of one unit wait for each other; then
    people in the order of their ids, whom every single move locks as well.
    """
    lock_lines()
    scope = proposing.scope_of(entries, roster.unit, many=roster.many_units)
    lock_all(Unit.objects.filter(pk__in=scope.concerned))
    by_nik = nik.holders(scope.niks).values()
    people = {
        pk
        for rows in people_concerned(scope.concerned, scope.numbers, by_nik)
        for pk in rows.values_list("pk", flat=True)
    }
    lock_all(User.objects.filter(pk__in=among(people, NUMBER)))


def lock_all(rows: QuerySet) -> None:
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def forget_old() -> int:
    """Remove files and rows of lists that are long done with; tells how many."""
    before = timezone.now() - timedelta(days=settings.ROSTER_KEPT_DAYS)
    done = Q(applied_at__lt=before) | Q(uploaded_at__lt=before) & ~Q(
        status__in=[RosterStatus.APPLIED, RosterStatus.APPLYING]
    )
    count = 0
    for roster in RosterImport.objects.filter(done, forgotten_at=None):
        with transaction.atomic():
            stored = locked(roster.pk)
            if stored.forgotten_at:
                continue
            if stored.status not in (RosterStatus.APPLIED, RosterStatus.APPLYING):
                stored.status = RosterStatus.DISCARDED
                stored.save(update_fields=["status"])
            store.forget(stored)
            record("roster.forget", stored, by=None)
            count += 1
    return count
