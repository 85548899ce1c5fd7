"""Who may do what with a statement. When they may is for workflow/statements.py."""

from declarations.models import Statement
from kpu_coi.access import ALLOWED, Verdict
from personnel.models import User


def is_declarant(user: User, statement: Statement) -> Verdict:
    """A statement is its declarant's alone: nobody writes or signs for another."""
    if user.pk != statement.declarant_id:
        return Verdict("Hanya yang membuat pernyataan yang dapat melakukannya.")
    return ALLOWED


def may_fill(user: User, statement: Statement) -> Verdict:
    return is_declarant(user, statement)


def may_sign(user: User, statement: Statement) -> Verdict:
    return is_declarant(user, statement)


def may_discard(user: User, statement: Statement) -> Verdict:
    return is_declarant(user, statement)


def may_supersede(user: User, statement: Statement) -> Verdict:
    """
    What is signed gives way to a newer one of the same person (rule 3).

    A conflict gives way only to a newer version of itself, begun with "Perbarui
    pernyataan"; everything else to the next of its kind.
    """
    return is_declarant(user, statement)
