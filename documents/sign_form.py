"""The signing act, for statements and decisions alike (rule 72)."""

import json
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from documents.signing import BadDrawing, check_drawing

MOST_DRAWING = 100_000


@dataclass(frozen=True)
class Ways:
    """How somebody can prove himself when he signs, with what a passkey needs."""

    password: bool = True
    totp: bool = False
    passkey: dict[str, Any] | None = None


BY_PASSWORD = Ways()


class SignForm(forms.Form):
    """
    Consent, proof of who signs, and the hash of the text that was shown.

    Takes the sentence of consent, which is part of that text, and the `ways` in which
    this person can prove himself; without them a password.
    """

    consent = forms.BooleanField(
        error_messages={"required": "Centang bahwa Anda sudah membaca dan menyetujui."}
    )
    password = forms.CharField(
        label="Kata sandi Anda",
        help_text="Untuk memastikan bahwa ini benar Anda.",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Ketik kata sandi Anda."},
    )
    otp = forms.CharField(
        label="Kode sekali pakai",
        help_text="Enam angka yang sedang tampil di aplikasi Anda.",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "w-md",
            }
        ),
        error_messages={"required": "Ketik kode dari aplikasi Anda."},
    )
    credential = forms.JSONField(widget=forms.HiddenInput, required=False)
    drawing = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=MOST_DRAWING
    )
    content_hash = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args, consent_text="", ways=BY_PASSWORD, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text
        self.ways = ways
        for name, open_to_him in (
            ("password", ways.password),
            ("otp", ways.totp),
            ("credential", ways.passkey),
        ):
            if not open_to_him:
                del self.fields[name]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        """A passkey's assertion stands in place of password and code."""
        typed = super().clean() or {}
        if typed.get("credential"):
            for name in ("password", "otp"):
                self.errors.pop(name, None)
        elif not self.ways.password:
            self.add_error(None, "Tanda tangani dengan kunci sandi Anda.")
        return typed

    def refuse(self, refusal):
        """Show why the identity was not proven, at its field where that shows."""
        shown = refusal.field in self.fields and refusal.field != "credential"
        self.add_error(refusal.field if shown else None, str(refusal))

    def clean_drawing(self):
        text = self.cleaned_data["drawing"]
        if not text:
            return None
        try:
            return check_drawing(json.loads(text))
        except BadDrawing as problem:
            raise forms.ValidationError(str(problem)) from problem
        except (ValueError, RecursionError) as problem:
            raise forms.ValidationError(
                "Gambar tanda tangan tidak terbaca. Hapus dan gambar lagi."
            ) from problem
