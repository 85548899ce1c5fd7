"""What the desk fills in: a form for each verb that needs words."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from complaints.models import AccusedClass, Category, Status, Triage
from complaints.workflow.desk import OFFICES, REFUSALS, destination_name
from deadlines.calendar import today_in
from kpu_coi.texts import PublicTextField
from kpu_coi.widgets import Cards, DateInput, Option, conditional, seen_by

LONG = 5000
COMPLAINANT_READS = "Dilihat: pengadu, sebagai surat dari kantor Anda"
DESK_READS = "Dilihat: petugas pengaduan dan Inspektorat. Disimpan tersandi"
NEEDS = [
    ("yes", Option("Ya, perlu pemeriksaan", hint="Berkadar pengawasan: 60 hari.")),
    (
        "no",
        Option("Tidak", hint="Tidak berkadar pengawasan: 14 hari kerja."),
    ),
]
ELEMENTS = [
    ("complainant", "Identitas pengadu"),
    ("accused", "Identitas teradu"),
    ("tempus", "Waktu kejadian (tempus)"),
    ("locus", "Tempat kejadian (locus)"),
    ("focus", "Apa yang terjadi (focus)"),
    ("modus", "Cara dilakukan (modus)"),
    ("ethics", "Unsur kode etik"),
    ("evidence", "Paling sedikit dua alat bukti"),
]
FORM_MODELS = [
    ("", "Tidak memakai formulir model"),
    ("PE-1", "Model PE-1 (KPU Kabupaten/Kota)"),
    ("PE-6", "Model PE-6 (KPU)"),
]
DECLARED = [
    ("yes", "Ya, situasi ini sudah dinyatakan"),
    ("no", "Tidak ada pernyataan potensi"),
    ("unknown", "Belum diketahui, Inspektorat yang memeriksa"),
]


def long_text(label, required, *, seen=COMPLAINANT_READS, help_text="", rows=6):
    field = PublicTextField(
        label=label,
        help_text=help_text,
        longest=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )
    return seen_by(field, seen)


class DeskForm(forms.Form):
    """Knows the complaint it is about; `facts` are what its verb takes."""

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.complaint = complaint

    @cached_property
    def helper(self):
        """The layout, made when the form is drawn: by then its fields are settled."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    @property
    def facts(self):
        return self.cleaned_data


class AskForm(DeskForm):
    question = long_text(
        "Apa yang perlu dilengkapi?",
        "Tulis apa yang perlu dilengkapi pengadu.",
        help_text="Sebut satu per satu, dengan kata sehari-hari. Kalimat pembuka, "
        "batas waktu, dan penutup surat ditambahkan sendiri.",
    )


class RefuseForm(DeskForm):
    triage = forms.ChoiceField(
        label="Mengapa tidak diproses?",
        choices=[
            (Triage.INELIGIBLE, "Tidak memenuhi syarat"),
            (Triage.DUPLICATE, "Sama dengan pengaduan lain yang sudah ditangani"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih mengapa tidak diproses."},
    )
    reason = long_text(
        "Penjelasan kepada pengadu",
        "Tulis alasannya agar pengadu mengerti.",
        help_text="Syarat mana yang tidak dipenuhi, dan apa yang dapat ia lakukan.",
    )


class AssessForm(DeskForm):
    triage = forms.ChoiceField(
        label="Hasil penilaian awal",
        help_text="Bila bukan wewenang meja ini, teruskan setelah penilaian.",
        choices=[
            (code, label) for code, label in Triage.choices if code not in REFUSALS
        ],
        initial=Triage.HANDLE_HERE,
        error_messages={"required": "Pilih hasil penilaian awal."},
    )
    needs_examination = forms.ChoiceField(
        label="Apakah perlu pemeriksaan?",
        choices=NEEDS,
        widget=Cards,
        error_messages={"required": "Pilih perlu pemeriksaan atau tidak."},
    )

    @property
    def facts(self):
        needs = self.cleaned_data["needs_examination"] == "yes"
        return {"triage": self.cleaned_data["triage"], "needs_examination": needs}


class ForwardForm(DeskForm):
    """To a desk above or to another office; the DKPP wants eight things (rule 54)."""

    destination = forms.ChoiceField(
        label="Diteruskan ke mana?",
        error_messages={"required": "Pilih ke mana pengaduan diteruskan."},
    )
    ticket = conditional(
        PublicTextField(
            label="Nomor laporan di sana",
            help_text="Untuk kantor lain, bila sudah ada. Aplikasi ini tidak melapor "
            "ke sana: Anda yang menyampaikannya.",
            longest=80,
            required=False,
        )
    )
    checklist = conditional(
        forms.MultipleChoiceField(
            label="Kelengkapan untuk DKPP",
            help_text="Hanya bila dirujuk ke DKPP: semuanya harus ada.",
            choices=ELEMENTS,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    )
    reason = long_text(
        "Alasan penerusan",
        "Tulis mengapa diteruskan.",
        help_text="Dua atau tiga kalimat.",
    )

    field_order = ["destination", "reason", "ticket", "checklist"]

    def __init__(self, *args, destinations, **kwargs):
        super().__init__(*args, **kwargs)
        self.within = {
            f"{unit.code}:{desk}": (unit, desk) for unit, desk in destinations
        }
        inner = [(key, destination_name(*to)) for key, to in self.within.items()]
        outer = [(str(code), name) for code, name in OFFICES.items()]
        self.fields["destination"].choices = [
            ("", "Pilih tujuan"),
            *([("Di dalam KPU", inner)] if inner else []),
            ("Kantor atau sistem lain", outer),
        ]

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("destination")
        if chosen in self.within and cleaned.get("ticket"):
            self.add_error("ticket", "Nomor laporan hanya untuk kantor lain.")
        missing = len(ELEMENTS) - len(cleaned.get("checklist", []))
        if chosen == Triage.REFER_DKPP and missing:
            self.add_error(
                "checklist",
                f"Masih ada {missing} hal yang belum lengkap. DKPP menolak laporan "
                "yang tidak lengkap.",
            )
        return cleaned

    @property
    def is_within(self):
        return self.cleaned_data["destination"] in self.within

    @property
    def facts(self):
        told = self.cleaned_data
        if self.is_within:
            unit, desk = self.within[told["destination"]]
            return {"unit": unit, "desk": desk, "reason": told["reason"]}
        return {
            "outcome": told["destination"],
            "reason": told["reason"],
            "ticket": told["ticket"],
            "checklist": tuple(told["checklist"]),
        }


def not_after_today(form, name):
    """Refuse a day that has not come yet where the complaint is handled."""
    day = form.cleaned_data.get(name)
    if day and day > today_in(form.complaint.handling_unit.timezone):
        form.add_error(name, "Tanggal ini belum terjadi.")


class HearForm(DeskForm):
    on = forms.DateField(
        widget=DateInput(),
        label="Tanggal",
        error_messages={"required": "Isi tanggal klarifikasi."},
    )
    place = PublicTextField(
        label="Tempat",
        longest=200,
        error_messages={"required": "Isi tempat klarifikasi."},
    )
    participants = long_text(
        "Siapa yang hadir",
        "Tulis siapa yang hadir.",
        seen=DESK_READS,
        rows=3,
        help_text="Nama dan jabatan, satu per baris.",
    )
    separate = forms.BooleanField(
        label="Pengadu didengar terpisah dari yang diadukan",
        required=False,
        help_text="Pasal 48 ayat (3) UU 25/2009, bila pertemuan membahayakannya.",
    )
    minutes = long_text(
        "Notula", "Tulis apa yang diterangkan.", seen=DESK_READS, rows=8
    )

    def clean(self):
        cleaned = super().clean()
        not_after_today(self, "on")
        return cleaned

    @property
    def facts(self):
        told = self.cleaned_data
        return {"told": told | {"on": told["on"].isoformat()}}


class PlenaryForm(DeskForm):
    conclusion = long_text(
        "Kesimpulan pemeriksaan",
        "Tulis kesimpulan pemeriksaan.",
        seen=DESK_READS,
        help_text="Dibahas dalam rapat pleno; tidak dikirim kepada pengadu.",
    )
    form_model = forms.ChoiceField(
        label="Formulir model",
        choices=FORM_MODELS,
        required=False,
        help_text="Hasil pengawasan internal atas badan ad hoc.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.complaint.accused_class != AccusedClass.ADHOC:
            del self.fields["form_model"]


class CloseForm(DeskForm):
    """The outcome in plain words; with the plenary's decision where it was heard."""

    proven = False
    words = long_text(
        "Hasilnya, dalam kata yang mudah",
        "Tulis hasilnya untuk pengadu.",
        help_text="Apa yang diperiksa, apa yang ditemukan, dan apa tindak lanjutnya. "
        "Tanpa nama petugas dan tanpa nama orang lain.",
    )
    plenary_on = forms.DateField(
        widget=DateInput(),
        label="Tanggal rapat pleno",
        error_messages={"required": "Isi tanggal rapat pleno."},
    )
    plenary_number = PublicTextField(
        label="Nomor berita acara pleno",
        longest=80,
        error_messages={"required": "Isi nomor berita acara."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.complaint.status != Status.PLENARY:
            del self.fields["plenary_on"], self.fields["plenary_number"]

    def clean(self):
        cleaned = super().clean()
        not_after_today(self, "plenary_on")
        return cleaned

    @property
    def facts(self):
        return {"proven": self.proven, **self.cleaned_data}


class UnprovenForm(CloseForm):
    pass


class ProvenForm(CloseForm):
    """A proven conflict of interest asks for the declaration it lacked (rule 55)."""

    proven = True
    declared = forms.ChoiceField(
        label="Apakah yang diadukan pernah membuat pernyataan potensi benturan "
        "kepentingan tentang hal ini?",
        choices=DECLARED,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu jawaban."},
    )
    why_not = conditional(
        long_text(
            "Mengapa tidak ada pernyataan",
            "Tulis mengapa tidak ada pernyataan.",
            seen=DESK_READS,
            rows=3,
        )
    )
    field_order = ["words", "plenary_on", "plenary_number", "declared", "why_not"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why_not"].required = False
        if self.complaint.category != Category.COI:
            del self.fields["declared"], self.fields["why_not"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("declared") == "no" and not cleaned.get("why_not"):
            self.add_error("why_not", "Tulis mengapa tidak ada pernyataan.")
        return cleaned


class MessageForm(DeskForm):
    once = forms.UUIDField(widget=forms.HiddenInput)
    body = long_text("Pesan kepada pengadu", "Tulis pesan Anda.", rows=4)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"once": uuid4()})
        super().__init__(*args, **kwargs)

    @property
    def facts(self):
        told = self.cleaned_data
        return {"body": told["body"], "once": f"desk:{told['once'].hex}"}


class DiscloseForm(DeskForm):
    reason = long_text(
        "Mengapa perlu membuka identitasnya?",
        "Tulis alasan membuka identitas.",
        seen=DESK_READS,
        rows=3,
        help_text="Alasan dan waktunya dicatat dan dapat diperiksa Inspektorat.",
    )


class RelateForm(DeskForm):
    person = forms.TypedChoiceField(
        label="Orang yang terkait",
        coerce=int,
        error_messages={"required": "Pilih orangnya."},
        help_text="Ia tidak dapat lagi melihat pengaduan ini di mana pun.",
    )
    reason = long_text(
        "Kaitannya", "Tulis kaitannya dengan pengaduan.", seen=DESK_READS, rows=3
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {tenure.user_id: tenure.user for tenure in people}
        self.fields["person"].choices = [
            ("", "Pilih orang"),
            *((t.user_id, f"{t.user.name}, {t.position.title}") for t in people),
        ]

    @property
    def facts(self):
        told = self.cleaned_data
        return {"person": self.people[told["person"]], "reason": told["reason"]}


class TicketForm(DeskForm):
    ticket = PublicTextField(
        label="Nomor laporan di sana",
        help_text="Dikirim kepada pengadu.",
        longest=80,
        error_messages={"required": "Isi nomor laporannya."},
    )
