"""Guessing made slow, and no address in any table."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import locks
from accounts.models import Lock, Trial
from audit.models import Event
from notifications.models import Message
from tests.factories import PASSWORD, give, make_office, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"
AGENT = "Mozilla/5.0 (Linux; Android 13; Jelitik 9) Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture
def person():
    return make_user("Wulan Sari", email="wulan@kantor.invalid")


def sign_in(client, number, password=PASSWORD, address=ADDRESS):
    return client.post(
        reverse("account_login"),
        {"login": number, "password": password},
        REMOTE_ADDR=address,
        headers={"User-Agent": AGENT},
    )


def fail(client, number, times=5):
    for _ in range(times):
        sign_in(client, number, "salah")


def is_in(client):
    return "_auth_user_id" in client.session


def later(**time):
    """As if that much time had passed."""
    for lock in Lock.objects.all():
        lock.failed_at -= timedelta(**time)
        if lock.locked_until:
            lock.locked_until -= timedelta(**time)
        lock.save()


@pytest.mark.parametrize(
    ("failures", "password", "enters"),
    [
        (0, PASSWORD, True),
        (4, PASSWORD, True),
        (5, PASSWORD, False),
        (0, "salah", False),
        (4, "salah", False),
        (5, "salah", False),
    ],
)
def test_a_lock_refuses_the_right_password_too(
    client, person, failures, password, enters
):
    fail(client, person.employee_number, failures)

    page = sign_in(client, person.employee_number, password)

    assert is_in(client) is enters
    shut = failures >= 5
    assert (b"Terlalu banyak percobaan" in page.content) is shut


def test_an_unknown_number_is_locked_in_the_same_words(client, person):
    fail(client, person.employee_number)
    fail(client, "UJI-TIDAK-ADA")

    known = sign_in(client, person.employee_number).content.decode()
    unknown = sign_in(client, "UJI-TIDAK-ADA").content.decode()

    assert "Terlalu banyak percobaan" in known
    assert known.count("Terlalu banyak") == unknown.count("Terlalu banyak")


def test_the_lock_ends_by_itself_and_grows_when_it_goes_on(client, person):
    number = person.employee_number
    fail(client, number)
    later(minutes=5, seconds=1)
    sign_in(client, number, "salah")
    later(minutes=5, seconds=1)

    assert b"Terlalu banyak" in sign_in(client, number).content
    later(minutes=5)
    sign_in(client, number)
    assert is_in(client)


def test_the_lock_never_lasts_longer_than_an_hour(person):
    number = person.employee_number
    for _ in range(20):
        locks.attempt(Trial.PASSWORD, number, address=ADDRESS).was_wrong()
        later(hours=1, seconds=1)

    lock = Lock.objects.get(trial=Trial.PASSWORD)
    assert lock.failures == 20


def test_a_right_password_forgets_the_wrong_ones(client, person):
    number = person.employee_number
    fail(client, number, 4)
    sign_in(client, number)
    client.post(reverse("account_logout"))
    fail(client, number, 4)

    sign_in(client, number)

    assert is_in(client)


def test_a_day_later_all_is_forgotten(client, person):
    number = person.employee_number
    fail(client, number, 4)
    later(hours=25)
    fail(client, number, 4)

    sign_in(client, number)

    assert is_in(client)


def test_the_owner_is_told_once_and_the_lock_is_logged(client, person):
    fail(client, person.employee_number)
    later(minutes=5, seconds=1)
    fail(client, person.employee_number, 1)

    told = Message.objects.filter(recipient=person)
    events = Event.objects.filter(stream=f"user:{person.pk}", action="account.lock")
    assert told.count() == 1
    assert events.count() == 2


def test_a_source_that_tries_many_numbers_is_shut(client, person, monkeypatch):
    monkeypatch.setattr(locks, "SOURCE_FAILURES", 6)
    for number in range(6):
        sign_in(client, f"UJI-{number}", "salah")

    refused = sign_in(client, person.employee_number)
    sign_in(client, person.employee_number, address="203.0.113.78")

    assert b"Terlalu banyak" in refused.content
    assert is_in(client)


@pytest.mark.parametrize(
    ("role", "lifts"),
    [
        ("UNIT_OPERATOR", True),
        ("ORGANISATION_ADMIN", True),
        ("SYSTEM_ADMIN", True),
        ("UPG", False),
    ],
)
def test_a_lock_is_lifted_by_operator_or_administrator(client, role, lifts):
    office = make_office()
    person = office.staff.user
    helper = make_user("Penolong")
    scope = {"unit": office.unit} if role in {"UNIT_OPERATOR", "UPG"} else {}
    give(helper, role, **scope)
    fail(client, person.employee_number)
    client.force_login(helper)

    answer = client.post(reverse("lift_lock", args=[person.pk]))
    client.logout()
    sign_in(client, person.employee_number)

    assert answer.status_code == (302 if lifts else 404)
    assert is_in(client) is lifts


def test_neither_address_nor_browser_stands_in_any_table_or_log(client, person, caplog):
    number = person.employee_number
    fail(client, number)
    later(hours=2)
    sign_in(client, number)
    client.get(reverse("mfa_index"), REMOTE_ADDR=ADDRESS, headers={"User-Agent": AGENT})

    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text ~ %s',
                ["203\\.0\\.113\\.77|Jelitik|Mozilla"],
            )
            found += [table] * cursor.fetchone()[0]
    assert found == []
    assert ADDRESS not in caplog.text
    assert "Jelitik" not in caplog.text
    assert is_in(client)


def test_old_locks_are_cleared(person):
    locks.attempt(Trial.PASSWORD, "UJI-LAMA", address=ADDRESS)
    Lock.objects.update(failed_at=timezone.now() - timedelta(hours=25))

    locks.clear_old()

    assert not Lock.objects.exists()
