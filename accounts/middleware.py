from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from accounts import kept
from accounts.views import sign_in_page


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


def is_script(request) -> bool:
    """Whether a script asks in the background, as autosave does, and no person."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
