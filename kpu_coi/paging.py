from django.core.paginator import Paginator


def paged(request, rows, size):
    """
    One page of rows, as `_components/pagination.html` takes it.

    Gives `page` with its `page_numbers`, and `query`, the rest of the query string,
    which leads to the other pages of the same list.
    """
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    page.page_numbers = list(page.paginator.get_elided_page_range(page.number))
    query = request.GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}
