"""Every app names its own paths in full; this file only joins them."""

from django.conf import settings
from django.urls import include, path

from kpu_coi import health, home, start, style_guide

urlpatterns = [
    path("", start.start, name="start"),
    path("memahami/", start.understand, name="understand"),
    path("beranda/", home.home, name="home"),
    path("sehat/", health.health, name="health"),
    path("", include("accounts.urls")),
    path("", include("personnel.urls")),
    path("", include("notifications.urls")),
    path("", include("documents.urls")),
    path("", include("privacy.urls")),
    path("", include("declarations.urls")),
    path("", include("complaints.urls")),
    path("", include("inspectorate.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("gaya/", style_guide.style_guide, name="style_guide"))
