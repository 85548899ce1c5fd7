import pytest

from tests.strict_client import StrictClient


@pytest.fixture
def client():
    """A client as strict as the browser; see tests/strict_client.py."""
    return StrictClient()
