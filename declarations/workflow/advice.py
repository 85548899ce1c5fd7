"""
P3K2 helps the reviewer: asked once, answered once, apart from the decision.

Asked to think again, the reviewer may ask again; what was advised before stays.
"""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from declarations.advisers import p3k2_for
from declarations.models import Case, Recommendation
from declarations.notices import oversight as notices
from declarations.workflow.case_moves import CONSULT, RECOMMEND, making
from kpu_coi import vault
from personnel.grants import units_of
from personnel.models import Role, User

NOT_ASKED = "Penelaah belum meminta saran."
NOBODY = "Belum ada P3K2 di satuan kerja ini atau di atasnya yang dapat memberi saran."


def consult(case: Case, *, by: User) -> Case:
    """The reviewer asks for advice: from now on P3K2 sees the case."""
    with making(CONSULT, case, by=by) as stored:
        people = p3k2_for(stored)
        if not people:
            raise PermissionDenied(NOBODY)
        stored.advice_asked_at = timezone.now()
        notices.tell_advice_asked(stored, people)
    return stored


def recommend(
    case: Case,
    *,
    by: User,
    truth: str,
    truth_reason: str,
    impact: str,
    impact_reason: str,
    controls: Collection[str],
    reason: str,
) -> Recommendation:
    """Give the advice; it is never changed, and it decides nothing."""
    with making(RECOMMEND, case, by=by) as stored:
        asked_at = stored.advice_asked_at
        if asked_at is None:
            raise PermissionDenied(NOT_ASKED)
        given = Recommendation(
            case=stored,
            asked_at=asked_at,
            truth=truth,
            impact=impact,
            given_by=by,
            given_as=as_adviser(stored, by),
            given_at=timezone.now(),
        )
        words = {
            "truth_reason": truth_reason,
            "impact_reason": impact_reason,
            "controls": list(controls),
            "reason": reason,
        }
        given.content_sealed = vault.seal_json(words, context=given.context)
        given.save()
        notices.tell_recommended(stored)
    return given


def as_adviser(case: Case, user: User) -> str:
    """As "P3K2 KPU Kabupaten Demak": of the unit nearest to the case."""
    lineage = case.unit.lineage_codes()
    mine = [u for u in units_of(user, Role.P3K2, case.today) if u.code in lineage]
    nearest = min(mine, key=lambda unit: lineage.index(unit.code))
    return f"P3K2 {nearest.name}"
