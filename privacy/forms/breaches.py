"""The register of breaches: reporting, assessing, signing, handing over."""

from typing import Any, cast

from django import forms

from documents.text import PaperTextField
from kpu_coi.widgets import conditional, seen_by
from personnel.models import Unit, User
from privacy.forms.plain import (
    PlainForm,
    day_field,
    long_text,
    moment_of,
    time_field,
    unchosen,
)
from privacy.models import BreachKind, Channel, DataCategory, Recipient

READ_BY = (
    "Dilihat: Pejabat Pelindungan Data Pribadi dan Inspektur Utama. Disimpan tersandi"
)
IN_THE_LETTER = "Dilihat: penerima surat pemberitahuan. Jangan menyebut nama orang"
MOST_PEOPLE = 500


class ReportForm(PlainForm):
    kind = forms.ChoiceField(
        label="Apa yang terjadi?",
        choices=BreachKind.choices,
        widget=forms.RadioSelect,
        error_messages=unchosen("Pilih apa yang terjadi."),
    )
    title = seen_by(
        PaperTextField(
            label="Judul singkat",
            max_length=120,
            error_messages={"required": "Tulis judul singkatnya."},
        ),
        READ_BY,
    )
    discovered_on = day_field(
        "Tanggal diketahui",
        help_text="Batas waktu 3 x 24 jam dihitung sejak saat ini.",
        error_messages={"required": "Isi tanggal diketahui."},
    )
    discovered_time = time_field(
        "Pukul", error_messages={"required": "Isi jam diketahui."}
    )
    story = long_text(
        "Ceritakan apa yang Anda ketahui",
        hint="Data apa, siapa yang melihatnya, dan apa yang sudah dilakukan. Jangan "
        "menyalin datanya ke sini.",
        seen=READ_BY,
        missing="Ceritakan apa yang Anda ketahui.",
        rows=6,
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = unit.timezone
        self.fields["discovered_time"].label = f"Pukul ({unit.tz_abbr})"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["discovered_at"] = moment_of(
            self, "discovered_on", "discovered_time", self.zone
        )
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        names = ("kind", "title", "story", "discovered_at")
        return {name: self.cleaned_data[name] for name in names}


class AssessForm(PlainForm):
    exposed = long_text(
        "Data pribadi yang terungkap",
        hint="Isi pertama yang diwajibkan Pasal 46: data apa, tanpa menyalinnya.",
        seen=IN_THE_LETTER,
    )
    course = long_text(
        "Kapan dan bagaimana data terungkap",
        hint="Isi kedua yang diwajibkan.",
        seen=IN_THE_LETTER,
    )
    measures = long_text(
        "Upaya penanganan dan pemulihan",
        hint="Isi ketiga yang diwajibkan: yang sudah dan yang akan dilakukan.",
        seen=IN_THE_LETTER,
    )
    categories = forms.MultipleChoiceField(
        label="Kategori data",
        choices=DataCategory.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=unchosen("Pilih paling sedikit satu kategori."),
    )
    people_count = forms.IntegerField(
        label="Perkiraan jumlah orang",
        min_value=0,
        max_value=10_000_000,
        widget=forms.NumberInput(attrs={"class": "w-sm"}),
        error_messages={"required": "Isi perkiraan jumlah orang."},
    )
    units = forms.ModelMultipleChoiceField(
        label="Satuan kerja yang terkait",
        queryset=Unit.objects.none(),
        required=False,
        help_text="Tanpa pilihan: satuan kerja pelapor.",
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    people = seen_by(
        forms.CharField(
            label="Pegawai yang datanya terungkap",
            required=False,
            max_length=20_000,
            help_text="NIP atau nomor pegawai, satu per baris. Mereka mendapat surat "
            "lewat kabar dan surel saat Anda menandatangani.",
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        READ_BY,
    )
    tell_public = forms.BooleanField(
        label="Umumkan kepada masyarakat",
        required=False,
        help_text="Bila mengganggu pelayanan publik atau berdampak serius bagi "
        "masyarakat (Pasal 46 ayat (3)).",
    )
    public_text = conditional(
        long_text(
            "Isi pengumuman",
            hint="Tampil di halaman Privasi setelah surat ditandatangani.",
            seen="Dilihat: masyarakat",
            required=False,
            rows=3,
        )
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = cast(forms.ModelMultipleChoiceField, self.fields["units"])
        units.queryset = Unit.objects.order_by("code")

    def clean_people(self) -> list[int]:
        lines = self.cleaned_data["people"].splitlines()
        numbers = list(dict.fromkeys(filter(None, map(tidy_number, lines))))
        if len(numbers) > MOST_PEOPLE:
            raise forms.ValidationError(f"Paling banyak {MOST_PEOPLE} orang.")
        known = dict(
            User.objects.filter(employee_number__in=numbers).values_list(
                "employee_number", "pk"
            )
        )
        unknown = [number for number in numbers if number not in known]
        if unknown:
            shown = ", ".join(unknown[:5])
            raise forms.ValidationError(f"Nomor ini tidak dikenal: {shown}.")
        return [known[number] for number in numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        public = cleaned.get("tell_public")
        if (
            public
            and not cleaned.get("public_text")
            and "public_text" not in self.errors
        ):
            self.add_error("public_text", "Tulis isi pengumumannya.")
        if not public:
            cleaned["public_text"] = ""
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        parts = ("exposed", "course", "measures", "people")
        return {
            "findings": {name: given[name] for name in parts},
            "categories": given["categories"],
            "people_count": given["people_count"],
            "units": list(given["units"]),
            "public_text": given["public_text"],
        }


def tidy_number(line: str) -> str:
    return "".join(line.split())


class DismissForm(PlainForm):
    reason = long_text(
        "Mengapa bukan kegagalan pelindungan data?",
        seen=READ_BY,
        missing="Tulis alasannya.",
        rows=3,
    )


class DeliverForm(PlainForm):
    recipient = forms.ChoiceField(
        label="Disampaikan kepada",
        choices=Recipient.choices,
        widget=forms.RadioSelect,
        error_messages=unchosen("Pilih kepada siapa."),
    )
    channel = forms.ChoiceField(
        label="Cara",
        choices=[choice for choice in Channel.choices if choice[0] != Channel.INBOX],
    )
    delivered_on = day_field("Tanggal", error_messages={"required": "Isi tanggalnya."})
    delivered_time = time_field("Pukul", error_messages={"required": "Isi jamnya."})
    note = seen_by(
        PaperTextField(label="Catatan", required=False, max_length=300), READ_BY
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = unit.timezone
        self.fields["delivered_time"].label = f"Pukul ({unit.tz_abbr})"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["delivered_at"] = moment_of(
            self, "delivered_on", "delivered_time", self.zone
        )
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        names = ("recipient", "channel", "delivered_at", "note")
        return {name: self.cleaned_data[name] for name in names}
