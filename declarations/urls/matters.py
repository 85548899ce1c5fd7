"""The paths of matters and recusals, joined by declarations/urls."""

from django.urls import path

from declarations.views import matters, recusals

MATTER = "agenda-keputusan/<uuid:public_id>/"

matter_urls = [
    path("agenda-keputusan/", matters.matters, name="matters"),
    path("agenda-keputusan/baru/", matters.matter_new, name="matter_new"),
    path("agenda-keputusan/tidak-ikut/", recusals.recusals, name="recusals"),
    path(
        "agenda-keputusan/tidak-ikut/cetak/",
        recusals.recusal_sheet,
        name="recusal_sheet",
    ),
    path(MATTER, matters.matter, name="matter"),
    path(MATTER + "ubah/", matters.matter_edit, name="matter_edit"),
    path(MATTER + "sudah-diputus/", matters.matter_decided, name="matter_decided"),
    path(MATTER + "tidak-lanjut/", matters.matter_dropped, name="matter_dropped"),
    path(MATTER + "buka-lagi/", matters.matter_reopened, name="matter_reopened"),
    path(
        "penelaahan/<uuid:public_id>/agenda/",
        matters.case_matters,
        name="case_matters",
    ),
]
