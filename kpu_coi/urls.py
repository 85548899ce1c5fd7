"""Every app names its own paths in full; this file only joins them."""

from django.urls import include, path

from kpu_coi import home

urlpatterns = [
    path("beranda/", home.home, name="home"),
    path("", include("personnel.urls")),
    path("", include("notifications.urls")),
    path("", include("documents.urls")),
    path("", include("declarations.urls")),
    path("", include("inspectorate.urls")),
]
