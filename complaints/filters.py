from datetime import timedelta

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils import timezone

from complaints.models import CLOSED, OPEN, Category, Status
from kpu_coi.list_filters import TabbedFilter

BY_DUE_DATE = ("kerjakan", "terlambat", "menunggu")
COPIES = "tembusan"
WORKING = OPEN - {Status.INCOMPLETE}


def views():
    """The quick filters with their conditions, as they are today."""
    late = Q(status__in=OPEN, is_copy=False, due_on__lt=timezone.localdate())
    return {
        "kerjakan": ("Perlu dikerjakan", Q(status__in=WORKING, is_copy=False)),
        "terlambat": ("Terlambat", late),
        "menunggu": (
            "Menunggu pengadu",
            Q(status=Status.INCOMPLETE, is_copy=False),
        ),
        "selesai": ("Selesai", Q(status__in=CLOSED, is_copy=False)),
        COPIES: ("Untuk diketahui", Q(is_copy=True)),
    }


# How many days ago it came: at least, less than.
AGES = {
    "0-7": ("Kurang dari 8 hari", 0, 8),
    "8-30": ("8 sampai 30 hari", 8, 31),
    "31-60": ("31 sampai 60 hari", 31, 61),
    "61": ("Lebih dari 60 hari", 61, None),
}


class ComplaintFilter(TabbedFilter):
    """The desk's complaints: what is due first, then what is done, newest first."""

    q = django_filters.CharFilter(
        label="Nomor pengaduan",
        method="with_number",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = django_filters.ChoiceFilter(
        label="Status", choices=Status.choices, empty_label="Semua"
    )
    kategori = django_filters.ChoiceFilter(
        label="Kategori",
        field_name="category",
        choices=Category.choices,
        empty_label="Semua",
    )
    umur = django_filters.ChoiceFilter(
        label="Umur",
        method="of_age",
        choices=[(key, label) for key, (label, _, _) in AGES.items()],
        empty_label="Semua",
    )

    def __init__(self, data, queryset, *, handles):
        """`handles`: whether the person has a desk of his own, or only reads copies."""
        self.views = views() if handles else {COPIES: views()[COPIES]}
        super().__init__(data, queryset)

    def with_number(self, queryset, name, value):
        text = value.strip()
        by_number = Q(number__icontains=text)
        numbers = queryset.filter(referrals__number__icontains=text).values("pk")
        return queryset.filter(by_number | Q(pk__in=numbers))

    def of_age(self, queryset, name, value):
        _, least, less = AGES[value]
        now = timezone.now()
        queryset = queryset.filter(received_at__lte=now - timedelta(days=least))
        if less:
            queryset = queryset.filter(received_at__gt=now - timedelta(days=less))
        return queryset

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.view in BY_DUE_DATE:
            return found.order_by(F("due_on").asc(nulls_last=True), "pk")
        return found.order_by("-received_at", "-pk")

    def offers(self, name):
        """Not the copies where there are none."""
        return name != COPIES or self.counts[COPIES] > 0
