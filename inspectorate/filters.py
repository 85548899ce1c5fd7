from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from declarations.models import OPEN, CaseStatus
from inspectorate.expressions import in_time, too_late
from kpu_coi.list_filters import TabbedFilter
from personnel.models import PositionKind
from personnel.unit_filter import UnitFilter


def late():
    return Q(case__status__in=OPEN, case__due_on__lt=timezone.localdate())


def watched():
    return Q(case__monitored_at__isnull=False, case__oversight_ended_at=None)


def asked_again():
    return Q(case__reconsider_asked_at__isnull=False)


def over():
    return Q(case__oversight_ended_at__isnull=False)


VIEWS = {
    "semua": ("Semua", Q(pk__isnull=False)),
    "belum-dibaca": ("Belum dibaca", Q(first_read_at=None)),
    "terbuka": ("Belum diputuskan", Q(case__status__in=OPEN)),
    "terlambat": ("Lewat tenggat", late),
    "dalam-pemantauan": ("Dalam pemantauan", watched),
    "diminta-ulang": ("Diminta ulang", asked_again),
    "pengawasan-ditutup": ("Pengawasan ditutup", over),
    "tepat-waktu": ("Diputus tepat waktu", in_time),
    "diputus-terlambat": ("Diputus terlambat", too_late),
}


class CopyFilter(TabbedFilter):
    """The copies of the Inspektorat, cut by reading, status, deadline and unit."""

    views = VIEWS
    q = django_filters.CharFilter(
        label="Nomor pernyataan",
        field_name="case__number",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    unit = UnitFilter("case__unit")
    status = django_filters.ChoiceFilter(
        label="Status",
        field_name="case__status",
        choices=CaseStatus.choices,
        empty_label="Semua",
    )

    jenjang = django_filters.ChoiceFilter(
        label="Jenjang atasan",
        field_name="case__addressee__kind",
        choices=PositionKind.choices,
        empty_label="Semua",
    )

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        self.filters["unit"].offer_those_of(queryset)
        self.place = {
            name: data[name] for name in ("wilayah", "provinsi") if data.get(name)
        }

    def url_of(self, name):
        return "?" + urlencode(self.place | {"lihat": name})
