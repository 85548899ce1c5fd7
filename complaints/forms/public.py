"""What the public fills in: the complaint, the code, a message."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from complaints import units
from complaints.models import AccusedClass, AccusedPost, Category, Identity
from documents.uploads.fields import evidence_field
from kpu_coi.texts import PublicTextField
from kpu_coi.widgets import Cards, Option, conditional, seen_by

TRAP = "situs_web"
OFFICERS = "Dilihat: petugas pengaduan. Disimpan tersandi"
EXAMINERS = "Dilihat: petugas pengaduan dan pemeriksa. Disimpan tersandi"
NEVER_ACCUSED = "Dilihat: petugas pengaduan. Tidak dilihat orang yang diadukan"
IDENTITIES = [
    (
        Identity.CONFIDENTIAL,
        Option(
            "Dirahasiakan",
            hint="Petugas dapat menghubungi Anda, tetapi nama Anda tidak ditulis "
            "di berkas mana pun.",
            seen="Nama Anda dilihat: petugas pengaduan saja",
            locked=True,
        ),
    ),
    (
        Identity.OPEN,
        Option(
            "Terbuka",
            hint="Nama Anda tercantum dalam berkas. Perlu bila Anda meminta keputusan "
            "atas pelayanan yang merugikan Anda.",
            seen="Nama Anda dilihat: petugas, pemeriksa, dan pemutus",
        ),
    ),
    (
        Identity.ANONYMOUS,
        Option(
            "Anonim",
            hint="Tanpa nama dan tanpa kontak. Ditangani sebagai informasi, jadi batas "
            "waktu penyelesaian tidak berlaku.",
            seen="Tidak ada yang tahu nama Anda",
            locked=True,
        ),
    ),
]


POSTS_OF = {
    AccusedClass.MEMBER: (AccusedPost.CHAIR, AccusedPost.MEMBER),
    AccusedClass.STAFF: (
        AccusedPost.SECRETARY,
        AccusedPost.HEAD,
        AccusedPost.STAFF,
        AccusedPost.INSPECTORATE,
    ),
    AccusedClass.ADHOC: (AccusedPost.ADHOC,),
}
POST_CHOICES = [
    ("", "Tidak tahu"),
    *(
        (group.label, [(post.value, post.label) for post in posts])
        for group, posts in POSTS_OF.items()
    ),
]
SHORTEST = 20


class UnitSelect(forms.Select):
    """The select of 553 units: its options are drawn once per process."""

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html(
            "<select{}>{}</select>", flatatt(attrs), units.options(value or "")
        )


class UnitField(forms.Field):
    """A unit by its code; the value is the unit."""

    widget = UnitSelect
    default_error_messages = {"unknown": "Pilih kantor dari daftar."}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        found = units.units().get(value)
        if found is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return found


def area(rows):
    return forms.Textarea(attrs={"rows": rows})


class PublicForm(forms.Form):
    """A form without an account, with a field that only machines fill in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def is_trapped(self):
        return bool(self.data.get(TRAP))


class ReportForm(PublicForm):
    """The complaint, on one page (rules 45 and 46)."""

    identity = forms.ChoiceField(
        label="Bagaimana Anda ingin melapor?",
        choices=IDENTITIES,
        widget=Cards,
        error_messages={"required": "Pilih cara Anda melapor."},
    )
    name = conditional(
        seen_by(
            PublicTextField(
                label="Nama lengkap",
                required=False,
                longest=120,
                widget=forms.TextInput(attrs={"autocomplete": "name", "class": "w-lg"}),
            ),
            NEVER_ACCUSED,
            locked=True,
        )
    )
    contact = conditional(
        seen_by(
            PublicTextField(
                label="Telepon atau surel",
                help_text="Satu saja cukup. Dipakai hanya untuk pengaduan ini.",
                required=False,
                longest=200,
                widget=forms.TextInput(attrs={"class": "w-lg"}),
            ),
            OFFICERS,
            locked=True,
        )
    )
    address = seen_by(
        PublicTextField(
            label="Alamat",
            help_text="Perlu bila jawaban ingin Anda terima lewat pos.",
            required=False,
            longest=500,
            widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
        ),
        OFFICERS,
        locked=True,
    )
    category = forms.ChoiceField(
        label="Tentang apa pengaduan ini?",
        help_text="Pilih yang paling dekat. Petugas dapat memperbaikinya.",
        choices=[("", "Pilih satu"), *Category.choices],
        widget=forms.Select(attrs={"class": "w-lg"}),
        error_messages={"required": "Pilih tentang apa pengaduan ini."},
    )
    unit = UnitField(
        label="Kantor orang yang diadukan",
        help_text="KPU RI, KPU provinsi, atau KPU kabupaten/kota.",
        error_messages={"required": "Pilih kantor orang yang diadukan."},
    )
    accused_class = forms.ChoiceField(
        label="Siapa yang diadukan?",
        choices=AccusedClass.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih siapa yang diadukan."},
    )
    accused_post = forms.ChoiceField(
        label="Jabatannya, bila Anda tahu",
        help_text="Menentukan kantor yang menangani: bukan kantor pimpinannya sendiri.",
        choices=POST_CHOICES,
        required=False,
        widget=forms.Select(attrs={"class": "w-lg"}),
    )
    accused_name = seen_by(
        PublicTextField(
            label="Namanya, bila Anda tahu",
            help_text="Agar orang itu dan bawahannya tidak dapat membuka pengaduan "
            "ini.",
            required=False,
            longest=120,
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-lg"}),
        ),
        EXAMINERS,
        locked=True,
    )
    what = seen_by(
        PublicTextField(
            label="Apa yang terjadi?",
            help_text="Jangan menulis nama Anda di sini bila ingin dirahasiakan.",
            longest=10_000,
            widget=area(7),
            error_messages={"required": "Ceritakan apa yang terjadi."},
        ),
        EXAMINERS,
        locked=True,
    )
    where = PublicTextField(
        label="Di mana?",
        help_text="Kantor, loket, alamat, atau nama desa.",
        longest=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis di mana kejadiannya."},
    )
    when = PublicTextField(
        label="Kapan?",
        help_text="Tanggal dan jam, atau kira-kira saja.",
        longest=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-lg"}),
        error_messages={"required": "Tulis kapan kejadiannya, kira-kira saja."},
    )
    who = PublicTextField(
        label="Siapa saja yang terlibat atau melihat?",
        required=False,
        longest=2_000,
        widget=area(2),
    )
    how = conditional(
        PublicTextField(
            label="Bagaimana caranya?",
            help_text="Perlu diisi bila Anda melapor anonim, sebab kami tidak dapat "
            "bertanya kepada Anda.",
            required=False,
            longest=5_000,
            widget=area(3),
        )
    )
    wish = PublicTextField(
        label="Penyelesaian apa yang Anda harapkan?",
        required=False,
        longest=2_000,
        widget=area(2),
    )
    evidence = seen_by(evidence_field("Bukti"), EXAMINERS, locked=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset(
                "1. Identitas Anda",
                "identity",
                Div("name", "contact", "address", css_class="report__contact"),
            ),
            Fieldset(
                "2. Yang diadukan",
                "category",
                "unit",
                "accused_class",
                "accused_post",
                "accused_name",
            ),
            Fieldset("3. Kejadiannya", "what", "where", "when", "who", "how", "wish"),
        )

    def clean_what(self):
        what = self.cleaned_data["what"]
        if len(what) < SHORTEST:
            raise ValidationError("Ceritakan sedikit lebih banyak apa yang terjadi.")
        return what

    def clean(self):
        told = super().clean()
        if told.get("identity") == Identity.ANONYMOUS:
            self.require(told, "how", "Jelaskan bagaimana caranya.")
        elif told.get("identity"):
            self.require(told, "name", "Tulis nama lengkap Anda.")
            self.require(
                told,
                "contact",
                "Tulis nomor telepon atau alamat surel yang dapat dihubungi.",
            )
        post, group = told.get("accused_post"), told.get("accused_class")
        if post and group and post not in POSTS_OF[group]:
            self.add_error(
                "accused_post", "Jabatan ini tidak sesuai dengan pilihan di atasnya."
            )
        return told

    def require(self, told, field, words):
        if not told.get(field) and field not in self.errors:
            self.add_error(field, words)


class CodeForm(PublicForm):
    """The way back: the code words, and the number where it is at hand."""

    UNKNOWN = (
        "Kode ini tidak kami kenali. Periksa ejaan sepuluh katanya, dan nomornya bila "
        "Anda mengisinya."
    )

    code = PublicTextField(
        label="Kode lacak",
        help_text="Sepuluh kata pada tanda terima, dengan spasi di antaranya.",
        longest=400,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "report__code",
            }
        ),
        error_messages={"required": "Ketik sepuluh kata kode Anda."},
    )
    number = PublicTextField(
        label="Nomor pengaduan",
        required=False,
        longest=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-md"}),
    )


class KeptForm(PublicForm):
    """The code typed back on the receipt page."""

    UNKNOWN = "Belum sama. Bandingkan kata demi kata dengan kode di atas."

    code = PublicTextField(
        label="Ketik kembali kode Anda",
        help_text="Untuk memastikan kodenya tercatat dengan benar. Boleh dilewati.",
        longest=400,
        widget=CodeForm.base_fields["code"].widget,
        error_messages={"required": "Ketik sepuluh kata kode Anda."},
    )


class MessageForm(PublicForm):
    """What the complainant adds: an answer, a message, more evidence."""

    body = seen_by(
        PublicTextField(
            label="Pesan Anda",
            help_text="Jangan menulis nama Anda di sini bila ingin tetap dirahasiakan.",
            longest=10_000,
            widget=area(4),
            error_messages={"required": "Tulis pesan Anda."},
        ),
        EXAMINERS,
        locked=True,
    )
    evidence = evidence_field("Lampiran")


class WithdrawForm(PublicForm):
    sure = forms.BooleanField(
        label="Ya, saya mencabut pengaduan ini",
        error_messages={"required": "Centang bila Anda yakin mencabutnya."},
    )
