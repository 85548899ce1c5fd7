"""
What people send stays in memory until it has been cleaned.

A request over all limits together is not read at all.
"""

from functools import wraps

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from documents.uploads.kinds import MAX_BYTES, MAX_FILES
from kpu_coi.uploads import InMemory

MAX_REQUEST = 80 * 1024 * 1024
TOO_LONG = "Kiriman ini terlalu besar. Kembali, lalu kirim berkas yang lebih kecil."


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


def takes_files(view):
    """
    A staff view whose uploads stay in memory; the CSRF check comes after the handler
    is set, which must be before the body is read.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "POST":
            if is_too_long(request):
                return HttpResponse(TOO_LONG, content_type="text/plain", status=413)
            request.upload_handlers = [EvidenceHandler(request)]
        return checked(request, *args, **kwargs)

    return answer
