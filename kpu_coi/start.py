from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

UNITS = 553


@login_not_required
@require_safe
def start(request):
    """The public front door; it asks nothing, stores nothing, reads no table."""
    return render(request, "kpu_coi/start.html", {"unit_count": UNITS})
