"""Filters above a list, and quick filters: tabs that say how many rows each has."""

import django_filters
from django.db.models import Count
from django.utils.functional import cached_property

from kpu_coi.widgets import conditional


class ListFilter(django_filters.FilterSet):
    """Filters of which none has to be filled in, and none is called optional."""

    @cached_property
    def form(self):
        form = super().form
        for field in form.fields.values():
            conditional(field)
        return form

    @property
    def narrows(self):
        """Whether one of the filters was asked for."""
        return any(self.data.get(name) for name in self.filters)


class TabbedFilter(ListFilter):
    """
    A list that is always cut by one quick filter, `lihat` in the query.

    `views` gives by name a label and the condition on a row, or a function that says
    it; the first is shown unless another is asked for.
    """

    views = {}

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        asked = data.get("lihat")
        self.view = asked if asked in self.views else next(iter(self.views))

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).filter(self.conditions[self.view])

    @cached_property
    def conditions(self):
        return {
            name: which() if callable(which) else which
            for name, (_, which) in self.views.items()
        }

    @cached_property
    def counts(self):
        """How many rows lie behind each tab, without the other filters; one query."""
        return self.queryset.order_by().aggregate(
            **{
                name: Count("pk", filter=which)
                for name, which in self.conditions.items()
            }
        )

    @property
    def counted(self):
        """
        How `kpu_coi.paging.paged` is to count the list.

        Cut by its tab alone it has as many rows as the tab says; cut by a filter it is
        mostly short, and only keys are read.
        """
        if self.narrows:
            return {"at_once": True}
        return {"count": self.counts[self.view]}

    def tabs(self):
        return [
            {
                "label": label,
                "count": self.counts[name],
                "url": self.url_of(name),
                "current": name == self.view,
            }
            for name, (label, _) in self.views.items()
            if name == self.view or self.offers(name)
        ]

    def offers(self, name):
        """Whether a tab is worth showing while another one is open."""
        return True

    def url_of(self, name):
        return f"?lihat={name}"
