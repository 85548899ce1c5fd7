"""A device with a passkey, as a browser on http://localhost would use it."""

import secrets
from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tests.strict_client import StrictClient

HOST, ORIGIN = "localhost", "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def client_at_localhost() -> StrictClient:
    return StrictClient(SERVER_NAME=HOST)


class Device:
    """Holds one key; `verifies` says whether it asks for finger, face or PIN."""

    def __init__(self, *, verifies=True, origin=ORIGIN):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.origin = origin
        self.user = ""

    def create(self, options) -> dict:
        """The answer to `navigator.credentials.create`."""
        self.user = options["publicKey"]["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = AuthenticatorData.create(
            sha256(HOST.encode()).digest(), self.flags | ATTESTED, 0, held
        )
        response = {
            "clientDataJSON": websafe_encode(self.client_data("create", options)),
            "attestationObject": websafe_encode(
                AttestationObject.create("none", data, {})
            ),
        }
        return self.credential(response, {"credProps": {"rk": True}})

    def get(self, options) -> dict:
        """The answer to `navigator.credentials.get`."""
        client_data = self.client_data("get", options)
        data = AuthenticatorData.create(sha256(HOST.encode()).digest(), self.flags, 1)
        signed = bytes(data) + sha256(bytes(client_data)).digest()
        response = {
            "clientDataJSON": websafe_encode(client_data),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": self.user,
        }
        return self.credential(response, {})

    def client_data(self, act, options):
        challenge = options["publicKey"]["challenge"]
        return CollectedClientData.create(
            f"webauthn.{act}", websafe_decode(challenge), self.origin
        )

    def credential(self, response, extensions) -> dict:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
        }


def passkeys_of(user):
    return Authenticator.objects.filter(user=user, type="webauthn")
