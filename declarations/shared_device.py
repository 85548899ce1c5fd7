"""
A device that one after another signs on, and that forgets each of them.

Signed in there, a person reaches only the pages of making a statement. When he has
signed, goes elsewhere, gives up or lets it lie, his session ends, every cookie but
the device's own goes, and the browser is told to drop what it has kept. Which kind
of statement it was changes nothing of that (rule 2).
"""

from datetime import timedelta
from time import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control

from declarations.models import SharedDevice

COOKIE = "perangkat-bersama"
COOKIE_LASTS = timedelta(hours=16)
TOUCHED = "device_touched"
LEFT_ALONE = timedelta(minutes=3)
"""After so long without a touch the page leaves by itself, where scripts run."""

GIVEN_UP = timedelta(minutes=15)
"""After so long on one page, or without a request, the session is over for sure."""

HOME = "declarations:shared_device"
LEAVE = "declarations:shared_device_leave"
SIGNED = "declarations:statement"
SIGNING_IN = frozenset({HOME, "mfa_authenticate"})
"""Pages for somebody who is not signed in yet."""

ENTRANCE = "declarations:ceremony_join"
FOLDER = "/deklarasi/"
"""What somebody signed in may reach beside the entrance: where statements are made."""

ENDS = frozenset(
    {SIGNED, "declarations:statements", "declarations:statement_pdf"},
)
"""Pages in that folder at which the device forgets him all the same."""


class SharedDeviceMiddleware:
    """
    Stands after authentication and before everything that asks for sign-in.

    Whoever is still signed in when his device is released was signed in for it alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.shared_device = device_of(request)
        if request.shared_device is None and COOKIE in request.COOKIES:
            logout(request)
        response = self.get_response(request)
        if request.shared_device:
            if has_signed(request, response):
                response = leave(request, "selesai")
            patch_cache_control(response, no_store=True, private=True)
            if request.user.is_authenticated:
                seconds = int(GIVEN_UP.total_seconds())
                response["Refresh"] = f"{seconds}; url={reverse(LEAVE)}"
        elif COOKIE in request.COOKIES and COOKIE not in response.cookies:
            response.delete_cookie(COOKIE)
        return response

    def process_view(self, request, view_func, args, kwargs):
        if request.shared_device is None:
            return None
        name = request.resolver_match.view_name
        if not request.user.is_authenticated:
            return self.before_sign_in(request, name)
        if name == LEAVE:
            return None
        makes_statement = request.path.startswith(FOLDER) and name not in ENDS
        if name != ENTRANCE and not makes_statement:
            return leave(request)
        if time() - request.session.get(TOUCHED, time()) > GIVEN_UP.total_seconds():
            return leave(request)
        request.session[TOUCHED] = int(time())
        return None

    def before_sign_in(self, request, name):
        """The sign-in and nothing else; what was begun there does not wait."""
        if name == HOME and request.method == "GET" and not request.session.is_empty():
            request.session.flush()
        if name in SIGNING_IN or name == LEAVE:
            return None
        return away(request, reverse(HOME))


def device_of(request) -> SharedDevice | None:
    """The shared device that asks, as long as it is one; no query without cookie."""
    try:
        text = request.get_signed_cookie(COOKIE, salt=COOKIE)
    except (KeyError, BadSignature):
        return None
    found = SharedDevice.objects.in_use().filter(public_id=text)
    return found.select_related("ceremony__campaign", "ceremony__unit").first()


def share(response, device: SharedDevice):
    """Let this browser be the device from now on."""
    response.set_signed_cookie(
        COOKIE,
        str(device.public_id),
        salt=COOKIE,
        max_age=COOKIE_LASTS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def has_signed(request, response) -> bool:
    """Whether a form has just led to the page of a signed statement."""
    if request.method != "POST" or response.status_code != 302:
        return False
    try:
        return resolve(urlsplit(response["Location"]).path).view_name == SIGNED
    except Resolver404:
        return False


def leave(request, why: str = ""):
    """Forget whoever was here, and call the next person; the same for everybody."""
    logout(request)
    address = reverse(HOME)
    return forgotten(request, away(request, f"{address}?{why}" if why else address))


def forgotten(request, response):
    """Drop every cookie but the device's own, and all that the browser has kept."""
    for name in request.COOKIES:
        if name != COOKIE:
            response.delete_cookie(name)
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Cache-Control"] = "no-store, private"
    return response


def away(request, address: str):
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def device_in(request) -> dict:
    """Context processor: the head of a page on a shared device."""
    device = getattr(request, "shared_device", None)
    return {"shared_device": device, "left_alone": int(LEFT_ALONE.total_seconds())}
