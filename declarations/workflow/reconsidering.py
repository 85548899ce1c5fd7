"""
The Inspektorat asks once to think again; the superior stands by his decision or
signs another (rule 29).

The decision stays what it is meanwhile, in the case and on paper. The clock of the
examination runs anew from the request. Who decides stays the superior.
"""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from deadlines import clocks
from declarations.case_clocks import CLOCKS, clock_of
from declarations.models import (
    Case,
    CaseStatus,
    Decision,
    Note,
    NoteKind,
    Reconsideration,
)
from declarations.notices import oversight as notices
from declarations.workflow.case_moves import (
    NEEDS_INFO,
    RECONSIDER,
    UPHOLD,
    Told,
    making,
)
from declarations.workflow.controls import end_controls_of
from declarations.workflow.notes import add_note
from documents.issuing import set_standing
from documents.models import Standing
from personnel.models import User

REPLACED = "Digantikan oleh putusan yang baru."


def reconsider(case: Case, *, by: User, reason: str) -> Case:
    """Back to the reviewer's desk, suspended until he has thought again; once."""
    told = Told()
    with making(RECONSIDER, case, by=by, told=told) as stored:
        now, decision = timezone.now(), stored.decision
        if decision is None:
            raise PermissionDenied("Belum ada putusan yang dapat dipertimbangkan.")
        due = clocks.strictest(CLOCKS, received_at=now, **clock_of(stored))
        Reconsideration.objects.create(
            case=stored,
            decision=decision,
            asked_at=now,
            status_before=told.before,
            suspended_before=stored.suspended,
            due_before=stored.due_on,
            due_before_amount=stored.due_amount,
            due_before_unit=stored.due_unit,
            due_before_rule=stored.due_rule,
            due_before_basis=stored.legal_basis,
            due_on=due.on,
        )
        stored.reconsider_asked_at = now
        stored.decided_at = None
        if stored.clarifications.filter(answered_at=None).exists():
            stored.status = NEEDS_INFO
        stored.suspended = True
        stored.set_due(due)
        add_note(stored, NoteKind.RECONSIDER, reason, by=by, shared=True)
        notices.tell_reconsider(stored)
    return stored


def uphold(case: Case, *, by: User, reason: str) -> Note:
    """The old decision stands, with the suspension and the due date that it had."""
    with making(UPHOLD, case, by=by) as stored:
        round_two = stored.reconsideration
        stored.status = CaseStatus(round_two.status_before)
        stored.suspended = round_two.suspended_before
        stored.decided_at = round_two.decision.decided_at
        stored.due_on, stored.due_amount = (
            round_two.due_before,
            round_two.due_before_amount,
        )
        stored.due_unit = round_two.due_before_unit
        stored.due_rule = round_two.due_before_rule
        stored.legal_basis = round_two.due_before_basis
        end(round_two, upheld=True)
        note = add_note(stored, NoteKind.UPHELD, reason, by=by, shared=True)
        notices.tell_upheld(stored)
    return note


def supersede(case: Case, former: Decision, *, by: User) -> None:
    """
    What a new decision does to the one before it, its paper and its controls.

    Belongs into the transaction of the signing.
    """
    document = former.document
    if document and document.standing == Standing.IN_FORCE:
        set_standing(document, Standing.SUPERSEDED, by=by)
    end_controls_of(former, by=by, reason=REPLACED)
    end_replaced(case)


def end_replaced(case: Case) -> None:
    """Nobody thinks again any more about a decision in whose place another is."""
    round_two = Reconsideration.objects.filter(case=case, ended_at=None).first()
    if round_two:
        end(round_two, upheld=False)


def end(round_two: Reconsideration, *, upheld: bool) -> None:
    round_two.ended_at = timezone.now()
    round_two.upheld = upheld
    round_two.save(update_fields=["ended_at", "upheld"])
