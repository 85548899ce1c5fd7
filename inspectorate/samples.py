"""
One sample of each kind of paper in VAR_DIR/contoh/, for whoever looks at a trial.

The worker makes them: it looks again until every kind that was issued has its
sample, and leaves the ones that are there alone.
"""

from pathlib import Path

from django.conf import settings

from documents.issuing import read_pdf
from documents.models import Document, Kind, State
from kpu_coi.queue import tell

NAMES = {
    Kind.FREE: "surat-pernyataan-bebas.pdf",
    Kind.POTENTIAL: "surat-pernyataan-potensi.pdf",
    Kind.ACTUAL: "surat-pernyataan-aktual.pdf",
    Kind.INTEREST_LIST: "daftar-kepentingan-pribadi.pdf",
    Kind.INTEGRITY_PACT: "pakta-integritas.pdf",
    Kind.COOLING_OFF: "pemberitahuan-masa-tunggu.pdf",
    Kind.DECISION: "hasil-penelaahan.pdf",
    Kind.BREACH_NOTICE: "pemberitahuan-kegagalan-pelindungan-data.pdf",
}


def folder() -> Path:
    return settings.VAR_DIR / "contoh"


def keep_samples() -> list[Path]:
    """Write the samples that are missing and can be made; returns the new files."""
    written = []
    for kind, name in NAMES.items():
        file = folder() / name
        sealed = Document.objects.filter(kind=kind, state=State.SEALED).order_by("pk")
        if file.exists() or not (document := sealed.first()):
            continue
        folder().mkdir(parents=True, exist_ok=True)
        file.write_bytes(read_pdf(document))
        written.append(file)
    return written


def missing() -> bool:
    """Whether a kind of paper that was issued has no sample yet."""
    issued = set(Document.objects.values_list("kind", flat=True).distinct())
    return any(
        kind in issued and not (folder() / name).exists()
        for kind, name in NAMES.items()
    )


def keep_samples_later() -> None:
    """Let the worker write the samples once the papers are sealed."""
    if missing():
        tell("inspectorate.keep_samples")
