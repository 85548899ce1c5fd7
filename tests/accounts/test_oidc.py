"""Signing in with the office's own accounts, against a real provider."""

import time
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from accounts import oidc
from accounts.models import Session
from accounts.stages import PROVIDER_FACTOR, proven_by_provider
from kpu_coi.provider import ProviderSettings, allauth_providers, provider_settings
from notifications.models import Message
from personnel.models import User
from tests.factories import make_user
from tests.oidc import process
from tests.strict_client import StrictClient

ISSUER, CLIENT, NONCE = "https://masuk.kantor.invalid", "integritas", "n-1"
PEOPLE = [
    {"name": "wulan", "number": "UJI-OIDC-1"},
    {"name": "kuat-bima", "number": "UJI-OIDC-2"},
    {"name": "asing", "number": "UJI-OIDC-9"},
    {"name": "kuat-asing", "number": "UJI-OIDC-9"},
    {"name": "kembar", "number": "UJI-OIDC-1"},
    {"name": "tanpa-nomor", "number": ""},
]


def configured(issuer, **more):
    fields = {
        "issuer": issuer,
        "client_id": process.CLIENT_ID,
        "client_secret": process.CLIENT_SECRET,
        "name": "Akun Kantor",
        "number_claim": "nip",
        "second_factor": frozenset(),
    }
    return ProviderSettings(**fields | more)


# --- the ID token -------------------------------------------------------------------

KEY, OTHER_KEY = process.make_key(), process.make_key()


def jwks(key=KEY, kid="k1"):
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"keys": [public | {"kid": kid, "use": "sig", "alg": "RS256"}]}


def token(key=KEY, alg="RS256", kid="k1", **changed):
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "17",
        "iat": now,
        "exp": now + 300,
        "nonce": NONCE,
    } | changed
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, key, algorithm=alg, headers={"kid": kid})


def check(text, nonce=NONCE):
    return oidc.verified(
        text, keys=jwks(), issuer=ISSUER, client_id=CLIENT, nonce=nonce
    )


def test_a_sound_token_is_taken():
    assert check(token())["sub"] == "17"
    assert check(token(aud=[CLIENT, "lain"], azp=CLIENT))["sub"] == "17"


@pytest.mark.parametrize(
    "text",
    [
        token(aud="lain"),
        token(iss="https://jahat.invalid"),
        token(exp=int(time.time()) - 120),
        token(exp=None),
        token(sub=None),
        token(nonce="n-2"),
        token(nonce=None),
        token(azp="lain"),
        token(key=OTHER_KEY),
        token(kid="k2"),
        token(key="x" * 64, alg="HS256"),
        jwt.encode({"iss": ISSUER}, None, algorithm="none"),
        token()[:-4] + "AAAA",
        "bukan token",
        "",
    ],
    ids=[
        *("audience", "issuer", "expired", "endless", "nobody", "nonce", "no-nonce"),
        *("party", "key", "kid", "hmac", "unsigned", "altered", "junk", "empty"),
    ],
)
def test_any_other_token_is_refused(text):
    with pytest.raises(oidc.BadToken):
        check(text)


def test_without_a_nonce_of_ours_nothing_is_taken():
    with pytest.raises(oidc.BadToken):
        check(token(nonce=""), nonce="")


@pytest.mark.parametrize(
    ("claims", "wanted", "shown"),
    [
        ({}, frozenset(), False),
        ({"acr": "2fa"}, frozenset(), False),
        ({"acr": "2fa"}, frozenset({"2fa"}), True),
        ({"amr": ["pwd", "otp"]}, frozenset({"otp", "hwk"}), True),
        ({"amr": ["pwd"]}, frozenset({"otp"}), False),
        ({"acr": ""}, frozenset({"2fa"}), False),
    ],
)
def test_a_second_factor_counts_only_as_the_setting_says(
    settings, claims, wanted, shown
):
    settings.OIDC = configured(ISSUER, second_factor=wanted)

    assert oidc.shows_second_factor(claims) is shown


# --- settings -----------------------------------------------------------------------


def test_it_is_off_while_no_issuer_is_named(monkeypatch):
    monkeypatch.delenv("OIDC_ISSUER", raising=False)

    found = provider_settings()

    assert not found
    assert found.origins == []
    assert allauth_providers(found) == {}


def test_the_form_may_lead_to_the_provider(monkeypatch):
    monkeypatch.setenv("OIDC_ISSUER", "https://masuk.kantor.invalid/realms/kpu/")
    monkeypatch.setenv("OIDC_CLIENT_ID", "integritas")

    assert provider_settings().origins == ["https://masuk.kantor.invalid"]


# --- the journey, against a provider that runs --------------------------------------


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    back = "http://testserver/akun/masuk/kantor/kembali/"
    folder = tmp_path_factory.mktemp("penyedia")
    with process.provider(folder, people=PEOPLE, redirect_uris=[back]) as address:
        yield address


@pytest.fixture
def office(db, issuer, settings):
    settings.OIDC = configured(issuer)
    settings.SOCIALACCOUNT_PROVIDERS = allauth_providers(settings.OIDC)
    return settings


@pytest.fixture
def wulan():
    user = make_user("Wulan Sari", employee_number="UJI-OIDC-1")
    user.set_unusable_password()
    user.save()
    return user


def begin(client, **form):
    return client.post(reverse("provider_begin"), form).url


def arrive(name, **form):
    """Signed in at the provider and sent back; the client and its answer."""
    client = StrictClient()
    back = process.Browser().sign_in(begin(client, **form), name)
    return client, client.get(back.removeprefix("http://testserver"))


def test_the_request_carries_state_nonce_and_a_challenge(office, client):
    address = begin(client)

    assert "state=" in address
    assert "nonce=" in address
    assert "code_challenge=" in address
    assert "code_challenge_method=S256" in address
    assert "openid" in parse_qs(urlsplit(address).query)["scope"][0].split()


def test_the_sign_in_page_offers_it(office, client):
    assert b"Masuk dengan Akun Kantor" in client.get(reverse("account_login")).content


def test_a_person_of_the_roll_comes_in_and_is_told_of_the_link(office, wulan):
    client, answer = arrive("wulan", next="/beranda/kabar/")

    assert answer.url == "/beranda/kabar/"
    assert client.get(reverse("home")).status_code == 200
    assert Session.objects.get(user=wulan).opening == "PROVIDER"
    linked = SocialAccount.objects.get(user=wulan)
    assert (len(linked.uid), linked.extra_data) == (64, {})
    subjects = Message.objects.filter(recipient=wulan).values_list("subject", flat=True)
    assert list(subjects) == ["Akun kantor dihubungkan dengan akun Anda"]


def test_the_second_time_makes_no_second_link(office, wulan):
    arrive("wulan")
    client, _ = arrive("wulan")

    assert client.get(reverse("home")).status_code == 200
    assert SocialAccount.objects.count() == 1


def test_by_the_link_he_comes_in_when_his_number_was_put_right(office, wulan):
    arrive("wulan")
    User.objects.filter(pk=wulan.pk).update(employee_number="UJI-OIDC-1B")

    client, _ = arrive("wulan")

    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("name", ["asing", "tanpa-nomor"])
def test_whom_the_roll_does_not_know_meets_a_page_and_no_account(office, name):
    client, answer = arrive(name)

    assert answer.status_code == 403
    assert "tidak dikenal" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


def test_another_subject_with_the_same_number_is_refused(office, wulan):
    arrive("wulan")

    client, answer = arrive("kembar")

    assert answer.status_code == 403
    assert SocialAccount.objects.count() == 1
    assert "_auth_user_id" not in client.session


def test_a_number_that_is_anothers_now_is_refused(office, wulan):
    arrive("wulan")
    User.objects.filter(pk=wulan.pk).update(employee_number="UJI-OIDC-1B")
    make_user("Pengganti", employee_number="UJI-OIDC-1")

    _, answer = arrive("wulan")

    assert answer.status_code == 403


def test_somebody_deactivated_stays_out(office, wulan):
    wulan.is_active = False
    wulan.save()

    client, answer = arrive("wulan")

    assert answer.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


@contextmanager
def with_totp(user):
    yield Authenticator.objects.create(user=user, type="totp", data={"secret": ""})


@pytest.mark.parametrize(
    ("taken", "where"), [(frozenset(), "/akun/masuk/kode/"), ({"otp"}, "/beranda/")]
)
def test_ones_own_second_factor_is_asked_unless_the_provider_had_one(
    office, taken, where
):
    office.OIDC = configured(office.OIDC.issuer, second_factor=frozenset(taken))
    bima = make_user("Bima", employee_number="UJI-OIDC-2")
    with with_totp(bima):
        _, answer = arrive("kuat-bima")

    assert answer.url == where


def test_the_factor_of_another_subject_opens_nothing(office):
    """Wulan comes half in; the same browser then proves a factor of somebody else."""
    office.OIDC = configured(office.OIDC.issuer, second_factor=frozenset({"otp"}))
    wulan = make_user("Wulan", employee_number="UJI-OIDC-1")
    with with_totp(wulan):
        client, answer = arrive("wulan")
        assert answer.url == "/akun/masuk/kode/"
        back = process.Browser().sign_in(begin(client), "kuat-asing")
        refused = client.get(back.removeprefix("http://testserver"))
        assert refused.status_code == 403
        assert client.session[PROVIDER_FACTOR]

        request = SimpleNamespace(session=client.session)
        assert not proven_by_provider(request, wulan)
        assert client.get(reverse("mfa_authenticate")).status_code == 200
        assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(
    ("proven", "method", "uid", "counts"),
    [
        ("a", "socialaccount", "a", True),
        ("a", "socialaccount", "b", False),
        ("", "socialaccount", "a", False),
        ("", "socialaccount", "", False),
        (None, "socialaccount", "a", False),
        (True, "socialaccount", "a", False),
        ("a", "password", "a", False),
    ],
)
def test_a_proof_counts_for_its_own_subject(db, proven, method, uid, counts):
    person = make_user("Wulan Sari")
    request = SimpleNamespace(session={PROVIDER_FACTOR: proven})
    record_authentication(request, person, method, uid=uid)

    assert proven_by_provider(request, person) is counts
    assert not proven_by_provider(request, make_user("Orang Lain"))


@pytest.mark.parametrize("changed", ["state=lain", "code=lain", "error=access_denied"])
def test_an_altered_answer_lets_nobody_in(office, wulan, client, changed):
    back = process.Browser().sign_in(begin(client), "wulan")
    path, _, query = back.removeprefix("http://testserver").partition("?")
    name = changed.partition("=")[0]
    kept = [part for part in query.split("&") if not part.startswith(f"{name}=")]

    answer = client.get(f"{path}?{'&'.join([*kept, changed])}")

    assert answer.status_code == 403
    assert "tidak berhasil" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_answer_is_taken_once_and_only_in_the_browser_that_asked(office, wulan):
    client = StrictClient()
    back = process.Browser().sign_in(begin(client), "wulan")
    path = back.removeprefix("http://testserver")

    assert StrictClient().get(path).status_code == 403
    assert client.get(path).status_code == 302
    assert client.get(path).status_code == 403


def test_a_provider_that_is_down_is_told_in_words(office, client):
    office.OIDC = configured("http://localhost:9")
    office.SOCIALACCOUNT_PROVIDERS = allauth_providers(office.OIDC)

    answer = client.post(reverse("provider_begin"))

    assert answer.status_code == 403
    assert "tidak berhasil" in answer.content.decode()


def test_a_foreign_address_is_not_followed(office, wulan):
    _, answer = arrive("wulan", next="https://jahat.invalid/")

    assert answer.url == reverse("home")
