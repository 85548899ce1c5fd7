"""What must hold of ceremonies, packs, and what was declared on paper."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db.models import F, Q

from declarations.models import Obligation, Pack, PaperSignature, SharedDevice

CHUNK = 500


def faults() -> Iterator[tuple[str, str]]:
    """Each row that breaks something, and what."""
    yield from paper_faults()
    yield from pack_faults()
    open_on = SharedDevice.objects.filter(ended_at=None)
    for device in open_on.exclude(ceremony__ended_at=None):
        yield f"perangkat bersama {device.pk}", "masih dipakai setelah acara berakhir"


def paper_faults() -> Iterator[tuple[str, str]]:
    """The standing mark and its obligation name each other; its scan is there."""
    wrong = Obligation.objects.exclude(on_paper=None).exclude(
        on_paper__obligation=F("pk"), on_paper__ended_at=None
    )
    for row in wrong:
        yield f"kewajiban {row.pk}", "menunjuk tanda kertas yang tidak berlaku"
    standing = PaperSignature.objects.standing().select_related("scan", "obligation")
    for paper in standing.order_by("pk").iterator(CHUNK):
        row = f"tanda kertas {paper.pk}"
        if paper.obligation.on_paper_id != paper.pk:
            yield row, "berlaku, tetapi kewajibannya tidak menunjuknya"
        if paper.marked_by_id == paper.obligation.user_id:
            yield row, "dicatat oleh orangnya sendiri"
        if not default_storage.exists(paper.scan.stored_as):
            yield row, "berkas pindaiannya hilang"


def pack_faults() -> Iterator[tuple[str, str]]:
    """A pack that is ready has its file; one that was removed has none."""
    for pack in Pack.objects.filter(~Q(stored_as="")).order_by("pk").iterator(CHUNK):
        if not pack.is_ready:
            yield f"berkas {pack.pk}", "menunjuk sebuah file walaupun belum siap"
        elif not default_storage.exists(pack.stored_as):
            yield f"berkas {pack.pk}", "file-nya hilang"
