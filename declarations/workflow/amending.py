"""A newer version of a conflict statement, begun from the one in force (rule 3)."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from declarations.models import Kind, Statement
from declarations.workflow.statements import (
    NO_POST,
    SUPERSEDE,
    answers_again,
    begun,
    draft_of,
    making,
)
from kpu_coi.access import ALLOWED, Verdict
from personnel.lines import tenures_of
from personnel.models import Tenure, User

ANOTHER_DRAFT = (
    "Anda masih mempunyai draf pernyataan lain. Selesaikan atau hapus draf itu lebih "
    "dahulu, lalu perbarui pernyataan ini."
)
NOT_AMENDED = "Pernyataan ini digantikan dengan membuat yang baru."


def may_amend(user: User, statement: Statement) -> Verdict:
    """A conflict in force, by whoever declared it."""
    if not statement.is_conflict:
        return Verdict(NOT_AMENDED)
    return SUPERSEDE.verdict(user, statement)


def amend(statement: Statement, *, by: User) -> Statement:
    """
    A draft that will take the place of a conflict statement, filled with its answers.

    Pressing again finds the draft. Raises PermissionDenied where another draft of a
    conflict stands in the way, or the statement is not in force.
    """
    with making(SUPERSEDE, statement, by=by) as old:
        may_amend(by, old).require()
        existing = draft_of(by, Kind(old.kind))
        if existing is None:
            tenure, now = post_for(old, by), timezone.now()
            made = Statement(
                kind=old.kind,
                declarant=by,
                tenure=tenure,
                unit=tenure.position.unit,
                amends=old,
                created_at=now,
                saved_at=now,
            )
            made.seal_answers(answers_again(old))
            existing = begun(made, by=by)
        stands_in_the_way(existing, old).require()
    return existing


def stands_in_the_way(draft: Statement, old: Statement) -> Verdict:
    """There is one draft of a conflict at a time, and it may be about another one."""
    return ALLOWED if draft.amends_id == old.pk else Verdict(ANOTHER_DRAFT)


def post_for(old: Statement, by: User) -> Tenure:
    """The post in which it was signed where it is still held, else the first."""
    held = list(tenures_of(by, timezone.localdate()))
    if not held:
        raise PermissionDenied(NO_POST)
    return next((one for one in held if one.pk == old.tenure_id), held[0])
