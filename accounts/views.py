from allauth.account import views as allauth_views
from allauth.core import ratelimit
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts import kept
from accounts.forms import ForgottenPasswordForm, SignInForm
from kpu_coi import queue


class SignIn(allauth_views.LoginView):
    template_name = "accounts/account_login.html"

    def get_context_data(self, **kwargs):
        text = self.request.POST.get(kept.FIELD, "")
        kept_form = text if kept.open_kept(text) else ""
        return super().get_context_data(**kwargs) | {"kept_form": kept_form}


class SignOut(allauth_views.LogoutView):
    template_name = "accounts/account_logout.html"


class Inactive(allauth_views.AccountInactiveView):
    template_name = "accounts/account_inactive.html"


class ChangePassword(allauth_views.PasswordChangeView):
    template_name = "accounts/account_change_password.html"


class NewPassword(allauth_views.PasswordResetFromKeyView):
    template_name = "accounts/account_reset_password_from_key.html"
    success_url = reverse_lazy("account_login")


def sign_in_page(request, kept_form, status=401):
    """The sign-in page in answer to a post, with the posted form if it was kept."""
    context = {
        "form": SignInForm(request=request),
        "kept_form": kept_form,
        "lost_form": not kept_form,
    }
    if "HX-Request" in request.headers:
        status = 200
    return render(request, "accounts/account_login.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request):
    form = ForgottenPasswordForm(request.POST or None)
    if form.is_valid():
        number = form.cleaned_data["employee_number"]
        refusal = ratelimit.consume_or_429(request, action="reset_password", key=number)
        if refusal:
            return refusal
        people = get_user_model().objects.filter(is_active=True)
        for user in people.filter(employee_number=number).exclude(email=""):
            queue.tell("accounts.send_reset_link", user_id=user.pk)
        return redirect("account_reset_password_done")
    return render(request, "accounts/account_reset_password.html", {"form": form})


@login_not_required
@require_safe
def forgotten_password_done(request):
    return render(request, "accounts/account_reset_password_done.html")


@never_cache
@require_safe
def kept_form(request):
    form = kept.open_kept(request.session.get(kept.SESSION_KEY, ""))
    if not form or not form.belongs_to(request.user):
        return redirect("home")
    return render(request, "accounts/kept_form.html", {"form": form})


@require_POST
def discard_kept_form(request):
    request.session.pop(kept.SESSION_KEY, None)
    return redirect("home")
