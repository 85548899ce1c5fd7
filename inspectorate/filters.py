from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Count, Q
from django.utils import timezone

from declarations.models import OPEN, CaseStatus
from inspectorate.expressions import in_time, too_late
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
    "semua": ("Semua", lambda: Q(pk__isnull=False)),
    "belum-dibaca": ("Belum dibaca", lambda: Q(first_read_at=None)),
    "terbuka": ("Belum diputuskan", lambda: Q(case__status__in=OPEN)),
    "terlambat": ("Lewat tenggat", late),
    "dalam-pemantauan": ("Dalam pemantauan", watched),
    "diminta-ulang": ("Diminta ulang", asked_again),
    "pengawasan-ditutup": ("Pengawasan ditutup", over),
    "tepat-waktu": ("Diputus tepat waktu", in_time),
    "diputus-terlambat": ("Diputus terlambat", too_late),
}


class CopyFilter(django_filters.FilterSet):
    """The copies of the Inspektorat, cut by reading, status, deadline and unit."""

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
        for field in self.form.fields.values():
            field.conditional = True
        self.place = {
            name: data[name] for name in ("wilayah", "provinsi") if data.get(name)
        }
        asked = data.get("lihat")
        self.view = asked if asked in VIEWS else "semua"

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).filter(VIEWS[self.view][1]())

    def tabs(self):
        """The quick filters, each with how many copies lie behind it."""
        counts = self.queryset.order_by().aggregate(
            **{
                name.replace("-", "_"): Count("pk", filter=which())
                for name, (_, which) in VIEWS.items()
            }
        )
        return [
            {
                "label": label,
                "count": counts[name.replace("-", "_")],
                "url": "?" + urlencode(self.place | {"lihat": name}),
                "current": name == self.view,
            }
            for name, (label, _) in VIEWS.items()
        ]
