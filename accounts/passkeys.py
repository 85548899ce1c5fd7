"""
A passkey's assertion over one subject: the hash of the text that somebody signs.

The challenge is a digest of the subject and a nonce that stays in the session, so the
device signs for this text, in this session, once. The device must verify its user.
"""

import secrets
from typing import Any

from allauth.mfa.webauthn.internal import auth
from fido2.utils import websafe_encode
from fido2.webauthn import UserVerificationRequirement

from kpu_coi.canonical import content_hash

REQUIRED = UserVerificationRequirement.REQUIRED


def options_for(user, subject: str) -> tuple[dict[str, Any], str]:
    """What the browser's script needs to ask the device, and the nonce to keep."""
    nonce = secrets.token_urlsafe(18)
    options, _ = auth.get_server().authenticate_begin(
        credentials=auth.get_credentials(user),
        user_verification=REQUIRED,
        challenge=challenge(subject, nonce),
    )
    return dict(options), nonce


def signed_by(user, credential: Any, *, subject: str, nonce: str):
    """The person's passkey that made the assertion, or None when it does not fit."""
    if not nonce:
        return None
    state = {
        "challenge": websafe_encode(challenge(subject, nonce)),
        "user_verification": REQUIRED,
    }
    known = auth.get_credentials(user)
    try:
        used = auth.get_server().authenticate_complete(state, known, credential)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    found = auth.get_authenticator_by_credential_id(user, used.credential_id)
    if found:
        found.record_usage()
    return found


def challenge(subject: str, nonce: str) -> bytes:
    return bytes.fromhex(content_hash(["kpu_coi.sign", subject, nonce]))
