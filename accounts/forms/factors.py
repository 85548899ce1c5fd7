"""Second factors: forms of django-allauth with our words, counted by our locks."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

from accounts import locks, mfa
from accounts.forms.passwords import label
from accounts.models import Trial

SIX_DIGITS = "Enam angka yang sedang tampil di aplikasi."
LONGEST_NAME = 40


def attempt(user):
    """A try for a code, counted; refused in words while the account is shut."""
    address = context.request.META["REMOTE_ADDR"]
    try:
        return locks.attempt(Trial.CODE, user.employee_number, address=address)
    except locks.Locked as locked:
        adapter = get_account_adapter()
        raise adapter.validation_error("too_many_login_attempts") from locked


class CountedCode:
    """The code of an app or a recovery code, each try counted."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hint = f"{SIX_DIGITS} Tanpa aplikasi: satu kode cadangan."
        label(self.fields["code"], "Kode sekali pakai", "w-md", hint)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}

    def clean_code(self):
        tried = attempt(self.user)
        found = mfa.check_code(self.user, self.cleaned_data["code"])
        if found is None:
            tried.was_wrong()
            raise get_adapter().validation_error("incorrect_code")
        tried.was_right()
        found.user = self.user
        self.authenticator = found
        return self.cleaned_data["code"]


class SecondFactorForm(CountedCode, base_forms.AuthenticateForm):
    """At sign-in, after the password."""


class ConfirmCodeForm(CountedCode, base_forms.ReauthenticateForm):
    """Before something that matters."""


class SoundCredential:
    """What is no credential at all is refused like one that does not fit."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise get_adapter().validation_error("incorrect_code") from problem


class PasskeyForm(SoundCredential, passkey_forms.AuthenticateWebAuthnForm):
    """At sign-in, after the password."""


class PasskeySignInForm(SoundCredential, passkey_forms.LoginWebAuthnForm):
    """Instead of number and password."""


class ConfirmPasskeyForm(SoundCredential, passkey_forms.ReauthenticateWebAuthnForm):
    """Before something that matters."""


class AddTotpForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label(self.fields["code"], "Kode dari aplikasi", "w-md", SIX_DIGITS)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split())
        if not validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    """Always one that signs in by itself: no password beside it."""

    passwordless = None
    name = forms.CharField(
        label="Nama kunci sandi",
        help_text="Agar Anda mengenalinya, misalnya “HP pribadi”.",
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-md", "autocomplete": "off"}),
    )

    def clean(self):
        try:
            return super().clean()
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise get_adapter().validation_error("incorrect_code") from problem


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):
    name = forms.CharField(
        label="Nama kunci sandi",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "w-md", "autocomplete": "off"}),
    )
