"""A shared device forgets everything between two people (rules 1 and 2)."""

import re
import time
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from accounts.models import Session
from declarations import shared_device
from declarations.content import preview_of
from declarations.models import Kind, Statement, Status
from declarations.workflow import ceremonies
from tests.declarations.ceremony_factories import make_ceremony, make_operator
from tests.factories import PASSWORD, make_office, make_position, make_statement
from tests.personnel.factories import make_tenure

pytestmark = pytest.mark.django_db
HOME = "/acara/perangkat/"
LEAVE = "/acara/perangkat/keluar/"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def operator(office):
    return make_operator(office)


@pytest.fixture
def ceremony(office, operator):
    return make_ceremony(office, by=operator)


@pytest.fixture
def device(client, ceremony, operator):
    """The browser that the operator has made the shared one."""
    client.force_login(operator)
    client.post(reverse("declarations:share_device", args=[ceremony.code]))
    return client


def words(response):
    return " ".join(response.content.decode().split())


def drop_deleted(device):
    """As a browser does with a cookie that was deleted."""
    for name in [name for name, morsel in device.cookies.items() if not morsel.value]:
        del device.cookies[name]


def sign_in(device, user):
    drop_deleted(device)
    return device.post(
        HOME, {"login": user.employee_number, "password": PASSWORD}, follow=False
    )


def signing(device, draft):
    read = Statement.objects.with_declarant().get(pk=draft.pk)
    return device.post(
        reverse("declarations:sign", args=[draft.public_id]),
        {
            "consent": "on",
            "password": PASSWORD,
            "content_hash": preview_of(read).content_hash,
            "drawing": "",
        },
    )


def cookies(device):
    """The names of the cookies that still have a value."""
    return {name for name, morsel in device.cookies.items() if morsel.value}


def is_empty(device):
    return not get_user(SimpleNamespace(session=device.session)).is_authenticated


def test_the_operator_is_signed_out_of_the_device(device, ceremony):
    assert ceremony.devices.in_use().count() == 1
    assert cookies(device) == {shared_device.COOKIE}
    assert not Session.objects.exclude(user=None).exists()


def test_the_device_shows_nothing_but_the_sign_in(device):
    for address in ("/", "/beranda/", "/deklarasi/", "/akun/masuk/"):
        assert device.get(address).url == HOME

    page = device.get(HOME)

    assert "Silakan, orang berikutnya" in words(page)
    assert 'name="login"' in words(page)
    assert 'autocomplete="username"' not in words(page)
    assert 'autocomplete="current-password"' not in words(page)
    assert "no-store" in page["Cache-Control"]


def test_signing_in_leads_straight_to_the_statement(device, office, ceremony):
    answer = sign_in(device, office.staff.user)

    assert answer.url == reverse("declarations:ceremony_join", args=[ceremony.code])
    begun = device.get(answer.url, follow=True)
    assert begun.redirect_chain == [(reverse("declarations:begin"), 302)]
    assert "no-store" in begun["Cache-Control"]
    assert "keluar/" in begun["Refresh"]
    assert "Keluar dari perangkat" in words(begun)
    assert "/beranda/" not in words(begun)


def test_a_wrong_password_is_said_on_the_same_page(device, office):
    drop_deleted(device)

    answer = device.post(
        HOME, {"login": office.staff.user.employee_number, "password": "keliru"}
    )

    assert answer.status_code == 200
    assert "tidak cocok" in words(answer)
    assert "Silakan, orang berikutnya" in words(answer)


@pytest.mark.rule(2)
def test_signing_ends_there_and_is_the_same_for_every_kind(device, office):
    seen = []
    for kind in (Kind.FREE, Kind.POTENTIAL):
        tenure = make_tenure(position=make_position(superior=office.head_post))
        draft = make_statement(Status.DRAFT, kind=kind, tenure=tenure)
        sign_in(device, tenure.user)

        answer = signing(device, draft)

        draft.refresh_from_db()
        assert draft.status == Status.SIGNED
        assert cookies(device) == {shared_device.COOKIE}
        page = device.get(answer.url)
        seen.append(
            (
                answer.status_code,
                answer.url,
                sorted(answer.headers.items()),
                without_token(words(page)),
                page.headers.get("Refresh"),
            )
        )
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert answer["Cache-Control"] == "no-store, private"

    assert seen[0] == seen[1]
    assert seen[0][1] == f"{HOME}?selesai"
    assert "pernyataan sudah diterima" in seen[0][3]


def without_token(page):
    return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]+"', r"\1", page)


def test_the_next_person_finds_nothing_of_the_one_before(device, office):
    first = office.staff
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=first)
    sign_in(device, first.user)
    pages = [
        reverse("declarations:topics", args=[draft.public_id]),
        reverse("declarations:review", args=[draft.public_id]),
        reverse("declarations:topic", args=[draft.public_id, "tugas"]),
    ]
    assert [device.get(page).status_code for page in pages] == [200] * 3
    left = device.get(LEAVE)

    assert left.url == HOME
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert cookies(device) == {shared_device.COOKIE}
    assert not Session.objects.filter(user=first.user).exists()
    assert [device.get(page).url for page in pages] == [HOME] * 3
    assert first.user.employee_number not in words(device.get(HOME))
    assert first.user.name not in words(device.get(HOME))

    second = make_tenure(position=make_position(superior=office.head_post)).user
    sign_in(device, second)

    assert [device.get(page).status_code for page in pages] == [404] * 3
    begun = words(device.get(reverse("declarations:begin")))
    assert first.user.name not in begun


def test_a_form_of_the_one_before_is_neither_sent_nor_kept(device, office):
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    sign_in(device, office.staff.user)
    device.get(LEAVE)
    drop_deleted(device)

    answer = device.post(
        reverse("declarations:topic", args=[draft.public_id, "tugas"]),
        {"duty": "Kakak saya menawar", "version": 0},
    )

    assert answer.status_code == 302
    assert answer.url == HOME
    assert b"Kakak" not in answer.content


@pytest.mark.parametrize(
    "elsewhere",
    [
        "/beranda/",
        "/deklarasi/",
        "/data-saya/",
        "/akun/keamanan/",
        "/beranda/kabar/",
        HOME,
    ],
)
def test_going_elsewhere_leaves_the_device(device, office, elsewhere):
    sign_in(device, office.staff.user)

    answer = device.get(elsewhere)

    assert answer.url == HOME
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert cookies(device) == {shared_device.COOKIE}


def test_a_signed_statement_is_not_opened_on_the_device(device, office):
    signed = make_statement(tenure=office.staff)
    sign_in(device, office.staff.user)

    assert device.get(signed.get_absolute_url()).url == HOME
    assert is_empty(device)


def test_left_alone_for_long_the_person_is_signed_out(device, office, monkeypatch):
    sign_in(device, office.staff.user)
    device.get(reverse("declarations:begin"))
    later = time.time() + shared_device.GIVEN_UP.total_seconds() + 1
    monkeypatch.setattr(shared_device, "time", lambda: later)

    answer = device.get(reverse("declarations:begin"))

    assert answer.url == HOME
    assert is_empty(device)


def test_a_released_device_is_an_ordinary_one_again(device, ceremony, operator):
    ceremonies.release_device(ceremony.devices.get(), by=operator)

    answer = device.get("/akun/masuk/")

    assert answer.status_code == 200
    assert shared_device.COOKIE not in cookies(device)
    assert device.get(HOME).status_code == 404


@pytest.mark.parametrize("ending", ["release", "end"])
def test_a_device_that_is_released_forgets_who_is_signed_in(
    device, office, ceremony, operator, ending
):
    sign_in(device, office.staff.user)
    if ending == "release":
        ceremonies.release_device(ceremony.devices.get(), by=operator)
    else:
        ceremonies.end(ceremony, by=operator)

    answer = device.get(reverse("declarations:begin"))

    assert answer.status_code == 302
    assert answer.url.startswith("/akun/masuk/")
    assert is_empty(device)
    assert shared_device.COOKIE not in cookies(device)


def test_a_cookie_that_nobody_gave_makes_no_shared_device(client, ceremony):
    client.cookies[shared_device.COOKIE] = "6b0b8a63-0000-4000-8000-000000000000"

    assert client.get(HOME).status_code == 404
    assert client.get("/akun/masuk/").status_code == 200


def test_without_the_cookie_the_middleware_asks_the_database_nothing(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert client.get("/memahami/").status_code == 200
