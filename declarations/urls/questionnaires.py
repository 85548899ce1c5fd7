"""The paths of the questionnaire: answering it, and its versions."""

from django.urls import path

from declarations.views import identification, questionnaires

DRAFT = "deklarasi/<uuid:public_id>/"
VERSION = "kuesioner/<int:pk>/"
QUESTION = VERSION + "pertanyaan/<slug:code>/"

questionnaire_urls = [
    path(DRAFT + "kenali/", identification.identify, name="identify"),
    path(DRAFT + "kenali/tidak-ada/", identification.none_apply, name="none_apply"),
    path(DRAFT + "pertanyaan/", identification.questions, name="questions"),
    path(
        DRAFT + "pertanyaan/simpan/",
        identification.save_questions,
        name="save_questions",
    ),
    path(DRAFT + "hasil/", identification.outcome, name="outcome"),
    path(
        DRAFT + "hasil/potensi/",
        identification.declare_conflict,
        name="declare_conflict",
    ),
    path(DRAFT + "hasil/bebas/", identification.declare_free, name="declare_free"),
    path("kuesioner/", questionnaires.questionnaires, name="questionnaires"),
    path(VERSION, questionnaires.questionnaire, name="questionnaire"),
    path(VERSION + "versi-baru/", questionnaires.draft, name="draft_questionnaire"),
    path(VERSION + "pratinjau/", questionnaires.preview, name="preview_questionnaire"),
    path(VERSION + "terbitkan/", questionnaires.publish, name="publish_questionnaire"),
    path(
        VERSION + "hapus/",
        questionnaires.confirm_discard,
        name="confirm_discard_questionnaire",
    ),
    path(VERSION + "hapus/ya/", questionnaires.discard, name="discard_questionnaire"),
    path(
        VERSION + "pertanyaan-baru/", questionnaires.add_question, name="add_question"
    ),
    path(QUESTION, questionnaires.edit_question, name="edit_question"),
    path(QUESTION + "naik/", questionnaires.raise_question, name="raise_question"),
    path(QUESTION + "turun/", questionnaires.lower_question, name="lower_question"),
    path(QUESTION + "hapus/", questionnaires.remove_question, name="remove_question"),
]
