"""What is asked when a campaign is opened, changed or ended (rule 1)."""

from datetime import timedelta
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from deadlines.calendar import today_in
from deadlines.regimes import regime_for
from declarations.models import STANDING, Asks, Occasion
from declarations.workflow.campaigns import EARLIER, NO_WORDING, wordings_on
from kpu_coi.charset import fault_of
from kpu_coi.widgets import Cards, DateInput, Option, conditional
from personnel.models import Level

BEFORE = [(30, "30 hari"), (14, "14 hari"), (7, "7 hari"), (3, "3 hari"), (1, "1 hari")]
MOST_DAYS = 60
HINTS = {
    Occasion.YEARLY: "Semua orang menyatakan sekali setahun.",
    Occasion.JOINING: "Hanya yang mulai bekerja selama kampanye berjalan.",
    Occasion.MOVING: "Hanya yang pindah dari satker lain selama kampanye berjalan.",
    Occasion.STAGE: "Semua orang, sebelum sebuah tahapan dimulai.",
    Occasion.EVENT: "Semua orang, pada satu hari penandatanganan.",
}


class HouseForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def take(self, problem):
        """A refusal of the workflow, at its field."""
        for name, words in problem.message_dict.items():
            self.add_error(name if name in self.fields else None, words)


def name_field():
    return forms.CharField(
        label="Nama kampanye",
        help_text="Dibaca semua yang wajib, misalnya “Pernyataan tahunan 2026”.",
        max_length=120,
        error_messages={"required": "Isi nama kampanye."},
    )


def day_field(label, help_text=""):
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DateInput,
        error_messages={
            "required": "Isi tanggalnya.",
            "invalid": "Tulis tanggal yang benar, misalnya 2026-12-01.",
        },
    )


def reminders_field():
    return forms.TypedMultipleChoiceField(
        label="Ingatkan berapa hari sebelum tenggat",
        help_text="Pada hari tenggat dan sehari sesudahnya semua yang belum menyatakan "
        "selalu diingatkan.",
        choices=BEFORE,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Pilih dari hari yang tersedia."},
    )


class Printable:
    """The name stands on warning letters."""

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if fault := fault_of(name):
            raise ValidationError(fault)
        return name


class OpenForm(Printable, HouseForm):
    """Takes the units for which somebody may open a campaign."""

    unit = forms.ModelChoiceField(
        label="Satuan kerja",
        queryset=None,
        to_field_name="code",
        error_messages={
            "required": "Pilih satuan kerja.",
            "invalid_choice": "Anda tidak dapat membuka kampanye di satker itu.",
        },
    )
    cascade = forms.BooleanField(
        label="Sertakan semua satuan kerja di bawahnya", required=False
    )
    occasion = forms.ChoiceField(
        label="Kesempatan",
        choices=[
            (value, Option(label, hint=HINTS[value]))
            for value, label in Occasion.choices
        ],
        widget=Cards,
        error_messages={
            "required": "Pilih kesempatannya.",
            "invalid_choice": "Pilih salah satu kesempatan.",
        },
    )
    asks = forms.ChoiceField(
        label="Yang diminta",
        choices=Asks,
        initial=Asks.STATEMENT,
        error_messages={
            "required": "Pilih yang diminta.",
            "invalid_choice": "Pilih salah satu permintaan.",
        },
    )
    name = name_field()
    starts_on = day_field("Hari pertama")
    due_on = day_field("Tenggat", "Hari terakhir untuk menyatakan.")
    working_days = conditional(
        forms.IntegerField(
            label="Hari kerja untuk tiap orang",
            help_text="Hanya untuk pegawai baru dan mutasi: dihitung sejak hari "
            "pertamanya.",
            min_value=1,
            max_value=MOST_DAYS,
            required=False,
            error_messages={
                "invalid": "Tulis angka, misalnya 10.",
                "min_value": "Paling sedikit 1 hari kerja.",
                "max_value": f"Paling banyak {MOST_DAYS} hari kerja.",
            },
            widget=forms.NumberInput(attrs={"class": "w-sm"}),
        )
    )
    reminders = reminders_field()
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: (
            f"{unit.code} {unit.name}"
        )

    @property
    def is_checked(self):
        return bool(self.cleaned_data.get("checked"))

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()

    def clean(self):
        told = super().clean()
        unit, starts, due = (told.get(key) for key in ("unit", "starts_on", "due_on"))
        if unit and told.get("cascade") and unit.level == Level.DISTRICT:
            words = "Tidak ada satuan kerja di bawah KPU kabupaten/kota. Hapus centang."
            self.add_error("cascade", words)
        if unit and starts and starts < self.first_day(unit):
            self.add_error("starts_on", "Pilih hari ini atau hari yang akan datang.")
            starts = None
        if starts and due and due < starts:
            self.add_error("due_on", "Tenggat tidak boleh sebelum hari pertama.")
        self.check_days(told)
        if unit and starts and told.get("asks"):
            self.check_wording(unit, starts, told["asks"])
        return told

    def first_day(self, unit):
        """Today; or yesterday, when midnight came between reading and confirming."""
        today = today_in(unit.timezone)
        return today - timedelta(days=1) if self.is_checked else today

    def check_days(self, told):
        """Days of their own are for those who come; others share one last day."""
        if told.get("occasion") not in STANDING:
            told["working_days"] = None
        elif not told.get("working_days") and "working_days" not in self.errors:
            words = "Isi berapa hari kerja yang diberikan kepada tiap orang."
            self.add_error("working_days", words)

    def check_wording(self, unit, starts, asks):
        self.wordings = wordings_on(starts, asks)
        self.regime = regime_for(unit.lineage_codes(), starts)
        if self.regime.code not in self.wordings:
            self.add_error("asks", NO_WORDING)

    def facts(self):
        """What `open_campaign` takes, the name aside."""
        names = (
            *("unit", "cascade", "occasion", "asks", "starts_on", "due_on"),
            *("working_days", "reminders", "key"),
        )
        return {name: self.cleaned_data[name] for name in names}


class ChangeForm(Printable, HouseForm):
    name = name_field()
    due_on = day_field("Tenggat", "Hanya dapat diundurkan; berlaku bagi semua.")
    reminders = reminders_field()

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        if campaign.is_standing:
            due = self.fields["due_on"]
            due.label = "Berjalan sampai"
            due.help_text = "Tenggat orang yang sudah wajib tidak berubah."

    def clean_due_on(self):
        due = self.cleaned_data["due_on"]
        if due < self.campaign.due_on:
            raise ValidationError(EARLIER)
        return due


class EndForm(HouseForm):
    reason = forms.CharField(
        label="Alasan",
        help_text="Tersimpan bersama kampanye dan dibaca yang mengikutinya.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-limit": 500}),
        error_messages={"required": "Tulis alasannya."},
    )
