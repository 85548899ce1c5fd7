"""The project's URLs, with the style guide as DEBUG adds it."""

from django.urls import path

from kpu_coi.style_guide import style_guide
from kpu_coi.urls import urlpatterns as project

urlpatterns = [path("gaya/", style_guide, name="style_guide"), *project]
