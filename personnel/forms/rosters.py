"""Handing in a list, and saying that some of its rows stay out."""

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from kpu_coi.widgets import Cards, DateInput, Option
from personnel.models import Unit
from personnel.unit_filter import PairsIterator

COMPLETE, PARTIAL = "lengkap", "sebagian"
EXTENTS = [
    (
        COMPLETE,
        Option(
            "Daftar lengkap",
            hint="Semua pegawai satker ada di dalamnya. Siapa yang tidak tertulis "
            "dinyatakan berakhir.",
        ),
    ),
    (
        PARTIAL,
        Option(
            "Daftar sebagian",
            hint="Hanya menambah dan mengubah. Tidak ada yang diakhiri.",
        ),
    ),
]
NAMELESS = "daftar"


class UnitChoiceField(forms.ModelChoiceField):
    iterator = PairsIterator
    pair = ("pk", Concat("code", Value(" "), "name"))


class RosterForm(forms.Form):
    unit = UnitChoiceField(
        label="Satker",
        queryset=Unit.objects.none(),
        error_messages={
            "required": "Pilih satker yang daftarnya Anda unggah.",
            "invalid_choice": "Pilih satker yang daftarnya Anda unggah.",
        },
    )
    as_of = forms.DateField(
        label="Berlaku sejak",
        help_text="Dipakai bila berkas tidak menyebut TMT, dan untuk mengakhiri yang "
        "tidak tertulis lagi.",
        widget=DateInput,
        error_messages={
            "required": "Isi tanggal mulai berlakunya daftar ini.",
            "invalid": "Isi tanggal yang benar.",
        },
    )
    extent = forms.ChoiceField(
        label="Isi daftar",
        choices=EXTENTS,
        widget=Cards,
        error_messages={
            "required": "Pilih apakah daftar ini lengkap.",
            "invalid_choice": "Pilih apakah daftar ini lengkap.",
        },
    )
    file = forms.FileField(
        label="Berkas daftar pegawai",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": "Pilih berkas daftar pegawai.",
            "empty": "Berkas ini kosong.",
        },
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        only = list(units[:2])
        if len(only) == 1:
            self.fields["unit"].initial = only[0]
            self.fields["unit"].empty_label = None
        else:
            self.fields["unit"].empty_label = "Pilih satker"
        self.fields["as_of"].initial = timezone.localdate
        self.fields[
            "file"
        ].help_text = (
            f"Excel (.xlsx) atau CSV, paling besar {settings.ROSTER_MAX_MB} MB."
        )
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_file(self):
        file = self.cleaned_data["file"]
        if getattr(file, "too_large", False):
            raise forms.ValidationError(
                f"Berkas lebih besar dari {settings.ROSTER_MAX_MB} MB. Bagi menjadi "
                "beberapa berkas."
            )
        return file

    @property
    def facts(self):
        """What the move takes."""
        told = self.cleaned_data
        return {
            "unit": told["unit"],
            "data": told["file"].read(),
            "file_name": " ".join(told["file"].name.split()) or NAMELESS,
            "complete": told["extent"] == COMPLETE,
            "as_of": told["as_of"],
        }


class ApplyForm(forms.Form):
    """Rows that are wrong or unclear stay out, and whoever applies has seen that."""

    agreed = forms.BooleanField(
        error_messages={
            "required": "Centang bahwa Anda tahu baris ini tidak ikut diterapkan."
        }
    )

    def __init__(self, *args, left_out, **kwargs):
        super().__init__(*args, **kwargs)
        if left_out:
            self.fields["agreed"].label = (
                f"Saya tahu {left_out} baris yang salah atau belum jelas tidak ikut "
                "diterapkan."
            )
        else:
            del self.fields["agreed"]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
