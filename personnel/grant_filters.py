"""The list of grants and proposals: its states, its filters, and its file's cells."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Count, Q
from django.utils import timezone

from kpu_coi.list_filters import ListFilter
from personnel.forms.grants import grouped_units
from personnel.models import (
    Grant,
    GrantProposal,
    Outcome,
    OversightRegion,
    Role,
)

PENDING, FALLEN = "menunggu", "tidak-jadi"
GRANT_STATES = {
    "berlaku": ("Berlaku", lambda day: Q(period__contains=day)),
    "akan-datang": ("Akan datang", lambda day: Q(period__startswith__gt=day)),
    "berakhir": (
        "Berakhir",
        lambda day: Q(period__endswith__lte=day) | Q(period__isempty=True),
    ),
}
PROPOSAL_STATES = {
    PENDING: ("Menunggu persetujuan", Q(outcome=Outcome.PENDING)),
    FALLEN: ("Tidak jadi", Q(outcome__in=(Outcome.REFUSED, Outcome.WITHDRAWN))),
}
ORDER = ("berlaku", PENDING, "akan-datang", "berakhir", FALLEN)
TAGS = {
    "berlaku": "ok",
    PENDING: "warn",
    "akan-datang": "info",
    "berakhir": "",
    FALLEN: "",
}
COLUMNS = (
    *("Nama", "Nomor pegawai", "Peran", "Lingkup", "Kode lingkup"),
    *("Mulai", "Sampai", "Keadaan"),
)
WHOLE = "-"
SOON = timedelta(days=30)


class RowFilter(ListFilter):
    """Grants or proposals, which have the same columns."""

    q = django_filters.CharFilter(
        label="Nama atau nomor pegawai",
        method="of_person",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    peran = django_filters.ChoiceFilter(
        label="Peran", field_name="role", choices=Role.choices, empty_label="Semua"
    )
    satker = django_filters.ChoiceFilter(
        label="Satker atau provinsi", method="of_place", empty_label="Semua"
    )
    wilayah = django_filters.ChoiceFilter(
        label="Inspektorat wilayah", field_name="region__code", empty_label="Semua"
    )

    def of_place(self, rows, name, code):
        if code.endswith(WHOLE):
            return rows.filter(unit__province_code=code.removesuffix(WHOLE))
        return rows.filter(unit__code=code)

    def of_person(self, rows, name, text):
        number = "".join(text.split())
        return rows.filter(
            Q(user__name__icontains=text.strip())
            | Q(user__employee_number__istartswith=number)
        )


class GrantList:
    """What somebody sees of grants: `rows` of one state, cut by the filters."""

    def __init__(self, user, asked):
        self.today = timezone.localdate()
        self.asked = asked
        places = self.places()
        self.grants = self.filtered(Grant.objects.visible_to(user), places)
        self.proposals = self.filtered(GrantProposal.objects.visible_to(user), places)
        state = asked.get("lihat")
        self.state = state if state in ORDER else "berlaku"

    def filtered(self, rows, places):
        found = RowFilter(self.asked, rows)
        for name, choices in places.items():
            found.filters[name].extra["choices"] = choices
        return found

    def places(self):
        """All units, each province also as a whole, and the regions."""
        groups = [
            (name, [*whole_province(units), *units]) for name, units in grouped_units()
        ]
        regions = OversightRegion.objects.values_list("code", "name")
        return {"satker": groups, "wilayah": list(regions)}

    @property
    def form(self):
        return self.grants.form

    @property
    def rows(self):
        if self.state in PROPOSAL_STATES:
            rows = self.proposals.qs.filter(PROPOSAL_STATES[self.state][1])
            return rows.with_people().order_by("-pk")
        rows = self.grants.qs.filter(GRANT_STATES[self.state][1](self.today))
        return rows.with_people().order_by("user__name", "role", "pk")

    @property
    def label(self):
        return (GRANT_STATES | PROPOSAL_STATES)[self.state][0]

    @property
    def tag(self):
        return TAGS[self.state]

    @property
    def soon(self):
        """What ends before this day deserves a look in time."""
        return self.today + SOON

    @property
    def file_name(self):
        return f"kewenangan-{self.state}-{self.today:%Y-%m-%d}"

    @property
    def narrows(self):
        return self.grants.narrows

    def tabs(self):
        """The states, each with how many rows the filters leave in it."""
        counted = self.grants.qs.order_by().aggregate(
            **{
                name.replace("-", "_"): Count("pk", filter=which(self.today))
                for name, (_, which) in GRANT_STATES.items()
            }
        ) | self.proposals.qs.order_by().aggregate(
            **{
                name.replace("-", "_"): Count("pk", filter=which)
                for name, (_, which) in PROPOSAL_STATES.items()
            }
        )
        labels = GRANT_STATES | PROPOSAL_STATES
        return [
            {
                "label": labels[name][0],
                "count": counted[name.replace("-", "_")],
                "url": f"?{self.query(lihat=name)}",
                "current": name == self.state,
            }
            for name in ORDER
        ]

    def query(self, **more):
        """The query string that leads to this list again, with other words."""
        query = self.asked.copy()
        query.pop("page", None)
        for name, text in more.items():
            query[name] = text
        return query.urlencode()


def whole_province(units):
    """The choice of all units of a province; KPU RI stands alone."""
    code, name = units[0]
    if len(units) == 1:
        return []
    return [(f"{code}{WHOLE}", f"{name} dan semua kabupaten/kotanya")]


def cells_of(row, state: str) -> list[str]:
    period = row.period
    last = period.upper - timedelta(days=1) if period.upper else None
    return [
        row.user.name,
        row.user.employee_number,
        row.get_role_display(),
        str(row.scope or "Seluruh Indonesia"),
        row.scope.code if row.scope else "",
        period.lower.isoformat() if period.lower else "",
        last.isoformat() if last else "",
        state,
    ]
