import django_filters
from django import forms
from django.utils import timezone

from deadlines.regimes import label
from declarations.models import ControlState, Forum, ReferralResult
from kpu_coi.list_filters import ListFilter

OPEN_RESULT = "-"
RESULTS = [(OPEN_RESULT, "Belum ada hasil"), *ReferralResult.choices]


class ControlFilter(ListFilter):
    """What somebody ordered: what is due for review first."""

    q = django_filters.CharFilter(
        label="Nomor perkara",
        field_name="decision__case__number",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan",
        choices=ControlState.choices,
        empty_label="Semua",
        method="in_state",
    )
    sampai = django_filters.DateFilter(
        label="Ditinjau sampai tanggal",
        field_name="review_on",
        lookup_expr="lte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def in_state(self, rows, name, value):
        return rows.in_state(ControlState(value), timezone.localdate())

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).order_by("review_on", "pk")


class ReferralFilter(ListFilter):
    """The register of what was handed to discipline or ethics."""

    q = django_filters.CharFilter(
        label="Nomor perkara",
        field_name="decision__case__number",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    lembaga = django_filters.ChoiceFilter(
        label="Dirujuk ke",
        field_name="forum",
        choices=Forum.choices,
        empty_label="Semua",
    )
    hasil = django_filters.ChoiceFilter(
        label="Hasil", choices=RESULTS, empty_label="Semua", method="with_result"
    )

    def with_result(self, rows, name, value):
        return rows.filter(result="" if value == OPEN_RESULT else value)


def form_label(control):
    """The form of a control in the words of its case's regime."""
    return label(control.decision.case.regime, "CONTROL", control.form)
