import pytest
from django.test import RequestFactory

from kpu_coi.paging import paged
from personnel.models import Unit
from tests.personnel.factories import make_unit

pytestmark = pytest.mark.django_db
LOOK = RequestFactory()


@pytest.fixture
def five():
    for code in ("33.21", "33.22", "33.23", "33.24", "33.25"):
        make_unit(code, f"KPU Kabupaten {code[-1]}")


@pytest.mark.parametrize("number", ["", "1", "2", "99", "tiga"])
def test_keys_first_finds_the_page_that_sorting_whole_rows_finds(five, number):
    rows = Unit.objects.order_by("-name", "pk")
    shown = Unit.objects.select_related("parent")
    request = LOOK.get("/", {"page": number})

    plain = paged(request, rows, 2)["page"]
    keyed = paged(request, rows, 2, shown=shown)["page"]
    at_once = paged(request, rows, 2, shown=shown, at_once=True)["page"]

    assert list(at_once) == list(keyed) == list(plain)
    assert at_once.number == keyed.number == plain.number
    assert at_once.paginator.count == keyed.paginator.count == plain.paginator.count


def test_keys_first_shows_rows_of_the_list_alone(five):
    rows = Unit.objects.filter(code__lte="33.22").order_by("code")

    page = paged(LOOK.get("/"), rows, 10, shown=Unit.objects.all())["page"]

    found = [unit.code for unit in page if unit.level == "DISTRICT"]
    assert found == ["33.21", "33.22"]


def test_a_row_that_is_gone_when_it_is_read_is_left_out(five):
    rows = Unit.objects.filter(code__startswith="33.2").order_by("code")
    still_there = Unit.objects.exclude(code="33.22")

    page = paged(LOOK.get("/"), rows, 3, shown=still_there)["page"]

    assert [unit.code for unit in page] == ["33.21", "33.23"]


def test_keys_first_asks_for_count_keys_and_rows(django_assert_num_queries):
    make_unit("33.21")
    rows = Unit.objects.order_by("code")

    with django_assert_num_queries(3):
        list(paged(LOOK.get("/"), rows, 2, shown=Unit.objects.all())["page"])
    with django_assert_num_queries(2):
        list(paged(LOOK.get("/"), rows, 2, shown=rows.all(), at_once=True)["page"])


def test_what_is_counted_already_is_not_counted_again(five, django_assert_num_queries):
    rows = Unit.objects.filter(code__startswith="33.2").order_by("code")

    with django_assert_num_queries(1):
        page = paged(LOOK.get("/", {"page": "2"}), rows, 2, count=5)["page"]
        found = [unit.code for unit in page]

    assert found == ["33.23", "33.24"]
    assert page.paginator.num_pages == 3
