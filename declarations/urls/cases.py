"""The paths of cases, joined by declarations/urls."""

from django.urls import path

from declarations.views import answers, cases, decisions

CASE = "penelaahan/<uuid:public_id>/"

case_urls = [
    path("penelaahan/", cases.case_list, name="cases"),
    path("penelaahan/tembusan/", cases.case_copies, name="case_copies"),
    path(CASE, cases.case, name="case"),
    path(CASE + "mulai/", cases.case_open, name="case_open"),
    path(CASE + "tanya/", cases.case_ask, name="case_ask"),
    path(CASE + "jawab/", answers.case_answer, name="case_answer"),
    path(CASE + "penelaah/", cases.case_choose, name="case_choose"),
    path(CASE + "pleno/", cases.case_plenary, name="case_plenary"),
    path(CASE + "pernyataan.pdf", cases.case_statement_pdf, name="case_statement_pdf"),
    path(CASE + "putusan/", decisions.decision, name="decision"),
    path(CASE + "putusan/simpan/", decisions.decision_save, name="decision_save"),
    path(CASE + "putusan/tambah/", decisions.decision_add, name="decision_add"),
    path(
        CASE + "putusan/kurangi/<int:index>/",
        decisions.decision_remove,
        name="decision_remove",
    ),
    path(CASE + "putusan/periksa/", decisions.decision_check, name="decision_check"),
    path(CASE + "putusan/tanda-tangan/", decisions.decision_sign, name="decision_sign"),
    path(CASE + "putusan.pdf", decisions.decision_pdf, name="decision_pdf"),
]
