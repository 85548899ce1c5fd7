"""The paths of what was ordered in a case, joined by declarations/urls."""

from django.urls import path

from declarations.views import controls, follow_ups, orders

CASE = "penelaahan/<uuid:public_id>/"
CONTROL = CASE + "pengendalian/<int:order>/"

control_urls = [
    path("penelaahan/pengendalian/", controls.control_list, name="controls"),
    path("penelaahan/rujukan/", follow_ups.referrals, name="referrals"),
    path("penelaahan/rujukan.csv", follow_ups.referrals_csv, name="referrals_csv"),
    path(CASE + "pengendalian/", controls.case_controls, name="case_controls"),
    path(CONTROL, controls.case_control, name="case_control"),
    path(CONTROL + "lapor/", controls.control_report, name="control_report"),
    path(CONTROL + "tinjau/", controls.control_recheck, name="control_recheck"),
    path(CONTROL + "akhiri/", controls.control_end, name="control_end"),
    path(CASE + "berkas/<uuid:file_id>/", controls.handling_file, name="handling_file"),
    path(CASE + "konfirmasi/", controls.case_confirm, name="case_confirm"),
    path(CASE + "tutup/", controls.case_close, name="case_close"),
    path(CASE + "terbuka/", follow_ups.case_announce, name="case_announce"),
    path(CASE + "terdahulu/", follow_ups.case_past_review, name="case_past_review"),
    path(CASE + "rujukan/", follow_ups.case_refer, name="case_refer"),
    path(
        CASE + "rujukan/hasil/",
        follow_ups.case_referral_result,
        name="case_referral_result",
    ),
    path(CASE + "perintah/", orders.order, name="order"),
    path(CASE + "perintah/tanda-tangan/", orders.order_sign, name="order_sign"),
    path(CASE + "perintah/terima/", orders.order_acknowledge, name="order_acknowledge"),
    path(CASE + "perintah.pdf", orders.order_pdf, name="order_pdf"),
]
