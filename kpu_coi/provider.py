"""The provider of the office's own accounts (OpenID Connect), from the environment."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from kpu_coi.environment import env

PROVIDER_ID = "kantor"


@dataclass(frozen=True)
class ProviderSettings:
    """What is configured; `issuer` is empty while nothing is."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    number_claim: str
    second_factor: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.issuer)

    @property
    def origins(self) -> list[str]:
        """Where the sign-in form may lead, for the content security policy."""
        if not self.issuer:
            return []
        parts = urlsplit(self.issuer)
        return [f"{parts.scheme}://{parts.netloc}"]


def provider_settings() -> ProviderSettings:
    """
    What OIDC_... say. Raises ImproperlyConfigured when an issuer is named without a
    client.
    """
    found = ProviderSettings(
        issuer=env("OIDC_ISSUER", "").rstrip("/"),
        client_id=env("OIDC_CLIENT_ID", ""),
        client_secret=env("OIDC_CLIENT_SECRET", ""),
        name=env("OIDC_NAME", "akun kantor"),
        number_claim=env("OIDC_NUMBER_CLAIM", "nip"),
        second_factor=frozenset(env("OIDC_SECOND_FACTOR", "").split()),
    )
    if found and not found.client_id:
        raise ImproperlyConfigured("OIDC_ISSUER needs OIDC_CLIENT_ID.")
    return found


def allauth_providers(provider: ProviderSettings) -> dict:
    """SOCIALACCOUNT_PROVIDERS of django-allauth; none while it is off."""
    if not provider:
        return {}
    app = {
        "provider_id": PROVIDER_ID,
        "name": provider.name,
        "client_id": provider.client_id,
        "secret": provider.client_secret,
        "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
