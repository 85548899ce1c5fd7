from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit import log
from kpu_coi.csv_export import csv_response
from kpu_coi.paging import paged
from personnel import rules
from personnel.forms.grants import EndForm, ProlongForm
from personnel.grant_filters import COLUMNS, GrantList, cells_of
from personnel.grant_page import page_of
from personnel.models import Grant
from personnel.models.grants import reads_all_grants
from personnel.reach import units_showing_access
from personnel.workflow import grants as workflow

PAGE_SIZE = 25
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def grant_list(request):
    found = GrantList(request.user, request.GET)
    keeps = reads_all_grants(request.user)
    context = paged(request, found.rows, PAGE_SIZE) | {
        "found": found,
        "tabs": found.tabs(),
        "keeps": keeps,
        "may_propose": rules.may_propose_grants(request.user),
        "access": [] if keeps else units_showing_access(request.user)[:3],
    }
    return render(request, "personnel/grants.html", context)


@require_safe
def export(request):
    """Exactly the list as it is shown, all of its pages."""
    found = GrantList(request.user, request.GET)
    rows = [cells_of(row, found.label) for row in found.rows]
    log.record(
        "grant.export",
        stream=f"user:{request.user.pk}",
        by=request.user,
        state=found.state,
        rows=len(rows),
    )
    return csv_response(found.file_name, COLUMNS, rows)


@require_safe
def grant(request, pk):
    return grant_page(request, visible_grant(request, pk))


def visible_grant(request, pk):
    """The grant, or 404: what someone may not see does not exist for them."""
    grants = Grant.objects.visible_to(request.user).with_people()
    return get_object_or_404(
        grants.select_related("ended_by", "proposal__proposed_by"), pk=pk
    )


def grant_page(request, found, *, refusal="", status=200):
    context = page_of(found, request.user) | {"refusal": refusal}
    return render(request, "personnel/grant.html", context, status=status)


@form_page
def end(request, pk):
    found = visible_grant(request, pk)
    if refusal := workflow.end_verdict(request.user, found).refusal:
        return grant_page(request, found, refusal=refusal, status=409)
    form = EndForm(request.POST or None, grant=found)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.end(found, by=request.user, **form.wish())
        except PermissionDenied as refused:
            return refused_grant(request, pk, refused)
        messages.success(request, "Kewenangan diakhiri. Yang bersangkutan diberi tahu.")
        return redirect(found)
    context = {"grant": found, "form": form, "own": found.user_id == request.user.pk}
    return render(request, "personnel/grant_end.html", context)


@form_page
def prolong(request, pk):
    found = visible_grant(request, pk)
    if refusal := workflow.prolong_verdict(request.user, found).refusal:
        return grant_page(request, found, refusal=refusal, status=409)
    form = ProlongForm(request.POST or None, grant=found)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = workflow.prolong(found, by=request.user, **form.wish())
        except PermissionDenied as refused:
            return refused_grant(request, pk, refused)
        return redirect(proposal)
    at_once = rules.may_give_at_once(request.user, found.role)
    context = {"grant": found, "form": form, "at_once": at_once}
    return render(request, "personnel/grant_prolong.html", context)


def refused_grant(request, pk, refused):
    """The grant as it is now, and why nothing was changed."""
    found = visible_grant(request, pk)
    return grant_page(request, found, refusal=str(refused), status=409)
