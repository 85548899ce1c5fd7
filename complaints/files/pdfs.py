"""PDFs without what runs, what is attached, and what tells about their maker."""

import io
from typing import Any

import pikepdf

from complaints.files.images import jpeg_without_marks
from complaints.files.refused import Refused

MOST_OBJECTS = 200_000
DEEPEST = 60
ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
)
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"}
    | {"/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/SetOCGState"}
)
TELLING_KEYS = ("/Metadata", "/PieceInfo", "/LastModified")


def clean(data: bytes) -> bytes:
    """The PDF without metadata. Raises Refused for active content or a password."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return cleaned(pdf)
    except pikepdf.PasswordError as locked:
        raise Refused("locked") from locked
    except (pikepdf.PdfError, ValueError, RecursionError) as fault:
        raise Refused("broken") from fault


def cleaned(pdf: pikepdf.Pdf) -> bytes:
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused("bomb")
    for found in pdf.objects:
        check(found)
        forget(found)
    if pikepdf.Name.Info in pdf.trailer:
        del pdf.trailer.Info
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False, deterministic_id=True)
    return out.getvalue()


def check(found: Any, depth: int = 0) -> None:
    """Look through one object and all that lies directly in it."""
    if depth > DEEPEST:
        raise Refused("bomb")
    if isinstance(found, pikepdf.Array):
        for child in list(found):
            if not is_reference(child):
                check(child, depth + 1)
    elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        if not ACTIVE_KEYS.isdisjoint(found.keys()):
            raise Refused("active")
        if str(found.get("/S", "")) in ACTIVE_ACTIONS:
            raise Refused("active")
        for _, child in found.items():
            if not is_reference(child):
                check(child, depth + 1)


def is_reference(child: Any) -> bool:
    return isinstance(child, pikepdf.Object) and child.is_indirect


def forget(found: Any) -> None:
    """Drop what tells about the maker, also inside of photographs."""
    if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key in TELLING_KEYS:
        if key in found:
            del found[key]
    if isinstance(found, pikepdf.Stream) and found.get("/Filter") == "/DCTDecode":
        raw = found.read_raw_bytes()
        if raw.startswith(b"\xff\xd8"):
            found.write(jpeg_without_marks(raw), filter=pikepdf.Name.DCTDecode)
