import django_filters
from django import forms
from django.db.models import Count, Q

from declarations.models import OPEN, CaseStatus

VIEWS = {
    "menunggu": ("Menunggu", Q(status__in=OPEN)),
    "selesai": ("Sudah diputuskan", ~Q(status__in=OPEN)),
}


class CaseFilter(django_filters.FilterSet):
    """What lies on somebody's desk: what waits by due date, then what is done."""

    q = django_filters.CharFilter(
        label="Nomor pernyataan",
        field_name="number",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = django_filters.ChoiceFilter(
        label="Status", choices=CaseStatus.choices, empty_label="Semua"
    )

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        for field in self.form.fields.values():
            field.conditional = True
        asked = data.get("lihat")
        self.view = asked if asked in VIEWS else "menunggu"

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset).filter(VIEWS[self.view][1])
        return found.by_due_date() if self.view == "menunggu" else found

    def tabs(self):
        """The quick filters, each with how many cases lie behind it."""
        counts = self.queryset.aggregate(
            **{name: Count("pk", filter=which) for name, (_, which) in VIEWS.items()}
        )
        return [
            {
                "label": label,
                "count": counts[name],
                "url": f"?lihat={name}",
                "current": name == self.view,
            }
            for name, (label, _) in VIEWS.items()
        ]
