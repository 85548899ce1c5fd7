from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from deadlines.calendar import today_in
from kpu_coi.access import Verdict
from kpu_coi.navigation import profile_of
from personnel import rules
from personnel.forms.people import AbsenceForm, AppointForm, LastDayForm
from personnel.inheritance import Absence, inherited_in
from personnel.lines import Chart, tenures_of
from personnel.models import Acting, Tenure
from personnel.reach import people_in_reach
from personnel.titles import capacity
from personnel.views.people import (
    attempt,
    check_page,
    get_or_post,
    manageable_unit,
    rehearsed,
)
from personnel.workflow import tenures as workflow


@get_or_post
def appoint(request, code):
    unit = manageable_unit(request, code)
    today = today_in(unit.timezone)
    people = first_tenures(
        Tenure.objects.in_force(today).filter(position__unit=unit, user__is_active=True)
    )
    initial = {"since": today, "position": request.GET.get("jabatan")}
    form = AppointForm(
        request.POST or None, unit=unit, people=people, on=today, initial=initial
    )
    if form.is_valid():
        done = attempt(form, lambda: appoint_with(request, form))
        if done:
            messages.success(request, f"{capacity(done)} dicatat.")
            return redirect("personnel:roll", code)
    return render(request, "personnel/appoint.html", {"form": form, "unit": unit})


def appoint_with(request, form):
    told = form.cleaned_data
    names = ("position", "since", "last_day", "acting", "basis")
    seat = workflow.Seat(**{name: told[name] for name in names})
    return workflow.appoint(told["person"].user, seat, by=request.user)


def first_tenures(tenures):
    """One tenure a person, so that each stands once in a list; by name."""
    once = tenures.order_by("user_id", "pk").distinct("user_id").values("pk")
    return Tenure.objects.with_people().filter(pk__in=once).order_by("user__name", "pk")


@get_or_post
def end_tenure(request, pk):
    tenure = visible_tenure(request, pk)
    rules.may_end(request.user, tenure).require()
    today = workflow.today_of(tenure)
    form = LastDayForm(request.POST or None, initial={"last_day": today})
    if form.is_valid():
        last = form.cleaned_data["last_day"]
        done = attempt(
            form,
            lambda: workflow.end_early(tenure, last_day=last, by=request.user),
        )
        if done:
            messages.success(request, f"Masa jabatan {capacity(tenure)} diakhiri.")
            return redirect(back_from(request, tenure))
    context = {
        "form": form,
        "tenure": tenure,
        "span": workflow.span(tenure),
        "back": back_from(request, tenure),
        "not_begun": tenure.period.lower > today,
    }
    return render(request, "personnel/end_tenure.html", context)


@require_POST
def take_back_tenure(request, pk):
    tenure = visible_tenure(request, pk)
    workflow.take_back(tenure, by=request.user)
    messages.success(request, "Penugasan yang belum berjalan itu dibatalkan.")
    return redirect(back_from(request, tenure))


def visible_tenure(request, pk):
    """A tenure of somebody in reach, or one that stands in for oneself; else 404."""
    tenure = get_object_or_404(Tenure.objects.with_people(), pk=pk)
    stands_in = tenures_of(request.user, workflow.today_of(tenure)).filter(
        position=tenure.position_id
    )
    reached = people_in_reach(request.user).filter(pk=tenure.user_id)
    if not (stands_in.exists() or reached.exists()):
        raise Http404
    return tenure


def back_from(request, tenure):
    """The person's page, or the plan of absences for the one represented."""
    if people_in_reach(request.user).filter(pk=tenure.user_id).exists():
        return reverse("personnel:person", args=[tenure.user_id])
    return reverse("personnel:absence")


@get_or_post
def absence(request):
    """Before confirming, whoever plans it reads what the stand-in will find."""
    posts = [
        one
        for one in tenures_of(request.user, today_in(profile_of(request.user).timezone))
        if rules.may_plan_absence(request.user, one)
    ]
    Verdict("" if posts else rules.NOBODY_BELOW).require()
    people = stand_ins(posts)
    form = AbsenceForm(request.POST or None, posts=posts, people=people)
    context = {"form": form, "planned": planned_for(posts)}
    if form.is_valid() and (tenure := rehearsed(form, lambda: plan(request, form))):
        if form.is_checked:
            messages.success(request, f"{capacity(tenure)} dicatat.")
            return redirect("personnel:absence")
        told = form.cleaned_data
        planned = Absence(
            form.tenure(), told["person"].user, told["since"], told["last_day"]
        )
        context |= {"absence": planned, "found": inherited_in(planned)}
        context["capacity"] = capacity(form.tenure())
        return check_page(request, "personnel/absence_check.html", form, context)
    return render(request, "personnel/absence.html", context)


def plan(request, form):
    told = form.cleaned_data
    return workflow.plan_absence(
        form.tenure(),
        told["person"].user,
        since=told["since"],
        last_day=told["last_day"],
        basis=told["basis"],
        by=request.user,
    )


def stand_ins(posts):
    """The superiors of these posts and everybody else who works in their units."""
    found = {}
    for held in posts:
        on = workflow.today_of(held)
        chart = Chart([held.position_id], on, unit=held.position.unit)
        found |= chart.people_around(held)
    return Tenure.objects.with_people().filter(
        pk__in=[one.pk for one in found.values()]
    )


def planned_for(posts):
    """The Plh. of one's posts, today and to come."""
    today = min((workflow.today_of(one) for one in posts), default=None)
    held = Tenure.objects.filter(
        position__in=[one.position_id for one in posts],
        acting=Acting.DAILY,
        period__endswith__gt=today,
    )
    return [
        {"tenure": one, "post": capacity(one), "span": workflow.span(one)}
        for one in held.with_people().order_by("period")
    ]
