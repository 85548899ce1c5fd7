from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from declarations.models import Campaign, Pack, PackContents
from declarations.rules.packs import may_have, may_have_pack
from declarations.workflow import packs as workflow
from kpu_coi.htmx import render_part
from personnel.models import Unit

SHOWN = 20


@require_safe
def packs(request, public_id, code):
    campaign, unit, allowed = had_by(request, public_id, code)
    made = Pack.objects.filter(campaign=campaign, unit=unit, contents__in=allowed)
    context = {
        "campaign": campaign,
        "unit": unit,
        "allowed": allowed,
        "packs": made.select_related("ordered_by")[:SHOWN],
    }
    return render(request, "declarations/packs.html", context)


@require_POST
def order(request, public_id, code, contents):
    campaign, unit, allowed = had_by(request, public_id, code)
    wanted = contents.upper()
    if wanted not in allowed:
        raise Http404
    made = workflow.order(campaign, unit, PackContents(wanted), by=request.user)
    return redirect("declarations:pack", campaign.public_id, unit.code, made.public_id)


@require_safe
def pack(request, public_id, code, pack_id):
    found = visible_pack(request, public_id, code, pack_id)
    context = {"pack": found, "campaign": found.campaign, "unit": found.unit}
    return render_part(request, "declarations/pack.html", "progress", context)


@require_safe
def download(request, public_id, code, pack_id):
    found = visible_pack(request, public_id, code, pack_id)
    if not found.is_ready:
        return redirect("declarations:pack", public_id, code, pack_id)
    data = workflow.read(found, by=request.user)
    response = HttpResponse(data, content_type="application/zip")
    kind = "bukti" if found.contents == PackContents.PROOFS else "surat"
    name = f"berkas-{kind}-{code}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def had_by(request, public_id, code):
    """Campaign, unit, and which packs of it this person may have; none is a 404."""
    campaigns = Campaign.objects.select_related("unit")
    campaign = get_object_or_404(campaigns, public_id=public_id)
    unit = get_object_or_404(Unit, code=code)
    allowed = [
        contents
        for contents in PackContents
        if may_have(request.user, campaign, unit, contents)
    ]
    if not allowed:
        raise Http404
    return campaign, unit, allowed


def visible_pack(request, public_id, code, pack_id):
    found = get_object_or_404(
        Pack.objects.select_related("campaign__unit", "unit", "ordered_by"),
        campaign__public_id=public_id,
        unit__code=code,
        public_id=pack_id,
    )
    if not may_have_pack(request.user, found):
        raise Http404
    return found
