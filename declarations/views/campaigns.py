from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deadlines.calendar import today_in
from declarations.forms.campaigns import ChangeForm, EndForm, OpenForm
from declarations.pages import campaigns as pages
from declarations.pages.campaign_lists import CampaignFilter, campaigns_for
from declarations.rules import campaigns as rules
from declarations.workflow import campaigns as workflow
from documents.rules import may_edit_wording
from kpu_coi.htmx import render_part
from kpu_coi.paging import paged

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE_SIZE = 25
UNITS_A_PAGE = 50


@require_safe
def index(request):
    if not rules.has_campaigns(request.user):
        raise Http404
    found = CampaignFilter(request.GET, campaigns_for(request.user))
    context = paged(request, found.qs, PAGE_SIZE)
    today = timezone.localdate()
    for campaign in context["page"]:
        campaign.tag_kind, campaign.tag = campaign.phase_on(today)
    context |= {"filter": found, "may_open": rules.may_open(request.user)}
    return render(request, "declarations/campaigns.html", context)


@get_or_post
def new_campaign(request):
    """Before it is opened, whoever opens it reads how many will owe it."""
    if not rules.has_campaigns(request.user):
        raise Http404
    rules.may_open(request.user).require()
    units = rules.units_to_run_in(request.user)
    form = OpenForm(request.POST or None, units=units, initial=first_answers(units))
    if form.is_valid():
        if form.is_checked and (opened := opened_with(form, request.user)):
            messages.success(request, f"Kampanye “{opened.name}” dibuka.")
            return redirect(opened)
        if not form.errors:
            return check_page(request, form)
    return render(request, "declarations/new_campaign.html", {"form": form})


def first_answers(units):
    """One's own unit where there is only one, today, and the usual reminders."""
    own = list(units[:2])
    unit = own[0] if len(own) == 1 else None
    today = today_in(unit.timezone) if unit else timezone.localdate()
    return {
        "unit": unit,
        "occasion": "YEARLY",
        "starts_on": today,
        "reminders": [7, 3, 1],
        "key": uuid4(),
    }


def opened_with(form, user):
    try:
        return workflow.open_campaign(
            form.cleaned_data["name"], by=user, **form.facts()
        )
    except ValidationError as problem:
        form.take(problem)
        return None


def check_page(request, form):
    told = form.cleaned_data
    keys = ("unit", "cascade", "asks", "occasion", "starts_on", "due_on")
    asked = {key: told[key] for key in keys}
    unit = asked.pop("unit")
    reach = pages.reach_of(told)
    context = {
        "told": told,
        "form": form,
        "reach": reach,
        "people": sum(row["people"] for row in reach),
        "units": sum(row["units"] for row in reach),
        "scope": pages.scope_of(unit, told["cascade"]),
        "reminders": pages.reminder_words(sorted(told["reminders"], reverse=True)),
        "wordings": form.wordings.values(),
        "regime": form.regime,
        "reads_wordings": may_edit_wording(request.user),
        "overlaps": workflow.overlapping(unit, **asked).select_related("unit")[:5],
        "typed": typed(form),
    }
    return render(request, "declarations/new_campaign_check.html", context)


def typed(form):
    """The fields as they were sent, to be sent again unseen, with the key they got."""
    sent = [
        (name, value)
        for name in form.fields
        if name not in ("key", "checked")
        for value in form.data.getlist(name)
    ]
    return [*sent, ("key", form.cleaned_data["key"])]


@require_safe
def campaign(request, public_id):
    found = visible_campaign(request, public_id)
    rows = pages.rows_of(found, request.user)
    ordered, columns = pages.in_order(rows, request.GET.get("urut", ""))
    today = today_in(found.unit.timezone)
    tag_kind, tag = found.phase_on(today)
    context = paged(request, ordered, UNITS_A_PAGE) | {
        "campaign": found,
        "total": pages.total_of(rows),
        "columns": columns,
        "summary": pages.summary_of(found),
        "tag_kind": tag_kind,
        "tag": tag,
        "running": not found.is_closed and found.starts_on <= today,
        "may_run": rules.may_run(request.user, found),
    }
    context["rows"] = pages.cells_of(context["page"])
    return render_part(request, "declarations/campaign.html", "progress", context)


@get_or_post
def change(request, public_id):
    found = run_campaign(request, public_id)
    initial = {key: getattr(found, key) for key in ("name", "due_on", "reminders")}
    form = ChangeForm(request.POST or None, campaign=found, initial=initial)
    if form.is_valid():
        try:
            workflow.change(found, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.take(problem)
        else:
            messages.success(request, "Perubahan kampanye disimpan.")
            return redirect(found)
    context = {"form": form, "campaign": found}
    return render(request, "declarations/change_campaign.html", context)


@get_or_post
def end(request, public_id):
    found = run_campaign(request, public_id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        workflow.end(found, by=request.user, **form.cleaned_data)
        messages.success(request, "Kampanye diakhiri.")
        return redirect(found)
    context = {
        "form": form,
        "campaign": found,
        "missing": found.obligations.unmet().count(),
    }
    return render(request, "declarations/end_campaign.html", context)


def visible_campaign(request, public_id):
    """The campaign, or 404: what somebody neither runs nor oversees is not there."""
    return get_object_or_404(campaigns_for(request.user), public_id=public_id)


def run_campaign(request, public_id):
    """One that the person runs and that was not ended: else 403, with words."""
    found = visible_campaign(request, public_id)
    rules.may_run(request.user, found).require()
    workflow.still_open(found).require()
    return found
