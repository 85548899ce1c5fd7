"""
Uploads stay in memory: what the public sends never lies open on a disk.

A file over its limit is read to its end and thrown away, so that the rest of the
form is kept; a request over all limits together is not read at all.
"""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from complaints.files.kinds import MAX_BYTES, MAX_FILES

MAX_REQUEST = 80 * 1024 * 1024


class EvidenceHandler(FileUploadHandler):
    """Keeps up to five files of 10 MB each; marks those that were too large."""

    def __init__(self, request=None):
        super().__init__(request)
        self.seen = 0

    def new_file(self, *arguments, **named):
        super().new_file(*arguments, **named)
        self.seen += 1
        self.buffer = BytesIO()
        self.over = False

    def receive_data_chunk(self, raw_data, start):
        if self.over or self.seen > MAX_FILES + 1:
            return
        if start + len(raw_data) > MAX_BYTES:
            self.over = True
            self.buffer = BytesIO()
            return
        self.buffer.write(raw_data)

    def file_complete(self, file_size):
        self.buffer.seek(0)
        file = InMemoryUploadedFile(
            self.buffer,
            self.field_name,
            self.file_name,
            self.content_type,
            self.buffer.getbuffer().nbytes,
            self.charset,
        )
        file.too_large = self.over
        return file


def is_too_long(request) -> bool:
    """Whether the request is so long that it is not read at all."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    return not size.isdigit() or int(size) > MAX_REQUEST
