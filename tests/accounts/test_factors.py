"""Second factors: set up, asked for, required by role, never the last one removed."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from accounts import kept, mfa, rules
from audit.models import Event
from notifications.models import Message
from personnel.models import Role
from tests.accounts.test_kept_form import sealed_in
from tests.factories import PASSWORD, give, make_office, make_user
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

SECURITY = "/akun/keamanan/"


def code_of(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.fixture
def person():
    return make_user("Wulan Sari")


def signed_in(person):
    client = StrictClient()
    sign_in(client, person)
    return client


def sign_in(client, person, **more):
    return client.post(
        reverse("account_login"),
        {"login": person.employee_number, "password": PASSWORD} | more,
    )


def confirm(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def set_up(client):
    """Install the app, as the page asks; returns its secret."""
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def subjects(person):
    told = Message.objects.filter(recipient=person)
    return list(told.values_list("subject", flat=True))


# --- setting up ---------------------------------------------------------------------


def test_before_a_change_one_proves_again_who_one_is(person):
    client = signed_in(person)

    asked = client.get(reverse("mfa_activate_totp"))

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert b"tidak cocok" in confirm(client, "salah").content
    assert confirm(client).status_code == 302
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_page_shows_a_qr_code_and_the_secret_to_type(person):
    client = signed_in(person)
    confirm(client)

    html = client.get(reverse("mfa_activate_totp")).content.decode()

    assert 'class="qr"' in html
    assert "Ketik kunci ini" in html


def test_an_app_is_set_up_told_and_logged_and_recovery_codes_come_with_it(person):
    client = signed_in(person)

    set_up(client)

    types = set(Authenticator.objects.values_list("type", flat=True))
    assert types == {"totp", "recovery_codes"}
    assert subjects(person) == ["Aplikasi kode dipasang pada akun Anda"]
    assert Event.objects.filter(action="account.totp_add").count() == 1
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10


def test_a_wrong_code_sets_nothing_up(person):
    client = signed_in(person)
    confirm(client)
    client.get(reverse("mfa_activate_totp"))

    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert b"tidak cocok" in page.content
    assert not Authenticator.objects.exists()


def test_secrets_are_sealed_in_the_table(person):
    secret = set_up(signed_in(person))

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert (
        Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret, 1))
    )


# --- at sign-in ---------------------------------------------------------------------


def test_after_the_password_the_code_is_asked_for(person):
    secret = set_up(signed_in(person))
    client = StrictClient()

    first = sign_in(client, person)
    assert first.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("home")).status_code == 302

    wrong = client.post(first.url, {"code": "000000"})
    assert b"tidak cocok" in wrong.content
    right = client.post(first.url, {"code": f" {code_of(secret, 1)} "})
    assert right.url == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_a_code_works_once_within_all_its_time(person):
    secret = set_up(signed_in(person))
    code = code_of(secret, 1)

    assert mfa.check_code(person, code)
    assert mfa.check_code(person, code) is None


def test_a_recovery_code_works_once(person):
    first = signed_in(person)
    set_up(first)
    code = first.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    client = StrictClient()
    sign_in(client, person)

    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    again = StrictClient()
    sign_in(again, person)
    page = again.post(reverse("mfa_authenticate"), {"code": code})
    assert b"tidak cocok" in page.content


def test_wrong_codes_are_counted_and_a_right_password_in_between_forgets_none(person):
    secret = set_up(signed_in(person))
    client = StrictClient()
    for _ in range(5):
        sign_in(client, person)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    sign_in(client, person)
    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})

    assert b"Terlalu banyak percobaan" in page.content
    assert "_auth_user_id" not in client.session


def test_what_was_typed_before_is_carried_through_the_second_step(person):
    client = signed_in(person)
    secret = set_up(client)
    del client.cookies["sesi"]
    page = client.post("/akun/kata-sandi/?langkah=2", {"situation": "Adik saya"})

    sign_in(client, person, isian=sealed_in(page))
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})

    assert answer.url == reverse("kept_form")
    assert "Adik saya" in client.get(answer.url).content.decode()


# --- removing -----------------------------------------------------------------------


def test_an_app_is_removed_with_its_recovery_codes(person):
    client = signed_in(person)
    set_up(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert "Aplikasi kode dilepas dari akun Anda" in subjects(person)


def test_the_last_factor_stays_while_it_is_required(person, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    give(person, "CHIEF_INSPECTOR")
    client = signed_in(person)
    set_up(client)

    page = client.post(reverse("mfa_deactivate_totp"), follow=True)

    assert "Pasang yang lain dahulu" in page.content.decode()
    assert mfa.has_factor(person)


def test_anothers_passkey_is_not_there(person):
    other = make_user("Orang Lain")
    passkey = Authenticator.objects.create(
        user=other, type="webauthn", data={"name": "HP", "credential": {}}
    )
    client = signed_in(person)
    confirm(client)

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        answer = client.post(reverse(name, args=[passkey.pk]), {"name": "Curian"})
        assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


# --- required -----------------------------------------------------------------------

REQUIRED = {
    None: False,
    "superior": True,
    "UNIT_OPERATOR": True,
    "COMPLAINT_OFFICER": True,
    "P3K2": True,
    "PLENARY_VIEWER": True,
    "UPG": False,
    "AUDITOR": True,
    "REGION_CHIEF": True,
    "CHIEF_INSPECTOR": True,
    "ORGANISATION_ADMIN": True,
    "SYSTEM_ADMIN": True,
    "DPO": True,
}


def somebody(role, office):
    if role == "superior":
        return office.head.user
    user = office.staff.user
    if role in {"AUDITOR", "REGION_CHIEF"}:
        give(user, role, region=office.region)
    elif role in {"CHIEF_INSPECTOR", "ORGANISATION_ADMIN", "SYSTEM_ADMIN", "DPO"}:
        give(user, role)
    elif role:
        give(user, role, unit=office.unit)
    return user


def test_the_table_of_roles_is_whole():
    assert set(REQUIRED) == {None, "superior", *Role.values}


@pytest.mark.parametrize("setting", [True, False])
@pytest.mark.parametrize("role", REQUIRED)
def test_a_second_factor_is_required_by_role_and_setting(settings, role, setting):
    settings.SECOND_FACTOR_REQUIRED = setting
    user = somebody(role, make_office())

    assert rules.needs_second_factor(user) is (setting and REQUIRED[role])


def test_who_lacks_it_is_led_to_set_it_up_and_then_goes_on(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = signed_in(make_office().head.user)

    assert client.get(reverse("home")).url == SECURITY
    assert b"Pasang pengaman kedua dahulu" in client.get(SECURITY).content
    set_up(client)

    assert client.get(reverse("home")).status_code == 200


def test_who_needs_none_goes_on(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = signed_in(make_office().staff.user)

    assert client.get(reverse("home")).status_code == 200


def test_what_is_posted_meanwhile_is_refused_and_kept(settings):
    person = make_office().head.user
    client = signed_in(person)
    settings.SECOND_FACTOR_REQUIRED = True

    answer = client.post(
        "/beranda/kabar/baca-semua/",
        {"situation": "Adik saya", "csrfmiddlewaretoken": client.csrf_token()},
    )

    assert answer.status_code == 403
    assert b"tersimpan" in answer.content
    set_up(client)
    assert "Lanjutkan mengirimnya" in client.get(SECURITY).content.decode()
    assert "Adik saya" in client.get(reverse("kept_form")).content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Sec-Fetch-Mode": "cors"}, 403), ({"HX-Request": "true"}, 200)],
)
def test_scripts_are_answered_so_that_they_understand(settings, headers, status):
    settings.SECOND_FACTOR_REQUIRED = True
    client = signed_in(make_office().head.user)

    answer = client.post("/beranda/kabar/baca-semua/", {}, headers=headers)

    assert answer.status_code == status
    assert answer.content == b""


def test_public_pages_and_signing_out_stay_open(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = signed_in(make_office().head.user)

    assert client.get(reverse("start")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_secrets_of_forms_are_never_kept():
    names = ("otp", "credential", "password1")

    assert all(any(word in name for word in kept.SECRET_WORDS) for name in names)
