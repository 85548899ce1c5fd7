"""How django-allauth keeps second factors here: sealed by the vault."""

import base64
import re

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import mark_safe

from kpu_coi.vault import keyed_hash, open_sealed, seal

CONTEXT = "second-factor"
# A code fits for three steps of half a minute; allauth remembers it for one alone.
USED_FOR = 120
TOTP = Authenticator.Type.TOTP
FACTORS = (TOTP, Authenticator.Type.WEBAUTHN)
CODES = (TOTP, Authenticator.Type.RECOVERY_CODES)


class SealedAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Kode atau kunci sandi tidak cocok. Coba lagi.",
    }

    def encrypt(self, text):
        return base64.b64encode(seal(text.encode(), context=CONTEXT)).decode()

    def decrypt(self, encrypted_text):
        sealed = base64.b64decode(encrypted_text)
        return open_sealed(sealed, context=CONTEXT).decode()

    def build_totp_svg(self, url):
        """The QR code without width and height, so that the style sheet sizes it."""
        return svg_of(url)

    def get_totp_label(self, user):
        return user.employee_number

    def get_public_key_credential_rp_entity(self):
        entity = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user):
        entity = super().get_public_key_credential_user_entity(user)
        return entity | {"name": user.employee_number, "display_name": user.name}

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Kunci sandi {count + 1}"


def svg_of(text: str) -> str:
    """A QR code as an inline SVG, in the colours of its surroundings."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(re.sub(r' stroke="#000"', ' stroke="currentColor"', drawn))  # noqa: S308


def has_factor(user) -> bool:
    """Whether a second factor is set up; recovery codes alone are none."""
    return not kinds_of(user).isdisjoint(FACTORS)


def kinds_of(user) -> set[str]:
    """What somebody has set up; one query."""
    own = Authenticator.objects.filter(user_id=user.pk)
    return set(own.values_list("type", flat=True))


def kinds_for(request) -> set[str]:
    """The same of the person who asks, as his session was read with them."""
    row = request.session.row
    if row is not None and row.user_id == request.user.pk:
        return set(row.factors)
    return kinds_of(request.user)


def check_code(user, typed: str, *, types=CODES) -> Authenticator | None:
    """
    The authenticator whose one-time or recovery code that is, used up by this.

    None when it fits nothing, or was used already.
    """
    code = "".join(letter for letter in typed if letter.isalnum())
    for authenticator in Authenticator.objects.filter(user_id=user.pk, type__in=types):
        if not authenticator.wrap().validate_code(code):
            continue
        if authenticator.type == TOTP and not first_use(user, code):
            return None
        return authenticator
    return None


def first_use(user, code: str) -> bool:
    mark = keyed_hash("used-code", f"{user.pk}:{code}")
    return cache.add(f"used-code:{mark}", "y", timeout=USED_FOR)
