"""The paths of passing a case on and opening one, joined by declarations/urls."""

from django.urls import path

from declarations.views import accounts, attachments, passing

CASE = "penelaahan/<uuid:public_id>/"
ACCOUNT = "penelaahan/buka/<int:pk>/"
STATEMENT = "deklarasi/<uuid:public_id>/"

passing_urls = [
    path(CASE + "alihkan/", passing.case_passing, name="case_passing"),
    path(CASE + "teruskan/", passing.case_forward, name="case_forward"),
    path(CASE + "undur-diri/", passing.case_recuse, name="case_recuse"),
    path(CASE + "lampiran/", attachments.case_files, name="case_files"),
    path(CASE + "lampiran/<uuid:file_id>/", attachments.case_file, name="case_file"),
    path("penelaahan/buka/", accounts.subordinates, name="open_case_for"),
    path(ACCOUNT, accounts.account, name="account"),
    path(ACCOUNT + "tambah/", accounts.account_add, name="account_add"),
    path(
        ACCOUNT + "kurangi/<int:index>/", accounts.account_remove, name="account_remove"
    ),
    path(ACCOUNT + "periksa/", accounts.account_check, name="account_check"),
    path(ACCOUNT + "buka/", accounts.account_open, name="account_open"),
    path(ACCOUNT + "hapus/", accounts.account_discard, name="account_discard"),
    path(
        ACCOUNT + "lampiran/<uuid:file_id>/",
        accounts.account_file,
        name="account_file",
    ),
    path(
        ACCOUNT + "lampiran/<uuid:file_id>/hapus/",
        accounts.drop_account_file,
        name="drop_account_file",
    ),
    path(STATEMENT + "lampiran/", attachments.statement_files, name="statement_files"),
    path(
        STATEMENT + "lampiran/<uuid:file_id>/",
        attachments.statement_file,
        name="statement_file",
    ),
    path(
        STATEMENT + "lampiran/<uuid:file_id>/hapus/",
        attachments.drop_statement_file,
        name="drop_statement_file",
    ),
]
