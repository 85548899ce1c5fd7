"""What a file is, by its first bytes and never by its name (rule 69)."""

from pathlib import PurePath

from django.db import models


class FileKind(models.TextChoices):
    PDF = "PDF", "PDF"
    JPG = "JPG", "JPG"
    PNG = "PNG", "PNG"
    DOCX = "DOCX", "DOCX"
    XLSX = "XLSX", "XLSX"
    MP4 = "MP4", "MP4"


MAX_FILES = 5
MAX_BYTES = 10 * 1024 * 1024
EXTENSIONS = {
    ".pdf": FileKind.PDF,
    ".jpg": FileKind.JPG,
    ".jpeg": FileKind.JPG,
    ".png": FileKind.PNG,
    ".docx": FileKind.DOCX,
    ".xlsx": FileKind.XLSX,
    ".mp4": FileKind.MP4,
}
OFFICE = frozenset({FileKind.DOCX, FileKind.XLSX})
BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1"}
    | {b"M4V ", b"MSNV", b"3gp4", b"3gp5", b"3gp6"}
)


def named_kind(name: str) -> FileKind | None:
    """The kind that the end of a name promises."""
    return EXTENSIONS.get(PurePath(name).suffix.casefold())


def may_be(kind: FileKind, data: bytes) -> bool:
    """Whether the first bytes are those of the kind; the cleaner looks further."""
    if kind == FileKind.PDF:
        return data.startswith(b"%PDF-")
    if kind == FileKind.JPG:
        return data.startswith(b"\xff\xd8\xff")
    if kind == FileKind.PNG:
        return data.startswith(b"\x89PNG\r\n\x1a\n")
    if kind == FileKind.MP4:
        return data[4:8] == b"ftyp" and data[8:12] in BRANDS
    return data.startswith(b"PK\x03\x04")
