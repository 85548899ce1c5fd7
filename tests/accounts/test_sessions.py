"""Sessions: listed, ended from afar, sealed, and none for the public."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.devices import device_of
from accounts.models import Session
from accounts.sessions import SessionStore, stored_key
from audit.models import Event
from tests.factories import PASSWORD, give, make_user
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)
DESK = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"
)


@pytest.fixture
def person():
    return make_user("Wulan Sari")


def signed_in(person, agent=PHONE, password=PASSWORD):
    client = StrictClient()
    client.post(
        reverse("account_login"),
        {"login": person.employee_number, "password": password},
        headers={"User-Agent": agent},
    )
    return client


def row_of(client):
    return Session.objects.get(pk=stored_key(client.cookies["sesi"].value))


def is_in(client):
    return client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di Android"),
        (DESK, "Firefox di Windows"),
        (DESK.replace("Firefox/127.0", "Edg/126.0"), "Edge di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Safari/604.1", "Safari di iPhone"),
        ("curl/8.0", "Peramban, perangkat lain"),
        ("", "Peramban, perangkat lain"),
    ],
)
def test_a_device_is_told_in_a_few_words(agent, words):
    assert device_of(agent) == words


def test_a_session_says_whose_since_when_how_and_on_what(person):
    client = signed_in(person)

    row = row_of(client)

    assert row.user == person
    assert (row.opening, row.device) == ("PASSWORD", "Chrome di Android")
    assert abs(timezone.now() - row.created_at) < timedelta(minutes=1)


def test_the_table_opens_nothing_for_whoever_copies_it(person):
    client = signed_in(person)
    row = row_of(client)

    thief = StrictClient()
    thief.cookies["sesi"] = row.session_key

    assert client.cookies["sesi"].value != row.session_key
    assert person.employee_number not in row.session_data
    assert "_auth_user" not in row.session_data
    assert not is_in(thief)


def test_altered_content_is_an_empty_session(person):
    client = signed_in(person)
    Session.objects.update(session_data="bukan isi")

    assert not is_in(client)


def test_content_moved_to_another_row_opens_nothing(person):
    mine, theirs = signed_in(make_user("Orang Lain")), signed_in(person)
    content = row_of(theirs).session_data
    Session.objects.filter(pk=row_of(mine).pk).update(session_data=content)

    assert not is_in(mine)


def test_last_seen_is_written_at_most_once_in_five_minutes(
    person, django_assert_num_queries
):
    client = signed_in(person)
    earlier = timezone.now() - timedelta(minutes=6)
    Session.objects.update(last_seen_at=earlier)

    client.get(reverse("home"))
    seen = row_of(client).last_seen_at
    client.get(reverse("home"))

    assert seen > earlier
    assert row_of(client).last_seen_at == seen


def test_one_sees_ones_own_devices_and_no_other(person):
    phone, desk = signed_in(person), signed_in(person, DESK)
    signed_in(make_user("Orang Lain"), "Mozilla/5.0 (iPad) Safari/604")

    html = desk.get(reverse("mfa_index")).content.decode()

    assert "Chrome di Android" in html
    assert "Firefox di Windows" in html
    assert "Perangkat ini" in html
    assert "iPad" not in html
    assert is_in(phone)


def test_a_device_that_was_put_out_is_refused_at_its_next_request(person):
    phone, desk = signed_in(person), signed_in(person, DESK)

    desk.post(reverse("end_session", args=[row_of(phone).public_id]))

    assert not is_in(phone)
    assert is_in(desk)
    event = Event.objects.filter(action="account.end_session").get()
    assert event.stream == f"user:{person.pk}"


def test_ones_own_device_may_be_put_out_too(person):
    desk = signed_in(person, DESK)

    answer = desk.post(reverse("end_session", args=[row_of(desk).public_id]))

    assert answer.url == reverse("account_login")
    assert not is_in(desk)


def test_anothers_session_is_not_there(person):
    own, other = signed_in(person), signed_in(make_user("Orang Lain"))

    theirs = own.post(reverse("end_session", args=[row_of(other).public_id]))
    nowhere = own.post(reverse("end_session", args=[uuid4()]))

    assert theirs.status_code == nowhere.status_code == 404
    assert is_in(other)


def test_all_other_devices_are_put_out_at_once(person):
    phone, tablet, desk = (signed_in(person, agent) for agent in (PHONE, "iPad", DESK))

    desk.post(reverse("end_other_sessions"))

    assert [is_in(phone), is_in(tablet), is_in(desk)] == [False, False, True]


def test_a_changed_password_ends_the_others(person):
    phone, desk = signed_in(person), signed_in(person, DESK)
    new = "payung-merah-di-halte"

    desk.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert not is_in(phone)
    assert is_in(desk)
    assert Session.objects.filter(user=person).count() == 1


def test_whoever_leaves_is_put_out_by_a_job(person):
    client = signed_in(person)

    tasks.end_sessions(person.pk)
    tasks.end_sessions(person.pk)

    assert not is_in(client)
    assert Event.objects.filter(action="account.end_sessions").count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [("ORGANISATION_ADMIN", 302), ("SYSTEM_ADMIN", 302), ("CHIEF_INSPECTOR", 404)],
)
def test_administrators_put_somebody_out(person, role, status):
    client = signed_in(person)
    administrator = make_user("Administrator")
    give(administrator, role)
    theirs = StrictClient()
    theirs.force_login(administrator)

    answer = theirs.post(reverse("end_sessions_of", args=[person.pk]))

    assert answer.status_code == status
    assert is_in(client) is (status == 404)
    assert person.messages.count() == (1 if status == 302 else 0)


@pytest.mark.parametrize(
    "name",
    ["start", "account_login", "activate", "account_reset_password", "understand"],
)
def test_a_public_page_makes_no_session(client, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert "sesi" not in answer.cookies
    assert not Session.objects.exists()


def test_sessions_that_have_run_out_are_cleared(person):
    client = signed_in(person)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert not is_in(client)
    tasks.clear_old(0)
    assert not Session.objects.exists()


def test_a_key_of_nobody_makes_a_new_one(person):
    store = SessionStore("0" * 32)

    assert store.load() == {}
    assert store.session_key is None
