"""
What anybody may learn of a document: that it is ours, and whether it still counts.

Rule 74: of a paper about a conflict of interest only that it is registered, and its
standing. An uploaded file is compared by its SHA-256 first; one that is not known is
looked into by a process of its own, and nothing of it is kept.
"""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from typing import Any

from documents.models import Countersignature, Document, Standing
from documents.pressroom import ROOT, small_environment, trusted_roots
from documents.templatetags.papers import grouped
from kpu_coi.canonical import sha256_hex
from kpu_coi.dates import waktu

MAX_BYTES = 10 * 1024 * 1024
SECONDS = 15
# Each takes some 100 MB for a second; more at once would be a way to do harm.
AT_ONCE = threading.BoundedSemaphore(2)

TAGS = {
    Standing.IN_FORCE: "ok",
    Standing.SUPERSEDED: "warn",
    Standing.WITHDRAWN: "late",
    Standing.REVOKED: "late",
}
MEANINGS = {
    Standing.IN_FORCE: "Dokumen ini terdaftar dan berlaku.",
    Standing.SUPERSEDED: "Dokumen ini asli, tetapi sudah digantikan oleh yang baru.",
    Standing.WITHDRAWN: "Dokumen ini asli, tetapi sudah ditarik oleh pembuatnya.",
    Standing.REVOKED: "Dokumen ini asli, tetapi sudah dicabut.",
}
ALERTS = {
    Standing.IN_FORCE: "success",
    Standing.SUPERSEDED: "warning",
    Standing.WITHDRAWN: "error",
    Standing.REVOKED: "error",
}

BEFORE = "Sebelum diterima: berkas dengan satu segel. Ada versi sesudah diterima."
AFTER = "Sesudah diterima: berkas dengan dua segel."


@dataclass(frozen=True)
class Finding:
    """What an uploaded file is, in words; `document` where it is one of ours."""

    kind: str  # success, warning or error: how it is shown
    title: str
    words: str
    document: Document | None = None
    genuine: bool = False
    altered: bool = False
    version: str = ""  # which of two files of one document it is

    def rows(self) -> list[dict[str, Any]]:
        """What may be shown of the document it is, or claims to be."""
        if self.document is None:
            return []
        label = "Keadaan dokumen aslinya" if self.altered else "Keadaan"
        rows = facts(self.document, standing_label=label)
        return rows + as_rows([("Versi berkas", self.version)])


class TooBusy(Exception):
    """Other files are being examined; the asker should come back in a moment."""


def facts(
    document: Document, *, standing_label: str = "Keadaan"
) -> list[dict[str, Any]]:
    """The rows that /verifikasi/ shows of a document."""
    since = moment(document, document.standing_since)
    rows = [
        ("Nomor", document.number),
        (standing_label, f"{Standing(document.standing).label} sejak {since}"),
    ]
    if document.confidential:
        rows.insert(1, ("Pendaftaran", "Dokumen terdaftar"))
        return as_rows(rows)
    public = document.public
    rows[1:1] = [
        ("Jenis", public.get("kind_name", document.get_kind_display())),
        ("Penanda tangan", public.get("signer", "")),
        ("Jabatan", public.get("position", "")),
        ("Satuan kerja", document.unit_name),
        ("Waktu", moment(document, document.signed_at)),
    ]
    rows.append(("Sidik isi (SHA-256)", grouped(document.content_hash)))
    return as_rows(rows)


def as_rows(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in pairs if value]


def moment(document: Document, when: Any) -> str:
    """A moment on the clock of the document's unit."""
    public = document.public
    zone, abbr = public.get("zone", "Asia/Jakarta"), public.get("tz_abbr", "WIB")
    return waktu(when, zone, abbr)


def verdict(document: Document) -> Finding:
    """What its standing says of a document found by its code."""
    standing = Standing(document.standing)
    return Finding(
        ALERTS[standing],
        standing.label,
        MEANINGS[standing],
        document,
        genuine=standing == Standing.IN_FORCE,
    )


def examine(data: bytes) -> Finding:
    """
    What a file is: one of ours unchanged, ours but altered, or not ours.

    Raises TooBusy when too many unknown files are being looked into already.
    """
    digest = sha256_hex(data)
    rows = Document.objects.select_related("countersignature")
    known = rows.filter(pdf_sha256=digest).first()
    if known:
        second = getattr(known, "countersignature", None)
        return replace(verdict(known), version=BEFORE if second else "")
    second = Countersignature.objects.filter(pdf_sha256=digest).first()
    if second:
        return replace(verdict(second.document), version=AFTER)
    if not data.startswith(b"%PDF-"):
        return NOT_A_PDF
    found = look_into(data)
    if found is None:
        return NOT_READABLE
    document = Document.objects.filter(token=found["token"] or None).first()
    if document:
        return Finding(
            "error",
            "Berkas sudah diubah",
            "Berkas ini mengaku sebagai dokumen di bawah, tetapi tidak sama dengan "
            "yang disegel. Jangan gunakan; mintalah berkas aslinya.",
            document,
            altered=True,
        )
    return UNKNOWN[found["seal"]]


def look_into(data: bytes) -> dict[str, str] | None:
    """What the examiner says of a file; None where it could not read it."""
    if not AT_ONCE.acquire(timeout=5):
        raise TooBusy
    try:
        done = subprocess.run(  # the command is ours; the file comes by stdin
            [sys.executable, "-m", "documents.examiner", trusted_roots()],
            cwd=ROOT,
            env=small_environment(),
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        return json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError, BrokenPipeError):
        return None
    finally:
        AT_ONCE.release()


NOT_A_PDF = Finding(
    "error",
    "Bukan berkas PDF",
    "Berkas ini bukan PDF. Unggah berkas PDF yang Anda terima, bukan foto atau "
    "pindaiannya.",
)
NOT_READABLE = Finding(
    "error",
    "Berkas tidak dapat dibaca",
    "Berkas ini rusak atau tidak dapat dibaca. Bila Anda memegang kertasnya, "
    "masukkan kode verifikasinya.",
)
NOT_OURS = Finding(
    "error",
    "Tidak dikenal",
    "Berkas ini tidak diterbitkan oleh layanan ini, atau hasil pindai atau cetak "
    "ulang. Bila Anda memegang kertasnya, masukkan kode verifikasinya.",
)
BROKEN = Finding(
    "error",
    "Segel rusak",
    "Berkas ini memuat segel yang rusak: isinya diubah setelah disegel. Jangan "
    "gunakan.",
)
UNREGISTERED = Finding(
    "error",
    "Tidak terdaftar",
    "Segelnya dikenal, tetapi dokumennya tidak terdaftar pada layanan ini.",
)
UNKNOWN = {
    "none": NOT_OURS,
    "foreign": NOT_OURS,
    "broken": BROKEN,
    "whole": UNREGISTERED,
}
