"""
Files given and taken away while what they belong to is still being written.

They are cleaned and sealed before the transaction; signing, answering and opening
freeze them. Each file that is taken stays, whatever else of the form is refused.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from declarations.files import forget
from declarations.models import AccountDraft, Attachment, Case, Clarification, Statement
from declarations.workflow.case_moves import ANSWER, locked
from declarations.workflow.statements import FILL, making
from documents.uploads.cleaning import Cleaned
from documents.uploads.kinds import MAX_FILES
from documents.uploads.stored import put_away, throw_away_unsaved
from personnel.models import User

FULL = f"Paling banyak {MAX_FILES} berkas. Hapus salah satu, lalu pilih berkasnya lagi."


def give_to_statement(
    statement: Statement, files: Sequence[Cleaned], *, by: User
) -> None:
    """Lay files beside a draft; they are part of what is then signed (rule 4)."""
    with (
        put_by(files, by) as made,
        making(FILL, statement, by=by) as stored,
    ):
        keep(made, stored.attachments.all(), statement=stored)
        touch(stored)


def take_from_statement(statement: Statement, file_id: UUID, *, by: User) -> None:
    with making(FILL, statement, by=by) as stored:
        forget(stored.attachments.filter(public_id=file_id))
        touch(stored)


def give_to_answer(case: Case, files: Sequence[Cleaned], *, by: User) -> None:
    """Lay files beside the answer that is being written; nobody else sees them yet."""
    with put_by(files, by) as made, transaction.atomic():
        asked = open_question(case, by)
        keep(made, asked.attachments.all(), clarification=asked)


def take_from_answer(case: Case, file_id: UUID, *, by: User) -> None:
    with transaction.atomic():
        forget(open_question(case, by).attachments.filter(public_id=file_id))


def give_to_account(draft: AccountDraft, files: Sequence[Cleaned], *, by: User) -> None:
    """Lay files beside what a superior writes before he opens a case."""
    with put_by(files, by) as made, transaction.atomic():
        stored = AccountDraft.objects.select_for_update().get(pk=draft.pk, author=by)
        keep(made, stored.attachments.all(), draft=stored)


def take_from_account(draft: AccountDraft, file_id: UUID, *, by: User) -> None:
    with transaction.atomic():
        stored = AccountDraft.objects.select_for_update().get(pk=draft.pk, author=by)
        forget(stored.attachments.filter(public_id=file_id))


@contextmanager
def put_by(files: Sequence[Cleaned], by: User) -> Iterator[list[Attachment]]:
    """The files in the store; those that no row speaks of afterwards are removed."""
    made = put_away(Attachment, files, given_by=by)
    try:
        yield made
    finally:
        throw_away_unsaved(made)


def keep(made: list[Attachment], there: QuerySet[Attachment], **owner: Any) -> None:
    """Save the rows, unless there would be too many. Raises PermissionDenied."""
    if there.count() + len(made) > MAX_FILES:
        raise PermissionDenied(FULL)
    for file in made:
        for name, value in owner.items():
            setattr(file, name, value)
    Attachment.objects.bulk_create(made)


def touch(stored: Statement) -> None:
    stored.saved_at = timezone.now()
    stored.save(update_fields=["saved_at"])


def open_question(case: Case, by: User) -> Clarification:
    """The question that waits for this person's answer, its case locked."""
    stored = locked(case)
    ANSWER.verdict(by, stored).require()
    return stored.clarifications.get(answered_at=None)
