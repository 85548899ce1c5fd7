import pytest

from declarations.models import Kind, Status
from tests.factories import make_statement

pytestmark = pytest.mark.django_db


def test_free_smoke():
    made = make_statement()
    assert made.status == Status.SIGNED
    assert made.number.endswith("2026") or made.number


def test_potential_smoke():
    made = make_statement(kind=Kind.POTENTIAL)
    assert made.case.status == "RECEIVED"
