import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deadlines.calendar import today_in
from kpu_coi.access import Verdict
from kpu_coi.dates import tanggal
from personnel import rules
from personnel.forms.people import (
    CorrectForm,
    JoinForm,
    LastDayForm,
    MoveForm,
    ReceiveForm,
    seat_of,
)
from personnel.grants import has_grant, units_of
from personnel.models import Acting, Role, Unit
from personnel.person_page import consequences, page_of, tenures_by_time
from personnel.reach import people_in_reach
from personnel.recipients import recipients_of
from personnel.titles import capacity
from personnel.views.rolls import readable_unit
from personnel.workflow import people as workflow

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def person(request, pk):
    found = visible_person(request, pk)
    return render(request, "personnel/person.html", page_of(found, request.user))


def visible_person(request, pk):
    """The person, or 404 for whoever does not reach his unit."""
    return get_object_or_404(people_in_reach(request.user), pk=pk)


@require_safe
def recipients(request, pk):
    found = visible_person(request, pk)
    on = asked_day(request.GET.get("tanggal", ""))
    context = {"person": found, "on": on, "ways": recipients_of(found, on)}
    return render(request, "personnel/recipients.html", context)


def asked_day(text):
    """The day that was asked for; today where it is none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


@get_or_post
def join(request, code):
    unit = manageable_unit(request, code)
    today = today_in(unit.timezone)
    form = JoinForm(request.POST or None, unit=unit, on=today, initial={"since": today})
    if form.is_valid():
        tenure = attempt(
            form,
            lambda: workflow.join(form.identity(), form.seat(), by=request.user),
        )
        if tenure:
            messages.success(request, "Pegawai ditambahkan.")
            return redirect("personnel:person", tenure.user_id)
    return render(request, "personnel/join.html", {"form": form, "unit": unit})


def manageable_unit(request, code):
    """A unit whose roll one keeps; who only reads it is told why not (403)."""
    unit = readable_unit(request, code)
    rules.may_manage_roll(request.user, unit).require()
    return unit


def attempt(form, act, *, rehearse=False):
    """
    Make the move, or only try it; a refusal lands at its field, and None comes back.
    """
    try:
        with transaction.atomic():
            done = act()
            transaction.set_rollback(rehearse)
            return done
    except ValidationError as problem:
        form.take(problem)
        return None


def rehearsed(form, act):
    """Only tried, until the page that shows what will follow was confirmed."""
    return attempt(form, act, rehearse=not form.is_checked)


@get_or_post
def receive(request, code):
    """Somebody from another unit, or somebody who had left: looked at, then taken."""
    unit = manageable_unit(request, code)
    today = today_in(unit.timezone)
    form = ReceiveForm(
        request.POST or None, unit=unit, on=today, initial={"since": today}
    )
    context = {"form": form, "unit": unit}
    if form.is_valid() and (tenure := rehearsed(form, lambda: take(request, form))):
        if form.is_checked:
            messages.success(request, "Pegawai sudah diterima di satker ini.")
            return redirect("personnel:person", tenure.user_id)
        return check_page(request, "personnel/receive_check.html", form, context)
    return render(request, "personnel/receive.html", context)


def take(request, form):
    """Move him from the post that he holds, or bring him back to the roll."""
    told, found = form.cleaned_data, form.person
    now, later, _ = tenures_by_time(found)
    held = [one for one in (*now, *later) if one.acting == Acting.PERMANENT]
    form.old = held[0] if held else None
    if found.last_day or not held:
        return workflow.return_to_roll(found, seat_of(told), by=request.user)
    return workflow.move(
        held[0],
        told["position"],
        on=told["since"],
        basis=told["basis"],
        by=request.user,
    )


def check_page(request, template, form, context):
    """What will follow, with everything that was typed and one button."""
    return render(request, template, context | {"typed": hidden(form)})


def hidden(form):
    """The fields of a form as they were sent, to be sent again unseen."""
    return [(name, value) for name in form.fields for value in form.data.getlist(name)]


@get_or_post
def move(request, pk):
    found = visible_person(request, pk)
    held = tenures_by_time(found)[0]
    units = target_units(request, held).require_some()
    unit = units.chosen
    form = MoveForm(
        request.POST or None, tenures=held, unit=unit, on=today_in(unit.timezone)
    )
    context = {"form": form, "person": found, "units": units, "unit": unit}
    if form.is_valid() and (
        tenure := rehearsed(form, lambda: move_with(request, form))
    ):
        if form.is_checked:
            messages.success(request, "Kepindahan dicatat.")
            return redirect("personnel:person", tenure.user_id)
        last = form.cleaned_data["since"] - datetime.timedelta(days=1)
        old = form.tenure().position.unit
        gone = consequences(found, last, old) if old != unit else []
        context |= {"consequences": gone, "old": capacity(form.tenure()), "last": last}
        return check_page(request, "personnel/move_check.html", form, context)
    return render(request, "personnel/move.html", context)


def move_with(request, form):
    told = form.cleaned_data
    return workflow.move(
        form.tenure(),
        told["position"],
        on=told["since"],
        basis=told["basis"],
        by=request.user,
    )


class Targets:
    """The units into which somebody may move people, and the one that was chosen."""

    def __init__(self, units, chosen):
        self.all, self.chosen = units, chosen

    def require_some(self):
        Verdict("" if self.chosen else rules.NO_ROLL).require()
        return self


def target_units(request, held):
    user = request.user
    if has_grant(user, Role.ORGANISATION_ADMIN):
        units = list(Unit.objects.order_by("code"))
    else:
        units = units_of(user, Role.UNIT_OPERATOR)
    asked = request.GET.get("satker", "")
    own = {one.position.unit_id for one in held}
    chosen = next((one for one in units if one.code == asked), None)
    chosen = chosen or next((one for one in units if one.pk in own), None)
    return Targets(units, chosen or (units[0] if units and held else None))


@get_or_post
def leave(request, pk):
    found = visible_person(request, pk)
    now, later, before = tenures_by_time(found)
    rules.may_dismiss(request.user, found, [*now, *later] or before[:1]).require()
    form = LastDayForm(request.POST or None)
    context = {"form": form, "person": found}
    if form.is_valid():
        last = form.cleaned_data["last_day"]
        left = rehearsed(
            form, lambda: workflow.leave(found, last_day=last, by=request.user)
        )
        if left and form.is_checked:
            messages.success(request, f"Dicatat berhenti pada {tanggal(last)}.")
            return redirect("personnel:person", pk)
        if left:
            context |= {"consequences": consequences(found, last), "last": last}
            return check_page(request, "personnel/leave_check.html", form, context)
    return render(request, "personnel/leave.html", context)


@get_or_post
def correct(request, pk):
    found = visible_person(request, pk)
    now, later, before = tenures_by_time(found)
    rules.may_correct(request.user, found, [*now, *later] or before[:1]).require()
    names = ("name", "employment", "employee_number", "rank", "email")
    initial = {name: getattr(found, name) for name in names}
    form = CorrectForm(request.POST or None, person=found, initial=initial)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = attempt(
            form,
            lambda: workflow.correct(
                found, form.identity(), reason=reason, by=request.user
            ),
        )
        if done:
            messages.success(request, "Data pegawai diperbaiki.")
            return redirect("personnel:person", pk)
    return render(request, "personnel/correct.html", {"form": form, "person": found})
