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
from privacy.forms.requests import AcceptForm, AskForm, RefuseForm
from privacy.home import handles
from privacy.models import DataRequest, RequestStatus
from privacy.reading import note_reading
from privacy.views.data import signed_in
from privacy.workflow import requests as workflow

PER_PAGE = 20
TAGS = {
    RequestStatus.RECEIVED: "info",
    RequestStatus.ACCEPTED: "warn",
    RequestStatus.DONE: "ok",
    RequestStatus.REFUSED: "late",
    RequestStatus.WITHDRAWN: "",
}


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    rows = DataRequest.objects.of(signed_in(request)).order_by("-received_at", "-pk")
    return render(request, "privacy/requests.html", listed(request, rows))


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What others ask, for those who answer: open ones by their hours, or the rest."""
    user = signed_in(request)
    if not handles(user):
        raise Http404
    rows = DataRequest.objects.on_desk_of(user).with_people()
    ended = request.GET.get("lihat") == "selesai"
    kept = rows.filter(ended_at__isnull=not ended)
    context = listed(request, kept.order_by("-ended_at" if ended else "due_at", "pk"))
    return render(request, "privacy/desk.html", context | {"ended": ended})


def listed(request: HttpRequest, rows: Any) -> dict[str, Any]:
    context = paged(request, rows, PER_PAGE)
    for row in context["page"]:
        row.tag_kind = TAGS[RequestStatus(row.status)]
    return context


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST or None)
    if form.is_valid():
        asked = workflow.receive(by=signed_in(request), **form.cleaned_data)
        messages.success(
            request,
            f"Permintaan terkirim. Dijawab paling lambat {asked.clock.words()}.",
        )
        return redirect(asked)
    return render(request, "privacy/ask.html", {"form": form})


@require_safe
def request_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return page_of(request, visible(request, public_id))


def visible(request: HttpRequest, public_id: UUID) -> DataRequest:
    """The request, or 404: what someone may not see does not exist for them."""
    rows = DataRequest.objects.visible_to(signed_in(request)).with_people()
    return get_object_or_404(rows, public_id=public_id)


def page_of(
    request: HttpRequest, asked: DataRequest, *, refusal: str = "", **forms: Any
) -> HttpResponse:
    user = signed_in(request)
    own = asked.user_id == user.pk
    if not own:
        note_reading("data_request.read", stream=workflow.stream_of(asked), by=user)
    context = {
        "asked": asked,
        "own": own,
        "moves": workflow.verdicts(user, asked),
        "tag_kind": TAGS[RequestStatus(asked.status)],
        "accept_form": AcceptForm(),
        "refuse_form": RefuseForm(asked=asked),
        "refusal": refusal,
    } | forms
    status = 409 if refusal else 200
    return render(request, "privacy/request.html", context, status=status)


def made(
    request: HttpRequest,
    asked: DataRequest,
    act: Callable[[], DataRequest],
    **forms: Any,
) -> HttpResponse:
    """Make a move, or show the request as it is now and why it was refused."""
    try:
        done = act()
    except PermissionDenied as refused:
        now = visible(request, asked.public_id)
        return page_of(request, now, refusal=str(refused), **forms)
    messages.success(request, f"Tersimpan: {done.get_status_display().lower()}.")
    return redirect(done)


@require_POST
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked, by = visible(request, public_id), signed_in(request)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return page_of(request, asked, accept_form=form)
    answer = form.cleaned_data["answer"]
    return made(
        request,
        asked,
        lambda: workflow.accept(asked, by=by, answer=answer),
        accept_form=form,
    )


@require_POST
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked, by = visible(request, public_id), signed_in(request)
    form = RefuseForm(request.POST, asked=asked)
    if not form.is_valid():
        return page_of(request, asked, refuse_form=form)
    ground, answer = form.cleaned_data["ground"], form.cleaned_data["refusal"]
    return made(
        request,
        asked,
        lambda: workflow.refuse(asked, by=by, ground=ground, answer=answer),
        refuse_form=form,
    )


@require_POST
def complete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked, by = visible(request, public_id), signed_in(request)
    return made(request, asked, lambda: workflow.complete(asked, by=by))


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked, by = visible(request, public_id), signed_in(request)
    return made(request, asked, lambda: workflow.withdraw(asked, by=by))
