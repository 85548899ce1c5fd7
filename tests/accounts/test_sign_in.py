import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import reset

pytestmark = pytest.mark.django_db

NUMBER = "PPNPN-33.21-901"
PASSWORD = "bunga-kertas-di-teras"


@pytest.fixture
def person():
    return get_user_model().objects.create_user(
        NUMBER,
        "Wulan Sari",
        PASSWORD,
        id_kind="INTERNAL",
        employment="NON_ASN",
        email="wulan@kantor.invalid",
    )


def sign_in(client, number=NUMBER, password=PASSWORD, **fields):
    return client.post(
        reverse("account_login"), {"login": number, "password": password} | fields
    )


def test_a_person_signs_in_with_number_and_password(client, person):
    response = sign_in(client)

    assert response.status_code == 302
    assert response.url == reverse("home")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_number_may_be_typed_in_groups(client):
    get_user_model().objects.create_user("198510102010121997", "Eko", PASSWORD)

    response = sign_in(client, "19851010 201012 1 997")

    assert response.status_code == 302


def test_after_sign_in_one_goes_where_one_wanted_to(client, person):
    response = sign_in(client, next="/beranda/kabar/")

    assert response.url == "/beranda/kabar/"


def test_a_foreign_address_is_not_followed(client, person):
    response = sign_in(client, next="https://jahat.invalid/")

    assert response.url == reverse("home")


def words(response):
    page = re.sub(r'value="[^"]*"', "", response.content.decode())
    return re.sub(r"\s+", " ", page)


def test_an_unknown_number_and_a_wrong_password_get_the_same_answer(client, person):
    unknown = sign_in(client, "PPNPN-33.21-902")
    wrong = sign_in(client, NUMBER, "salah")

    assert "Nomor pegawai atau kata sandi tidak cocok" in words(wrong)
    assert words(unknown) == words(wrong)
    assert unknown.status_code == wrong.status_code == 200


def test_somebody_inactive_with_a_wrong_password_learns_nothing(client, person):
    person.is_active = False
    person.save()

    response = sign_in(client, NUMBER, "salah")

    assert "Nomor pegawai atau kata sandi tidak cocok" in words(response)


def test_somebody_inactive_is_told_so_and_stays_out(client, person):
    person.is_active = False
    person.save()

    response = sign_in(client)

    assert response.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client, person):
    for _ in range(5):
        sign_in(client, NUMBER, "salah")

    response = sign_in(client)

    assert "Terlalu banyak percobaan" in words(response)
    assert "_auth_user_id" not in client.session


def test_the_table_of_limits_holds_no_address(client, person):
    from django.db import connection

    sign_in(client, NUMBER, "salah")

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(cache_key, ' ') FROM kpu_coi_limits")
        keys = cursor.fetchone()[0]
    assert "login_failed" in keys
    assert "127.0.0.1" not in keys
    assert NUMBER not in keys


def test_signing_out_takes_a_post(client, person):
    sign_in(client)

    page = client.get(reverse("account_logout"))
    assert page.status_code == 200
    assert "_auth_user_id" in client.session

    response = client.post(reverse("account_logout"))
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_post_without_token_is_refused_in_words(client, person):
    response = client.post(
        reverse("account_login"),
        {"login": NUMBER, "password": PASSWORD},
        csrf=False,
    )

    assert response.status_code == 403
    assert "kedaluwarsa" in words(response)
    assert "_auth_user_id" not in client.session


def test_a_person_changes_his_password(client, person):
    sign_in(client)
    new = "payung-merah-di-halte"

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert response.url == reverse("home")
    person.refresh_from_db()
    assert person.check_password(new)


def test_a_short_password_is_refused_in_indonesian(client, person):
    sign_in(client)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "pendek", "password2": "pendek"},
    )

    assert response.status_code == 200
    assert "12" in words(response)
    assert "too short" not in words(response)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def ask_for_link(client, number):
    return client.post(reverse("account_reset_password"), {"employee_number": number})


def test_a_forgotten_password_is_answered_alike_for_everybody(client, person):
    known = ask_for_link(client, NUMBER)
    unknown = ask_for_link(client, "PPNPN-33.21-902")

    assert known.url == unknown.url == reverse("account_reset_password_done")
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.send_reset_link")
    assert [job.args for job in jobs] == [{"user_id": person.pk}]


def test_asking_for_links_again_and_again_is_stopped(client, person):
    answers = [ask_for_link(client, NUMBER).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]


def test_the_mailed_link_gives_a_new_password_once(client, person, settings):
    new = "kereta-pagi-ke-tegal"
    reset.send_link(person)
    link = re.search(r"http://\S+", mail.outbox[0].body)[0]
    path = link.removeprefix(settings.BASE_URL)

    form = client.get(path, follow=True)
    answer = client.post(
        form.redirect_chain[-1][0], {"password1": new, "password2": new}
    )

    assert mail.outbox[0].to == ["wulan@kantor.invalid"]
    assert answer.url == reverse("account_login")
    person.refresh_from_db()
    assert person.check_password(new)
    assert "tidak berlaku lagi" in words(client.get(path))


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done"]
)
def test_the_pages_before_sign_in_open_for_everybody(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_there_is_no_way_to_sign_up(client):
    assert client.get("/akun/daftar/").status_code in {302, 404}
    assert client.get("/akun/signup/").status_code in {302, 404}
