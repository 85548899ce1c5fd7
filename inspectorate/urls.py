from django.urls import path

from inspectorate import views

app_name = "inspectorate"

urlpatterns = [
    path("inspektorat/tembusan/", views.copies, name="copies"),
    path("inspektorat/kepatuhan/", views.compliance, name="compliance"),
    path(
        "inspektorat/kepatuhan/<str:code>/",
        views.unit_compliance,
        name="unit_compliance",
    ),
]
