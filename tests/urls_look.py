"""The style guide as DEBUG adds it, and the refusals."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path

from kpu_coi.style_guide import style_guide
from kpu_coi.urls import urlpatterns as project


@login_not_required
def refuse(request, code):
    if code == 403:
        raise PermissionDenied("Hanya atasan langsung yang dapat menelaah.")
    raise Http404


urlpatterns = [
    path("gaya/", style_guide, name="style_guide"),
    path("gaya/galat/<int:code>/", refuse),
    *project,
]
