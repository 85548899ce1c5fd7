from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from complaints import entry, limits, receipts
from complaints.forms.public import CodeForm, MessageForm, WithdrawForm
from complaints.models import Status
from complaints.status_page import status_context
from complaints.views.public import public_page, takes_files
from complaints.workflow import public as workflow

SENT = "Pesan Anda sudah kami terima."
COMPLETED = "Jawaban Anda sudah kami terima. Pemeriksaan dilanjutkan."
WITHDRAWN = "Pengaduan Anda sudah dicabut."
KEPT_ON = "Pengaduan ini tidak dapat dicabut lagi. Tahapnya tertulis di bawah."


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def track(request):
    if request.method != "POST":
        return render(request, "complaints/public_track.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if limits.is_over("track", request.META.get("REMOTE_ADDR", "")):
        form.is_valid()
        form.add_error(None, entry.TRACKED_TOO_OFTEN)
        return track_page(request, form, status=429)
    if form.is_valid():
        complaint = receipts.find(
            form.cleaned_data["code"], form.cleaned_data["number"]
        )
        if complaint:
            workflow.note_read(complaint)
            return status_page(request, complaint)
        form.add_error("code", CodeForm.UNKNOWN)
    return track_page(request, form)


def track_page(request, form, *, lost="", status=200):
    context = {"form": form, "lost": lost}
    return render(request, "complaints/public_track.html", context, status=status)


def status_page(request, complaint, *, said="", form=None, kept=(), **more):
    context = status_context(complaint) | {
        "said": said,
        "form": form or MessageForm(),
        "kept": kept,
        "withdraw_form": more.get("withdraw_form") or WithdrawForm(),
    }
    if more.get("token"):
        context["token"] = more["token"]
    return render(
        request, "complaints/public_status.html", context, status=more.get("status")
    )


def over(request):
    """The pass of the page has run out: the code is asked anew, the text is kept."""
    form = CodeForm()
    return track_page(request, form, lost=request.POST.get("body", "")[:20_000])


@require_POST
@takes_files
@public_page
def write(request):
    complaint = receipts.read_pass(request.POST.get("access", ""))
    if complaint is None:
        return over(request)
    token = receipts.read_token(request.POST.get("token", ""))
    form = MessageForm(request.POST, request.FILES)
    given = entry.Entry(request, form, token, "write")
    files = given.files()
    if refused := workflow.may_write(complaint).refusal:
        form.add_error(None, refused)
    if not form.is_valid():
        given.keep(files)
        return status_page(
            request,
            complaint,
            form=form,
            kept=files,
            token=given.next_token,
            status=given.status,
        )
    said = written(complaint, given, form, files)
    return status_page(request, receipts.again(complaint), said=said)


def written(complaint, given, form, files):
    asked = complaint.status == "INCOMPLETE"
    body = form.cleaned_data["body"]
    try:
        workflow.write(complaint, body=body, token=given.token, files=files)
    finally:
        given.throw_away_unsaved()
    return COMPLETED if asked else SENT


@require_POST
@public_page
def withdraw(request):
    complaint = receipts.read_pass(request.POST.get("access", ""))
    if complaint is None:
        return over(request)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return status_page(request, complaint, withdraw_form=form)
    with suppress(PermissionDenied):
        workflow.withdraw(complaint)
    stored = receipts.again(complaint)
    if stored.status == Status.WITHDRAWN:
        return status_page(request, stored, said=WITHDRAWN)
    form.add_error(None, KEPT_ON)
    return status_page(request, stored, withdraw_form=form)
