"""
Signing in with the office's own accounts (OpenID Connect).

django-allauth walks the flow, with state and PKCE; here the ID token is always
verified in full, its nonce too, and nobody is let in who is not on the roll: a
person is found by the claim that holds the employee number, then by the link that
an earlier sign-in left. Of the claims only the subject is kept, as a hash.
"""

import json
import secrets

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from jwt.exceptions import PyJWTError

from accounts.stages import PROVIDER_FACTOR
from accounts.workflow import factors
from kpu_coi.canonical import sha256_hex
from kpu_coi.provider import PROVIDER_ID
from personnel.models import User

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "ES256", "ES384", "EdDSA")
MUST_HAVE = ("iss", "aud", "sub", "exp", "iat", "nonce")
CLOCKS_DIFFER = 60


class BadToken(OAuth2Error):
    """The ID token is not what was asked for; carries no words of the token."""


class OfficeProviderAdapter(OpenIDConnectOAuth2Adapter):
    """One round trip to the provider."""

    nonce = ""

    def get_callback_url(self, request, app):
        return settings.BASE_URL + reverse("provider_callback")

    def complete_login(self, request, app, token, **kwargs):
        text = kwargs["response"].get("id_token")
        if not text:
            raise BadToken("no ID token")
        claims = verified(
            text,
            keys=self.fetch(self.openid_config["jwks_uri"]),
            issuer=settings.OIDC.issuer,
            client_id=app.client_id,
            nonce=self.nonce,
        )
        number = claims.get(settings.OIDC.number_claim) or self.told(token, claims)
        login = social_login(self.get_provider(), claims, number=str(number))
        proven = login.account.uid if shows_second_factor(claims) else ""
        request.session[PROVIDER_FACTOR] = proven
        return login

    def told(self, token, claims) -> str:
        """The number from the provider's second source, if it tells of the same."""
        if "userinfo_endpoint" not in self.openid_config:
            return ""
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims["sub"]:
            raise BadToken("userinfo of another subject")
        return told.get(settings.OIDC.number_claim, "")

    def fetch(self, address: str) -> dict:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
            return answer.json()


class Callback(OAuth2CallbackView):
    """Where the provider sends one back; the nonce was stashed beside the state."""

    def _get_state(self, request, provider):
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = ((state or {}).get("data") or {}).get("nonce", "")
        return state, response


class OfficeSocialAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up: a sign-in ends with somebody of the roll, or with a page."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        person = person_of(sociallogin)
        if person is None:
            raise ImmediateHttpResponse(refused(request, "unknown"))
        if sociallogin.account.pk is None:
            link(sociallogin.account, person)
        sociallogin.user = person

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ):
        raise ImmediateHttpResponse(refused(request, "failed"))


def begin(request, *, next_url: str):
    """To the provider, with a fresh nonce, state and PKCE challenge."""
    provider = get_adapter().get_provider(request, PROVIDER_ID)
    provider.oauth2_adapter_class = OfficeProviderAdapter
    nonce = secrets.token_urlsafe(24)
    try:
        return provider.redirect(
            request,
            "login",
            next_url=next_url or None,
            data={"nonce": nonce},
            scope=["openid", "profile"],
            auth_params={"nonce": nonce},
        )
    except OSError:  # The provider cannot be reached.
        return refused(request, "failed")


def refused(request, why: str):
    context = {"why": why, "provider": settings.OIDC}
    return render(request, "accounts/provider_refused.html", context, status=403)


def verified(text: str, *, keys: dict, issuer: str, client_id: str, nonce: str) -> dict:
    """
    The claims of an ID token: signed by the provider, for this client, for now.

    Raises BadToken.
    """
    try:
        header = jwt.get_unverified_header(text)
        key = key_of(keys, header)
        claims = jwt.decode(
            text,
            key=key,
            algorithms=[header["alg"]],
            issuer=issuer,
            audience=client_id,
            leeway=CLOCKS_DIFFER,
            options={"require": list(MUST_HAVE)},
        )
    except (PyJWTError, KeyError, TypeError, ValueError) as problem:
        raise BadToken("ID token") from problem
    if not nonce or not secrets.compare_digest(str(claims["nonce"]), nonce):
        raise BadToken("nonce")
    if claims.get("azp", client_id) != client_id:
        raise BadToken("authorized party")
    return claims


def key_of(keys: dict, header: dict):
    """The provider's public key that the header names. Raises BadToken."""
    if header.get("alg") not in ALGORITHMS:
        raise BadToken("algorithm")
    fits = [
        key
        for key in keys.get("keys", [])
        if key.get("use", "sig") == "sig"
        and ("kid" not in header or key.get("kid") == header["kid"])
    ]
    if len(fits) != 1:
        raise BadToken("key")
    algorithm = jwt.algorithms.get_default_algorithms()[header["alg"]]
    return algorithm.from_jwk(json.dumps(fits[0]))


def shows_second_factor(claims: dict) -> bool:
    """Whether the provider says, by acr or amr, what the setting takes as proof."""
    said = {str(claims.get("acr", ""))} | {str(way) for way in claims.get("amr", [])}
    return bool(said & settings.OIDC.second_factor)


def social_login(provider, claims: dict, *, number: str) -> SocialLogin:
    """What allauth carries on: the subject as a hash, and nothing else of him."""
    subject = sha256_hex(f"{claims['iss']} {claims['sub']}".encode())
    account = SocialAccount(provider=PROVIDER_ID, uid=subject, extra_data={})
    login = SocialLogin(account=account, provider=provider)
    login.employee_number = "".join(number.split())
    return login


def person_of(login: SocialLogin) -> User | None:
    """
    Whom the provider means, by number and then by link; nobody where they disagree.
    """
    number = login.employee_number
    by_number = User.objects.filter(employee_number=number).first() if number else None
    by_link = login.account.user if login.account.pk else None
    if by_number and by_link and by_number != by_link:
        return None
    if by_number and not by_link:
        linked = SocialAccount.objects.filter(user=by_number, provider=PROVIDER_ID)
        if linked.exists():
            return None
    return by_number or by_link


@transaction.atomic
def link(account: SocialAccount, person: User) -> None:
    """Remember who that subject is, and tell him."""
    if not person.is_active:
        return
    account.user = person
    account.save()
    factors.changed(person, "provider_link", account=account.pk)
