"""The bench over the lists misses none of them."""

import inspect

from django.urls import URLPattern, get_resolver

from tests.bench.lists import LISTS

PAGES_ROWS = ("paged(", "Paginator(", "list_page(", "listed(")
POSTS_THAT_SHOW_THEIR_LIST_AGAIN = {
    "declarations:ceremony_start",
    "personnel:upload_roster",
}


def routes(resolver, space=""):
    """Every route of the application's own with its name, below its namespaces."""
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield f"{space}{found.name}", found.callback
        elif found.namespace != "admin":
            below = f"{found.namespace}:" if found.namespace else space
            yield from routes(found, below)


def functions(view):
    """The view and all that its decorators wrap."""
    while view is not None:
        yield view
        inside = [cell.cell_contents for cell in getattr(view, "__closure__", ()) or ()]
        wrapped = [one for one in inside if inspect.isfunction(one)]
        view = getattr(view, "__wrapped__", None) or next(iter(wrapped), None)


def pages_rows(view):
    return any(
        words in inspect.getsource(function)
        for function in functions(view)
        if inspect.isfunction(function)
        for words in PAGES_ROWS
    )


def test_every_view_that_pages_its_rows_is_measured():
    paging = {name for name, view in routes(get_resolver()) if pages_rows(view)}
    measured = {name.partition("@")[0] for name in LISTS}

    assert len(paging) > 30
    assert paging - measured <= POSTS_THAT_SHOW_THEIR_LIST_AGAIN


def test_every_list_that_is_measured_has_a_route():
    names = {name for name, _ in routes(get_resolver())}
    measured = {name.partition("@")[0] for name in LISTS}

    assert {name for name in measured if not name.startswith("admin:")} <= names
