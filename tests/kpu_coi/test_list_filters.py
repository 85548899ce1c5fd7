"""Quick filters above a list: what each shows, and how many rows it says it has."""

import django_filters
import pytest
from django.db.models import Q
from django.http import QueryDict

from kpu_coi.list_filters import TabbedFilter
from personnel.models import Unit
from tests.personnel.factories import make_unit

pytestmark = pytest.mark.django_db


class UnitList(TabbedFilter):
    views = {
        "jawa-tengah": ("Jawa Tengah", Q(province_code="33")),
        "lain": ("Lainnya", lambda: ~Q(province_code="33")),
    }
    nama = django_filters.CharFilter(field_name="name", lookup_expr="icontains")


@pytest.fixture(autouse=True)
def units():
    make_unit("33.21", "KPU Kabupaten Demak")
    make_unit("33.22", "KPU Kabupaten Semarang")
    make_unit("34.01", "KPU Kabupaten Kulon Progo")


def listed(query):
    kabupaten = Unit.objects.filter(level="DISTRICT").order_by("code")
    return UnitList(QueryDict(query), kabupaten)


@pytest.mark.parametrize(
    ("query", "view", "codes"),
    [
        ("", "jawa-tengah", ["33.21", "33.22"]),
        ("lihat=lain", "lain", ["34.01"]),
        ("lihat=karangan", "jawa-tengah", ["33.21", "33.22"]),
        ("nama=demak", "jawa-tengah", ["33.21"]),
        ("lihat=lain&nama=demak", "lain", []),
    ],
)
def test_the_list_is_cut_by_its_tab_and_by_its_filters(query, view, codes):
    found = listed(query)

    assert found.view == view
    assert [unit.code for unit in found.qs] == codes


def test_each_tab_says_how_many_lie_behind_it_without_the_filters():
    tabs = listed("lihat=lain&nama=demak").tabs()

    assert tabs == [
        {
            "label": "Jawa Tengah",
            "count": 2,
            "url": "?lihat=jawa-tengah",
            "current": False,
        },
        {"label": "Lainnya", "count": 1, "url": "?lihat=lain", "current": True},
    ]


@pytest.mark.parametrize(
    ("query", "counted"),
    [
        ("", {"count": 2}),
        ("lihat=lain", {"count": 1}),
        ("nama=", {"count": 2}),
        ("nama=demak", {"at_once": True}),
        ("lihat=lain&nama=x", {"at_once": True}),
    ],
)
def test_the_count_of_a_tab_is_that_of_the_list_only_without_filters(query, counted):
    found = listed(query)

    assert found.counted == counted
    assert found.narrows is ("at_once" in counted)
    assert counted.get("count", 0) in (0, found.qs.count())


def test_no_filter_is_called_optional():
    assert all(field.conditional for field in listed("").form.fields.values())
