"""The signing act, for statements and decisions alike (rule 72)."""

import json

from crispy_forms.helper import FormHelper
from django import forms

from documents.signing import BadDrawing, check_drawing

MOST_DRAWING = 100_000


class SignForm(forms.Form):
    """
    Consent, password, and the hash of the text that was shown.

    Takes the sentence of consent, which is part of that text.
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
    drawing = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=MOST_DRAWING
    )
    content_hash = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args, consent_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

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
