from django.core.paginator import Paginator
from django.db.models import QuerySet


class KeysFirst(Paginator):
    """
    For long lists of wide rows: one page of keys is sorted, then its rows are read.

    Otherwise the last page sorts every column of every row, which no memory holds.
    `shown` is what the rows are read from, with all that they show; without it they
    come from the list itself.
    """

    shown = None

    def _get_page(self, object_list, number, paginator):
        source = self.object_list if self.shown is None else self.shown
        keys = list(keys_of(object_list))
        found = source.in_bulk(keys)
        rows = [found[key] for key in keys if key in found]
        return super()._get_page(rows, number, paginator)


def keys_of(rows):
    """The primary keys of rows, which may be such keys already."""
    return rows.values_list("pk", flat=True) if isinstance(rows, QuerySet) else rows


def paged(request, rows, size, *, shown=None, count=None, at_once=False):
    """
    One page of rows, as `_components/pagination.html` takes it.

    Gives `page` with its `page_numbers`, and `query`, the rest of the query string,
    which leads to the other pages of the same list. With `shown`, a queryset, the rows
    say which, and it says what of them: see KeysFirst. With `count`, how many they
    are, nobody counts them again. With `at_once` beside `shown` all keys are read, and
    counted and cut into pages without looking for them twice: for a short list.
    """
    paginator = Paginator(rows, size)
    if shown is not None:
        paginator = KeysFirst(list(keys_of(rows)) if at_once else rows, size)
        paginator.shown = shown
    if count is not None:
        paginator.count = count
    page = paginator.get_page(request.GET.get("page"))
    page.page_numbers = list(paginator.get_elided_page_range(page.number))
    query = request.GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}
