import gc

import pytest

from deadlines import memory
from tests.reference_data import django_db_setup  # noqa: F401
from tests.strict_client import StrictClient


def pytest_collection_finish():
    """What is loaded by now stays: looking through it took a tenth of all time."""
    gc.collect()
    gc.freeze()


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
