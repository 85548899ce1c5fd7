"""
What the Inspektorat does beside a case: note, ask, remind, lift, watch, conclude.

It never touches the decision (rule 29); asking to think again is in reconsidering.py.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from declarations.models import Case, Note, NoteKind
from declarations.notices import oversight as notices
from declarations.workflow.case_moves import (
    COMMENT,
    END_OVERSIGHT,
    INQUIRE,
    MONITOR,
    REMIND,
    RESPOND,
    Told,
    making,
)
from declarations.workflow.notes import add_note
from declarations.workflow.passing_on import escalate
from personnel.models import User


def comment(case: Case, *, by: User, text: str, shared: bool) -> Note:
    """For the Inspektorat alone, or for the reviewer too; never for the person."""
    with making(COMMENT, case, by=by, shared=shared) as stored:
        note = add_note(stored, NoteKind.COMMENT, text, by=by, shared=shared)
        if shared:
            notices.tell_reviewer_of_note(stored)
    return note


def inquire(case: Case, *, by: User, question: str) -> Note:
    """Ask the reviewer; his clock runs on."""
    with making(INQUIRE, case, by=by) as stored:
        note = add_note(stored, NoteKind.QUESTION, question, by=by, shared=True)
        notices.tell_inquired(stored)
    return note


def respond(case: Case, *, by: User, question: Note, answer: str) -> Note:
    """The reviewer of today answers one question of the Inspektorat, once."""
    told = Told()
    with making(RESPOND, case, by=by, told=told) as stored:
        asked = stored.notes.filter(kind=NoteKind.QUESTION, pk=question.pk).first()
        if asked is None or Note.objects.filter(answers=asked).exists():
            raise PermissionDenied("Permintaan penjelasan ini sudah dijawab.")
        note = add_note(
            stored, NoteKind.ANSWER, answer, by=by, shared=True, answers=asked
        )
        told.details = {"question": asked.pk}
        notices.tell_responded(stored, by)
    return note


def remind(case: Case, *, by: User) -> Case:
    """At most once a working day."""
    with making(REMIND, case, by=by) as stored:
        stored.oversight_reminded_at = timezone.now()
        notices.tell_reminded(stored)
    return stored


def lift(case: Case, *, by: User, reason: str) -> Case:
    """Escalate to the next superior, and keep why among the notes."""
    with transaction.atomic():
        lifted = escalate(case, by=by, reason=reason)
        add_note(lifted, NoteKind.ESCALATION, reason, by=by)
    return lifted


def monitor(case: Case, *, by: User, why: str) -> Case:
    with making(MONITOR, case, by=by) as stored:
        stored.monitored_at = timezone.now()
        add_note(stored, NoteKind.MONITORING, why, by=by)
    return stored


def end_oversight(case: Case, *, by: User, conclusion: str) -> Case:
    with making(END_OVERSIGHT, case, by=by) as stored:
        stored.oversight_ended_at = timezone.now()
        add_note(stored, NoteKind.CONCLUSION, conclusion, by=by)
    return stored
