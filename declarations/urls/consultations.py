"""The paths of private questions before declaring, joined by declarations/urls."""

from django.urls import path

from declarations.views import consultations

ONE = "konsultasi/<uuid:public_id>/"

consultation_urls = [
    path("konsultasi/", consultations.index, name="consultations"),
    path("konsultasi/tanya/", consultations.ask, name="consultation_ask"),
    path("konsultasi/meja/", consultations.desk, name="consultation_desk"),
    path(ONE, consultations.consultation, name="consultation"),
    path(ONE + "ambil/", consultations.take, name="consultation_take"),
    path(ONE + "tulis/", consultations.write, name="consultation_write"),
    path(ONE + "serahkan/", consultations.offer, name="consultation_offer"),
    path(ONE + "setuju/", consultations.agree, name="consultation_agree"),
    path(ONE + "tolak/", consultations.decline, name="consultation_decline"),
    path(ONE + "lepas/", consultations.release, name="consultation_release"),
    path(ONE + "selesai/", consultations.close, name="consultation_close"),
]
