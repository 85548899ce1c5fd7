from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("beranda/kabar/", views.inbox, name="inbox"),
    path("beranda/kabar/<int:pk>/buka/", views.open_message, name="open"),
    path("beranda/kabar/baca-semua/", views.read_all, name="read_all"),
]
