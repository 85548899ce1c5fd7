"""Past decisions looked at again, open announcements, referrals and their register."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from declarations.control_filters import ReferralFilter
from declarations.forms import controls as forms
from declarations.models import Forum, PastResult, Referral, ReferralResult
from declarations.views.cases import PAGE_SIZE, visible_case
from declarations.views.controls import (
    controls_page,
    refusal_of,
    refused,
    with_files,
)
from declarations.workflow import follow_ups as workflow
from declarations.workflow.case_moves import ANNOUNCE, REFER, REVIEW_PAST
from documents.uploads.stored import throw_away_unsaved
from documents.uploads.upload import takes_files
from kpu_coi.csv_export import csv_response
from kpu_coi.paging import paged

HEAD = (
    *("Perkara", "Yang bersangkutan", "Satuan kerja", "Dirujuk ke", "Nomor rujukan"),
    *("Tanggal rujukan", "Hasil", "Nomor keputusan", "Tanggal keputusan"),
)
TOLD = ("forum", "place", "minutes")


@require_POST
@takes_files
def case_announce(request, public_id):
    found = visible_case(request, public_id)
    form = forms.AnnouncementForm(
        request.POST, request.FILES, case=found, prefix="terbuka"
    )
    if refusal := ANNOUNCE.verdict(request.user, found).refusal:
        return refused(request, public_id, refusal, form)
    sound, files = with_files(form)
    try:
        if not sound:
            return controls_page(request, found, forms={"announce_form": form})
        given = form.cleaned_data
        workflow.announce(
            found,
            by=request.user,
            held_on=given["held_on"],
            told={name: given[name] for name in TOLD},
            files=files,
        )
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    finally:
        throw_away_unsaved(files)
    messages.success(request, "Pernyataan terbuka dicatat.")
    return redirect("declarations:case_controls", public_id)


@require_POST
def case_past_review(request, public_id):
    found = visible_case(request, public_id)
    form = forms.PastReviewForm(request.POST, case=found, prefix="terdahulu")
    if refusal := refusal_of(REVIEW_PAST, request.user, form):
        return refused(request, public_id, refusal, form)
    if not form.is_valid():
        return controls_page(request, found, forms={"past_form": form})
    given = form.typed | {"result": PastResult(form.cleaned_data["result"])}
    try:
        workflow.review_past(found, by=request.user, **given)
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    messages.success(request, "Hasil peninjauan keputusan terdahulu dicatat.")
    return redirect("declarations:case_controls", public_id)


@require_POST
def case_refer(request, public_id):
    found = visible_case(request, public_id)
    form = forms.ReferralForm(request.POST, case=found, prefix="rujukan")
    if refusal := refusal_of(REFER, request.user, form):
        return refused(request, public_id, refusal, form)
    if not form.is_valid():
        return controls_page(request, found, forms={"refer_form": form})
    given = form.typed | {"forum": Forum(form.cleaned_data["forum"])}
    try:
        workflow.refer(found, by=request.user, **given)
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    messages.success(request, "Rujukan dicatat.")
    return redirect("declarations:case_controls", public_id)


@require_POST
def case_referral_result(request, public_id):
    found = visible_case(request, public_id)
    form = forms.ReferralResultForm(request.POST, case=found, prefix="hasil")
    if refusal := refusal_of(REFER, request.user, form):
        return refused(request, public_id, refusal, form)
    if getattr(found.decision, "referral", None) is None:
        raise Http404
    if not form.is_valid():
        return controls_page(request, found, forms={"result_form": form})
    given = form.typed | {"result": ReferralResult(form.cleaned_data["result"])}
    try:
        workflow.note_result(found, by=request.user, **given)
    except PermissionDenied as problem:
        return refused(request, public_id, problem, form)
    messages.success(request, "Hasil rujukan dicatat.")
    return redirect("declarations:case_controls", public_id)


@require_safe
def referrals(request):
    """The register of referrals, for the Inspektorat and who reviews."""
    found = ReferralFilter(request.GET, Referral.objects.visible_to(request.user))
    shown = Referral.objects.with_case()
    context = paged(request, found.qs, PAGE_SIZE, shown=shown) | {"filter": found}
    context["export"] = request.GET.urlencode()
    return render(request, "declarations/referrals.html", context)


@require_safe
def referrals_csv(request):
    """Exactly what the register shows."""
    rows = Referral.objects.visible_to(request.user).with_case()
    found = ReferralFilter(request.GET, rows).qs
    return csv_response("rujukan", HEAD, map(cells, found))


def cells(referral):
    case = referral.decision.case
    return (
        case.number,
        case.person.name,
        case.unit.name,
        referral.get_forum_display(),
        referral.number,
        referral.referred_on.isoformat(),
        referral.get_result_display(),
        referral.result_number,
        referral.result_on.isoformat() if referral.result_on else "",
    )
