"""Under which legal basis a unit works from a day on."""

from crispy_forms.helper import FormHelper
from django import forms

from deadlines.models import Regime
from kpu_coi.widgets import DateInput
from personnel.models import Level, Unit

EVERYBODY = "Seluruh KPU, semua satuan kerja"


class RegimeField(forms.ModelChoiceField):
    def label_from_instance(self, regime):
        return regime.name


class AdoptionForm(forms.Form):
    unit = forms.ChoiceField(
        label="Satuan kerja",
        help_text="Berlaku juga untuk semua satuan kerja di bawahnya.",
        required=False,
        error_messages={"invalid_choice": "Pilih satuan kerja dari daftar."},
    )
    regime = RegimeField(
        label="Dasar hukum",
        queryset=Regime.objects.all(),
        empty_label=None,
        error_messages={
            "required": "Pilih dasar hukumnya.",
            "invalid_choice": "Pilih dasar hukum dari daftar.",
        },
    )
    valid_from = forms.DateField(
        label="Berlaku mulai",
        help_text="Paling cepat besok. Yang sudah ditandatangani tidak berubah.",
        widget=DateInput,
        error_messages={
            "required": "Isi tanggal mulai berlaku.",
            "invalid": "Isi tanggal yang benar, misalnya 2027-01-04.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = list(Unit.objects.exclude(level=Level.NATIONAL).order_by("code"))
        self.units = {unit.code: unit for unit in units}
        self.fields["unit"].choices = grouped(units)
        self.fields["unit"].conditional = True
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def chosen(self):
        """What was asked for, as the workflow takes it."""
        cleaned = self.cleaned_data
        return {
            "regime": cleaned["regime"],
            "unit": self.units.get(cleaned["unit"]),
            "valid_from": cleaned["valid_from"],
        }


def grouped(units):
    """Everybody first, then each province with the units below it."""
    provinces: dict[str, tuple[str, list]] = {}
    for unit in units:
        if unit.level == Level.PROVINCE:
            provinces[unit.code] = (
                unit.name,
                [(unit.code, f"{unit.name} dan di bawahnya")],
            )
        else:
            group = provinces.setdefault(unit.province_code, (unit.province_code, []))
            group[1].append((unit.code, unit.name))
    return [("", EVERYBODY), *provinces.values()]
