import datetime

from django.conf import settings
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deadlines.calendar import today_in
from kpu_coi.paging import paged
from personnel import rules
from personnel.chart import SecretaryLine
from personnel.figures import figures_of
from personnel.models import Level, Position, PositionKind, Unit
from personnel.reach import units_in_reach
from personnel.tree_picture import picture_of
from personnel.unit_pages import with_pages

UNITS_A_PAGE = 25


@require_safe
def index(request):
    reach = units_in_reach(request.user)
    words = request.GET.get("cari", "").strip()
    province = request.GET.get("provinsi", "")
    pages = paged(request, searched(reach, words, province), UNITS_A_PAGE)
    page = pages["page"]
    if not request.GET and page.paginator.count == 1:
        return redirect("personnel:unit", page.object_list[0].code)
    figures = figures_of(page.object_list, timezone.localdate())
    context = pages | {
        "rows": [(unit, figures[unit.pk]) for unit in page],
        "words": words,
        "province": province,
        "provinces": provinces_in(reach),
        "may_manage": rules.may_manage_posts(request.user),
    }
    return render(request, "personnel/index.html", context)


def searched(units, words, province):
    """By name, by an older name, or by the first digits of the code."""
    if words:
        named = Q(name__icontains=words) | Q(name_long__icontains=words)
        units = units.filter(
            named | Q(code__startswith=words) | Q(aliases__icontains=words)
        )
    if province.isdigit():
        units = units.filter(province_code=province)
    return units.order_by("code")


def provinces_in(units):
    """(code, name) of the provinces that some units lie in, for a filter."""
    codes = units.order_by().values("province_code")
    found = Unit.objects.filter(level=Level.PROVINCE, code__in=codes)
    return list(found.values_list("code", "region_name"))


def visible_unit(request, code):
    """The unit, or 404: what lies outside somebody's reach does not exist for him."""
    units = units_in_reach(request.user).select_related("parent")
    return get_object_or_404(with_pages(units, request.user), code=code)


def day_asked(request, unit):
    """The day of the query string, else today as it is in the unit."""
    try:
        return datetime.date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return today_in(unit.timezone)


@require_safe
def unit(request, code):
    found = visible_unit(request, code)
    on = day_asked(request, found)
    picture = picture_of(found, on)
    context = {
        "unit": found,
        "on": on,
        "is_today": on == today_in(found.timezone),
        "picture": picture,
        "figures": picture.figures(),
        "is_national": found.level == Level.NATIONAL,
        "may_manage": rules.may_manage_posts(request.user),
    }
    return render(request, "personnel/unit.html", context)


@require_safe
def secretary_line(request):
    line = SecretaryLine(settings.SECRETARY_LINE)
    secretaries = Position.objects.standing(timezone.localdate()).filter(
        kind=PositionKind.SECRETARY
    )
    context = {
        "functional": line is SecretaryLine.FUNCTIONAL,
        "count": secretaries.count(),
        "one_line": secretaries.filter(Q(superior=None) | Q(other_line=None)).count(),
    }
    return render(request, "personnel/secretary_line.html", context)
