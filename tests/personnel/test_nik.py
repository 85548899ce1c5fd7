"""A NIK is kept sealed and found by its key alone."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from personnel.people import has_nik, nik_key, read_nik, set_nik
from tests.personnel.factories import make_user

pytestmark = pytest.mark.django_db
NIK = "3321014501900003"


@pytest.mark.rule(78)
def test_a_nik_is_sealed_and_comes_back():
    user = make_user()

    set_nik(user, "3321 0145 0190 0003")
    user.save()
    user.refresh_from_db()

    assert NIK.encode() not in bytes(user.nik_sealed)
    assert NIK not in user.nik_key
    assert read_nik(user) == NIK
    assert has_nik(user, NIK)


@pytest.mark.parametrize("wrong", ["332101450190000", "33210145019000031", "abc", "-"])
def test_what_is_no_nik_is_refused(wrong):
    with pytest.raises(ValidationError, match="16 angka"):
        set_nik(make_user(), wrong)


def test_two_people_never_share_one():
    first, second = make_user(), make_user()
    set_nik(first, NIK)
    set_nik(second, NIK)
    first.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_spelling_does_not_change_the_key():
    assert nik_key("3321.0145.0190.0003") == nik_key(NIK)


def test_an_empty_text_takes_it_away():
    user = make_user()
    set_nik(user, NIK)
    user.save()

    set_nik(user, "")
    user.save()

    assert (user.nik_sealed, user.nik_key, read_nik(user)) == (None, None, "")
