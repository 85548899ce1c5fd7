from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from declarations.forms.matters import CaseMattersForm, MatterForm
from declarations.matter_filters import MatterFilter
from declarations.models import Matter
from declarations.models.matters import units_led_by
from declarations.pages.case_head import head_of
from declarations.pages.matters import page_of, state_tag
from declarations.views.cases import visible_case
from declarations.workflow import matters as workflow
from declarations.workflow.case_moves import NAME_MATTERS
from kpu_coi.paging import paged
from personnel.grants import units_of
from personnel.models import Role, Tenure, Unit

PAGE_SIZE = 20
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def matters(request):
    found = MatterFilter(request.GET, Matter.objects.visible_to(request.user))
    shown = Matter.objects.select_related("unit")
    rows = found.qs.by_date()
    context = paged(request, rows, PAGE_SIZE, shown=shown, **found.counted)
    for row in context["page"]:
        row.tag_kind = state_tag(row)
    context |= {
        "filter": found,
        "tabs": found.tabs(),
        "keeps": bool(kept_units(request.user)),
    }
    return render(request, "declarations/matters.html", context)


def kept_units(user):
    """The units, by id, for which somebody may enter matters."""
    operated = {unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)}
    return units_led_by(user) | operated


@get_or_post
def matter_new(request):
    """For the unit asked for, or the only one that he keeps the agenda of."""
    units = Unit.objects.filter(pk__in=kept_units(request.user)).order_by("code")
    code = request.GET.get("satker")
    unit = units.filter(code=code).first() if code else units.first()
    if unit is None:
        raise PermissionDenied("Anda tidak mencatat agenda satuan kerja.")
    form = MatterForm(request.POST or None, staff=staff_of(unit))
    if form.is_valid():
        made = workflow.enter(unit, form.cleaned_data, by=request.user)
        messages.success(request, "Agenda tercatat.")
        return redirect(made)
    others = [one for one in units if one != unit]
    context = {"form": form, "unit": unit, "others": others}
    return render(request, "declarations/matter_new.html", context)


def staff_of(unit, also=()):
    """Who works in the unit today, each once by name, and the people named before."""
    held = Tenure.objects.in_force(unit_day(unit)).filter(position__unit=unit)
    held = held.filter(user__is_active=True).with_people()
    staff = {one.user_id: one for one in held.order_by("-pk")}
    gone = set(also) - staff.keys()
    if gone:
        former = Tenure.objects.filter(user__in=gone).with_people()
        staff = {one.user_id: one for one in former.order_by("pk")} | staff
    return sorted(staff.values(), key=lambda one: (one.user.name, one.user_id))


def unit_day(unit):
    return Matter(unit=unit).today


def visible_matter(request, public_id):
    """The matter, or 404: what someone may not see does not exist for them."""
    rows = Matter.objects.visible_to(request.user)
    rows = rows.select_related("unit", "made_by", "settled_by")
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def matter(request, public_id):
    found = visible_matter(request, public_id)
    on = parse_day(request.GET.get("pada", ""))
    return render(request, "declarations/matter.html", page_of(found, request.user, on))


def parse_day(text):
    try:
        return parse_date(text)
    except ValueError:
        return None


@get_or_post
def matter_edit(request, public_id):
    found = visible_matter(request, public_id)
    workflow.EDIT.verdict(request.user, found).require()
    facts = facts_of(found)
    staff = staff_of(found.unit, also=facts["people"])
    form = MatterForm(request.POST or None, initial=facts, staff=staff)
    status = 200
    if form.is_valid():
        seen = form.cleaned_data.pop("seen")
        try:
            workflow.edit(found, form.cleaned_data, by=request.user, seen=seen)
        except workflow.StaleMatter as stale:
            form.show_stale(stale.mark)
            status = 409
        else:
            messages.success(request, "Agenda diubah.")
            return redirect(found)
    context = {"form": form, "matter": found, "unit": found.unit}
    return render(request, "declarations/matter_edit.html", context, status=status)


def facts_of(matter):
    """What the form shows of a matter, and the mark by which it was read."""
    parties = matter.read_parties()
    return {
        "kind": matter.kind,
        "title": matter.title,
        "expected_from": matter.expected_from,
        "expected_until": matter.expected_until,
        "names": "\n".join(parties["names"]),
        "people": parties["people"],
        "seen": matter.mark,
    }


@require_POST
def matter_decided(request, public_id):
    return moved(request, public_id, workflow.decide, "Agenda ditandai sudah diputus.")


@require_POST
def matter_dropped(request, public_id):
    said = "Agenda ditandai tidak dilanjutkan."
    return moved(request, public_id, workflow.drop, said)


@require_POST
def matter_reopened(request, public_id):
    return moved(request, public_id, workflow.reopen, "Agenda dibuka kembali.")


def moved(request, public_id, verb, said):
    found = visible_matter(request, public_id)
    verb(found, by=request.user)
    messages.success(request, said)
    return redirect(found)


@get_or_post
def case_matters(request, public_id):
    """Which matters a case concerns, as its reviewer finds (rule 24)."""
    found = visible_case(request, public_id)
    NAME_MATTERS.verdict(request.user, found).require()
    named = [one.matter for one in found.named_matters.select_related("matter")]
    matters = list(Matter.objects.filter(unit=found.unit).open().by_date())
    offered = [*matters, *(one for one in named if one not in matters)]
    initial = {"matters": [one.pk for one in named]}
    form = CaseMattersForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        matters=offered,
    )
    if form.is_valid():
        workflow.name_in_review(found, form.chosen(), by=request.user)
        messages.success(request, "Agenda yang terkait disimpan.")
        return redirect(found)
    head = head_of(found, request.user, here="case_matters")
    context = head | {"form": form, "offered": offered}
    return render(request, "declarations/case_matters.html", context)
