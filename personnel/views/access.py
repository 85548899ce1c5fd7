from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from personnel.access import subjects_of
from personnel.reach import units_showing_access
from personnel.unit_pages import with_pages


@require_safe
def access(request, code):
    units = with_pages(units_showing_access(request.user), request.user)
    unit = get_object_or_404(units, code=code)
    subjects = subjects_of(unit)
    context = {"unit": unit, "subjects": subjects}
    return render(request, "personnel/unit_access.html", context)
