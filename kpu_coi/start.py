"""The public front door, and the page that explains what a conflict of interest is."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from kpu_coi.look import page_url

UNITS = 553


@dataclass(frozen=True)
class Figure:
    """One big number that everybody may see, with the page that explains it."""

    value: str
    label: str
    url: str
    note: str = ""


@login_not_required
@require_safe
def start(request):
    """Complain, track, sign in, verify, figures, understand; who is responsible."""
    context = {
        "unit_count": UNITS,
        "complain_url": page_url("complaints:report"),
        "track_url": page_url("complaints:track"),
        "figures": import_string(settings.PUBLIC_FIGURES)(),
        "responsible": settings.COMPLAINT_RESPONSIBLE,
    }
    return render(request, "kpu_coi/start.html", context)


@login_not_required
@require_safe
def understand(request):
    """Definition, principles, kinds, causes and what to do."""
    complain_url = page_url("complaints:report")
    return render(request, "kpu_coi/understand.html", {"complain_url": complain_url})
