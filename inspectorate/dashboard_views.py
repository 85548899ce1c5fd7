from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from declarations.models import Campaign, Obligation
from inspectorate.compliance import campaigns_in
from inspectorate.dashboard import dashboard_of, linked
from inspectorate.figures import ORDERS
from inspectorate.scope import oversees
from inspectorate.territory import territory_of
from inspectorate.views import UNITS_A_PAGE, chosen, copies_for
from kpu_coi.paging import paged

ROWS_A_PAGE = 15
LOWEST_FIRST = "kepatuhan"
SORTABLE = (
    ("belum", "Belum"),
    ("kepatuhan", "Kepatuhan"),
    ("terbuka", "Terbuka"),
    ("lewat", "Lewat tenggat"),
)

VIEWS = {
    "semua": "Semua yang wajib menyatakan",
    "belum": "Yang belum menyatakan",
    "sudah": "Yang sudah menyatakan",
}


@require_safe
def dashboard(request):
    """The Inspektorat's first screen: its region, or the nation."""
    territory, campaigns = asked_for(request)
    context = dashboard_of(
        request.user, territory, territory.campaign, copies_for(request.user)
    )
    order = request.GET.get("urut", "")
    order = order if order in ORDERS else LOWEST_FIRST
    rows = sorted(context["rows"], key=ORDERS[order])
    context |= paged(request, rows, ROWS_A_PAGE)
    context["page"].object_list = [
        linked(territory, row, units=context["by_units"]) for row in context["page"]
    ]
    context |= {
        "order": order,
        "name_url": territory.query(urut="nama") + "#tabel",
        "territory": territory,
        "campaign": territory.campaign,
        "campaigns": campaigns,
        "columns": [
            (name, label, territory.query(urut=name) + "#tabel")
            for name, label in SORTABLE
        ],
    }
    return render(request, "inspectorate/dashboard.html", context)


@require_safe
def people(request):
    """Who must, has or has not declared, by name: the list behind two numbers."""
    territory, campaigns = asked_for(request)
    view = request.GET.get("lihat", "semua")
    found = Obligation.objects.counted().filter(
        territory.within("unit__"), campaign=territory.campaign
    )
    if view == "belum":
        found = found.filter(met_at=None)
    elif view == "sudah":
        found = found.met()
    shown = Obligation.objects.select_related("user", "tenure__position", "unit")
    found = found.order_by("unit__code", "pk")
    context = paged(request, found, UNITS_A_PAGE, shown=shown) | {
        "territory": territory,
        "campaign": territory.campaign,
        "campaigns": campaigns,
        "view": view if view in VIEWS else "semua",
        "views": VIEWS,
        "title": VIEWS.get(view, VIEWS["semua"]),
    }
    return render(request, "inspectorate/people.html", context)


def asked_for(request):
    """The territory and campaign of the query, and all campaigns; 404 for others."""
    if not oversees(request.user):
        raise Http404
    territory = territory_of(request.user, request.GET)
    everything = replace(territory, region=None, province="")
    if everything.is_all:
        owed = Obligation.objects.filter(campaign=OuterRef("pk"))
        obliging = Campaign.objects.filter(Exists(owed))
        campaigns = list(obliging.widest_first())
    else:
        campaigns = list(campaigns_in(everything.units()).widest_first())
    return replace(territory, campaign=chosen(request, campaigns)), campaigns
