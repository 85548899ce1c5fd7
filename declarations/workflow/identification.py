"""
From the answers to FREE or to the topics of a conflict.

Answers are kept with the draft as one more topic. Who changes his mind takes them
along: nobody answers twice because he pressed the other button first.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from declarations.content import drafting_of
from declarations.identification.answered import (
    SLUG,
    TOLD,
    Answered,
    answered_of,
)
from declarations.identification.leading import offered
from declarations.identification.questions import Finding
from declarations.models import Kind, Statement
from declarations.rules.statements import SAID_YES, runs_no_conflict
from declarations.workflow import statements
from personnel.models import User

UNANSWERED = "Jawab dulu pertanyaan awalnya."


def answered_in(draft: Statement) -> Answered | None:
    """What the draft answers to the questionnaire of its regime today."""
    return answered_of(draft.read_answers(), drafting_of(draft))


def answer(
    draft: Statement, typed: Mapping[str, list[str]], *, version: int, by: User
) -> int:
    """
    Keep the answers and, in a conflict draft, what they offer to its topics.

    Raises StaleTopic as `save_topic` does.
    """
    leads = None
    if draft.is_conflict:
        drafting = drafting_of(draft)
        given = answered_of({SLUG: {"raw": typed, "version": version}}, drafting)
        leads = offered(given, drafting) if given else None
    return statements.save_topic(
        draft, SLUG, typed, version=version, by=by, offered=leads
    )


def declare_conflict(draft: Statement, *, by: User) -> Statement:
    """Go on with a conflict; a FREE draft gives its answers to it and ends."""
    if draft.is_conflict:
        return draft
    return carried(draft, Kind.POTENTIAL, by=by)


def declare_free(draft: Statement, *, by: User) -> Statement:
    """
    Go on with FREE, all answers being "no", or doubts having been pointed out.

    Raises PermissionDenied beside a "yes" and while a conflict of his runs.
    """
    runs_no_conflict(by).require()
    answered = answered_in(draft)
    if answered is None or answered.finding == Finding.INCOMPLETE:
        raise PermissionDenied(UNANSWERED)
    if answered.finding == Finding.CONFLICT:
        raise PermissionDenied(SAID_YES)
    with transaction.atomic():
        if draft.is_conflict:
            draft = carried(draft, Kind.FREE, by=by)
        if answered.finding == Finding.DOUBT:
            point_out(draft, by=by)
    return draft


def point_out(draft: Statement, *, by: User) -> None:
    """Keep that the doubts were pointed out; answering anew takes it back."""
    kept = draft.read_answers()[SLUG]
    typed = kept["raw"] | {TOLD: ["on"]}
    answer(draft, typed, version=kept["version"], by=by)


@transaction.atomic
def carried(draft: Statement, kind: Kind, *, by: User) -> Statement:
    """The draft of the other kind with these answers; an empty one is not left over."""
    kept = draft.read_answers()
    typed = kept.get(SLUG, {}).get("raw", {})
    other = statements.start(by, kind, tenure=draft.tenure)
    if other.tenure_id != draft.tenure_id:
        other = statements.choose_post(other, draft.tenure, by=by)
    if typed:
        version = other.read_answers().get(SLUG, {}).get("version", 0)
        answer(other, typed, version=version, by=by)
    told = any(topic["version"] for slug, topic in kept.items() if slug != SLUG)
    if not told and not draft.attachments.exists():
        statements.discard(draft, by=by)
    other.refresh_from_db()
    return other
