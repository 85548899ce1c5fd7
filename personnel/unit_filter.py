"""Units to choose from: in a form, and to filter a list by those that occur in it."""

import django_filters
from django.forms.models import ModelChoiceIterator
from django_filters.fields import ModelChoiceField

from personnel.models import Unit


class PairsIterator(ModelChoiceIterator):
    """Value and label as the field's `pair`: no 553 objects for two columns."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from self.queryset.values_list(*self.field.pair)


class UnitFilterField(ModelChoiceField):
    iterator = PairsIterator
    pair = ("code", "name")


class UnitFilter(django_filters.ModelChoiceFilter):
    field_class = UnitFilterField

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
