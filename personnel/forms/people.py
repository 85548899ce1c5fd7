"""What is asked when people come, move, leave or stand in for each other."""

from typing import ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from kpu_coi.charset import fault_of
from kpu_coi.widgets import Cards, DateInput, Option, conditional
from personnel.models import Acting, Employment, IdKind, Position, Tenure, User
from personnel.people import nik_fault
from personnel.titles import capacity
from personnel.workflow.people import Identity, NumberReason, Seat

WITH_NIP = (Employment.PNS, Employment.CPNS, Employment.PPPK, Employment.SECONDED)
NIP_LENGTH = 18
CAPACITIES = [
    (
        Acting.DAILY,
        Option("Plh.", hint="Pelaksana harian, selama pejabatnya berhalangan."),
    ),
    (Acting.ACTING, Option("Plt.", hint="Pelaksana tugas, selama jabatan kosong.")),
]


def first_day(label="Hari pertama", help_text=""):
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DateInput,
        error_messages={
            "required": "Isi tanggalnya.",
            "invalid": "Tulis tanggal yang benar, misalnya 2026-12-01.",
        },
    )


def last_day(label="Hari terakhir", help_text="", required=False):
    field = first_day(label, help_text)
    field.required = required
    return field


def basis():
    return forms.CharField(
        label="Dasar penugasan",
        help_text="Nomor surat keputusan atau surat perintah.",
        max_length=120,
        required=False,
    )


class PostChoice(forms.ModelChoiceField):
    """A post of a unit; those without a holder say so."""

    def label_from_instance(self, post):
        named = not post.section or post.section in post.title
        title = post.title if named else f"{post.title}, {post.section}"
        return title if post.taken else f"{title} (kosong)"


class PersonChoice(forms.ModelChoiceField):
    """Somebody who works here, with the post by which colleagues know him."""

    def label_from_instance(self, tenure):
        return f"{tenure.user.name}, {capacity(tenure)}"


def post_field(unit, on, label="Jabatan"):
    held = Tenure.objects.filter(position=OuterRef("pk"), acting=Acting.PERMANENT)
    kept = Q(abolished_on=None) | Q(abolished_on__gt=on)
    posts = Position.objects.filter(kept, unit=unit)
    posts = posts.annotate(taken=Exists(held.in_force(on)))
    return PostChoice(
        posts.order_by("title", "section", "pk"),
        label=label,
        empty_label="Pilih jabatan",
        error_messages={
            "required": "Pilih jabatannya.",
            "invalid_choice": "Jabatan itu tidak ada di satker ini. Pilih yang lain.",
        },
    )


def person_field(tenures, label):
    """People by a tenure of theirs; each should be among them once."""
    return PersonChoice(
        tenures,
        label=label,
        empty_label="Pilih orang",
        error_messages={
            "required": "Pilih orangnya.",
            "invalid_choice": "Orang itu tidak bekerja di satker ini lagi.",
        },
    )


class RollForm(forms.Form):
    """
    A form whose move may still be refused; the reason then stands at its field.

    `checked` comes with the page that shows what will follow.
    """

    aliases: ClassVar[dict[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def is_checked(self):
        return self.data.get("checked") == "ya"

    def take(self, problem: ValidationError):
        """Put each refusal of a move where it belongs."""
        told = problem.message_dict if hasattr(problem, "error_dict") else {}
        for name, words in told.items():
            field = self.aliases.get(name, name)
            self.add_error(field if field in self.fields else None, words)
        if not told:
            self.add_error(None, problem.messages)

    def clean_basis(self):
        return printable(self.cleaned_data["basis"])


def printable(text):
    if fault := fault_of(text):
        raise ValidationError(fault)
    return text


class IdentityForm(RollForm):
    name = forms.CharField(
        label="Nama lengkap",
        help_text="Seperti pada surat keputusan, dengan gelar.",
        max_length=150,
        error_messages={"required": "Isi namanya."},
    )
    employment = forms.ChoiceField(
        label="Status kepegawaian",
        choices=[("", "Pilih status"), *Employment.choices],
        error_messages={"required": "Pilih status kepegawaiannya."},
    )
    employee_number = forms.CharField(
        label="NIP atau nomor pegawai",
        help_text="NIP 18 angka. Yang tidak ber-NIP memakai nomor dari satker, bukan "
        "NIK.",
        max_length=30,
        error_messages={"required": "Isi NIP atau nomor pegawai."},
    )
    rank = forms.CharField(label="Pangkat/golongan", max_length=80, required=False)
    email = forms.EmailField(
        label="Surel kantor",
        required=False,
        error_messages={"invalid": "Tulis alamat surel yang benar."},
    )
    nik = forms.CharField(
        label="NIK",
        help_text="Disimpan tersandi dan tidak ditampilkan lagi.",
        max_length=30,
        required=False,
    )

    def clean_name(self):
        return printable(" ".join(self.cleaned_data["name"].split()))

    def clean_rank(self):
        return printable(self.cleaned_data["rank"])

    def clean_employee_number(self):
        return compact(self.cleaned_data["employee_number"])

    def clean_nik(self):
        nik = self.cleaned_data["nik"]
        if nik and (fault := nik_fault(nik)):
            raise ValidationError(fault)
        return nik

    def identity(self):
        told = self.cleaned_data
        number = told["employee_number"]
        civil = told["employment"] in WITH_NIP or (
            len(number) == NIP_LENGTH and number.isdigit()
        )
        return Identity(
            name=told["name"],
            id_kind=IdKind.NIP if civil else IdKind.INTERNAL,
            employee_number=number,
            employment=told["employment"],
            rank=told["rank"],
            email=told["email"],
            nik=told["nik"] or None,
        )


def compact(number):
    """A number as it is stored, however it was grouped."""
    return "".join(number.split())


class JoinForm(IdentityForm):
    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"] = post_field(unit, on)
        self.fields["since"] = first_day()
        self.fields["last_day"] = last_day(help_text="Kosongkan bila belum ditentukan.")
        self.fields["basis"] = basis()

    def seat(self):
        return seat_of(self.cleaned_data)


def seat_of(told):
    return Seat(
        told["position"], told["since"], told.get("last_day"), basis=told["basis"]
    )


class ReceiveForm(RollForm):
    """Somebody known already comes from another unit, or comes back."""

    aliases: ClassVar[dict[str, str]] = {"person": "employee_number"}

    employee_number = forms.CharField(
        label="NIP atau nomor pegawai",
        help_text="Nomor yang sudah tercatat di satker lamanya.",
        max_length=30,
        error_messages={"required": "Isi NIP atau nomor pegawai."},
    )

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"] = post_field(unit, on, "Jabatan di satker ini")
        self.fields["since"] = first_day(
            help_text="Jabatan lamanya berakhir sehari sebelumnya."
        )
        self.fields["basis"] = basis()

    def clean_employee_number(self):
        number = compact(self.cleaned_data["employee_number"])
        self.person = User.objects.filter(employee_number=number).first()
        if self.person is None:
            raise ValidationError(
                "Nomor ini belum tercatat. Pakai “Tambah pegawai” untuk orang baru."
            )
        return number


class MoveForm(RollForm):
    aliases: ClassVar[dict[str, str]] = {"person": "position"}

    def __init__(self, *args, tenures, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        if len(tenures) > 1:
            self.fields["tenure"] = TenureChoice(
                Tenure.objects.with_people().filter(pk__in=[one.pk for one in tenures]),
                label="Jabatan yang ditinggalkan",
                widget=Cards,
                empty_label=None,
                error_messages={"required": "Pilih jabatan yang ditinggalkan."},
            )
        self.tenures = tenures
        self.fields["position"] = post_field(unit, on, "Jabatan baru")
        self.fields["since"] = first_day(
            help_text="Jabatan lama berakhir sehari sebelumnya."
        )
        self.fields["basis"] = basis()

    def tenure(self):
        return self.cleaned_data.get("tenure") or self.tenures[0]


class TenureChoice(forms.ModelChoiceField):
    def label_from_instance(self, tenure):
        return Option(capacity(tenure), hint=tenure.position.unit.name)


class LastDayForm(RollForm):
    """Leaving, or ending a tenure: the last day, included."""

    last_day = last_day(help_text="Hari itu masih termasuk.", required=True)


class AppointForm(RollForm):
    acting = conditional(
        forms.ChoiceField(
            label="Sebagai",
            choices=CAPACITIES,
            widget=Cards,
            error_messages={"required": "Pilih Plh. atau Plt."},
        )
    )

    def __init__(self, *args, unit, people, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"] = post_field(unit, on, "Jabatan yang diwakili")
        self.fields["person"] = person_field(people, "Yang ditugaskan")
        self.fields["since"] = first_day()
        self.fields["last_day"] = conditional(
            last_day(help_text="Wajib untuk Plh.; boleh kosong untuk Plt.")
        )
        self.fields["basis"] = basis()
        self.order_fields(["position", "acting", "person"])


class CorrectForm(IdentityForm):
    reason = conditional(
        forms.ChoiceField(
            label="Alasan nomornya berubah",
            help_text="Hanya bila NIP atau nomor pegawai diubah.",
            choices=[("", "Nomor tidak berubah"), *NumberReason.choices],
            required=False,
        )
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        known = "sudah tercatat" if person.nik_key else "belum tercatat"
        self.fields["nik"].help_text = f"NIK {known}. Isi hanya untuk menggantinya."
        self.order_fields(["name", "employment", "employee_number", "reason"])


class AbsenceForm(RollForm):
    """Which of one's posts, which days, and who stands in."""

    aliases: ClassVar[dict[str, str]] = {"position": "since"}

    def __init__(self, *args, posts, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.posts = posts
        if len(posts) > 1:
            self.fields["tenure"] = TenureChoice(
                Tenure.objects.with_people().filter(pk__in=[one.pk for one in posts]),
                label="Jabatan yang Anda tinggalkan sementara",
                widget=Cards,
                empty_label=None,
                error_messages={"required": "Pilih jabatannya."},
            )
        self.fields["since"] = first_day("Hari pertama tidak di tempat")
        self.fields["last_day"] = last_day("Hari terakhir tidak di tempat")
        self.fields["last_day"].required = True
        self.fields["person"] = person_field(people, "Usulan Plh.")
        self.fields["basis"] = basis()

    def tenure(self):
        return self.cleaned_data.get("tenure") or self.posts[0]
