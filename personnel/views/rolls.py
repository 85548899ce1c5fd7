from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kpu_coi.csv_export import csv_response
from kpu_coi.paging import paged
from personnel.reach import rolls_in_reach
from personnel.rolls import HEAD, RollFilter, cells_of, line_of
from personnel.rules import may_manage_roll

PAGE_SIZE = 50


@require_safe
def roll(request, code):
    unit = readable_unit(request, code)
    found = RollFilter(request.GET, unit)
    context = paged(request, found.rows(), PAGE_SIZE) | {
        "unit": unit,
        "filter": found,
        "tabs": found.tabs(request.GET),
        "may_manage": may_manage_roll(request.user, unit),
    }
    if not found.lists_posts:
        context["rows"] = [cells_of(row) for row in context["page"]]
    return render(request, "personnel/roll.html", context)


@require_safe
def roll_csv(request, code):
    unit = readable_unit(request, code)
    found = RollFilter(request.GET, unit)
    shows = bool(may_manage_roll(request.user, unit))
    rows = (line_of(row, shows) for row in found.rows())
    return csv_response(f"pegawai-{code}-{found.view}", HEAD, rows)


def readable_unit(request, code):
    """The unit, or 404: whose roll somebody may not read does not exist for him."""
    return get_object_or_404(rolls_in_reach(request.user), code=code)
