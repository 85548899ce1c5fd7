from time import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from accounts import kept, mfa, rules
from accounts.stages import proven_by_provider
from accounts.views.sign_in import sign_in_page


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page asks for sign-in unless it says otherwise; no typed form is lost."""

    def handle_no_permission(self, request, view_func):
        from_htmx = "HX-Request" in request.headers
        if request.method == "POST" and is_script(request) and not from_htmx:
            return HttpResponse(status=401)
        if request.method == "POST":
            response = sign_in_page(request, kept.keep(request))
            if from_htmx:
                response.headers["HX-Retarget"] = "body"
                response.headers["HX-Reswap"] = "innerHTML"
            return response
        if from_htmx:
            page = urlsplit(request.headers.get("HX-Current-URL", "")).path
            url = resolve_url(self.get_login_url(view_func))
            return HttpResponse(
                headers={"HX-Redirect": f"{url}?{urlencode({'next': page})}"}
            )
        return super().handle_no_permission(request, view_func)

    def process_response(self, request, response):
        """What only a signed-in person may see stays in no browser's store."""
        match = request.resolver_match
        shut = match is not None and getattr(match.func, "login_required", True)
        if shut and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class SecondFactorMiddleware:
    """
    Who must have a second factor and has none is led to set it up, before all else.

    A page that was asked for is answered by a redirect; a posted form is refused and
    kept. Whether one must is asked anew every ten minutes of a session. Notes, too,
    that the owner of the session is at work.
    """

    checked = "second_factor_checked"
    lasts = 600
    open_to_all = frozenset(
        {
            *("account_logout", "account_reauthenticate", "account_change_password"),
            *("kept_form", "discard_kept_form", "end_session", "end_other_sessions"),
        }
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, args, kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return None
        request.session.seen()
        if not settings.SECOND_FACTOR_REQUIRED or self.may_pass(request):
            return None
        return refuse(request)

    def may_pass(self, request) -> bool:
        name = request.resolver_match.url_name or ""
        if name in self.open_to_all or name.startswith("mfa_"):
            return True
        if time() - request.session.get(self.checked, 0) < self.lasts:
            return True
        missing = (
            mfa.kinds_for(request).isdisjoint(mfa.FACTORS)
            and not proven_by_provider(request, request.user)
            and rules.needs_second_factor(request.user)
        )
        if not missing:
            request.session[self.checked] = int(time())
        return not missing


def refuse(request):
    """To the page where a second factor is set up; what was posted is kept."""
    page = reverse("mfa_index")
    if "HX-Request" in request.headers:
        kept.hold(request)
        return HttpResponse(headers={"HX-Redirect": page})
    if request.method in {"GET", "HEAD"}:
        return redirect(page)
    if is_script(request):
        return HttpResponse(status=403)
    context = {"held": kept.hold(request)}
    return render(request, "accounts/second_factor_first.html", context, status=403)


def is_script(request) -> bool:
    """Whether a script asks in the background, as autosave does, and no person."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
