from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kpu_coi.paging import paged
from personnel.models import User
from privacy import rules
from privacy.forms.breaches import AssessForm, DeliverForm, DismissForm, ReportForm
from privacy.models import Breach, BreachStatus, sees_register
from privacy.reading import note_reading
from privacy.views.data import signed_in
from privacy.workflow import breaches as workflow

PER_PAGE = 20
TAGS = {
    BreachStatus.OPEN: "warn",
    BreachStatus.ASSESSED: "info",
    BreachStatus.NOTIFIED: "brand",
    BreachStatus.CLOSED: "ok",
    BreachStatus.NO_BREACH: "",
}


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not sees_register(user):
        raise Http404
    context = paged(
        request, Breach.objects.in_register_of(user).with_people(), PER_PAGE
    )
    for row in context["page"]:
        row.tag_kind = TAGS[BreachStatus(row.status)]
    return render(request, "privacy/breaches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ReportForm(request.POST or None, unit=workflow.unit_of(user))
    if form.is_valid():
        reported = workflow.report(by=user, **form.facts)
        messages.success(request, f"Laporan {reported.number} terkirim.")
        return redirect(reported)
    return render(request, "privacy/report.html", {"form": form})


@require_safe
def breach(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return page_of(request, visible(request, public_id))


def visible(request: HttpRequest, public_id: UUID) -> Breach:
    """The breach, or 404: what someone may not see does not exist for them."""
    rows = Breach.objects.visible_to(signed_in(request)).with_people()
    return get_object_or_404(rows, public_id=public_id)


def page_of(
    request: HttpRequest, found: Breach, *, refusal: str = "", **forms: Any
) -> HttpResponse:
    user = signed_in(request)
    reads = bool(rules.may_read_findings(user, found))
    if reads:
        note_reading("breach.read", stream=workflow.stream_of(found), by=user)
    context = {
        "breach": found,
        "tag_kind": TAGS[BreachStatus(found.status)],
        "in_register": sees_register(user),
        "report": found.report if rules.may_read_report(user, found) else None,
        "findings": found.findings if reads else None,
        "sealed": rules.may_read_findings(user, found).refusal,
        "moves": workflow.verdicts(user, found),
        "dismiss_form": DismissForm(),
        "deliver_form": DeliverForm(unit=found.unit),
        "refusal": refusal,
        **(papers_of(found) if reads else {}),
    } | forms
    status = 409 if refusal else 200
    return render(request, "privacy/breach.html", context, status=status)


def papers_of(found: Breach) -> dict[str, Any]:
    """The letters, and to whom they went when."""
    letters = list(found.letters.select_related("document").defer("document__record"))
    deliveries = [
        delivery
        for letter in letters
        for delivery in letter.deliveries.select_related("user")
    ]
    return {"letters": letters, "deliveries": deliveries}


def made(
    request: HttpRequest,
    found: Breach,
    act: Callable[[], Any],
    words: str,
    **forms: Any,
) -> HttpResponse:
    """Make a move, or show the breach as it is now and why it was refused."""
    try:
        act()
    except PermissionDenied as refused:
        now = visible(request, found.public_id)
        return page_of(request, now, refusal=str(refused), **forms)
    messages.success(request, words)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, by = visible(request, public_id), signed_in(request)
    workflow.ASSESS.verdict(by, found).require()
    form = AssessForm(request.POST or None, initial=assessed(found))
    if form.is_valid():
        facts = form.facts
        return made(
            request,
            found,
            lambda: workflow.assess(found, by=by, **facts),
            "Penilaian tersimpan.",
        )
    return render(request, "privacy/assess.html", {"form": form, "breach": found})


def assessed(found: Breach) -> dict[str, Any]:
    """What was found before, as the form shows it."""
    findings = found.findings
    numbers = User.objects.filter(pk__in=findings.get("people", []))
    return {
        name: findings.get(name, "") for name in ("exposed", "course", "measures")
    } | {
        "categories": found.categories,
        "people_count": found.people_count,
        "units": list(found.units.all()),
        "people": "\n".join(numbers.values_list("employee_number", flat=True)),
        "tell_public": found.to_public,
        "public_text": found.public_text,
    }


@require_POST
def dismiss(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, by = visible(request, public_id), signed_in(request)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return page_of(request, found, dismiss_form=form)
    reason = form.cleaned_data["reason"]
    return made(
        request,
        found,
        lambda: workflow.dismiss(found, by=by, reason=reason),
        "Dicatat: bukan kegagalan pelindungan data.",
        dismiss_form=form,
    )


@require_POST
def deliver(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, by = visible(request, public_id), signed_in(request)
    form = DeliverForm(request.POST, unit=found.unit)
    if not form.is_valid():
        return page_of(request, found, deliver_form=form)
    facts = form.facts
    return made(
        request,
        found,
        lambda: workflow.deliver(found, by=by, **facts),
        "Penyampaian tercatat.",
        deliver_form=form,
    )


@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, by = visible(request, public_id), signed_in(request)
    return made(
        request,
        found,
        lambda: workflow.close(found, by=by),
        "Insiden dinyatakan selesai.",
    )
