from django.urls import path

from documents.views import verification, wording

app_name = "documents"

urlpatterns = [
    path("verifikasi/", verification.verify, name="verify"),
    path("verifikasi/berkas/", verification.verify_file, name="verify_file"),
    path("verifikasi/<str:token>/", verification.verify_code, name="verify_code"),
    path("dokumen/naskah/", wording.wordings, name="wordings"),
    path("dokumen/naskah/<int:pk>/", wording.wording, name="wording"),
    path("dokumen/naskah/<int:pk>/baru/", wording.new_wording, name="new_wording"),
]
