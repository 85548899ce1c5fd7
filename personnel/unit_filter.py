"""The filter by unit of a list: those that occur in it, by their code."""

import django_filters

from personnel.models import Unit


class UnitFilter(django_filters.ModelChoiceFilter):
    def __init__(self, field_name="unit"):
        super().__init__(
            label="Satuan kerja",
            field_name=field_name,
            queryset=Unit.objects.none(),
            to_field_name="code",
            empty_label="Semua",
        )

    def offer_those_of(self, rows):
        """Offer the units that rows (a queryset of what is filtered) name."""
        named = rows.order_by().values(self.field_name)
        self.queryset = Unit.objects.filter(pk__in=named)
