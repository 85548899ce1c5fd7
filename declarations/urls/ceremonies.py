"""The paths of ceremonies, packs and papers, joined by declarations/urls."""

from django.urls import path

from declarations.views import ceremonies, packs, paper_signatures, shared_devices

CAMPAIGN = "kampanye/<uuid:public_id>/"
CEREMONY = "acara/<slug:code>/"
PACKS = CAMPAIGN + "berkas/<str:code>/"
PACK = PACKS + "<uuid:pack_id>/"
PAPERS = CAMPAIGN + "kertas/"
PAPER = PAPERS + "<str:code>/<int:pk>/"

ceremony_urls = [
    path(CAMPAIGN + "acara/", ceremonies.ceremonies, name="ceremonies"),
    path(CAMPAIGN + "acara/mulai/", ceremonies.start, name="ceremony_start"),
    # --- the shared device: before the codes of ceremonies, which are never words ----
    path(
        "acara/perangkat/",
        shared_devices.SharedDeviceSignIn.as_view(),
        name="shared_device",
    ),
    path("acara/perangkat/keluar/", shared_devices.leave, name="shared_device_leave"),
    # --- one ceremony ----------------------------------------------------------------
    path(CEREMONY, ceremonies.join, name="ceremony_join"),
    path(CEREMONY + "kelola/", ceremonies.ceremony, name="ceremony"),
    path(CEREMONY + "layar/", ceremonies.screen, name="ceremony_screen"),
    path(CEREMONY + "akhiri/", ceremonies.end, name="ceremony_end"),
    path(CEREMONY + "perangkat/", ceremonies.share_device, name="share_device"),
    path(
        CEREMONY + "perangkat/<int:pk>/lepas/",
        ceremonies.release_device,
        name="release_device",
    ),
    # --- the pack of a unit ----------------------------------------------------------
    path(PACKS, packs.packs, name="packs"),
    path(PACKS + "pesan/<slug:contents>/", packs.order, name="pack_order"),
    path(PACK, packs.pack, name="pack"),
    path(PACK + "unduh/", packs.download, name="pack_download"),
    # --- declaring on paper ----------------------------------------------------------
    path(PAPERS, paper_signatures.on_paper, name="on_paper"),
    path(PAPERS + "sanggah/", paper_signatures.object_to, name="paper_object"),
    path(PAPERS + "<str:code>/", paper_signatures.people, name="paper_people"),
    path(PAPER, paper_signatures.mark, name="paper_mark"),
    path(PAPER + "cetak/", paper_signatures.print_set, name="paper_set"),
    path(PAPER + "pindaian/", paper_signatures.scan, name="paper_scan"),
    path(PAPER + "batalkan/", paper_signatures.take_back, name="paper_take_back"),
]
