"""One's own account: password, second factors, devices."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import kept, rules
from accounts.models import Session
from accounts.sessions import stored_key
from accounts.workflow import sessions


@never_cache
@require_safe
def security(request):
    own = list(Authenticator.objects.filter(user=request.user).order_by("pk"))
    by_type = {authenticator.type: authenticator for authenticator in own}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    passkeys = [one for one in own if one.type == Authenticator.Type.WEBAUTHN]
    totp = by_type.get(Authenticator.Type.TOTP)
    context = {
        "totp": totp,
        "passkeys": passkeys,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "has_codes": codes is not None,
        "required": rules.needs_second_factor(request.user),
        "protected": bool(totp or passkeys),
        "kept_form": kept.SESSION_KEY in request.session,
        "provider": settings.OIDC,
        "sessions": own_sessions(request),
    }
    return render(request, "accounts/security.html", context)


def own_sessions(request):
    here = stored_key(request.session.session_key)
    found = Session.objects.visible_to(request.user).defer("session_data")
    return [{"row": row, "here": row.pk == here} for row in found[:50]]


@require_POST
def end_session(request, public_id):
    found = Session.objects.visible_to(request.user)
    session = get_object_or_404(found, public_id=public_id)
    sessions.end(session, by=request.user)
    if session.pk == stored_key(request.session.session_key):
        request.session.flush()
        return redirect("account_login")
    messages.success(request, f"{session.device or 'Perangkat itu'} dikeluarkan.")
    return redirect("mfa_index")


@require_POST
def end_other_sessions(request):
    here = stored_key(request.session.session_key)
    ended = sessions.end_others(request.user, besides=here, by=request.user)
    messages.success(request, f"{ended} perangkat lain dikeluarkan.")
    return redirect("mfa_index")
