"""The paths of the complaint desk, joined by complaints/urls.py."""

from django.urls import path

from complaints.views import desk, desk_moves

ONE = "petugas/<uuid:public_id>/"

desk_urls = [
    path("petugas/", desk.desk, name="desk"),
    path(ONE, desk.complaint, name="desk_complaint"),
    path(ONE + "berkas/<uuid:file_id>/", desk.file, name="desk_file"),
    path(ONE + "verifikasi/", desk_moves.verify, name="desk_verify"),
    path(ONE + "ambil-alih/", desk_moves.take_over, name="desk_take_over"),
    path(ONE + "lengkapi/", desk_moves.ask, name="desk_ask"),
    path(ONE + "tolak/", desk_moves.refuse, name="desk_refuse"),
    path(ONE + "telaah/", desk_moves.assess, name="desk_assess"),
    path(ONE + "teruskan/", desk_moves.forward, name="desk_forward"),
    path(ONE + "nomor-laporan/", desk_moves.ticket, name="desk_ticket"),
    path(ONE + "periksa/", desk_moves.examine, name="desk_examine"),
    path(ONE + "klarifikasi/", desk_moves.hear, name="desk_hear"),
    path(ONE + "pleno/", desk_moves.plenary, name="desk_plenary"),
    path(ONE + "terbukti/", desk_moves.prove, name="desk_prove"),
    path(ONE + "tidak-terbukti/", desk_moves.unprove, name="desk_unprove"),
    path(ONE + "arsip/", desk_moves.archive, name="desk_archive"),
    path(ONE + "pesan/", desk_moves.write, name="desk_write"),
    path(ONE + "identitas/", desk_moves.disclose, name="desk_disclose"),
    path(ONE + "terkait/", desk_moves.relate, name="desk_relate"),
]
