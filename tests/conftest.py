import pytest

from deadlines import memory
from tests.reference_data import django_db_setup  # noqa: F401
from tests.strict_client import StrictClient


@pytest.fixture
def client():
    """A client as strict as the browser; see tests/strict_client.py."""
    return StrictClient()


@pytest.fixture(autouse=True)
def forgotten_constants():
    """What one test changed in holidays or regimes is not remembered in the next."""
    memory.forget()
    yield
    memory.forget()
