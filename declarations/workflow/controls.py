"""
What becomes of a control: reported, looked at, extended, ended; and of its case.

Each act leaves a note, sealed, with its files. The row of the case is the lock, so two
acts on controls of one case come one after the other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import log
from declarations.models import (
    Case,
    Control,
    Decision,
    HandlingFile,
    HandlingKind,
    HandlingNote,
)
from declarations.notices import controls as notices
from declarations.workflow import campaigns
from declarations.workflow.case_moves import (
    CLOSE,
    CONFIRM,
    END_CONTROL,
    RECHECK,
    REPORT,
    making,
    stream_of,
)
from declarations.workflow.cases import capacity_in
from documents.issuing import set_standing
from documents.models import Standing
from kpu_coi import vault
from personnel.models import User

OVER = "Pengendalian ini sudah berakhir."
NOT_OF_THIS = (
    "Putusan perkara ini sudah diganti. Isian Anda dibuat untuk putusan yang lama, "
    "jadi tidak disimpan."
)


def report(
    control: Control, *, by: User, text: str, files: Iterable[HandlingFile] = ()
) -> HandlingNote:
    """
    The person concerned tells how he carries a control out, with evidence.

    Raises PermissionDenied, also when it has ended meanwhile, or when another decision
    stands than the one that ordered it.
    """
    case = control.decision.case
    with making(REPORT, case, by=by, control=control.order) as stored:
        control = running(stored, control)
        note = write(stored, HandlingKind.REPORTED, text, by=by, control=control)
        attach(files, case=stored, note=note)
        notices.tell_reported(stored, control)
    return note


def recheck(
    control: Control,
    *,
    by: User,
    kind: HandlingKind,
    text: str,
    review_on: date | None = None,
) -> HandlingNote:
    """
    The reviewer accepts a report, asks for more, or extends the control (rule 28).

    A new review date belongs to the last alone, and must come after today and after
    the old one.
    """
    case, finding = control.decision.case, kind.value
    with making(RECHECK, case, by=by, control=control.order, finding=finding) as stored:
        control = running(stored, control)
        if kind == HandlingKind.EXTENDED:
            if review_on is None or review_on <= max(stored.today, control.review_on):
                raise PermissionDenied("Tanggal peninjauan baru harus lebih kemudian.")
            control.review_on = review_on
            control.save(update_fields=["review_on"])
        note = write(
            stored,
            kind,
            text,
            by=by,
            control=control,
            review_on=review_on if kind == HandlingKind.EXTENDED else None,
        )
        notices.tell_rechecked(stored, control)
    return note


def end_control(control: Control, *, by: User, reason: str) -> HandlingNote:
    """The reviewer says that a control is over, and why."""
    case = control.decision.case
    with making(END_CONTROL, case, by=by, control=control.order) as stored:
        control = running(stored, control)
        note = end(stored, control, reason, by=by)
        notices.tell_ended(stored, control)
    return note


def end_controls_of(decision: Decision, *, by: User, reason: str) -> int:
    """
    End what a decision ordered and another one does not take over; says how many.

    Its order is superseded too. Belongs into the transaction of the move that puts the
    other decision in force, which has locked the case.
    """
    case = decision.case
    order = getattr(decision, "handling_order", None)
    if order is not None and order.document.standing == Standing.IN_FORCE:
        set_standing(order.document, Standing.SUPERSEDED, by=by)
    running_ones = list(decision.controls.running())
    for control in running_ones:
        end(case, control, reason, by=by)
    if running_ones:
        log.record(
            "case.controls_ended",
            stream=stream_of(case),
            by=by,
            decision=decision.number,
            controls=[control.order for control in running_ones],
        )
    return len(running_ones)


def end(case: Case, control: Control, reason: str, *, by: User) -> HandlingNote:
    """End one control of a locked case."""
    note = write(case, HandlingKind.ENDED, reason, by=by, control=control)
    control.ended_at = note.at
    control.save(update_fields=["ended_at"])
    return note


def confirm(case: Case, *, by: User, still: bool, text: str) -> HandlingNote:
    """
    The yearly word of the person concerned on whether it still exists (rule 28).

    Where it does, it also meets what a running campaign asks of him, by the statement
    that stands: he must not declare himself free meanwhile.
    """
    kind = HandlingKind.STILL if still else HandlingKind.OVER
    with making(CONFIRM, case, by=by, still=still) as stored:
        note = write(stored, kind, text, by=by)
        if still and stored.statement is not None:
            campaigns.fulfil(stored.statement, stored.today)
        notices.tell_confirmed(stored)
    return note


def close(case: Case, *, by: User, reason: str) -> Case:
    """
    Close a case that ordered nothing, or of which all has ended (rule 25).

    The suspension is over: from now on the person may declare anew.
    """
    with transaction.atomic():
        with making(CLOSE, case, by=by) as stored:
            note = write(stored, HandlingKind.CLOSED, reason, by=by)
            stored.closed_at = note.at
            stored.suspended = False
        notices.tell_closed(stored)
    return stored


def still_stands(case: Case, decision: int | None) -> None:
    """
    Raises PermissionDenied where another decision stands in the locked case now.

    A new decision orders controls of its own: what was meant for one that another
    decision ordered is not done to the one that took its place.
    """
    if decision != case.decision_id:
        raise PermissionDenied(NOT_OF_THIS)


def running(case: Case, control: Control) -> Control:
    """
    The control as stored in the locked case, while it runs; raises PermissionDenied.
    """
    still_stands(case, control.decision_id)
    stored = Control.objects.get(pk=control.pk)
    if stored.ended_at is not None:
        raise PermissionDenied(OVER)
    return stored


def write(
    case: Case,
    kind: HandlingKind,
    text: str,
    *,
    by: User,
    control: Control | None = None,
    review_on: date | None = None,
) -> HandlingNote:
    """Put a note behind a locked case, sealed."""
    note = HandlingNote(
        case=case,
        control=control,
        kind=kind,
        review_on=review_on,
        by=by,
        by_as=capacity_in(case, by),
        at=timezone.now(),
    )
    note.text_sealed = vault.seal_json(text, context=note.context)
    note.save()
    return note


def attach(files: Iterable[HandlingFile], **owner: Any) -> None:
    """Give cleaned files to what they prove, by the names of its fields."""
    rows = list(files)
    for file in rows:
        for name, value in owner.items():
            setattr(file, name, value)
    HandlingFile.objects.bulk_create(rows)
