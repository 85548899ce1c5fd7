from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from declarations.forms.matters import SheetForm
from declarations.matter_filters import RecusalFilter
from declarations.models import Matter, Recusal
from declarations.models.matters import units_led_by, units_with_register_for
from declarations.pages.recusals import row_of
from declarations.rules.matters import READERS
from declarations.staying_out import out_of
from kpu_coi.paging import paged
from personnel.reach import LEADERS

PAGE_SIZE = 20


@require_safe
def recusals(request):
    """Who must stay out of what, of all that the person may know."""
    user = request.user
    found = RecusalFilter(request.GET, Recusal.objects.visible_to(user))
    shown = Recusal.objects.for_list()
    context = paged(request, found.qs, PAGE_SIZE, shown=shown, **found.counted) | {
        "filter": found,
        "tabs": found.tabs(),
        "heads": bool(units_led_by(user, LEADERS)),
    }
    context["rows"] = [row_of(row) for row in context["page"]]
    return render(request, "declarations/recusals.html", context)


@require_safe
def recusal_sheet(request):
    """For a meeting: the day and the matters, then the list to be printed."""
    unit = unit_of(request)
    matters = list(Matter.objects.filter(unit=unit).open().by_date())
    asked = "pada" in request.GET
    form = SheetForm(
        request.GET if asked else None,
        initial={"pada": Matter(unit=unit).today},
        matters=matters,
    )
    context = {"form": form, "unit": unit, "matters": matters, "now": timezone.now()}
    if asked and form.is_valid():
        on, chosen = form.cleaned_data["pada"], form.chosen()
        out, unclear = out_of(chosen, on, request.user)
        context |= {"on": on, "chosen": chosen, "out": out, "unclear": unclear}
    return render(request, "declarations/recusal_sheet.html", context)


def unit_of(request):
    """The unit asked for, else the first that somebody heads; 404 or 403 elsewhere."""
    units = units_with_register_for(request.user)
    if code := request.GET.get("satker"):
        if found := units.filter(code=code).first():
            return found
        raise Http404
    headed = units.filter(pk__in=units_led_by(request.user, LEADERS))
    if found := headed.order_by("code").first():
        return found
    raise PermissionDenied(READERS)
