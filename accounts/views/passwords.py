from allauth.account import views as allauth_views
from allauth.core import ratelimit
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import ForgottenPasswordForm
from accounts.sessions import stored_key
from accounts.workflow import factors, sessions
from kpu_coi import queue


class ChangePassword(allauth_views.PasswordChangeView):
    template_name = "accounts/account_change_password.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        user = self.request.user
        with transaction.atomic():
            response = super().form_valid(form)
            here = stored_key(self.request.session.session_key)
            sessions.end_others(user, besides=here, by=user)
            factors.settle(user)
            factors.changed(user, "password_change")
        return response


class NewPassword(allauth_views.PasswordResetFromKeyView):
    template_name = "accounts/account_reset_password_from_key.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            factors.settle(self.reset_user)
            sessions.end_all(self.reset_user, by=self.reset_user)
            factors.changed(self.reset_user, "password_reset")
        return response


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
