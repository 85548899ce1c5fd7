from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import kept


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
