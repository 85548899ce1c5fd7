import logging
from time import perf_counter

from django.conf import settings
from django.http import Http404

requests = logging.getLogger("kpu_coi.requests")


class RequestLogMiddleware:
    """One line a request: route, method, status, milliseconds, and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        if match:
            facts = {
                "route": match.route,
                "method": request.method,
                "status": response.status_code,
                "ms": round((perf_counter() - started) * 1000, 1),
            }
            requests.info("answered", extra=facts)
        return response


class SoundPathMiddleware:
    """An address with a NUL names nothing: no text of the database can hold one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)


class ProxyMiddleware:
    """
    Behind TRUSTED_PROXIES proxies the visitor's address is the one they forwarded.

    Each proxy appends the address it saw, so the visitor's stands that many places
    from the right; what stands further left anybody could have written.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = settings.TRUSTED_PROXIES
        if count:
            forwarded = request.headers.get("X-Forwarded-For", "").split(",")
            if len(forwarded) >= count and forwarded[-count].strip():
                request.META["REMOTE_ADDR"] = forwarded[-count].strip()
        return self.get_response(request)
