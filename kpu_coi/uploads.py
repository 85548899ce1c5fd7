"""Uploads that stay in memory: what people hand in never lies open on a disk."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """
    Keeps each file of a request in memory, up to a size.

    A larger one is read to its end and thrown away, so that the rest of the form is
    kept; the file is then marked `too_large`.
    """

    def __init__(self, request=None, *, most: int):
        super().__init__(request)
        self.most = most

    def new_file(self, *arguments, **named):
        super().new_file(*arguments, **named)
        self.buffer = BytesIO()
        self.over = False

    def receive_data_chunk(self, raw_data, start):
        if self.over:
            return
        if start + len(raw_data) > self.most:
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
            self.most + 1 if self.over else self.buffer.getbuffer().nbytes,
            self.charset,
        )
        file.too_large = self.over
        return file
