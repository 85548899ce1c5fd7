"""Asking whether a document is genuine, and writing a new version of its wording."""

from crispy_forms.helper import FormHelper
from django import forms

from documents.models import TOKEN_GROUP_SIZE, TOKEN_GROUPS, tidy_token
from documents.text import PaperTextField, check_text, check_total, tidy
from documents.verification import MAX_BYTES


class PageForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class CodeForm(PageForm):
    LENGTH = TOKEN_GROUPS * TOKEN_GROUP_SIZE

    kode = forms.CharField(
        label="Kode verifikasi",
        help_text=(
            f"{LENGTH} huruf dan angka di kaki setiap halaman surat. Besar kecil huruf "
            "dan tanda hubung tidak berpengaruh."
        ),
        max_length=80,
        error_messages={"required": "Ketik kode verifikasi pada surat."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_kode(self):
        code = tidy_token(self.cleaned_data["kode"])
        plain = code.replace("-", "")
        if not (plain.isascii() and plain.isalnum()):
            raise forms.ValidationError("Kode hanya terdiri dari huruf dan angka.")
        if len(plain) != self.LENGTH:
            raise forms.ValidationError(
                f"Kode verifikasi {self.LENGTH} huruf dan angka, yang Anda ketik "
                f"{len(plain)}."
            )
        return code


class FileForm(PageForm):
    TOO_LARGE = (
        "Berkas lebih besar dari 10 MB. Surat dari layanan ini jauh lebih kecil."
    )

    berkas = forms.FileField(
        label="Berkas PDF",
        help_text="Paling besar 10 MB. Berkas hanya diperiksa, tidak disimpan.",
        error_messages={
            "required": "Pilih berkas PDF yang hendak diperiksa.",
            "empty": "Berkas ini kosong.",
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_berkas(self):
        file = self.cleaned_data["berkas"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(self.TOO_LARGE)
        return file


class ClausesField(forms.CharField):
    """Clauses, one a line; empty lines are dropped."""

    widget = forms.Textarea(attrs={"rows": 10})

    def clean(self, value):
        lines = tidy(super().clean(value)).split("\n")
        clauses = [line.strip() for line in lines if line.strip()]
        faults = [fault for clause in clauses for fault in check_text(clause)]
        if faults:
            raise forms.ValidationError(faults)
        return clauses

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


def long_text(label, **named):
    return PaperTextField(
        label=label, widget=forms.Textarea(attrs={"rows": 4}), max_length=3000, **named
    )


class WordingForm(PageForm):
    """A new version of a letter's wording."""

    opening = long_text("Pembuka", help_text="Kalimat sesudah identitas.")
    clauses = ClausesField(
        label="Butir pernyataan",
        help_text="Satu butir satu baris, tanpa nomor.",
        error_messages={"required": "Tulis paling sedikit satu butir."},
    )
    closing = long_text("Penutup")
    consent = long_text(
        "Kalimat persetujuan",
        help_text="Dicentang oleh penanda tangan, dan dicetak pada lembar bukti.",
    )
    valid_from = forms.DateField(
        label="Berlaku mulai",
        help_text="Yang sudah ditandatangani tetap memakai versi lamanya.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError("Pilih hari ini atau hari sesudahnya.")
        return day

    def clean(self):
        cleaned = super().clean() or {}
        texts = [cleaned.get(name, "") for name in ("opening", "closing", "consent")]
        for fault in check_total(texts + cleaned.get("clauses", [])):
            self.add_error(None, fault)
        return cleaned

    def words(self):
        """The parts of the wording that this form changes."""
        return {
            name: self.cleaned_data[name]
            for name in ("opening", "clauses", "closing", "consent")
        }
