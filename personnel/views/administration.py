from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def sign_in_to_administration(request):
    """Django's admin signs nobody in itself: the office's own sign-in page does."""
    if request.user.is_authenticated:
        raise PermissionDenied("Halaman ini hanya untuk administrator sistem.")
    return redirect_to_login(reverse("admin:index"))
