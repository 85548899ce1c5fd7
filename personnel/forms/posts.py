"""A post, its lines, its end, and the tree of a whole unit."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from deadlines.calendar import today_in
from kpu_coi.charset import fault_of
from kpu_coi.widgets import Cards, DateInput, Option, conditional
from personnel.models import Position, PositionKind, SecretariatType
from personnel.titles import post_name

BRANCH = "subbagian di kabupaten/kota, atau bagian di provinsi"
NO_DATE = {"invalid": "Tulis tanggalnya, misalnya 2027-01-01."}


class PageForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def refuse(self, refusal: ValidationError):
        """Put what the move refused at its field, or above the form."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class NameForm(PageForm):
    title = forms.CharField(
        label="Nama jabatan",
        help_text="Seperti pada surat, misalnya Kepala Subbagian Hukum.",
        max_length=160,
    )
    section = forms.CharField(
        label="Bagian atau divisi",
        help_text="Misalnya Subbagian Hukum, atau divisi seorang anggota.",
        max_length=160,
        required=False,
    )
    kind = forms.ChoiceField(
        label="Jenis jabatan",
        choices=PositionKind,
        widget=forms.Select(attrs={"class": "w-md"}),
    )


class PostField(forms.ChoiceField):
    """A post that may stand above, chosen from the units up the line."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.posts = {}

    def offer(self, groups, empty):
        self.posts = {str(post.pk): post for _, posts in groups for post in posts}
        self.choices = [("", empty)] + [
            (str(unit), [(post.pk, post_name(post)) for post in posts])
            for unit, posts in groups
        ]

    def clean(self, value):
        return self.posts.get(super().clean(value))


class LinesForm(PageForm):
    superior = PostField(
        label="Jabatan atasan",
        help_text="Kepada siapa jabatan ini bertanggung jawab dalam tugasnya.",
    )
    other_line = PostField(
        label="Garis kedua",
        help_text=(
            "Hanya untuk Sekretaris: Sekretaris setingkat di atasnya. Jabatan lain "
            "tidak memakainya."
        ),
    )
    since = forms.DateField(
        label="Berlaku sejak",
        help_text=(
            "Boleh tanggal yang sudah lewat, hari ini, atau tanggal yang akan datang."
        ),
        widget=DateInput,
        error_messages=NO_DATE,
    )

    field_order = ("superior", "other_line", "since")

    def __init__(self, *args, unit, post=None, chosen=(), **kwargs):
        super().__init__(*args, **kwargs)
        groups = posts_above(unit, post, [above for above in chosen if above])
        self.fields["superior"].offer(groups, "Tanpa jabatan atasan")
        self.fields["other_line"].offer(groups, "Tidak ada")


class NewPostForm(NameForm, LinesForm):
    since = forms.DateField(
        label="Berdiri sejak",
        help_text="Kosongkan bila jabatan ini sudah lama ada.",
        widget=DateInput,
        error_messages=NO_DATE,
        required=False,
    )

    field_order = ("title", "section", "kind", "superior", "other_line", "since")


class AbolishForm(PageForm):
    on = forms.DateField(
        label="Dihapus sejak",
        help_text="Mulai tanggal ini jabatan tidak ada lagi. Riwayatnya tetap ada.",
        widget=DateInput,
        error_messages=NO_DATE,
    )


class TreeForm(PageForm):
    """Which standard tree; asked with GET, so that a preview can be looked at again."""

    secretariat_type = forms.ChoiceField(
        label="Tipe sekretariat",
        choices=[
            (SecretariatType.A, Option("Tipe A", hint=f"Paling banyak lima {BRANCH}.")),
            (
                SecretariatType.B,
                Option("Tipe B", hint=f"Paling banyak empat {BRANCH}."),
            ),
        ],
        widget=Cards,
    )
    fifth = forms.CharField(
        label="Nama yang kelima",
        help_text=(
            "Hanya tipe A. Tulis namanya tanpa kata Bagian atau Subbagian, seperti "
            "dalam keputusan susunan satker ini."
        ),
        max_length=120,
        required=False,
    )

    def clean_fifth(self):
        name = self.cleaned_data["fifth"]
        if fault := fault_of(name):
            raise ValidationError(fault)
        return name

    def clean(self):
        told = super().clean()
        if told.get("fifth") and told.get("secretariat_type") == SecretariatType.B:
            self.add_error("fifth", "Tipe B paling banyak empat: kosongkan isian ini.")
        return told


def posts_above(unit, post, chosen):
    """Posts of the unit and of those above it, nearest first, with those chosen now."""
    codes = unit.lineage_codes()
    standing = Position.objects.standing(today_in(unit.timezone))
    found = standing.filter(unit__code__in=codes).select_related("unit")
    if post:
        found = found.exclude(pk=post.pk)
    offered = dict.fromkeys([*found.order_by("pk"), *chosen])
    groups = {code: [] for code in codes}
    for above in offered:
        groups.setdefault(above.unit.code, []).append(above)
    return [(posts[0].unit, posts) for posts in groups.values() if posts]


conditional(TreeForm.base_fields["fifth"])
