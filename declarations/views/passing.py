from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from declarations.forms.passing import ForwardForm, RecuseForm
from declarations.pages.case_head import head_of
from declarations.routing import receivers_for
from declarations.views.cases import refused_page, told, visible_case
from declarations.workflow.case_moves import FORWARD, RECUSE
from declarations.workflow.passing_on import forward, recuse

NO_REVIEWER_YET = "Inspektur Utama menunjuk siapa yang menelaah."
HANDED_ON = "Perkara berlanjut ke atasan berikutnya."


@require_safe
def case_passing(request, public_id):
    found = visible_case(request, public_id)
    FORWARD.verdict(request.user, found).require()
    return passing_page(request, found)


def passing_page(request, found, **forms):
    """Both ways to pass a case on, with the form that was refused."""
    context = head_of(found, request.user, here="case_passing")
    context |= {"recuse_form": RecuseForm(prefix="undur")} | forms
    if "forward_form" not in forms:
        receivers = receivers_for(found)
        context["forward_form"] = ForwardForm(case=found, receivers=receivers)
    return render(request, "declarations/case_passing.html", context)


@require_POST
def case_forward(request, public_id):
    found = visible_case(request, public_id)
    if refused := FORWARD.verdict(request.user, found).refusal:
        return refused_page(request, public_id, refused, typed=typed(request, "reason"))
    form = ForwardForm(request.POST, case=found, receivers=receivers_for(found))
    if not form.is_valid():
        return passing_page(request, found, forward_form=form)
    given = form.cleaned_data
    try:
        forward(found, by=request.user, tenure=given["tenure"], reason=given["reason"])
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused, typed=[told(form, "reason")])
    messages.success(
        request, f"Perkara {found} diteruskan. Penelaahnya mendapat kabar."
    )
    return redirect("declarations:cases")


@require_POST
def case_recuse(request, public_id):
    found = visible_case(request, public_id)
    if refused := RECUSE.verdict(request.user, found).refusal:
        typed_so_far = typed(request, "undur-reason")
        return refused_page(request, public_id, refused, typed=typed_so_far)
    form = RecuseForm(request.POST, prefix="undur")
    if not form.is_valid():
        return passing_page(request, found, recuse_form=form)
    try:
        left = recuse(found, by=request.user, reason=form.cleaned_data["reason"])
    except PermissionDenied as refused:
        return refused_page(request, public_id, refused, typed=[told(form, "reason")])
    goes_on = HANDED_ON if left.addressee or left.to_plenary else NO_REVIEWER_YET
    messages.success(
        request,
        f"Anda mengundurkan diri dari perkara {found} dan tidak melihatnya lagi. "
        f"{goes_on}",
    )
    return redirect("declarations:cases")


def typed(request, name):
    """What was written of a reason that is not kept."""
    words = request.POST.get(name, "")
    return [{"label": "Alasan", "value": words}] if words else []
