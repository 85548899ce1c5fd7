"""What is asked before a grant: of whom, where, from when until when, and why."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from kpu_coi.widgets import Cards, DateInput, Option, as_question, conditional
from personnel.models import (
    REGION_ROLES,
    UNIT_ROLES,
    Level,
    OversightRegion,
    Unit,
)

A_DAY = timedelta(days=1)
NOW, LATER = "sekarang", "nanti"
REASON = 500
SEEN = "Dibaca penerima dan para administrator."


class GrantForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ReasonField(forms.CharField):
    def __init__(self, label, missing, **kwargs):
        kwargs.setdefault("help_text", SEEN)
        super().__init__(
            label=label,
            max_length=REASON,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={
                "required": missing,
                "max_length": f"Paling banyak {REASON} huruf.",
            },
            **kwargs,
        )


def day_field(label, missing="", **kwargs):
    messages = {"required": missing, "invalid": "Isi tanggal yang ada di kalender."}
    return forms.DateField(
        label=label, widget=DateInput, error_messages=messages, **kwargs
    )


def last_day_field():
    return day_field(
        "Hari terakhir berlaku",
        help_text="Biarkan kosong bila tanpa batas.",
        required=False,
    )


def grouped_units():
    """All units in the order of their codes, under the names of their provinces."""
    groups: list[tuple[str, list]] = []
    for code, name, level in Unit.objects.values_list("code", "name", "level"):
        if level != Level.DISTRICT:
            groups.append((name, []))
        groups[-1][1].append((code, name))
    return groups


class UnitField(forms.ChoiceField):
    """One of the units, grouped by province; gives the unit."""

    def __init__(self, *, empty_label, **kwargs):
        super().__init__(**kwargs)
        self.empty_label = empty_label
        self.choices = self.listed

    def listed(self):
        return [("", self.empty_label), *grouped_units()]

    def clean(self, value):
        code = super().clean(value)
        return Unit.objects.get(code=code) if code else None


class FindPersonForm(GrantForm):
    """Who is meant: part of a name, or a number from its beginning."""

    q = forms.CharField(
        label="Nama atau nomor pegawai",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    satker = UnitField(label="Satker", required=False, empty_label="Semua satker")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            conditional(field)


class ProposalForm(GrantForm):
    """Scope as the role demands it, the days, and the reason."""

    unit = UnitField(
        label="Satker",
        empty_label="Pilih satker",
        error_messages={
            "required": "Pilih satker tempat kewenangan ini berlaku.",
            "invalid_choice": "Satker itu tidak ada.",
        },
    )
    region = forms.ModelChoiceField(
        label="Inspektorat wilayah",
        queryset=OversightRegion.objects.all(),
        to_field_name="code",
        empty_label="Pilih inspektorat wilayah",
        error_messages={
            "required": "Pilih inspektorat wilayah tempat kewenangan ini berlaku.",
            "invalid_choice": "Inspektorat wilayah itu tidak ada.",
        },
    )
    since = day_field("Berlaku mulai", "Isi hari pertama berlakunya.")
    last_day = last_day_field()
    reason = ReasonField(
        "Alasan",
        "Tulis mengapa orang ini memerlukan kewenangan itu.",
        help_text=f"Misalnya nomor surat keputusan. {SEEN}",
    )

    def __init__(self, *args, role, **kwargs):
        super().__init__(*args, **kwargs)
        if role not in UNIT_ROLES:
            del self.fields["unit"]
        if role not in REGION_ROLES:
            del self.fields["region"]

    def clean_since(self):
        day = self.cleaned_data["since"]
        if day < timezone.localdate():
            raise forms.ValidationError("Pilih hari ini atau hari sesudahnya.")
        return day

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("since"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Hari terakhir tidak boleh sebelum hari mulai.")
        return cleaned

    def wish(self):
        """What the workflow takes: the end as the first day without."""
        wish = dict(self.cleaned_data)
        return wish | {"until": day_after(wish.pop("last_day"))}


class ProlongForm(GrantForm):
    last_day = last_day_field()
    reason = ReasonField("Alasan", "Tulis mengapa kewenangan ini diperpanjang.")

    def __init__(self, *args, grant, **kwargs):
        super().__init__(*args, **kwargs)
        self.grant = grant

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day and day < self.grant.period.upper:
            raise forms.ValidationError(
                "Pilih hari sesudah kewenangan yang sekarang berakhir."
            )
        return day

    def wish(self):
        return {
            "until": day_after(self.cleaned_data["last_day"]),
            "reason": self.cleaned_data["reason"],
        }


class EndForm(GrantForm):
    """At once, or after a day that is chosen."""

    when = forms.ChoiceField(
        label="Kapan berakhir?",
        choices=[
            (NOW, Option("Sekarang juga", hint="Halamannya langsung tertutup.")),
            (LATER, Option("Sesudah hari tertentu", hint="Isi hari terakhirnya.")),
        ],
        widget=Cards,
        error_messages={"required": "Pilih kapan kewenangan ini berakhir."},
    )
    last_day = conditional(
        day_field("Hari terakhir, bila tidak sekarang juga", required=False)
    )
    reason = ReasonField("Alasan", "Tulis mengapa kewenangan ini diakhiri.")

    def __init__(self, *args, grant, **kwargs):
        super().__init__(*args, **kwargs)
        as_question(self.fields["when"])
        self.grant = grant

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") == NOW:
            cleaned["last_day"] = None
        elif cleaned.get("when") == LATER and not self.errors:
            self.check_last_day(cleaned.get("last_day"))
        return cleaned

    def check_last_day(self, day):
        ends = self.grant.period.upper
        if day is None:
            self.add_error("last_day", "Isi hari terakhir berlakunya.")
        elif day < timezone.localdate():
            self.add_error("last_day", "Pilih hari ini atau hari sesudahnya.")
        elif ends and day >= ends - A_DAY:
            self.add_error("last_day", "Pilih hari sebelum masa berlakunya habis.")

    def wish(self):
        return {name: self.cleaned_data[name] for name in ("last_day", "reason")}


class RefusalForm(GrantForm):
    words = ReasonField("Alasan penolakan", "Tulis mengapa usulan ini ditolak.")


def day_after(day):
    return day + A_DAY if day else None
