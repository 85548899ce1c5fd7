import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts import kept

pytestmark = pytest.mark.django_db

PASSWORD = "bunga-kertas-di-teras"
TYPED = {
    "situation": 'Adik saya ikut menawar. <b>"Belum"</b> ada kontrak.\nBaris kedua.',
    "sources": ["keluarga", "usaha"],
    "password": PASSWORD,
}
PATH = "/akun/kata-sandi/?langkah=2"


def make_person(number):
    return get_user_model().objects.create_user(
        number, f"Pegawai {number}", PASSWORD, id_kind="INTERNAL", employment="NON_ASN"
    )


@pytest.fixture
def wulan():
    return make_person("PPNPN-33.21-901")


@pytest.fixture
def bima():
    return make_person("PPNPN-33.21-902")


def sign_in(client, person, **fields):
    typed = {"login": person.employee_number, "password": PASSWORD} | fields
    return client.post(reverse("account_login"), typed)


def end_session(client):
    """As when the night has passed: the session is gone, the other cookies stay."""
    del client.cookies["sesi"]


def sealed_in(page):
    found = re.search(r'name="isian" value="([^"]*)"', page.content.decode())
    return unescape(found[1]) if found else ""


def posts_after_the_session(client):
    end_session(client)
    return client.post(PATH, TYPED)


def test_the_sign_in_page_carries_what_was_typed_but_no_one_can_read_it(client, wulan):
    sign_in(client, wulan)

    page = posts_after_the_session(client)

    assert page.status_code == 401
    assert "Isian Anda tersimpan" in page.content.decode()
    assert "Adik saya" not in page.content.decode()
    assert sealed_in(page)


def test_after_signing_in_again_one_button_sends_the_form_where_it_was_going(
    client, wulan
):
    sign_in(client, wulan)
    sealed = sealed_in(posts_after_the_session(client))

    page = client.get(sign_in(client, wulan, isian=sealed).url)

    html = page.content.decode()
    assert page.templates[0].name == "accounts/kept_form.html"
    assert f'action="{PATH}"' in html
    fields = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', html, re.S)
    assert [(name, unescape(value)) for name, value in fields] == [
        ("situation", TYPED["situation"]),
        ("sources", "keluarga"),
        ("sources", "usaha"),
    ]


def test_a_wrong_password_in_between_loses_nothing(client, wulan):
    sign_in(client, wulan)
    sealed = sealed_in(posts_after_the_session(client))

    page = sign_in(client, wulan, isian=sealed, password="salah")

    assert sealed_in(page) == sealed


def test_a_different_person_never_sees_it(client, wulan, bima):
    sign_in(client, wulan)
    sealed = sealed_in(posts_after_the_session(client))

    answer = sign_in(client, bima, isian=sealed)

    assert answer.url == reverse("home")
    assert client.get(reverse("kept_form")).url == reverse("home")


def test_what_was_typed_before_another_signed_in_stays_with_its_writer(
    client, wulan, bima
):
    sign_in(client, wulan)
    token_of_wulan = client.csrf_token()
    end_session(client)
    sign_in(client, bima)

    answer = client.post(
        PATH,
        TYPED | {"csrfmiddlewaretoken": token_of_wulan},
        csrf=False,
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 403
    assert "Adik saya" not in answer.content.decode()


def test_a_form_from_before_a_second_sign_in_is_offered_again(client, wulan):
    sign_in(client, wulan)
    old_token = client.csrf_token()
    end_session(client)
    sign_in(client, wulan)

    answer = client.post(
        PATH,
        TYPED | {"csrfmiddlewaretoken": old_token},
        csrf=False,
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Isian Anda tersimpan" in html
    assert "Adik saya" in html
    assert PASSWORD not in html


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_foreign_page_cannot_have_its_form_offered(client, wulan, site):
    sign_in(client, wulan)
    old_token = client.csrf_token()
    end_session(client)
    sign_in(client, wulan)

    answer = client.post(
        PATH,
        TYPED | {"csrfmiddlewaretoken": old_token},
        csrf=False,
        headers={"Sec-Fetch-Site": site},
    )

    assert answer.status_code == 403
    assert "Adik saya" not in answer.content.decode()


def test_a_form_of_nobody_known_is_not_kept_and_the_page_says_so(client, wulan):
    answer = client.post(PATH, TYPED)

    assert answer.status_code == 401
    assert sealed_in(answer) == ""
    assert "tidak dapat disimpan" in answer.content.decode()


def test_a_form_too_long_is_not_kept(client, wulan):
    sign_in(client, wulan)
    end_session(client)

    answer = client.post(PATH, TYPED | {"situation": "a" * (kept.LONGEST + 1)})

    assert sealed_in(answer) == ""


def test_after_two_hours_it_is_gone(client, wulan, monkeypatch):
    sign_in(client, wulan)
    sealed = sealed_in(posts_after_the_session(client))
    now = kept.time.time()
    monkeypatch.setattr(kept.time, "time", lambda: now + 2 * 3600 + 1)

    assert kept.open_kept(sealed) is None


def test_altered_bytes_open_nothing(client, wulan):
    sign_in(client, wulan)
    sealed = sealed_in(posts_after_the_session(client))

    assert kept.open_kept("A" * 40) is None
    assert kept.open_kept(sealed[:-8] + "AAAAAAA=") is None


def test_it_can_be_thrown_away(client, wulan):
    sign_in(client, wulan)
    sealed = sealed_in(posts_after_the_session(client))
    sign_in(client, wulan, isian=sealed)

    client.post(reverse("discard_kept_form"))

    assert client.get(reverse("kept_form")).url == reverse("home")


def test_a_script_that_saves_in_the_background_is_told_plainly(client, wulan):
    answer = client.post(PATH, TYPED, headers={"Sec-Fetch-Mode": "cors"})

    assert answer.status_code == 401
    assert answer.content == b""


def test_htmx_shows_the_sign_in_page_in_place_of_the_page(client, wulan):
    sign_in(client, wulan)
    end_session(client)

    answer = client.post(
        PATH, TYPED, headers={"HX-Request": "true", "Sec-Fetch-Mode": "cors"}
    )

    assert answer.status_code == 200
    assert answer.headers["HX-Retarget"] == "body"
    assert sealed_in(answer)


def test_htmx_is_sent_to_sign_in_with_the_way_back(client):
    answer = client.get(
        reverse("home"),
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http://testserver/penelaahan/?hal=2",
        },
    )

    assert answer.headers["HX-Redirect"] == "/akun/masuk/?next=%2Fpenelaahan%2F"
