from django.urls import reverse

from declarations.rules.questionnaires import may_edit_questionnaire
from kpu_coi.navigation import Place


def places(user):
    """The questionnaire, for those who may replace it."""
    if not may_edit_questionnaire(user):
        return []
    return [Place("Kuesioner", reverse("declarations:questionnaires"))]
