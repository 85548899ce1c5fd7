from django.urls import path

from inspectorate import dashboard_views, transparency_views, views

app_name = "inspectorate"

urlpatterns = [
    path("transparansi/", transparency_views.transparency, name="transparency"),
    path("inspektorat/", dashboard_views.dashboard, name="dashboard"),
    path("inspektorat/orang/", dashboard_views.people, name="people"),
    path("inspektorat/tembusan/", views.copies, name="copies"),
    path("inspektorat/kepatuhan/", views.compliance, name="compliance"),
    path(
        "inspektorat/kepatuhan/<str:code>/",
        views.unit_compliance,
        name="unit_compliance",
    ),
]
