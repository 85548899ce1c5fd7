from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy.models import Breach

SHOWN = 20


@login_not_required
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Who is responsible, why, what for, how long, and what people may ask."""
    told = Breach.objects.told_to_the_public().order_by("-notified_at")
    context = {
        "dpo": settings.DPO,
        "responsible": settings.COMPLAINT_RESPONSIBLE,
        "breaches": told.select_related("unit")[:SHOWN],
    }
    return render(request, "privacy/notice.html", context)
