"""
The booklet: a short-lived process that sets plain pages, without seal or record.

    python -m documents.booklet < PAGES > PDFS

It reads a JSON list of HTML documents and writes as many PDFs, each led by its length
in eight bytes. The same pages give the same bytes.
"""

import json
import sys
from collections.abc import Iterator

from kpu_coi import children

PATIENCE = 90
LENGTH = 8


class BookletFault(Exception):
    """The pages could not be set. Names the fault, never the words on a page."""


def set_pages(pages: list[str]) -> list[bytes]:
    """The pages as PDFs, set in a process of its own. Raises BookletFault."""
    done = children.run(
        "documents.booklet", data=json.dumps(pages).encode(), patience=PATIENCE
    )
    if done.returncode:
        raise BookletFault(children.last_word(done.stderr))
    return list(parted(done.stdout))


def parted(data: bytes) -> Iterator[bytes]:
    """What the child wrote, piece by piece."""
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + LENGTH])
        yield data[at + LENGTH : at + LENGTH + size]
        at += LENGTH + size


def main() -> None:
    from documents import typesetting

    for page in json.loads(sys.stdin.buffer.read()):
        pdf = typesetting.plain(page)
        sys.stdout.buffer.write(len(pdf).to_bytes(LENGTH) + pdf)


if __name__ == "__main__":
    main()
