import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from deadlines.calendar import own_today
from declarations.models import CaseMatter, MatterKind, MatterState, Source
from declarations.models.recusals import overlapped, past_its_last_day
from kpu_coi.list_filters import TabbedFilter
from personnel.unit_filter import UnitFilter

MATTER_VIEWS = {
    "belum": ("Belum diputus", Q(state=MatterState.OPEN)),
    "sudah": ("Sudah diputus", Q(state=MatterState.DECIDED)),
    "batal": ("Tidak dilanjutkan", Q(state=MatterState.DROPPED)),
}
RECUSAL_VIEWS = {
    "berlaku": (
        "Berlaku",
        lambda: Q(ended_on=None) & own_today("unit", "starts_on__lte"),
    ),
    "akan-datang": (
        "Akan datang",
        lambda: Q(ended_on=None) & own_today("unit", "starts_on__gt"),
    ),
    "lewat": ("Lewat tanggal", past_its_last_day),
    "bertumpuk": ("Bertumpuk", overlapped),
    "berakhir": ("Berakhir", ~Q(ended_on=None)),
}


def search(label, field, lookup="icontains"):
    return django_filters.CharFilter(
        label=label,
        field_name=field,
        lookup_expr=lookup,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class MatterFilter(TabbedFilter):
    """The matters of a unit, or of those that somebody oversees."""

    views = MATTER_VIEWS
    q = search("Judul", "title")
    jenis = django_filters.ChoiceFilter(
        label="Jenis",
        field_name="kind",
        choices=MatterKind.choices,
        empty_label="Semua",
    )
    satker = UnitFilter()

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        self.filters["satker"].offer_those_of(queryset)


class RecusalFilter(TabbedFilter):
    """Who stays out of what: by person, by matter, and by how it stands."""

    views = RECUSAL_VIEWS
    nama = search("Nama", "person__name")
    agenda = django_filters.CharFilter(
        label="Agenda",
        method="on_matter",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    dasar = django_filters.ChoiceFilter(
        label="Dasar",
        field_name="source",
        choices=Source.choices,
        empty_label="Semua",
    )

    def on_matter(self, queryset, name, value):
        named = CaseMatter.objects.filter(
            case=OuterRef("case"), matter__title__icontains=value
        )
        return queryset.filter(Exists(named))
