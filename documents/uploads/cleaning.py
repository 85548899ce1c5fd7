"""
Taking files in: what they are, what they must not be, and cleaning them.

All of it happens before any transaction: nothing here touches the database.
"""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from documents.uploads.kinds import (
    MAX_BYTES,
    MAX_FILES,
    FileKind,
    may_be,
    named_kind,
)
from kpu_coi import children
from kpu_coi.texts import tidy_line

AT_ONCE = BoundedSemaphore(2)
PATIENCE = 20
LONGEST_NAME = 120
WHY = {
    "active": "berisi program, tautan, atau lampiran tersembunyi. Simpan sebagai PDF "
    "biasa atau kirim tangkapan layarnya.",
    "locked": "dikunci dengan kata sandi. Kirim berkas tanpa kata sandi.",
    "huge": "terlalu besar ukurannya dalam piksel. Perkecil dahulu.",
    "bomb": "membengkak jauh di atas batas ketika dibuka.",
    "broken": "tidak dapat dibuka. Periksa apakah berkasnya utuh.",
}


@dataclass(frozen=True)
class Cleaned:
    """A file that may be kept."""

    name: str
    kind: FileKind
    data: bytes


class NotTaken(Exception):
    """A file was refused; the words say which and why."""


def clean_all(files: Iterable[Any], *, room: int) -> tuple[list[Cleaned], list[str]]:
    """
    The files that may be kept, and what is to be said about those that may not.

    Takes uploaded files (`name`, `read()`; `too_large` where the upload was cut off)
    and for how many there is room.
    """
    taken: list[Cleaned] = []
    faults: list[str] = []
    for file in files:
        if len(taken) >= room:
            faults.append(
                f"Paling banyak {MAX_FILES} berkas. Sisanya tidak kami ambil."
            )
            break
        try:
            taken.append(clean(file))
        except NotTaken as refusal:
            faults.append(str(refusal))
    return taken, faults


def clean(file: Any) -> Cleaned:
    """One uploaded file, cleaned. Raises NotTaken."""
    name = tidy_line(file.name)[-LONGEST_NAME:] or "berkas"
    if getattr(file, "too_large", False):
        raise NotTaken(f"“{name}” lebih besar dari 10 MB.")
    kind = named_kind(name)
    if kind is None:
        raise NotTaken(
            f"“{name}” tidak kami terima. Kirim PDF, JPG, PNG, DOCX, XLSX, atau MP4."
        )
    data = file.read()
    if not data:
        raise NotTaken(f"“{name}” kosong.")
    if len(data) > MAX_BYTES:
        raise NotTaken(f"“{name}” lebih besar dari 10 MB.")
    if not may_be(kind, data):
        raise NotTaken(
            f"Isi “{name}” bukan {kind.label}, walaupun akhiran namanya itu."
        )
    return Cleaned(name, kind, cleaned_by_child(name, kind, data))


def cleaned_by_child(name: str, kind: FileKind, data: bytes) -> bytes:
    """What the cleaner makes of it, in a process of its own; two at a time."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise NotTaken(f"Layanan sedang sibuk. Pilih “{name}” lagi sebentar kemudian.")
    try:
        done = run_cleaner(kind, data)
    except subprocess.TimeoutExpired:
        raise NotTaken(f"“{name}” {WHY['bomb']}") from None
    finally:
        AT_ONCE.release()
    if done.returncode == children.REFUSED:
        raise NotTaken(f"“{name}” {why(done.stderr)}")
    if done.returncode or not done.stdout:
        raise NotTaken(f"“{name}” {WHY['broken']}")
    return done.stdout


def why(told: bytes) -> str:
    """The words for the cleaner's last word; parsers may have warned before it."""
    return WHY.get(children.last_word(told), WHY["broken"])


def run_cleaner(kind: FileKind, data: bytes) -> subprocess.CompletedProcess[bytes]:
    return children.run(
        "documents.uploads.cleaner", kind.value, data=data, patience=PATIENCE
    )
