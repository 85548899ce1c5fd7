from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from complaints import blank, entry, receipts
from complaints.forms.public import KeptForm, ReportForm
from complaints.receipt_page import receipt_context
from complaints.workflow import public as workflow
from documents.uploads.upload import EvidenceHandler, is_too_long


def public_page(view):
    """Open to everybody, kept by nobody, not to be found by search engines."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return login_not_required(never_cache(answer))


def takes_files(view):
    """
    Uploads stay in memory, and a failed CSRF check does not throw the form away.

    The handler must be set before the body is read, so the check is made here; the
    view asks `request.csrf_failed`.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "POST":
            if is_too_long(request):
                return render(request, "complaints/public_too_long.html", status=413)
            request.upload_handlers = [EvidenceHandler(request)]
            request.csrf_failed = fails_csrf_check(request)
        return view(request, *args, **kwargs)

    return answer


class QuietCheck(CsrfViewMiddleware):
    """Tells that a request failed instead of answering it."""

    def _reject(self, request, reason):
        return reason


def fails_csrf_check(request):
    return bool(QuietCheck(lambda request: None).process_view(request, None, (), {}))


@login_not_required
@require_safe
def start(request):
    context = {"responsible": settings.COMPLAINT_RESPONSIBLE}
    return render(request, "complaints/public_start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
@public_page
def report(request):
    if request.method != "POST":
        return HttpResponse(blank.page(get_token(request)))
    token = receipts.read_token(request.POST.get("token", ""))
    sent = workflow.sent_with(token) if token else None
    if sent:
        return receipt_page(request, sent, token)
    form = ReportForm(request.POST, request.FILES)
    given = entry.Entry(request, form, token, "report")
    files = given.files()
    if not form.is_valid():
        given.keep(files)
        return refused_page(request, form, given, files)
    try:
        complaint = workflow.receive(form.cleaned_data, token=token, files=files)
    finally:
        given.throw_away_unsaved()
    return receipt_page(request, complaint, token, count=len(files))


def refused_page(request, form, given, files):
    context = {"form": form, "token": given.next_token, "kept": files}
    return render(
        request, "complaints/public_report.html", context, status=given.status
    )


def receipt_page(request, complaint, token, *, form=None, count=None):
    """The receipt, for a quarter of an hour; afterwards only that it was sent."""
    if not receipts.may_show(complaint):
        return render(request, "complaints/public_sent.html")
    count = complaint.files.count() if count is None else count
    context = receipt_context(complaint, token, count)
    context["form"] = form or KeptForm()
    return render(request, "complaints/public_receipt.html", context)


@require_http_methods(["POST"])
@public_page
def kept(request):
    token = receipts.read_token(request.POST.get("token", ""))
    complaint = workflow.sent_with(token) if token else None
    if complaint is None:
        return render(request, "complaints/public_sent.html")
    form = KeptForm(request.POST)
    if form.is_valid() and receipts.is_code(form.cleaned_data["code"], complaint):
        workflow.note_kept(complaint)
        return render(request, "complaints/public_kept.html")
    if form.is_valid():
        form.add_error("code", KeptForm.UNKNOWN)
    return receipt_page(request, complaint, token, form=form)
