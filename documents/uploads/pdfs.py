"""PDFs without what runs, what is attached, and what tells about their maker."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from documents.uploads.images import jpeg_without_marks
from documents.uploads.refused import Refused

MOST_OBJECTS = 200_000
DEEPEST = 60
ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
    | {"/OnInstantiate"}
)
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"}
    | {"/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/SetOCGState"}
)
TELLING_KEYS = ("/Metadata", "/PieceInfo", "/LastModified")
REMARK_KEYS = ("/T", "/M", "/CreationDate")  # who wrote a remark in the margin
DRAWN = pikepdf.Name.DCTDecode


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
        for part in within(found):
            check(part)
            forget(part, pdf)
    if pikepdf.Name.Info in pdf.trailer:
        del pdf.trailer.Info
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False, deterministic_id=True)
    return out.getvalue()


def within(found: Any, depth: int = 0) -> Iterator[Any]:
    """One object and all dictionaries that lie directly in it."""
    if depth > DEEPEST:
        raise Refused("bomb")
    children: list[Any] = []
    if isinstance(found, pikepdf.Array):
        children = list(found)
    elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        children = [child for _, child in found.items()]
        yield found
    for child in children:
        if not is_reference(child):
            yield from within(child, depth + 1)


def check(found: Any) -> None:
    if not ACTIVE_KEYS.isdisjoint(found.keys()):
        raise Refused("active")
    if str(found.get("/S", "")) in ACTIVE_ACTIONS:
        raise Refused("active")


def is_reference(child: Any) -> bool:
    return isinstance(child, pikepdf.Object) and child.is_indirect


def forget(found: Any, pdf: pikepdf.Pdf) -> None:
    """Drop what tells about the maker, also inside of photographs."""
    is_remark = "/Rect" in found and found.get("/Subtype") != "/Widget"
    for key in TELLING_KEYS + (REMARK_KEYS if is_remark else ()):
        if key in found:
            del found[key]
    if isinstance(found, pikepdf.Stream):
        raw = photograph(found, pdf)
        if raw.startswith(b"\xff\xd8"):
            found.write(jpeg_without_marks(raw), filter=DRAWN)


def photograph(stream: pikepdf.Stream, pdf: pikepdf.Pdf) -> bytes:
    """The JPEG in a stream, out of what is wrapped around it; or nothing."""
    filters = stream.get("/Filter")
    if filters == DRAWN:
        return stream.read_raw_bytes()
    if not isinstance(filters, pikepdf.Array) or not len(filters):
        return b""
    if filters[-1] != DRAWN:
        return b""
    wrapped = pikepdf.Stream(pdf, stream.read_raw_bytes())
    wrapped.Filter = pikepdf.Array(list(filters)[:-1])
    return wrapped.read_bytes()
