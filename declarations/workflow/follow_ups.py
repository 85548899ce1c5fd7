"""
What a decision asks for besides controls: a past decision looked at again, an open
announcement, a referral.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from deadlines import clocks
from declarations.case_clocks import clock_of
from declarations.models import (
    Announcement,
    Case,
    Decision,
    Forum,
    HandlingFile,
    Outcome,
    PastResult,
    PastReview,
    Referral,
    ReferralResult,
)
from declarations.notices import controls as notices
from declarations.workflow.case_moves import ANNOUNCE, REFER, REVIEW_PAST, making
from declarations.workflow.controls import attach, still_stands
from kpu_coi import vault
from personnel.models import User

PAST_CLOCK = "REVIEW_PAST_DECISION"


def begin(decision: Decision, case: Case) -> None:
    """
    Start the second clock where an earlier decision is to be looked at again.

    Belongs into the transaction of the decision. A regime without that rule has no
    date (rule 21).
    """
    if decision.outcome != Outcome.REVIEW_PAST_DECISION:
        return
    review = PastReview(decision=decision)
    try:
        received_at = decision.decided_at
        due = clocks.due(PAST_CLOCK, received_at=received_at, **clock_of(case))
    except clocks.NoSuchDeadline:
        due = None
    review.set_due(due)
    review.save()


def review_past(
    case: Case,
    *,
    by: User,
    result: PastResult,
    reasons: str,
    new_number: str = "",
    new_on: date | None = None,
) -> PastReview:
    """
    Record what became of the earlier decision; once.

    Raises PermissionDenied, also where another decision stands than in `case`.
    """
    with making(REVIEW_PAST, case, by=by, result=result.value) as stored:
        still_stands(stored, case.decision_id)
        review = PastReview.objects.get(decision=stored.decision)
        review.result, review.new_number, review.new_on = result, new_number, new_on
        review.reasons_sealed = vault.seal_json(reasons, context=review.context)
        review.recorded_by, review.recorded_at = by, timezone.now()
        review.save()
        notices.tell_past_reviewed(stored)
    return review


def announce(
    case: Case,
    *,
    by: User,
    held_on: date,
    told: dict[str, str],
    files: Iterable[HandlingFile] = (),
) -> Announcement:
    """
    Record the open announcement of a relation to a participant of the election.

    `told` says forum, place and number of the minutes (rule 6).
    """
    with making(ANNOUNCE, case, by=by) as stored:
        made = Announcement(
            case=stored, held_on=held_on, recorded_by=by, recorded_at=timezone.now()
        )
        made.told_sealed = vault.seal_json(told, context=made.context)
        made.save()
        attach(files, case=stored, announcement=made)
        notices.tell_announced(stored)
    return made


def refer(
    case: Case, *, by: User, forum: Forum, referred_on: date, number: str
) -> Referral:
    """
    Record to whom the case was handed; handing it on again is recorded anew.

    Raises PermissionDenied, also where another decision stands than in `case`.
    """
    with making(REFER, case, by=by, forum=forum.value) as stored:
        still_stands(stored, case.decision_id)
        now = timezone.now()
        referral, _ = Referral.objects.update_or_create(
            decision=stored.decision,
            defaults={
                "forum": forum,
                "referred_on": referred_on,
                "number": number,
                "recorded_by": by,
                "recorded_at": now,
            },
        )
        notices.tell_referred(stored)
    return referral


def note_result(
    case: Case, *, by: User, result: ReferralResult, result_on: date, number: str
) -> Referral:
    """
    Record what came of a referral. Raises Referral.DoesNotExist before it.

    Raises PermissionDenied, also where another decision stands than in `case`.
    """
    with making(REFER, case, by=by, result=result.value) as stored:
        still_stands(stored, case.decision_id)
        referral = Referral.objects.get(decision=stored.decision)
        referral.result, referral.result_on = result, result_on
        referral.result_number = number
        referral.result_by, referral.result_at = by, timezone.now()
        referral.save()
        notices.tell_referral_result(stored)
    return referral
