from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import kept, oidc
from kpu_coi.provider import PROVIDER_ID


@login_not_required
@never_cache
@require_POST
def begin(request):
    if not settings.OIDC:
        raise Http404
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = ""
    kept.carry(request)
    return oidc.begin(request, next_url=wanted)


@login_not_required
@never_cache
@require_safe
def callback(request):
    if not settings.OIDC:
        raise Http404
    adapter = oidc.OfficeProviderAdapter(request, PROVIDER_ID)
    return oidc.Callback.adapter_view(adapter)(request)
