from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.devices import device_of
from declarations import shared_device
from declarations.forms.ceremonies import CeremonyForm
from declarations.home import owed_duty
from declarations.models import (
    Campaign,
    Ceremony,
    Obligation,
    SharedDevice,
    Statement,
)
from declarations.pages.ceremonies import entrance_of, join_url, tally_of
from declarations.rules.campaigns import may_follow_in
from declarations.workflow import ceremonies as workflow
from kpu_coi.htmx import render_part
from personnel.grants import has_grant, units_of
from personnel.models import Role, Unit


@require_safe
def ceremonies(request, public_id):
    campaign, units = followed(request, public_id)
    return list_page(request, campaign, units, CeremonyForm(units=units))


@require_POST
def start(request, public_id):
    campaign, units = followed(request, public_id)
    form = CeremonyForm(request.POST, units=units)
    if form.is_valid():
        try:
            made = workflow.start(campaign, by=request.user, **form.cleaned_data)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(made)
    return list_page(request, campaign, units, form)


def list_page(request, campaign, units, form):
    held = Ceremony.objects.filter(campaign=campaign, unit__in=units)
    context = {
        "campaign": campaign,
        "units": units,
        "form": form,
        "ceremonies": held.select_related("unit"),
    }
    return render(request, "declarations/ceremonies.html", context)


@require_safe
def ceremony(request, code):
    held = followed_ceremony(request, code)
    context = {
        "ceremony": held,
        "campaign": held.campaign,
        "devices": held.devices.filter(ended_at=None),
        "tally": tally_of(held),
        "join_url": join_url(held),
    }
    return render(request, "declarations/ceremony.html", context)


@require_safe
def screen(request, code):
    held = followed_ceremony(request, code)
    context = {"ceremony": held, "tally": tally_of(held), "join_url": join_url(held)}
    if "HX-Request" not in request.headers:
        context["qr"] = entrance_of(held)
    return render_part(request, "declarations/ceremony_screen.html", "count", context)


@require_POST
def end(request, code):
    return redirect(workflow.end(followed_ceremony(request, code), by=request.user))


@require_POST
def share_device(request, code):
    """This very browser becomes the shared device, and its operator is signed out."""
    held = followed_ceremony(request, code)
    kind = device_of(request.headers.get("User-Agent", ""))
    device = workflow.share_device(held, kind=kind, by=request.user)
    return shared_device.share(shared_device.leave(request), device)


@require_POST
def release_device(request, code, pk):
    held = followed_ceremony(request, code)
    device = get_object_or_404(SharedDevice, ceremony=held, pk=pk)
    workflow.release_device(device, by=request.user)
    return redirect(held)


@require_safe
def join(request, code):
    """Where the QR code leads: straight on to what this person owes here."""
    held = get_object_or_404(Ceremony.objects.with_campaign(), code=code)
    owed = Obligation.objects.of(request.user).counted().with_campaign()
    found = owed.filter(campaign=held.campaign, unit=held.unit).first()
    if found is None:
        return render(
            request,
            "declarations/ceremony_stranger.html",
            {"ceremony": held},
            status=403,
        )
    if found.is_met:
        return render(request, "declarations/ceremony_done.html", {"ceremony": held})
    return redirect(way_on(request.user, found))


def way_on(user, owed):
    """The draft that was begun, or the first question."""
    drafts = Statement.objects.visible_to(user).drafts().with_paper()
    return owed_duty(owed, list(drafts[:1])).url


def followed(request, public_id):
    """The campaign, and the units of it that this person follows; or 404."""
    campaigns = Campaign.objects.select_related("unit", "template")
    campaign = get_object_or_404(campaigns, public_id=public_id)
    operated = units_of(request.user, Role.UNIT_OPERATOR)
    found = {unit.pk for unit in operated if campaign.covers(unit)}
    if has_grant(request.user, Role.ORGANISATION_ADMIN):
        found.add(campaign.unit_id)
    if not found:
        raise Http404
    return campaign, Unit.objects.filter(pk__in=found).order_by("code")


def followed_ceremony(request, code):
    """The ceremony, or 404 for whoever does not follow its unit."""
    held = get_object_or_404(Ceremony.objects.with_campaign(), code=code)
    if not may_follow_in(request.user, held.campaign, held.unit):
        raise Http404
    return held


def followed_unit(request, public_id, unit_code):
    """The campaign and one of its units, or 404 for whoever does not follow it."""
    campaigns = Campaign.objects.select_related("unit", "template")
    campaign = get_object_or_404(campaigns, public_id=public_id)
    unit = get_object_or_404(Unit, code=unit_code)
    if not may_follow_in(request.user, campaign, unit):
        raise Http404
    return campaign, unit
