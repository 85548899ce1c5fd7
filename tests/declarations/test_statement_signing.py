import pytest

from declarations.models import Kind, Statement, Status
from documents.models import Document
from tests.factories import make_office, make_statement, sign

pytestmark = pytest.mark.django_db


def test_free_smoke():
    made = make_statement()
    assert made.status == Status.SIGNED
    assert made.number.endswith("2026") or made.number


def test_potential_smoke():
    made = make_statement(kind=Kind.POTENTIAL)
    assert made.case.status == "RECEIVED"
