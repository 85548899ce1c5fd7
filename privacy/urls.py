from django.urls import path

from privacy.views import breaches, data, letters, notice, requests

app_name = "privacy"

urlpatterns = [
    path("privasi/", notice.notice, name="notice"),
    path("data-saya/", data.my_data, name="my_data"),
    path("data-saya/kegiatan/", data.deeds, name="deeds"),
    path("data-saya/salinan.json", data.export_json, name="export_json"),
    path("data-saya/salinan.html", data.export_html, name="export_html"),
    path("data-saya/permintaan/", requests.own, name="requests"),
    path("data-saya/permintaan/baru/", requests.ask, name="ask"),
    path("data-saya/permintaan/meja/", requests.desk, name="desk"),
    path(
        "data-saya/permintaan/<uuid:public_id>/",
        requests.request_page,
        name="request",
    ),
    path(
        "data-saya/permintaan/<uuid:public_id>/setujui/",
        requests.accept,
        name="accept",
    ),
    path(
        "data-saya/permintaan/<uuid:public_id>/tolak/",
        requests.refuse,
        name="refuse",
    ),
    path(
        "data-saya/permintaan/<uuid:public_id>/selesai/",
        requests.complete,
        name="complete",
    ),
    path(
        "data-saya/permintaan/<uuid:public_id>/tarik/",
        requests.withdraw,
        name="withdraw",
    ),
    path("data-saya/insiden/", breaches.register, name="breaches"),
    path("data-saya/insiden/lapor/", breaches.report, name="report"),
    path("data-saya/insiden/<uuid:public_id>/", breaches.breach, name="breach"),
    path("data-saya/insiden/<uuid:public_id>/nilai/", breaches.assess, name="assess"),
    path(
        "data-saya/insiden/<uuid:public_id>/bukan-kegagalan/",
        breaches.dismiss,
        name="dismiss",
    ),
    path(
        "data-saya/insiden/<uuid:public_id>/penyampaian/",
        breaches.deliver,
        name="deliver",
    ),
    path("data-saya/insiden/<uuid:public_id>/tutup/", breaches.close, name="close"),
    path("data-saya/insiden/<uuid:public_id>/surat/", letters.preview, name="letters"),
    path(
        "data-saya/insiden/<uuid:public_id>/surat/tanda-tangan/",
        letters.sign,
        name="notify",
    ),
    path(
        "data-saya/insiden/<uuid:public_id>/surat/<int:pk>/",
        letters.letter_pdf,
        name="letter_pdf",
    ),
    path(
        "data-saya/pemberitahuan/<uuid:public_id>/",
        letters.notice_letter,
        name="notice_letter",
    ),
    path(
        "data-saya/pemberitahuan/<uuid:public_id>/surat/",
        letters.notice_pdf,
        name="notice_pdf",
    ),
]
