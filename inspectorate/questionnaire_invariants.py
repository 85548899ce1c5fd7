"""What must hold of the questionnaire's published versions."""

from collections.abc import Iterator

from deadlines.models import RegimeTerm
from declarations.identification.faults import LISTS, codes_of, faults_of
from declarations.models import Questionnaire


def faults() -> Iterator[tuple[str, str]]:
    """
    Each published version that could not be published, and why.

    An entry of a list that was hidden meanwhile is no fault: it is merely not offered.
    """
    versions = Questionnaire.objects.published().select_related("regime")
    for version in versions.order_by("pk"):
        known = codes_of(version.regime)
        for field, list_code in LISTS.items():
            terms = RegimeTerm.objects.filter(
                regime=version.regime, list_code=list_code
            )
            known[field] = set(terms.values_list("code", flat=True))
        for fault in faults_of(version.question_set, known):
            where = f"kuesioner {version}"
            yield where, f"{fault.code} {fault.field}: {fault.words}".strip()
