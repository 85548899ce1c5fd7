"""
What the public sends stays in memory.

A request over all limits together is not read at all.
"""

from complaints.files.kinds import MAX_BYTES, MAX_FILES
from kpu_coi.uploads import InMemory

MAX_REQUEST = 80 * 1024 * 1024


class EvidenceHandler(InMemory):
    """
    Keeps up to five files of 10 MB each; marks those that were too large.

    Of the files after the sixth, which is there to be told of, nothing is kept.
    """

    def __init__(self, request=None):
        super().__init__(request, most=MAX_BYTES)
        self.seen = 0

    def new_file(self, *arguments, **named):
        super().new_file(*arguments, **named)
        self.seen += 1

    def receive_data_chunk(self, raw_data, start):
        if self.seen <= MAX_FILES + 1:
            super().receive_data_chunk(raw_data, start)


def is_too_long(request) -> bool:
    """Whether the request is so long that it is not read at all."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    return not size.isdigit() or int(size) > MAX_REQUEST
