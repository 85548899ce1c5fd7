from django.contrib import admin
from django.urls import include, path

from personnel.grant_urls import grant_urls
from personnel.people_urls import people_urls
from personnel.post_urls import post_urls
from personnel.roster_urls import roster_urls
from personnel.views import administration

personnel_urls = [*post_urls, *people_urls, *roster_urls, *grant_urls]

urlpatterns = [
    path("kelola/login/", administration.sign_in_to_administration),
    path("kelola/", admin.site.urls),
    path("", include((personnel_urls, "personnel"))),
]
