from django.shortcuts import render
from django.views.decorators.http import require_safe

from personnel.reach import units_in_reach


@require_safe
def index(request):
    units = units_in_reach(request.user)[:50]
    return render(request, "personnel/index.html", {"units": units})
