"""
What somebody typed is not lost when his session has ended.

A form posted without a session is sealed (path and fields, without passwords) and
carried by the sign-in page. It opens again only for the person who typed it: his
form's CSRF token was made when he signed in, and a signed cookie remembers who that
was. A different person never gets to see it.
"""

import base64
import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.middleware.csrf import (
    CSRF_SECRET_LENGTH,
    CSRF_TOKEN_LENGTH,
    _unmask_cipher_token,
)
from django.shortcuts import redirect, render

from kpu_coi.canonical import sha256_hex
from kpu_coi.vault import VaultError, open_json, person_key, seal_json

FIELD = "isian"
SESSION_KEY = "kept_form"
CONTEXT = "kept-form"
KEPT_FOR = timedelta(hours=2)
LONGEST = 64 * 1024
OWNERS_COOKIE = "pemilik-isian"
OWNERS_KEPT = 4
SECRET_WORDS = (
    *("password", "passwd", "kata_sandi", "otp", "credential"),
    "csrfmiddlewaretoken",
)


@dataclass(frozen=True)
class KeptForm:
    """A posted form: where it was going, what stood in it, who typed it."""

    path: str
    fields: list[list[str]]
    owner: str
    had_files: bool

    def belongs_to(self, user) -> bool:
        return user.is_authenticated and self.owner == person_key(user.pk)


def keep(request) -> str:
    """
    The posted form, sealed as text, or "" when it cannot be kept.

    It cannot when nobody knows who typed it, or when it is longer than LONGEST.
    """
    owner = owners(request).get(token_mark(posted_token(request)))
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name.lower() for word in SECRET_WORDS)
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    if not owner or size > LONGEST:
        return ""
    form = {
        "path": request.get_full_path(),
        "fields": fields,
        "owner": owner,
        "had_files": bool(request.FILES),
        "until": int(time.time() + KEPT_FOR.total_seconds()),
    }
    return base64.urlsafe_b64encode(seal_json(form, context=CONTEXT)).decode()


def open_kept(text: str) -> KeptForm | None:
    """The form that `keep` sealed, or None when it is none, altered or too old."""
    try:
        sealed = base64.urlsafe_b64decode(text.encode())
        form = open_json(sealed, context=CONTEXT)
    except (ValueError, VaultError):
        return None
    if form.pop("until") < time.time():
        return None
    return KeptForm(**form)


def posted_token(request) -> str:
    return request.POST.get("csrfmiddlewaretoken") or request.headers.get(
        "X-CSRFToken", ""
    )


def token_mark(token: str) -> str:
    """A short name of the secret in a CSRF token, however it is masked."""
    if len(token) == CSRF_TOKEN_LENGTH:
        token = _unmask_cipher_token(token)
    return sha256_hex(token.encode())[:16] if len(token) == CSRF_SECRET_LENGTH else ""


def owners(request) -> dict[str, str]:
    """Who had signed in when a CSRF secret was made, for the last few of them."""
    try:
        text = request.get_signed_cookie(OWNERS_COOKIE, "", salt=OWNERS_COOKIE)
    except BadSignature:
        return {}
    pairs = [pair.split("-") for pair in text.split(".") if pair.count("-") == 1]
    return {mark: owner for mark, owner in pairs if mark}


def carry(request) -> None:
    """Take what the sign-in page carries through all steps of signing in."""
    text = request.POST.get(FIELD, "")
    if open_kept(text):
        request.session[SESSION_KEY] = text


def hold(request) -> bool:
    """Keep the posted form for later in this session; tells whether it could be."""
    text = keep(request)
    if text:
        request.session[SESSION_KEY] = text
    return bool(text)


def after_sign_in(request, user, response):
    """Remember whose forms are typed from now on; take up what he had typed."""
    mark = token_mark(request.META.get("CSRF_COOKIE", ""))
    known = owners(request) | {mark: person_key(user.pk)}
    latest = list(known.items())[-OWNERS_KEPT:]
    form = open_kept(request.session.get(SESSION_KEY, ""))
    if form and form.belongs_to(user):
        response = redirect("kept_form")
    else:
        request.session.pop(SESSION_KEY, None)
    response.set_signed_cookie(
        OWNERS_COOKIE,
        ".".join(f"{mark}-{owner}" for mark, owner in latest),
        salt=OWNERS_COOKIE,
        max_age=timedelta(days=30),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def csrf_failure(request, reason=""):
    """
    The token did not fit: mostly because he signed in again in another tab.

    What was typed is offered again, but only if the post came from our own page:
    otherwise a foreign page could have it confirmed.
    """
    text = ""
    if is_from_our_page(request):
        text = request.POST.get(FIELD) or keep(request)
    form = open_kept(text)
    if form and not request.user.is_authenticated:
        from accounts.views.sign_in import sign_in_page

        return sign_in_page(request, text, status=403)
    if form and not form.belongs_to(request.user):
        form = None
    return render(request, "accounts/csrf_failure.html", {"form": form}, status=403)


def is_from_our_page(request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == origin
