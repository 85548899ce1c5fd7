"""What must hold between the rows of a complaint; part of `check_data`."""

from collections.abc import Iterator

from django.core.files.storage import default_storage

from audit.models import Event
from complaints.models import Complaint, File, Promise, Referral, Status
from kpu_coi import vault

CHUNK = 500
COMPLETION = "COMPLAINT_COMPLETION"


def faults() -> Iterator[tuple[str, str]]:
    """Every complaint that does not hold together, and what is wrong with it."""
    streams = set(
        Event.objects.filter(stream__startswith="complaint:").values_list(
            "stream", flat=True
        )
    )
    parts = ("steps", "promises", "referrals")
    rows = Complaint.objects.prefetch_related(*parts).order_by("pk")
    for complaint in rows.iterator(chunk_size=CHUNK):
        for fault in (
            *history_faults(complaint),
            *date_faults(complaint),
            *desk_faults(complaint),
            *seal_faults(complaint),
        ):
            yield f"pengaduan {complaint}", fault
        if f"complaint:{complaint.pk}" not in streams:
            yield f"pengaduan {complaint}", "tidak tercatat di log"
    for file in File.objects.exclude(complaint=None).iterator():
        if not default_storage.exists(file.stored_as):
            yield f"berkas {file}", "berkasnya tidak ada di penyimpanan"


def history_faults(complaint: Complaint) -> Iterator[str]:
    """The last step is the status, since the same moment."""
    steps = list(complaint.steps.all())
    if not steps or steps[-1].status != complaint.status:
        yield "riwayat tidak berakhir pada statusnya"
    elif steps[-1].at != complaint.status_since:
        yield "waktu status tidak sama dengan riwayat"


def date_faults(complaint: Complaint) -> Iterator[str]:
    """It is due when the nearest running promise is; closed, none is open."""
    pending = [one for one in complaint.promises.all() if is_pending(one)]
    running = [one.due_on for one in pending if one.paused_on is None]
    if complaint.due_on != min(running, default=None):
        yield "tenggat bukan janji yang terdekat"
    if pending and not complaint.is_open:
        yield "sudah selesai tetapi masih ada janji terbuka"
    waits = any(one.code == COMPLETION for one in pending)
    if waits is not (complaint.status == Status.INCOMPLETE):
        yield "batas kelengkapan tidak sesuai statusnya"


def is_pending(promise: Promise) -> bool:
    return promise.met_at is None and promise.dropped_at is None


def desk_faults(complaint: Complaint) -> Iterator[str]:
    """It lies with the unit that it was last forwarded to (rule 51)."""
    within = [one for one in complaint.referrals.all() if leads_within(one)]
    if within and within[-1].unit_id != complaint.handling_unit_id:
        yield "tidak berada di meja tujuan penerusan terakhir"


def leads_within(referral: Referral) -> bool:
    return referral.unit_id is not None


def seal_faults(complaint: Complaint) -> Iterator[str]:
    """What lies in the vault can be opened."""
    try:
        opened = [complaint.content, complaint.complainant]
    except vault.VaultError:
        yield "isi tidak dapat dibuka"
        return
    if not opened[0].get("what"):
        yield "tidak memuat apa yang diadukan"
