from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from declarations.models import CoolingOff
from declarations.rules.cooling import may_see_list
from documents.issuing import pdf_response
from kpu_coi.paging import paged

PAGE_SIZE = 20


@require_safe
def cooling_offs(request):
    found = CoolingOff.objects.visible_to(request.user).with_people()
    if not found.exists() and not may_see_list(request.user):
        raise Http404
    ended = request.GET.get("lihat") == "berakhir"
    today = timezone.localdate()
    found = found.over_on(today) if ended else found.running_on(today)
    context = paged(request, found, PAGE_SIZE) | {"tabs": tabs(ended)}
    return render(request, "declarations/cooling_offs.html", context)


def tabs(ended):
    url = reverse("declarations:cooling_offs")
    return [
        {"label": "Berjalan", "url": url, "current": not ended},
        {"label": "Sudah berakhir", "url": f"{url}?lihat=berakhir", "current": ended},
    ]


@require_safe
def cooling_off_pdf(request, public_id):
    rows = CoolingOff.objects.visible_to(request.user).with_people()
    found = get_object_or_404(rows, public_id=public_id)
    if not found.document.is_sealed:
        raise Http404
    return pdf_response(found.document, f"{found.number.replace('/', '-')}.pdf")
