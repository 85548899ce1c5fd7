from allauth.account import views as allauth_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import kept, mfa
from accounts.forms import SignInForm


class SignIn(allauth_views.LoginView):
    template_name = "accounts/account_login.html"

    def form_valid(self, form):
        kept.carry(self.request)
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        text = self.request.POST.get(kept.FIELD, "")
        kept_form = text if kept.open_kept(text) else ""
        context = {"kept_form": kept_form, "provider": settings.OIDC}
        return super().get_context_data(**kwargs) | context


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class PasskeySignIn(passkey_views.LoginWebAuthnView):
    """The options for a script, and the sign-in by a passkey alone."""

    def form_valid(self, form):
        kept.carry(self.request)
        return super().form_valid(form)


class SecondFactor(factor_views.AuthenticateView):
    template_name = "accounts/mfa_authenticate.html"

    def get_context_data(self, **kwargs):
        kinds = mfa.kinds_of(self.stage.login.user)
        has_passkey = Authenticator.Type.WEBAUTHN in kinds
        return super().get_context_data(**kwargs) | {"has_passkey": has_passkey}


class SignOut(allauth_views.LogoutView):
    template_name = "accounts/account_logout.html"


class Inactive(allauth_views.AccountInactiveView):
    template_name = "accounts/account_inactive.html"


def sign_in_page(request, kept_form, status=401):
    """The sign-in page in answer to a post, with the posted form if it was kept."""
    context = {
        "form": SignInForm(request=request),
        "kept_form": kept_form,
        "lost_form": not kept_form,
        "provider": settings.OIDC,
    }
    if "HX-Request" in request.headers:
        status = 200
    return render(request, "accounts/account_login.html", context, status=status)
