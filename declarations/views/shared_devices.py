from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.sign_in import SignIn
from declarations import shared_device


@method_decorator(login_not_required, name="dispatch")
class SharedDeviceSignIn(SignIn):
    """“Silakan, orang berikutnya”: the sign-in that leads straight to the statement."""

    template_name = "declarations/shared_device.html"

    def dispatch(self, request, *args, **kwargs):
        if request.shared_device is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["login"].widget.attrs["autocomplete"] = "off"
        form.fields["password"].widget.attrs["autocomplete"] = "new-password"
        return form

    def get_success_url(self):
        ceremony = self.request.shared_device.ceremony
        return reverse("declarations:ceremony_join", args=[ceremony.code])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "ceremony": self.request.shared_device.ceremony,
            "has_signed": "selesai" in self.request.GET,
        }


@require_safe
@login_not_required
@never_cache
def leave(request):
    """Safe to open twice; all it does is to forget."""
    if request.shared_device is None:
        raise Http404
    return shared_device.leave(request)
