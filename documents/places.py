from django.urls import reverse

from documents.rules import may_edit_wording
from kpu_coi.navigation import Place


def places(user):
    """The wording of letters, for those who may replace it."""
    if not may_edit_wording(user):
        return []
    return [Place("Naskah surat", reverse("documents:wordings"))]
