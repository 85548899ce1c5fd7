from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from kpu_coi.htmx import render_part
from kpu_coi.paging import paged
from kpu_coi.uploads import InMemory
from personnel.forms.rosters import ApplyForm, RosterForm
from personnel.grants import has_grant, units_of
from personnel.models import Role, RosterImport, Unit
from personnel.rosters import corrected
from personnel.rosters.pages import page_of, preview_of
from personnel.workflow import rosters as workflow

LISTS_A_PAGE = 20
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCALE = 1024 * 1024


def units_for(user):
    """The units whose lists a person hands in; whoever has none sees no page here."""
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return Unit.objects.order_by("code")
    own = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)]
    if not own:
        raise Http404
    return Unit.objects.filter(pk__in=own).order_by("code")


def visible_roster(request, public_id):
    rows = RosterImport.objects.visible_to(request.user).with_people()
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def rosters(request):
    return list_page(request, RosterForm(units=units_for(request.user)))


def list_page(request, form, status=200):
    rows = RosterImport.objects.visible_to(request.user).with_people()
    context = paged(request, rows, LISTS_A_PAGE) | {"form": form}
    for roster in context["page"]:
        page_of(roster)
    return render(request, "personnel/rosters.html", context, status=status)


@require_POST
@csrf_exempt
def upload_roster(request):
    """The handler must be set before the body is read, so the check comes after."""
    most = settings.ROSTER_MAX_MB * SCALE
    request.upload_handlers = [InMemory(request, most=most)]
    return upload_checked(request)


@csrf_protect
def upload_checked(request):
    form = RosterForm(request.POST, request.FILES, units=units_for(request.user))
    if form.is_valid():
        return redirect(workflow.upload(**form.facts, by=request.user))
    return list_page(request, form)


@require_safe
def roster_template(request):
    units = units_for(request.user)
    unit = units.filter(code=request.GET.get("satker", "")).first()
    name = f"templat-daftar-pegawai{f'-{unit.code}' if unit else ''}.xlsx"
    return workbook(corrected.template(unit), name)


@require_safe
def roster(request, public_id):
    return roster_page(request, visible_roster(request, public_id))


def roster_page(request, stored, form=None):
    context = preview_of(request, stored) | {"roster": page_of(stored)}
    context["form"] = form or ApplyForm(left_out=stored.left_out)
    context["moves"] = {
        move: workflow.verdict(move, stored, request.user) for move in workflow.OPEN_FOR
    }
    response = render_part(request, "personnel/roster.html", "progress", context)
    if request.headers.get("HX-Request") and not stored.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def roster_corrected(request, public_id):
    stored = page_of(visible_roster(request, public_id))
    if not stored.has_rows:
        raise Http404
    name = f"perbaikan-{stored.unit.code}-{stored.as_of:%Y%m%d}.xlsx"
    return workbook(corrected.corrected(stored), name)


@require_POST
def apply_roster(request, public_id):
    stored = page_of(visible_roster(request, public_id))
    form = ApplyForm(request.POST, left_out=stored.left_out)
    if not form.is_valid():
        return roster_page(request, stored, form)
    return made(request, workflow.apply, stored)


@require_POST
def read_roster_again(request, public_id):
    return made(request, workflow.read_again, visible_roster(request, public_id))


@require_POST
def discard_roster(request, public_id):
    return made(request, workflow.discard, visible_roster(request, public_id))


def made(request, move, stored):
    """Make the move; what is no longer open is said on the page of the list."""
    try:
        move(stored, by=request.user)
    except PermissionDenied as refusal:
        messages.warning(request, str(refusal))
    return redirect(stored)


def workbook(data, name):
    answer = HttpResponse(data, content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
