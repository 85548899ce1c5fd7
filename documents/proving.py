"""Who signs proves it: by password, by password and code, or by a passkey."""

from accounts import mfa, passkeys
from documents.sign_form import SignForm, Ways
from documents.signing import prove_passkey, prove_password, prove_totp

NONCE = "sign_nonce"


def sign_form(request, preview, data=None, *, drawing=""):
    """The form that fits what this person has set up."""
    initial = {"content_hash": preview.content_hash, "drawing": drawing}
    ways = ways_of(request, preview, asked=data is not None)
    return SignForm(data, initial=initial, consent_text=preview.consent, ways=ways)


def ways_of(request, preview, *, asked: bool) -> Ways:
    """With a challenge for a passkey, kept until the form comes back."""
    user = request.user
    kinds = mfa.kinds_for(request)
    has_password = user.has_usable_password()
    options = None
    if "webauthn" in kinds:
        options, nonce = passkeys.options_for(user, preview.content_hash)
        if asked:
            request.proof_nonce = request.session.get(NONCE, "")
        request.session[NONCE] = nonce
    return Ways(has_password, has_password and "totp" in kinds, options)


def proof_of(request, typed):
    """The proof of what was typed, taken before the transaction that signs."""
    address = request.META["REMOTE_ADDR"]
    if typed.get("credential"):
        return prove_passkey(
            request.user,
            typed["credential"],
            content_hash=typed["content_hash"],
            nonce=getattr(request, "proof_nonce", ""),
            address=address,
        )
    password = typed.get("password", "")
    if "otp" in typed:
        return prove_totp(request.user, password, typed["otp"], address=address)
    return prove_password(request.user, password, address=address)
