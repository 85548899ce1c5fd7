from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from declarations.forms.oversight import RecommendationForm
from declarations.pages.oversight import advice_page
from declarations.rules.cases import may_read_advice
from declarations.views.cases import told, visible_case
from declarations.workflow.advice import consult, recommend
from declarations.workflow.case_moves import RECOMMEND
from declarations.workflow.cases import note_reading

TEXTS = ("truth_reason", "impact_reason", "reason")


def advised_case(request, public_id):
    """The case, or 404: the person concerned does not read what P3K2 advised."""
    found = visible_case(request, public_id)
    if not may_read_advice(request.user, found):
        raise Http404
    return found


@require_safe
def advice(request, public_id):
    found = advised_case(request, public_id)
    note_reading(found, by=request.user)
    return page(request, found)


def page(request, found, *, refusal="", typed=()):
    context = advice_page(found, request.user)
    context |= {"refusal": refusal, "typed": typed}
    status = 409 if refusal else 200
    return render(request, "declarations/advice.html", context, status=status)


@require_POST
def ask(request, public_id):
    found = advised_case(request, public_id)
    try:
        consult(found, by=request.user)
    except PermissionDenied as refused:
        fresh = advised_case(request, public_id)
        return page(request, fresh, refusal=str(refused))
    messages.success(request, "P3K2 mendapat kabar dan dapat membaca perkara ini.")
    return redirect("declarations:advice", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request, public_id):
    found = advised_case(request, public_id)
    if request.method != "POST":
        RECOMMEND.verdict(request.user, found).require()
        note_reading(found, by=request.user)
        return form_page(request, found, RecommendationForm(case=found))
    form = RecommendationForm(request.POST, case=found)
    if not form.is_valid():
        return form_page(request, found, form)
    try:
        recommend(found, by=request.user, **form.facts)
    except PermissionDenied as refused:
        fresh = advised_case(request, public_id)
        typed = [told(form, name) for name in TEXTS]
        return page(request, fresh, refusal=str(refused), typed=typed)
    messages.success(request, "Rekomendasi terkirim kepada penelaah.")
    return redirect("declarations:advice", public_id=public_id)


def form_page(request, found, form):
    context = {"case": found, "form": form}
    return render(request, "declarations/advice_form.html", context)
