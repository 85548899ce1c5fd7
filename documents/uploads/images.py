"""Pictures are drawn anew: what is left is what can be seen."""

import io
import struct
import warnings

from PIL import Image, ImageOps

from documents.uploads.refused import Refused

MOST_PIXELS = 120_000_000  # a JPEG this large is read at a smaller scale
COMFORTABLE = 30_000_000
FORMATS = {"JPG": "JPEG", "PNG": "PNG"}
QUALITY = 88
PNG_NEEDED = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB"})


def clean(kind: str, data: bytes) -> bytes:
    """The picture drawn anew, upright, without place, camera, time or thumbnail."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        return redraw(kind, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("huge") from bomb
    except (OSError, SyntaxError, ValueError, struct.error, EOFError) as fault:
        raise Refused("broken") from fault


def redraw(kind: str, data: bytes) -> bytes:
    image: Image.Image = Image.open(io.BytesIO(data), formats=[FORMATS[kind]])
    width, height = image.size
    if width * height > COMFORTABLE:
        if kind != "JPG":
            raise Refused("huge")
        image.draft("RGB", (width // 2, height // 2))
    image.load()
    image = ImageOps.exif_transpose(image)
    image.info = {}
    out = io.BytesIO()
    if kind == "JPG":
        image.convert("RGB").save(out, "JPEG", quality=QUALITY)
    else:
        image.save(out, "PNG")
    return out.getvalue()


def without_marks(data: bytes) -> bytes:
    """
    A JPEG or PNG inside another file, its pixels untouched, without metadata.

    What is neither, or broken, is given back as it is.
    """
    if data.startswith(b"\xff\xd8"):
        return jpeg_without_marks(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return png_without_marks(data)
    return data


def jpeg_without_marks(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        told = 0xE1 <= data[at + 1] <= 0xED or data[at + 1] in {0xEF, 0xFE}
        if not told:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, data[at:]])


def png_without_marks(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] in PNG_NEEDED:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)
