from django.core.paginator import Paginator


class KeysFirst(Paginator):
    """
    For long lists of wide rows: only keys are sorted, and one page of rows is read.

    Otherwise the last page sorts every column of every row, which no memory holds.
    """

    def _get_page(self, object_list, number, paginator):
        rows = self.object_list.filter(pk__in=object_list.values("pk"))
        return super()._get_page(rows, number, paginator)


def paged(request, rows, size, paginator=Paginator):
    """
    One page of rows, as `_components/pagination.html` takes it.

    Gives `page` with its `page_numbers`, and `query`, the rest of the query string,
    which leads to the other pages of the same list.
    """
    page = paginator(rows, size).get_page(request.GET.get("page"))
    page.page_numbers = list(page.paginator.get_elided_page_range(page.number))
    query = request.GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}
