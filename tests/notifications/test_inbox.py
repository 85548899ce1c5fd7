import pytest
from django.db import IntegrityError
from django.urls import reverse

from notifications.home import home
from notifications.inbox import tell, unread_for
from notifications.models import Message
from tests.personnel.factories import make_tenure, make_user

pytestmark = pytest.mark.django_db

INBOX = "/beranda/kabar/"


@pytest.fixture
def person():
    return make_tenure(make_user()).user


def send(person, number=1, **fields):
    fields.setdefault("path", f"/deklarasi/{number}/")
    return tell(
        person, f"Pernyataan nomor {number:04}", about=f"statement:{number}", **fields
    )


def test_news_waits_unread_in_the_inbox_of_its_recipient(person):
    message = send(person, body="Diterima Rabu, 25 November 2026.")

    assert list(unread_for(person)) == [message]
    assert list(unread_for(make_user())) == []


def test_news_can_only_lead_to_a_page_of_this_site(person):
    with pytest.raises(IntegrityError, match="message_path_is_local"):
        send(person, path="https://lain.example/")


def test_an_empty_inbox_says_what_will_appear(client, person):
    client.force_login(person)

    page = client.get(INBOX)

    assert "Belum ada kabar" in page.text
    assert "Tandai semua" not in page.text


def test_the_inbox_shows_only_ones_own_news(client, person):
    send(person, 1)
    send(make_user(), 2)
    client.force_login(person)

    page = client.get(INBOX)

    assert "Pernyataan nomor 0001" in page.text
    assert "Pernyataan nomor 0002" not in page.text
    assert "1 kabar belum Anda baca" in page.text


def test_opening_news_marks_it_read_and_leads_to_its_page(client, person):
    message = send(person)
    client.force_login(person)

    answer = client.post(reverse("notifications:open", args=[message.pk]))

    assert (answer.status_code, answer["Location"]) == (302, "/deklarasi/1/")
    assert not unread_for(person).exists()


def test_opening_twice_keeps_the_time_of_the_first_reading(client, person):
    message = send(person)
    client.force_login(person)
    client.post(reverse("notifications:open", args=[message.pk]))
    first = Message.objects.get().read_at

    client.post(reverse("notifications:open", args=[message.pk]))

    assert Message.objects.get().read_at == first


def test_news_of_somebody_else_does_not_exist(client, person):
    message = send(make_user())
    client.force_login(person)

    answer = client.post(reverse("notifications:open", args=[message.pk]))

    assert answer.status_code == 404
    assert Message.objects.get().read_at is None


def test_a_look_at_the_address_changes_nothing(client, person):
    message = send(person)
    client.force_login(person)

    answer = client.get(reverse("notifications:open", args=[message.pk]))

    assert answer.status_code == 405
    assert unread_for(person).exists()


def test_all_news_is_marked_read_at_once(client, person):
    send(person, 1)
    send(person, 2)
    other = make_user()
    send(other, 3)
    client.force_login(person)

    page = client.post(reverse("notifications:read_all"), follow=True)

    assert "2 kabar ditandai sudah dibaca." in page.text
    assert "Semua kabar sudah Anda baca." in page.text
    assert not unread_for(person).exists()
    assert unread_for(other).count() == 1


def test_whoever_is_not_signed_in_is_asked_to(client):
    answer = client.get(INBOX)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("page", "shown"), [("", 20), ("2", 5), ("99", 5), ("x", 20)])
def test_a_long_inbox_comes_in_pages(client, person, page, shown):
    for number in range(25):
        send(person, number)
    client.force_login(person)

    answer = client.get(INBOX, {"page": page} if page else {})

    assert len(answer.context["page"].object_list) == shown
    assert "dari 25 kabar" in answer.text


def queries_of(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as counted:
        client.get(path)
    return len(counted)


def test_the_number_of_queries_does_not_grow(
    client, person, django_assert_max_num_queries
):
    client.force_login(person)
    send(person, 1)
    one = queries_of(client, INBOX, django_assert_max_num_queries)
    send(person, 2)
    send(person, 3)

    assert queries_of(client, INBOX, django_assert_max_num_queries) == one


def test_home_tells_the_latest_news_and_how_much_is_unread(person):
    for number in range(8):
        send(person, number)

    part = home(person)

    assert [entry.text for entry in part.recent] == [
        "Pernyataan nomor 0007",
        "Pernyataan nomor 0006",
        "Pernyataan nomor 0005",
        "Pernyataan nomor 0004",
        "Pernyataan nomor 0003",
        "Pernyataan nomor 0002",
    ]
    assert part.asides == [("notifications/_unread.html", {"count": 8})]


def test_home_is_silent_when_all_is_read(person):
    assert home(person).asides == []


def test_home_shows_the_unread_count(client, person):
    send(person)
    client.force_login(person)

    page = client.get(reverse("home"))

    assert "Baca 1 kabar baru" in page.text
