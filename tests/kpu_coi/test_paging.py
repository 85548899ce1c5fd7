import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from kpu_coi.paging import KeysFirst, paged
from personnel.models import Unit
from tests.personnel.factories import make_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["", "1", "2", "99", "tiga"])
def test_keys_first_finds_the_page_that_sorting_whole_rows_finds(number):
    for code in ("33.21", "33.22", "33.23", "33.24", "33.25"):
        make_unit(code, f"KPU Kabupaten {code[-1]}")
    rows = Unit.objects.select_related("parent").order_by("-name", "pk")
    request = RequestFactory().get("/", {"page": number})

    plain = paged(request, rows, 2, Paginator)["page"]
    keyed = paged(request, rows, 2, KeysFirst)["page"]

    assert list(keyed) == list(plain)
    assert keyed.number == plain.number


def test_keys_first_asks_once_for_its_rows(django_assert_num_queries):
    make_unit("33.21")
    request = RequestFactory().get("/")

    with django_assert_num_queries(2):
        list(paged(request, Unit.objects.order_by("code"), 2, KeysFirst)["page"])
