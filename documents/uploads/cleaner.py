"""
The cleaner: a short-lived process that takes one unknown file apart.

    python -m documents.uploads.cleaner KIND < FILE > CLEANED

It has no database and no settings, and little memory and time, since the file may be
made to do harm. It exits with 0 and writes the file without what tells about its
maker, or with 3 and the reason in one word.
"""

import sys

from documents.uploads.refused import Refused
from kpu_coi.children import REFUSED, confine

MEMORY = 1536 * 1024 * 1024
SECONDS = 15


def main() -> int:
    confine(memory=MEMORY, seconds=SECONDS)
    try:
        cleaned = clean(sys.argv[1], sys.stdin.buffer.read())
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    sys.stdout.buffer.write(cleaned)
    return 0


def clean(kind: str, data: bytes) -> bytes:
    """The same file without its metadata. Raises Refused, or what a parser raises."""
    if kind == "PDF":
        from documents.uploads import pdfs

        return pdfs.clean(data)
    if kind in {"JPG", "PNG"}:
        from documents.uploads import images

        return images.clean(kind, data)
    if kind == "MP4":
        from documents.uploads import videos

        return videos.clean(data)
    from documents.uploads import offices

    return offices.clean(kind, data)


if __name__ == "__main__":
    sys.exit(main())
