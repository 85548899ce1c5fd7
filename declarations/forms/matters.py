"""What is asked of a matter, and which matters a case concerns."""

from crispy_forms.helper import FormHelper
from django import forms

from declarations.models import MatterKind
from documents.text import PaperTextField
from kpu_coi.widgets import DateInput, seen_by
from personnel.titles import capacity

MOST_NAMES = 20
LONGEST_NAME = 160
STALE = (
    "Agenda ini diubah orang lain, atau dari jendela lain, sejak Anda membukanya. "
    "Isian Anda masih ada di bawah ini dan belum disimpan. Baca dahulu agendanya di "
    "jendela lain. Bila Anda menyimpan lagi, isian Anda menggantikannya."
)
KEEPERS_READ = "Dibaca pencatat agenda, Ketua, Sekretaris, dan Inspektorat."


class MatterFormBase(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class MatterForm(MatterFormBase):
    """One matter of a unit, entered or changed."""

    kind = forms.ChoiceField(
        label="Jenis",
        choices=[("", "Pilih jenis"), *MatterKind.choices],
        error_messages={"required": "Pilih jenis agenda."},
    )
    title = PaperTextField(
        label="Judul",
        help_text=(
            "Misalnya “Pengadaan alat tulis kantor triwulan I”. Jangan menulis nama "
            "orang atau perusahaan: judul dibaca semua pegawai satuan kerja ini."
        ),
        max_length=160,
        error_messages={"required": "Tulis apa yang akan diputus."},
    )
    expected_from = forms.DateField(
        label="Diputus paling cepat",
        widget=DateInput,
        error_messages={"required": "Isi perkiraan tanggal paling cepat."},
    )
    expected_until = forms.DateField(
        label="Diputus paling lambat",
        help_text="Sama dengan tanggal di atas bila harinya sudah pasti.",
        widget=DateInput,
        error_messages={"required": "Isi perkiraan tanggal paling lambat."},
    )
    names = forms.CharField(
        label="Pihak dari luar satuan kerja",
        help_text="Perusahaan, partai, atau orang. Satu nama pada satu baris.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    people = forms.TypedMultipleChoiceField(
        label="Pegawai satuan kerja ini yang menjadi pihak",
        help_text=(
            "Misalnya calon pada seleksi atau yang dimutasi. Ia tidak ikut memutus dan "
            "tidak dapat menjadi pengganti pada agenda ini."
        ),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [
            (held.user_id, f"{held.user.name}, {capacity(held)}") for held in staff
        ]
        for name in ("names", "people"):
            seen_by(self.fields[name], KEEPERS_READ)

    def show_stale(self, mark):
        """Refused, because it was changed meanwhile; sent again it replaces that."""
        self.add_error(None, STALE)
        self.data = self.data.copy()
        self.data["seen"] = mark

    def clean_names(self):
        names = [line.strip() for line in self.cleaned_data["names"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(
                f"Tulis paling banyak {MOST_NAMES} nama. Gabungkan yang sejenis, "
                "misalnya “peserta tender lainnya”."
            )
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(
                f"Satu nama paling panjang {LONGEST_NAME} huruf. Tulis satu nama pada "
                "satu baris."
            )
        return names

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("expected_from"), cleaned.get("expected_until")
        if first and last and last < first:
            self.add_error(
                "expected_until",
                "Tanggal paling lambat tidak boleh sebelum yang paling cepat.",
            )
        return cleaned


class CaseMattersForm(MatterFormBase):
    """Which matters of its unit a case concerns."""

    matters = forms.TypedMultipleChoiceField(
        label="Agenda yang terkait dengan perkara ini",
        help_text=(
            "Kosongkan bila tidak ada dalam daftar. Yang menyatakan tidak ikut memutus "
            "agenda yang Anda pilih."
        ),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": "Salah satu agenda tidak lagi dapat dipilih. Pilih lagi."
        },
    )

    def __init__(self, *args, matters, **kwargs):
        super().__init__(*args, **kwargs)
        self.matters = {matter.pk: matter for matter in matters}
        self.fields["matters"].choices = [
            (matter.pk, f"{matter.title} ({matter.get_kind_display()})")
            for matter in matters
        ]

    def chosen(self):
        return [self.matters[pk] for pk in self.cleaned_data["matters"]]


class SheetForm(MatterFormBase):
    """For which meeting the list of those who stay out is printed."""

    pada = forms.DateField(
        label="Tanggal rapat",
        widget=DateInput,
        error_messages={
            "required": "Isi tanggal rapat.",
            "invalid": "Isi tanggal yang benar.",
        },
    )
    agenda = forms.TypedMultipleChoiceField(
        label="Agenda yang diputus",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih paling sedikit satu agenda.",
            "invalid_choice": "Salah satu agenda tidak lagi dapat dipilih. Pilih lagi.",
        },
    )

    def __init__(self, *args, matters, **kwargs):
        super().__init__(*args, **kwargs)
        self.matters = {matter.pk: matter for matter in matters}
        self.fields["agenda"].choices = [
            (matter.pk, matter.title) for matter in matters
        ]

    def chosen(self):
        return [self.matters[pk] for pk in self.cleaned_data["agenda"]]
