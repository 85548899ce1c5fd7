"""Every app names its own paths in full; this file only joins them."""

from django.contrib import admin
from django.urls import include, path

from kpu_coi import health, home
from kpu_coi.accounts.views import no_other_sign_in

urlpatterns = [
    path("beranda/", home.home, name="home"),
    path("sehat/", health.health, name="health"),
    path("", include("kpu_coi.accounts.urls")),
    path("", include("personnel.urls")),
    path("", include("notifications.urls")),
    path("", include("documents.urls")),
    path("", include("declarations.urls")),
    path("", include("inspectorate.urls")),
    path("kelola/login/", no_other_sign_in),
    path("kelola/", admin.site.urls),
]
