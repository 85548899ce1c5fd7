"""The lists of campaigns and of the people who owe one, cut by what is looked for."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from declarations.models import Campaign, Occasion
from kpu_coi.list_filters import ListFilter
from personnel.unit_filter import UnitFilter

PHASES = {
    "berjalan": ("Berjalan", "at_work_on"),
    "datang": ("Akan datang", "to_come_on"),
    "selesai": ("Sudah lewat", "over_on"),
}
PEOPLE = {
    "semua": ("Semua", Q()),
    "belum": ("Belum", Q(met_at=None)),
    "sudah": ("Sudah", Q(met_at__isnull=False)),
}


class CampaignFilter(ListFilter):
    q = django_filters.CharFilter(
        label="Nama",
        field_name="name",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    satker = UnitFilter()
    kesempatan = django_filters.ChoiceFilter(
        label="Kesempatan",
        field_name="occasion",
        choices=Occasion.choices,
        empty_label="Semua",
    )

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        self.filters["satker"].offer_those_of(queryset)
        asked = data.get("lihat")
        self.view = asked if asked in PHASES else "berjalan"

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return getattr(found, PHASES[self.view][1])(timezone.localdate())

    def tabs(self):
        return [
            {"label": label, "url": f"?lihat={name}", "current": name == self.view}
            for name, (label, _) in PHASES.items()
        ]


def people_found(obligations, data):
    """The people of a unit who owe it: declared or not, and by name or post."""
    view = data.get("lihat")
    view = view if view in PEOPLE else "semua"
    words = data.get("cari", "").strip()[:100]
    found = obligations.filter(PEOPLE[view][1])
    if words:
        found = found.filter(
            Q(user__name__icontains=words) | Q(tenure__position__title__icontains=words)
        )
    return view, words, found


def people_tabs(view, obliged, declared):
    counts = {"semua": obliged, "belum": obliged - declared, "sudah": declared}
    return [
        {
            "label": label,
            "url": f"?lihat={name}",
            "current": name == view,
            "count": counts[name],
        }
        for name, (label, _) in PEOPLE.items()
    ]


def campaigns_for(user):
    return Campaign.objects.visible_to(user).with_unit()
