from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from declarations.models import Copy, Obligation
from declarations.pages.case_head import TAG_KINDS
from inspectorate.compliance import (
    by_province,
    campaigns_in,
    tallies,
    tally_of,
    total,
)
from inspectorate.filters import CopyFilter
from inspectorate.scope import oversees, units_visible_to
from inspectorate.territory import copies_in, territory_of
from kpu_coi.paging import paged

PAGE_SIZE = 25
UNITS_A_PAGE = 60
WHO = {"belum": True, "sudah": False}


@require_safe
def copies(request):
    if not oversees(request.user):
        raise Http404
    territory = territory_of(request.user, request.GET)
    mine = copies_in(copies_for(request.user), territory)
    found = CopyFilter(request.GET, mine)
    shown = Copy.objects.select_related("case__person", "case__unit", "region")
    context = paged(request, found.qs, PAGE_SIZE, shown=shown, **found.counted)
    for copy in context["page"]:
        copy.tag_kind = TAG_KINDS[copy.case.status]
    context |= {"filter": found, "tabs": found.tabs(), "territory": territory}
    return render(request, "inspectorate/copies.html", context)


def copies_for(user):
    """The Inspektorat's copies of others' cases that the person may see."""
    mine = Copy.objects.visible_to_inspectorate(user)
    return mine.order_by("-case__received_at", "-pk")


@require_safe
def compliance(request):
    units = units_visible_to(request.user)
    if not units.exists():
        raise Http404
    campaigns = list(campaigns_in(units).widest_first())
    campaign = chosen(request, campaigns)
    rows = tallies(campaign, units) if campaign else []
    province = request.GET.get("provinsi", "")
    by_provinces = not province and len({row.code[:2] for row in rows}) > 1
    if province:
        rows = [row for row in rows if row.code[:2] == province]
    shown = by_province(rows) if by_provinces else rows
    context = paged(request, sorted(shown, key=by_percent), UNITS_A_PAGE) | {
        "campaign": campaign,
        "campaigns": campaigns,
        "by_provinces": by_provinces,
        "province": province,
        "total": total(rows),
    }
    return render(request, "inspectorate/compliance.html", context)


@require_safe
def unit_compliance(request, code):
    unit = get_object_or_404(units_visible_to(request.user).distinct(), code=code)
    here = campaigns_in(type(unit).objects.filter(pk=unit.pk))
    campaigns = list(here.general_first())
    campaign = chosen(request, campaigns)
    people = Obligation.objects.counted().filter(unit=unit, campaign=campaign)
    tally = tally_of(unit, people)
    view = request.GET.get("lihat", "semua")
    if view in WHO:
        people = people.filter(met_at__isnull=WHO[view])
    people = people.select_related("user", "tenure__position")
    context = paged(request, people.order_by("user__name", "pk"), UNITS_A_PAGE) | {
        "unit": unit,
        "campaign": campaign,
        "view": view,
        "tally": tally,
    }
    return render(request, "inspectorate/unit_compliance.html", context)


def chosen(request, campaigns):
    """The campaign that was asked for among those there are, else the first."""
    asked = request.GET.get("kampanye", "")
    first = campaigns[0] if campaigns else None
    return next((one for one in campaigns if str(one.pk) == asked), first)


def by_percent(row):
    return (row.percent, row.code)
