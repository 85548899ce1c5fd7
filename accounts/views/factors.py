"""Second factors set up, shown, renewed and removed: flows of django-allauth."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as base_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth as passkeys
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import rules
from accounts.workflow import factors

SECURITY = reverse_lazy("mfa_index")
never_kept = method_decorator(never_cache, name="dispatch")


class Logged:
    """What the form changes, its event and the news of it are one transaction."""

    change = ""

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            factors.changed(self.request.user, self.change)
        return response


class KeepsTheLast:
    """The last factor stays while one is required."""

    def dispatch(self, request, *args, **kwargs):
        own = Authenticator.objects.filter(user=request.user, **self.which(kwargs))
        verdict = rules.may_remove_factor(request.user, own.first())
        if own and not verdict:
            messages.error(request, verdict.refusal)
            return redirect(SECURITY)
        return super().dispatch(request, *args, **kwargs)


@never_kept
class AddTotp(Logged, totp_views.ActivateTOTPView):
    template_name = "accounts/mfa_activate_totp.html"
    change = "totp_add"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return context | {"secret": " ".join(groups)}


@never_kept
class RemoveTotp(KeepsTheLast, Logged, totp_views.DeactivateTOTPView):
    template_name = "accounts/mfa_deactivate_totp.html"
    change = "totp_remove"

    def which(self, kwargs):
        return {"type": Authenticator.Type.TOTP}


@never_kept
class RecoveryCodes(code_views.ViewRecoveryCodesView):
    template_name = "accounts/mfa_view_recovery_codes.html"


@never_kept
class RenewRecoveryCodes(Logged, code_views.GenerateRecoveryCodesView):
    template_name = "accounts/mfa_generate_recovery_codes.html"
    change = "recovery_codes"


@never_kept
class AddPasskey(Logged, passkey_views.AddWebAuthnView):
    template_name = "accounts/mfa_add_webauthn.html"
    change = "passkey_add"

    def get_context_data(self, **kwargs):
        """One that the device keeps, opened by finger, face or PIN."""
        context = super().get_context_data(**kwargs)
        options = passkeys.begin_registration(self.request.user, True)
        return context | {"js_data": {"creation_options": options}}


@never_kept
class RenamePasskey(Logged, passkey_views.EditWebAuthnView):
    template_name = "accounts/mfa_edit_webauthn.html"
    success_url = SECURITY
    change = "passkey_rename"


@never_kept
class RemovePasskey(KeepsTheLast, Logged, passkey_views.RemoveWebAuthnView):
    template_name = "accounts/mfa_remove_webauthn.html"
    success_url = SECURITY
    change = "passkey_remove"

    def which(self, kwargs):
        return {"type": Authenticator.Type.WEBAUTHN, "pk": kwargs["pk"]}


@never_kept
class ConfirmByPassword(allauth_views.ReauthenticateView):
    template_name = "accounts/account_reauthenticate.html"


@never_kept
class ConfirmByCode(base_views.ReauthenticateView):
    template_name = "accounts/mfa_reauthenticate.html"


@never_kept
class ConfirmByPasskey(passkey_views.ReauthenticateWebAuthnView):
    template_name = "accounts/mfa_reauthenticate_webauthn.html"

    def form_invalid(self, form):
        for words in form.errors.get("credential", []):
            messages.error(self.request, words)
        return redirect(self.request.get_full_path())
