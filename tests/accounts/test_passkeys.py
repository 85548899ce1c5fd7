"""Passkeys: added, used instead of a password, after it, and to sign."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse

from accounts.models import Session
from declarations.models import Kind, Statement
from declarations.workflow import statements as workflow
from documents.models import SigningEvidence
from notifications.models import Message
from tests.accounts.device import Device, client_at_localhost, passkeys_of
from tests.accounts.test_factors import code_of, confirm, set_up, sign_in
from tests.factories import PASSWORD, identify, make_office, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_user("Wulan Sari")


@pytest.fixture
def device():
    return Device()


def options_in(page):
    found = re.search(r'data-passkey-options="([^"]+)"', page.content.decode())
    return json.loads(unescape(found[1]))


def signed_in(person):
    client = client_at_localhost()
    sign_in(client, person)
    return client


def add(client, device, name="HP pribadi"):
    confirm(client)
    page = client.get(reverse("mfa_add_webauthn"))
    credential = json.dumps(device.create(options_in(page)))
    return client.post(
        reverse("mfa_add_webauthn"), {"name": name, "credential": credential}
    )


def come_in(device, client=None):
    client = client or client_at_localhost()
    address = reverse("mfa_login_webauthn")
    told = client.get(address, headers={"Accept": "application/json"}).json()
    credential = json.dumps(device.get(told["request_options"]))
    return client, client.post(address, {"credential": credential})


def test_a_passkey_is_added_with_recovery_codes_and_told(person, device):
    client = signed_in(person)

    answer = add(client, device)

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert passkeys_of(person).get().data["name"] == "HP pribadi"
    told = Message.objects.filter(recipient=person).values_list("subject", flat=True)
    assert list(told) == ["Kunci sandi ditambahkan pada akun Anda"]
    assert b"HP pribadi" in client.get(reverse("mfa_index")).content


@pytest.mark.parametrize("credential", ['{"id": 1}', "[]", "bukan", ""])
def test_junk_is_no_passkey(person, credential):
    client = signed_in(person)
    confirm(client)
    client.get(reverse("mfa_add_webauthn"))

    page = client.post(reverse("mfa_add_webauthn"), {"credential": credential})

    assert page.status_code == 200
    assert not passkeys_of(person).exists()


def test_with_a_passkey_alone_somebody_signs_in(person, device):
    add(signed_in(person), device)

    client, answer = come_in(device)

    assert answer.url == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert Session.objects.filter(user=person, opening="PASSKEY").count() == 1


@pytest.mark.parametrize("fault", ["unverified", "origin", "replayed", "junk", "other"])
def test_an_assertion_that_does_not_fit_lets_nobody_in(person, device, fault):
    add(signed_in(person), device)
    if fault == "unverified":
        device.flags = 0x01
    if fault == "origin":
        device.origin = "https://jahat.invalid"
    if fault == "other":
        device.key = Device().key
    client = client_at_localhost()
    address = reverse("mfa_login_webauthn")
    told = client.get(address, headers={"Accept": "application/json"}).json()
    credential = json.dumps(device.get(told["request_options"]))
    if fault == "junk":
        credential = '{"id": 1}'
    if fault == "replayed":
        client.get(address, headers={"Accept": "application/json"})

    client.post(address, {"credential": credential})

    assert "_auth_user_id" not in client.session


def test_after_the_password_a_passkey_serves_as_second_factor(person, device):
    add(signed_in(person), device)
    client = client_at_localhost()
    sign_in(client, person)

    page = client.get(reverse("mfa_authenticate"))
    credential = json.dumps(device.get(options_in(page)))
    answer = client.post(reverse("mfa_authenticate"), {"credential": credential})

    assert answer.url == reverse("home")


def test_a_passkey_is_renamed_and_removed(person, device):
    client = signed_in(person)
    add(client, device)
    pk = passkeys_of(person).get().pk

    client.post(reverse("mfa_edit_webauthn", args=[pk]), {"name": "HP kantor"})
    assert passkeys_of(person).get().data["name"] == "HP kantor"
    client.post(reverse("mfa_remove_webauthn", args=[pk]))

    assert not passkeys_of(person).exists()
    _, answer = come_in(device)
    assert answer.url == reverse("account_login")


def test_somebody_inactive_stays_out_with_his_passkey(person, device):
    add(signed_in(person), device)
    person.is_active = False
    person.save()

    client, answer = come_in(device)

    assert answer.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


# --- signing -----------------------------------------------------------------------


@pytest.fixture
def declarant():
    return make_office().staff.user


@pytest.fixture
def draft(declarant):
    return identify(workflow.start(declarant, Kind.FREE))


def sign_url(draft):
    return reverse("declarations:sign", args=[draft.public_id])


def hash_in(page):
    return re.search(r'name="content_hash" value="(\w{64})"', page.content.decode())[1]


def submit(client, draft, page, **proof):
    typed = {"consent": "on", "content_hash": hash_in(page)} | proof
    return client.post(sign_url(draft), typed)


def method_of_signature():
    return SigningEvidence.objects.get().method


def test_who_has_no_second_factor_signs_by_password(declarant, draft):
    client = signed_in(declarant)
    page = client.get(sign_url(draft))

    answer = submit(client, draft, page, password=PASSWORD)

    assert answer.status_code == 302
    assert method_of_signature() == "PASSWORD"
    assert b'name="otp"' not in page.content


@pytest.mark.rule(71, 72)
def test_who_has_a_code_app_signs_by_password_and_code(declarant, draft):
    client = signed_in(declarant)
    secret = set_up(client)
    page = client.get(sign_url(draft))

    without = submit(client, draft, page, password=PASSWORD)
    wrong = submit(client, draft, page, password=PASSWORD, otp="000000")
    wrong_password = submit(client, draft, page, password="salah", otp=code_of(secret))
    assert not SigningEvidence.objects.exists()
    right = submit(client, draft, page, password=PASSWORD, otp=code_of(secret, 1))

    assert "Ketik kode dari aplikasi Anda" in without.content.decode()
    assert "Kode tidak cocok" in wrong.content.decode()
    assert "Kata sandi tidak cocok" in wrong_password.content.decode()
    assert right.status_code == 302
    assert method_of_signature() == "TOTP"


def test_a_recovery_code_does_not_sign(declarant, draft):
    client = signed_in(declarant)
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    page = client.get(sign_url(draft))

    answer = submit(client, draft, page, password=PASSWORD, otp=codes[0])

    assert "Kode tidak cocok" in answer.content.decode()
    assert not SigningEvidence.objects.exists()


@pytest.mark.rule(71, 72)
@pytest.mark.parametrize("has_password", [True, False])
def test_with_a_passkey_one_signs_with_or_without_a_password(
    declarant, draft, device, has_password
):
    client = signed_in(declarant)
    add(client, device)
    if not has_password:
        declarant.set_unusable_password()
        declarant.save()
        client, _ = come_in(device)
    page = client.get(sign_url(draft))
    credential = json.dumps(device.get(options_in(page)))

    answer = submit(client, draft, page, credential=credential)

    assert answer.status_code == 302
    assert method_of_signature() == "PASSKEY"
    assert Statement.objects.get().status == "SIGNED"


@pytest.mark.parametrize(
    "fault", ["other_text", "unverified", "used_before", "junk", "other_key"]
)
def test_an_assertion_signs_this_text_once_and_nothing_else(
    declarant, draft, device, fault
):
    client = signed_in(declarant)
    add(client, device)
    page = client.get(sign_url(draft))
    options = options_in(page)
    if fault == "other_text":
        options["publicKey"]["challenge"] = "A" * 43
    if fault == "unverified":
        device.flags = 0x01
    if fault == "other_key":
        device.key = Device().key
    credential = json.dumps(device.get(options))
    if fault == "junk":
        credential = '{"id": 1}'
    if fault == "used_before":
        client.get(sign_url(draft))

    answer = submit(client, draft, page, credential=credential)

    assert "Kunci sandi tidak cocok" in answer.content.decode()
    assert not SigningEvidence.objects.exists()


def test_one_without_password_and_passkey_is_told_what_to_do(declarant, draft):
    client = signed_in(declarant)
    declarant.set_unusable_password()
    declarant.save()
    client.force_login(declarant)

    page = client.get(sign_url(draft))
    answer = submit(client, draft, page)

    assert "Tambahkan kunci sandi" in page.content.decode()
    assert "Tanda tangani dengan kunci sandi Anda" in answer.content.decode()
    assert not SigningEvidence.objects.exists()
