"""/gaya/: every component in every state, only where DEBUG is on."""

import datetime
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpu_coi.home import Duty
from kpu_coi.navigation import Place, Profile
from kpu_coi.widgets import Cards, DateInput, Option, as_question, conditional, seen_by

SAMPLE_DAY = datetime.date(2026, 11, 23)
REVIEW = "Telaah pernyataan potensi benturan kepentingan"
SIGN = "Tanda tangani pernyataan tahunan 2026"
CASE = "0012/PBK/33.21/XI/2026"


@dataclass(frozen=True)
class SampleDue:
    """Stands for deadlines.clocks.Due, which this app may not import."""

    on: datetime.date
    left: str
    standing: str = ""
    zone_abbr: str = "WIB"
    basis_words: str = "3 hari kerja sejak diterima, PermenPANRB 37/2012"
    legal_basis: str = "PermenPANRB 37/2012"

    def words(self, today=None):
        return f"{self.on} {self.left}"

    def remaining(self, today=None):
        return self.left

    def state(self, today=None):
        return self.standing


DUE = SampleDue(datetime.date(2026, 11, 30), "5\xa0hari\xa0kerja\xa0lagi")
SOON = SampleDue(datetime.date(2026, 11, 24), "1\xa0hari\xa0kerja\xa0lagi", "soon")
LATE = SampleDue(datetime.date(2026, 11, 19), "terlambat 2\xa0hari\xa0kerja", "late")


class SampleForm(forms.Form):
    situation = as_question(
        seen_by(
            forms.ChoiceField(
                label="Apakah Anda berada dalam situasi benturan kepentingan?",
                help_text="Berada dalam situasi itu bukan pelanggaran.",
                widget=Cards,
                choices=[
                    (
                        "no",
                        Option(
                            "Tidak",
                            hint="Anda menandatangani surat pernyataan bebas.",
                            seen="Dilihat: siapa pun yang memegang suratnya",
                        ),
                    ),
                    (
                        "yes",
                        Option(
                            "Ya, atau mungkin",
                            hint="Anda menguraikannya, lalu atasan menelaah.",
                            seen="Dilihat: atasan langsung dan Inspektorat",
                            locked=True,
                        ),
                    ),
                ],
                error_messages={"required": "Pilih ya atau tidak."},
            ),
            "Jawaban ini dilihat: Anda saja, sampai Anda menandatangani",
            locked=True,
        )
    )
    post = forms.CharField(
        label="Jabatan pihak lain",
        help_text="Tulis seperti pada surat keputusan.",
        max_length=80,
        error_messages={"required": "Tulis jabatan pihak lain."},
    )
    nickname = forms.CharField(
        label="Nama panggilan",
        required=False,
        widget=forms.TextInput({"class": "w-md"}),
    )
    happened_on = forms.DateField(
        label="Tanggal kejadian",
        widget=DateInput,
        error_messages={"required": "Pilih tanggal kejadian."},
    )
    story = seen_by(
        forms.CharField(
            label="Uraian situasi",
            widget=forms.Textarea({"rows": 4}),
            max_length=4000,
            error_messages={"required": "Uraikan situasinya."},
        ),
        "Dilihat: atasan langsung dan Inspektorat",
    )
    source = forms.ChoiceField(
        label="Sumber benturan",
        choices=[("", "Pilih sumber"), ("family", "Hubungan afiliasi")],
        error_messages={"required": "Pilih sumber benturan."},
    )
    known_from = forms.ChoiceField(
        label="Anda mengetahui ini dari",
        widget=forms.RadioSelect,
        choices=[
            ("self", "Melihat sendiri"),
            ("told", Option("Diberi tahu orang lain", hint="Sebutkan siapa")),
        ],
        error_messages={"required": "Pilih dari mana Anda mengetahuinya."},
    )
    informant = conditional(forms.CharField(label="Siapa?", required=False))
    controls = forms.MultipleChoiceField(
        label="Pengendalian yang Anda usulkan",
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("recusal", "Tidak ikut mengambil keputusan"),
            ("oversight", "Pengawasan tambahan"),
        ],
        error_messages={"required": "Pilih paling sedikit satu pengendalian."},
    )
    evidence = forms.FileField(
        label="Lampiran",
        help_text="PDF, JPG, atau PNG, paling besar 10\xa0MB.",
        widget=forms.FileInput,
        required=False,
    )
    password = forms.CharField(
        label="Kata sandi Anda",
        help_text="Untuk memastikan bahwa ini benar Anda.",
        widget=forms.PasswordInput(
            {"autocomplete": "current-password", "class": "w-md"}
        ),
        error_messages={"required": "Tulis kata sandi Anda."},
    )
    consent = forms.BooleanField(
        label="Saya sudah membaca surat ini dan menandatanganinya.",
        error_messages={"required": "Centang bila Anda setuju menandatangani."},
    )

    def __init__(self, *args, disabled=False, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.disabled = disabled
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "situation",
            Fieldset("Uraian", "post", "nickname", "happened_on", "story", "source"),
            Fieldset("Keterangan", "known_from", "informant", "controls", "evidence"),
            Fieldset("Tanda tangan", "password", "consent"),
        )


class PartyForm(forms.Form):
    name = forms.CharField(
        label="Nama", error_messages={"required": "Tulis nama pihak lain."}
    )
    relation = forms.CharField(label="Hubungan dengan Anda", required=False)


PartyFormSet = forms.formset_factory(PartyForm, extra=1)
SITUATION = {
    "situation": "yes",
    "post": "Kepala Subbagian",
    "story": "Kerabat menawar.",
}


def sample_menu():
    places = [
        Place("Beranda", "#beranda", 3),
        Place("Pernyataan saya", "#pernyataan"),
        Place("Penelaahan", "#penelaahan", 2),
    ]
    return [{"place": place, "current": place.count == 3} for place in places]


def sample_duties():
    return [
        Duty(REVIEW, "#telaah", ("Pelaksana", CASE), LATE),
        Duty(SIGN, "#tanda-tangan", ("Draf tersimpan, 4 dari 5 bagian terisi",), SOON),
        Duty("Laporkan pelaksanaan pengendalian", "#lapor", (CASE,), DUE),
        Duty("Baca kabar tentang pernyataan Anda", "#kabar"),
    ]


def sample_waiting():
    tag = ("info", "Dalam penelaahan")
    return [Duty("Putusan atas pernyataan Anda", "#putusan", (CASE,), DUE, tag)]


def sample_table():
    columns = [
        {"label": "Satuan kerja", "sort_url": "?urut=nama", "sorted": "ascending"},
        {"label": "Wajib", "number": True, "sort_url": "?urut=wajib"},
        {"label": "Sudah", "number": True, "sort_url": "?urut=sudah"},
        {"label": "Keadaan"},
    ]
    counts = [
        ("KPU Kabupaten Contoh Utara", 34, 26, "Berjalan", ""),
        ("KPU Kabupaten Contoh Selatan", 29, 21, "Lewat tenggat", "late"),
        ("KPU Kota Contoh", 28, 28, "Lengkap", "ok"),
    ]
    rows = [
        [
            {"value": unit, "url": "#satker"},
            {"label": "Wajib", "value": due, "number": True},
            {"label": "Sudah", "value": done, "number": True},
            {"label": "Keadaan", "value": word, "kind": kind, "wide": True},
        ]
        for unit, due, done, word, kind in counts
    ]
    return {"columns": columns, "rows": rows}


def sample_page():
    paginator = Paginator(range(120), 15)
    page = paginator.page(3)
    page.page_numbers = paginator.get_elided_page_range(3, on_each_side=1, on_ends=1)
    return page


def sample_forms(state):
    """The form and its rows: blank, refused (state "galat") or locked ("kunci")."""
    if state == "galat":
        posted = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}
        return {
            "form": SampleForm({"nickname": "Contoh"}),
            "parties": PartyFormSet(posted),
        }
    return {
        "form": SampleForm(initial=SITUATION, disabled=state == "kunci"),
        "parties": PartyFormSet(),
    }


@login_not_required
@require_safe
def style_guide(request):
    state = request.GET.get("isian", "")
    context = {
        "profile": Profile(
            "Contoh Pegawai",
            unit="KPU Kabupaten Contoh",
            capacity="Kasubbag Hukum dan SDM · Plh. Sekretaris",
        ),
        "places": sample_menu(),
        "today": SAMPLE_DAY,
        "duties": sample_duties(),
        "waiting": sample_waiting(),
        "dues": [DUE, SOON, LATE],
        "table": sample_table(),
        "page": sample_page(),
        "steps": range(1, 6),
        "state": state,
        **sample_forms(state),
        **SAMPLES,
    }
    return render(request, "kpu_coi/style_guide.html", context)


SAMPLES = {
    "summary": [
        {"label": "Hubungan", "value": "Saudara kandung", "change_url": "#ubah"},
        {"label": "Sumber", "lines": ("Hubungan afiliasi", "Rangkap jabatan")},
        {
            "label": "Uraian situasi",
            "value": "Salah satu penawar dimiliki kerabat.\nSaya belum menilai.",
            "change_url": "#ubah",
        },
    ],
    "tasks": [
        {"title": "Situasi", "url": "#t", "tag": "Selesai", "kind": "ok"},
        {
            "title": "Pihak lain",
            "url": "#t",
            "tag": "Sedang diisi",
            "kind": "info",
            "hint": "Satu orang belum lengkap",
        },
        {"title": "Usul pengendalian", "url": "#t", "tag": "Belum", "kind": ""},
        {"title": "Periksa dan tanda tangani", "tag": "Belum terbuka", "kind": ""},
    ],
    "events": [
        {"text": "Ditandatangani dan diterima", "at": "Jumat, 20 November 2026"},
        {"text": "Inspektorat membaca tembusan", "at": "Jumat, 20 November 2026"},
        {"text": "Putusan", "at": "Paling lambat Rabu, 25 November 2026", "next": True},
    ],
    "trail": [
        {"who": "Contoh Pegawai menandatangani", "what": CASE, "mark": "signed"},
        {
            "who": "Kasubbag Keuangan, Umum, dan Logistik",
            "what": "Atasan langsung",
            "mark": "skipped",
            "tag": "Dilewati",
            "why": "Disebut sebagai pihak lain dalam pernyataan ini.",
        },
        {"who": "Anda, Plh. Sekretaris", "what": "Diterima hari ini", "mark": "here"},
        {"who": "Inspektorat Wilayah II", "what": "Tembusan, dibaca", "mark": "copy"},
    ],
    "thread": [
        {
            "own": True,
            "at": "Jumat, 20 November 2026, 13.40 WIB",
            "text": "Apakah penilaian sudah dimulai ketika Anda mengetahuinya?",
        },
        {
            "who": "Contoh Pegawai",
            "at": "Jumat, 20 November 2026, 15.55 WIB",
            "text": "Belum. Dokumen baru dibuka kemarin sore.",
        },
    ],
    "figures": [
        {"value": "34", "label": "wajib menyatakan", "url": "#a", "note": "KPU Contoh"},
        {"value": "26", "label": "sudah menyatakan", "url": "#b"},
        {"value": "8", "label": "belum menyatakan", "url": "#c"},
        {"value": "1", "label": "lewat tenggat", "url": "#d", "late": True},
    ],
    "phases": [
        {"label": "Ditandatangani", "done": True},
        {"label": "Dalam penelaahan", "now": True},
        {"label": "Diputuskan"},
        {"label": "Selesai"},
    ],
    "next": [
        "PDF bersegel sedang disiapkan dan siap dalam beberapa detik.",
        "Atasan langsung menelaah paling lambat Senin, 30 November 2026.",
    ],
    "person_lines": ["Pelaksana, Subbagian Hukum dan SDM"],
    "tags": [
        {"kind": "", "text": "Draf"},
        {"kind": "info", "text": "Dalam penelaahan"},
        {"kind": "warn", "text": "Perlu klarifikasi"},
        {"kind": "late", "text": "Lewat tenggat"},
        {"kind": "ok", "text": "Diputuskan"},
        {"kind": "brand", "text": "Pengendalian berjalan"},
    ],
    "alerts": [
        ("success", "Pernyataan ditandatangani", "PDF sedang disiapkan."),
        ("info", "Anda bertindak sebagai Plh. Sekretaris", "Sampai 27 November 2026."),
        ("warning", "Hari libur 2027 belum diisi", "Tenggat dihitung tanpa cuti."),
        ("error", "Berkas tidak dapat disimpan", "Isian Anda masih ada; coba lagi."),
        ("quiet", "Catatan", "Keterangan yang tidak mendesak."),
    ],
    "colours": [
        ("brand", "merek"),
        ("gold", "emas"),
        ("link", "tautan"),
        ("focus", "fokus"),
        ("text", "teks"),
        ("text-2", "teks redup"),
        ("line-input", "tepi isian"),
        ("error", "kesalahan"),
        ("ok", "berhasil"),
        ("warn", "peringatan"),
    ],
}
