from django.urls import path

from declarations.urls.campaigns import campaign_urls
from declarations.urls.cases import case_urls
from declarations.urls.ceremonies import ceremony_urls
from declarations.urls.consultations import consultation_urls
from declarations.urls.controls import control_urls
from declarations.urls.lists import list_urls
from declarations.urls.matters import matter_urls
from declarations.urls.oversight import oversight_urls
from declarations.urls.passing import passing_urls
from declarations.urls.questionnaires import questionnaire_urls
from declarations.views import signing, statements, topics

app_name = "declarations"

STATEMENT = "deklarasi/<uuid:public_id>/"
TOPIC = STATEMENT + "isi/<slug:slug>/"

statement_urls = [
    path("deklarasi/", statements.index, name="statements"),
    path("deklarasi/mulai/", statements.begin, name="begin"),
    path(STATEMENT, statements.statement, name="statement"),
    path(STATEMENT + "pdf/", statements.pdf, name="statement_pdf"),
    path(STATEMENT + "jabatan/", statements.post, name="post"),
    path(STATEMENT + "tanda-tangan/", signing.sign, name="sign"),
    path(STATEMENT + "cabut/", statements.confirm_withdraw, name="confirm_withdraw"),
    path(STATEMENT + "cabut/ya/", statements.withdraw, name="withdraw"),
    path(STATEMENT + "hapus/", statements.confirm_discard, name="confirm_discard"),
    path(STATEMENT + "hapus/ya/", statements.discard, name="discard"),
    path(STATEMENT + "isi/", topics.topics, name="topics"),
    path(TOPIC + "tambah/", topics.add_row, name="add_row"),
    path(TOPIC + "hapus/<int:index>/", topics.remove_row, name="remove_row"),
    path(TOPIC, topics.topic, name="topic"),
    path(TOPIC + "simpan/", topics.autosave, name="autosave"),
    path(STATEMENT + "periksa/", topics.review, name="review"),
]

urlpatterns = [
    *statement_urls,
    *case_urls,
    *campaign_urls,
    *ceremony_urls,
    *questionnaire_urls,
    *list_urls,
    *passing_urls,
    *control_urls,
    *matter_urls,
    *consultation_urls,
    *oversight_urls,
]
