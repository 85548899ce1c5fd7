import pytest

from inspectorate import demonstration
from tests.kept import kept_rows


@pytest.fixture(scope="module")
def offices(django_db_setup, django_db_blocker):
    """The demonstration's offices, one for the module."""
    with kept_rows(django_db_blocker):
        yield demonstration.build_office()
