import django_filters
from django import forms
from django.db.models import Q

from declarations.models import OPEN, CaseStatus
from kpu_coi.list_filters import TabbedFilter

VIEWS = {
    "menunggu": ("Menunggu", Q(status__in=OPEN)),
    "selesai": ("Sudah diputuskan", ~Q(status__in=OPEN)),
}


class CaseFilter(TabbedFilter):
    """What lies on somebody's desk: what waits by due date, then what is done."""

    views = VIEWS
    q = django_filters.CharFilter(
        label="Nomor pernyataan",
        field_name="number",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = django_filters.ChoiceFilter(
        label="Status", choices=CaseStatus.choices, empty_label="Semua"
    )

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found.by_due_date() if self.view == "menunggu" else found
