"""
What migrations brought in survives the tests that commit.

A test marked `django_db(transaction=True)` ends by emptying every table. That must
pass the triggers that protect the audit log, leave no job behind in the queue, and
bring back the rows of the data migrations for the tests that follow.
"""

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.test import TransactionTestCase

FROM_MIGRATIONS = (
    "deadlines.Holiday",
    "deadlines.Regime",
    "deadlines.RegimeTerm",
    "deadlines.RegimeAdoption",
    "deadlines.DeadlineRule",
    "documents.PaperTemplate",
    "declarations.Questionnaire",
)
GUARDED = ("audit_event", "audit_globalentry", "audit_stream")


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with an emptying of all tables that keeps reference data."""
    with django_db_blocker.unblock():
        kept = [
            serializers.serialize("json", apps.get_model(name).objects.all())
            for name in FROM_MIGRATIONS
        ]
    empty = TransactionTestCase._fixture_teardown

    def empty_and_restore(case):
        run(*(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in GUARDED))
        empty(case)
        run(*(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in GUARDED))
        run("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
        for rows in kept:
            for row in serializers.deserialize("json", rows):
                row.save()

    TransactionTestCase._fixture_teardown = empty_and_restore
    yield
    TransactionTestCase._fixture_teardown = empty
