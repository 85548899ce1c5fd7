from django.urls import path

from complaints.desk_urls import desk_urls
from complaints.views import public, tracking

app_name = "complaints"

urlpatterns = [
    path("pengaduan/", public.start, name="start"),
    path("pengaduan/lapor/", public.report, name="report"),
    path("pengaduan/lapor/tercatat/", public.kept, name="kept"),
    path("pengaduan/lacak/", tracking.track, name="track"),
    path("pengaduan/lacak/pesan/", tracking.write, name="write"),
    path("pengaduan/lacak/cabut/", tracking.withdraw, name="withdraw"),
    *desk_urls,
]
