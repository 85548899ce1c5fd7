"""The roll of a unit as its page and its download list it."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from deadlines.calendar import today_in
from kpu_coi.dates import tanggal
from personnel.models import Acting, Employment, Position, Tenure
from personnel.titles import capacity
from personnel.workflow.tenures import last_day_of

UNUSABLE = "!"
VIEWS = {
    "pegawai": "Pegawai",
    "plt-plh": "Plt. dan Plh.",
    "mendatang": "Akan datang",
    "tanpa-akun": "Belum punya kata sandi",
    "kosong": "Jabatan kosong",
}
HEAD = (
    *("Nama", "NIP atau nomor pegawai", "Status kepegawaian", "Sifat", "Jabatan"),
    *("Bagian", "Sejak", "Sampai"),
)


class RollFilter(forms.Form):
    q = forms.CharField(
        label="Nama, nomor, atau jabatan",
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    employment = forms.ChoiceField(
        label="Status kepegawaian",
        required=False,
        choices=[("", "Semua"), *Employment.choices],
    )

    def __init__(self, data, unit):
        super().__init__(data)
        for field in self.fields.values():
            field.conditional = True
        self.unit = unit
        self.today = today_in(unit.timezone)
        asked = data.get("lihat")
        self.view = asked if asked in VIEWS else "pegawai"
        self.is_valid()

    @property
    def lists_posts(self):
        return self.view == "kosong"

    def rows(self):
        """Tenures, or for the vacant ones posts, as the filters leave them."""
        return self.vacant() if self.lists_posts else self.tenures()

    def tenures(self):
        here = Tenure.objects.filter(position__unit=self.unit).with_people()
        if self.view == "mendatang":
            found = here.filter(period__startswith__gt=self.today)
        else:
            found = here.in_force(self.today)
        if self.view == "plt-plh":
            found = found.exclude(acting=Acting.PERMANENT)
        if self.view == "tanpa-akun":
            found = found.filter(user__password__startswith=UNUSABLE)
        if employment := self.cleaned_data.get("employment"):
            found = found.filter(user__employment=employment)
        if words := self.cleaned_data.get("q"):
            found = found.filter(
                Q(user__name__icontains=words)
                | Q(user__employee_number__startswith="".join(words.split()))
                | Q(position__title__icontains=words)
            )
        return found.order_by("user__name", "user_id", "pk")

    def vacant(self):
        """Posts without any holder today."""
        held = Tenure.objects.filter(position=OuterRef("pk"), user__is_active=True)
        posts = Position.objects.filter(unit=self.unit).standing(self.today)
        posts = posts.filter(~Exists(held.in_force(self.today)))
        if words := self.cleaned_data.get("q"):
            posts = posts.filter(title__icontains=words)
        return posts.order_by("title", "section", "pk")

    def tabs(self, query):
        return [
            {
                "label": label,
                "url": f"?{with_view(query, name)}",
                "current": name == self.view,
            }
            for name, label in VIEWS.items()
        ]


def with_view(query, name):
    query = query.copy()
    query.pop("page", None)
    query["lihat"] = name
    return query.urlencode()


def line_of(row, shows_numbers):
    """A row as the download has it; its columns are those of HEAD."""
    if isinstance(row, Position):
        return ["", "", "", "Kosong", row.title, row.section, "", ""]
    last = last_day_of(row)
    return [
        row.user.name,
        row.user.employee_number if shows_numbers else "",
        row.user.get_employment_display(),
        row.get_acting_display(),
        row.position.title,
        row.position.section,
        row.period.lower.isoformat(),
        last.isoformat() if last else "",
    ]


def cells_of(row):
    """A tenure as the table shows it."""
    last = last_day_of(row)
    return {
        "name": row.user.name,
        "url": reverse("personnel:person", args=[row.user_id]),
        "employment": row.user.get_employment_display(),
        "post": capacity(row),
        "section": row.position.section,
        "since": tanggal(row.period.lower),
        "until": tanggal(last) if last else "",
        "tag": account_tag(row.user),
    }


def account_tag(user):
    if not user.is_active:
        return "", "Akun ditutup"
    if not user.has_usable_password():
        return "warn", "Belum punya kata sandi"
    return "ok", "Aktif"
