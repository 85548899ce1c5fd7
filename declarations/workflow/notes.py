"""One sealed line of the oversight of a case."""

from django.utils import timezone

from declarations.models import Case, Note
from declarations.workflow.cases import capacity_in
from kpu_coi import vault
from personnel.models import User


def add_note(
    case: Case,
    kind: str,
    text: str,
    *,
    by: User,
    shared: bool = False,
    answers: Note | None = None,
) -> Note:
    """Belongs into the transaction of a move."""
    note = Note(
        case=case,
        kind=kind,
        shared=shared,
        answers=answers,
        written_by=by,
        written_as=capacity_in(case, by),
        written_at=timezone.now(),
    )
    note.text_sealed = vault.seal_json(text, context=note.context)
    note.save()
    return note
