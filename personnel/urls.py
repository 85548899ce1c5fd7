from django.contrib import admin
from django.urls import path

from personnel import views

urlpatterns = [
    path("kelola/login/", views.sign_in_to_administration),
    path("kelola/", admin.site.urls),
]
