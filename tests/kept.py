"""Rows that several tests of a module read, made once."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def kept_rows(blocker):
    """
    For a fixture of a module, around what makes its rows; they go with the module.

    Each test rolls back what it changes itself. Takes pytest's `django_db_blocker`;
    not for modules with a test that commits.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
