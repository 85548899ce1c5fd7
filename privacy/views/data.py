from dataclasses import asdict
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit import log
from kpu_coi.dates import waktu
from kpu_coi.holdings import Holding, held_about
from kpu_coi.navigation import profile_of
from kpu_coi.paging import paged
from personnel.models import User
from privacy.deeds import Deed, deed_of, events_of

MOST = 20
PER_PAGE = 40


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Always about the person who is signed in: no address names anybody."""
    held = held_about(request.user, MOST)
    return render(request, "privacy/my_data.html", {"held": held})


@require_safe
def deeds(request: HttpRequest) -> HttpResponse:
    context = paged(request, events_of(signed_in(request)), PER_PAGE)
    context["rows"] = [deed_of(event) for event in context["page"]]
    return render(request, "privacy/deeds.html", context)


@require_safe
def export_json(request: HttpRequest) -> HttpResponse:
    """All of it, for machines."""
    held, done = whole(request)
    body = {
        "schema": "kpu-coi/data-saya/1",
        "made_at": timezone.now(),
        "groups": [asdict(group) for group in held.groups],
        "accesses": [asdict(access) for access in held.accesses],
        "deeds": [asdict(deed) for deed in done],
    }
    response = JsonResponse(
        body, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    return as_file(response, "data-saya.json")


@require_safe
def export_html(request: HttpRequest) -> HttpResponse:
    """All of it, for people: one file that opens and prints anywhere."""
    held, done = whole(request)
    profile = profile_of(request.user)
    made = waktu(timezone.now(), profile.timezone, profile.tz_abbr)
    context = {"held": held, "deeds": done, "made": made, "profile": profile}
    response = render(request, "privacy/export.html", context)
    return as_file(response, "data-saya.html")


def whole(request: HttpRequest) -> tuple[Holding, list[Deed]]:
    """Everything without bounds; that it was taken out is logged."""
    user = signed_in(request)
    log.record("data.export", stream=f"user:{user.pk}", by=user)
    done = [deed_of(event) for event in events_of(user).iterator()]
    return held_about(user), done


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def signed_in(request: HttpRequest) -> User:
    """The signed-in person; the middleware lets nobody else come here."""
    return cast(User, request.user)
