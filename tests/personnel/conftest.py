"""The small office with an operator, an administrator and a post to be filled."""

import pytest
from django.utils import timezone

from tests.personnel.factories import (
    SmallOffice,
    give,
    make_position,
    make_tenure,
    make_user,
)


@pytest.fixture
def office():
    return SmallOffice()


@pytest.fixture
def operator(office):
    """Works beside the staff, below the same Kasubbag."""
    post = make_position("Pengelola Kepegawaian", superior=office.head_post)
    user = make_tenure(position=post).user
    give(user, "UNIT_OPERATOR", unit=office.unit)
    return user


@pytest.fixture
def admin():
    user = make_user("Administrator")
    give(user, "ORGANISATION_ADMIN")
    return user


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def empty_post(office):
    return make_position("Pengemudi", superior=office.head_post)
