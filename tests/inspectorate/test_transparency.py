import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from declarations.models import Campaign, Kind, Obligation
from inspectorate import public_figures
from inspectorate.public_figures import counted, headline
from tests.budgets import PUBLIC, assert_within, page_weight
from tests.factories import (
    make_campaign,
    make_position,
    make_statement,
    make_tenure,
    make_unit,
    make_user,
)
from tests.inspectorate.country import Country, make_complaint

pytestmark = pytest.mark.django_db

PAGE = "/transparansi/"


@pytest.fixture(autouse=True)
def counted_anew():
    public_figures.forget()
    yield
    public_figures.forget()


def obliged(unit, people, declared):
    """So many people of a unit, of whom the first have declared."""
    for number in range(people):
        post = make_position(f"Pelaksana {unit.code} {number}", unit=unit)
        make_tenure(make_user(f"Orang {unit.code} {number}"), post)
    return unit, declared


def declare(campaign, places):
    for unit, declared in places:
        for obligation in campaign.obligations.filter(unit=unit)[:declared]:
            make_statement(kind=Kind.FREE, tenure=obligation.tenure)


@pytest.mark.rule(61)
def test_provinces_are_counted_and_small_cells_hidden_with_one_more():
    nation = make_unit("00")
    places = [
        obliged(make_unit("33.21"), 12, 6),
        obliged(make_unit("73.71", "KPU Kota Makassar"), 11, 5),
        obliged(make_unit("51.71", "KPU Kota Denpasar"), 7, 4),
    ]
    campaign = make_campaign(nation, cascade=True)
    declare(campaign, places)

    found = counted()

    assert (found.nation.obliged, found.nation.declared, found.nation.missing) == (
        30,
        15,
        15,
    )
    cells = {
        row.name: (row.obliged, row.declared, row.missing) for row in found.provinces
    }
    assert cells == {
        "Jawa Tengah": (12, 6, 6),
        "Bali": (7, None, None),
        "Sulawesi Selatan": (11, None, None),
    }
    assert [row.percent for row in found.provinces] == [50.0, None, None]


@pytest.mark.rule(61)
def test_a_nation_that_lacks_four_people_tells_only_how_many_must(client):
    nation = make_unit("00")
    campaign = make_campaign(nation, cascade=True)
    places = [obliged(make_unit("33.21"), 9, 6)]
    Obligation.objects.all().delete()
    Campaign.objects.filter(pk=campaign.pk).delete()
    campaign = make_campaign(nation, cascade=True)
    declare(campaign, places)

    found = counted()

    assert (found.nation.obliged, found.nation.declared, found.nation.percent) == (
        9,
        None,
        None,
    )
    assert headline() == []
    assert "orang</b> sudah menyatakan" not in client.get(PAGE).content.decode()


@pytest.mark.rule(61)
def test_complaints_are_counted_by_month_and_category(client):
    unit = make_unit("33.21")
    for number in range(20):
        category = "GRATUITY" if number < 6 else "ABUSE" if number < 18 else "COI"
        make_complaint(
            number,
            unit,
            category=category,
            status="PROVEN" if number < 7 else "RECEIVED",
            closed_at=timezone.now() if number < 7 else None,
        )

    found = counted()

    lines = dict(found.complaints_by_category.lines)
    assert (lines["Penyalahgunaan wewenang"], lines["Gratifikasi"]) == (12, None)
    assert lines["Benturan kepentingan"] is None
    assert found.complaints_by_category.total == 20
    assert found.complaints_finished == 7
    assert [figure.value for figure in headline()] == ["20", "7"]
    words = client.get(PAGE).content.decode()
    assert "disamarkan" in words


@pytest.mark.rule(61)
def test_a_finished_count_that_would_give_the_rest_away_is_hidden():
    unit = make_unit("33.21")
    for number in range(10):
        done = number < 7
        make_complaint(
            number,
            unit,
            status="PROVEN" if done else "RECEIVED",
            closed_at=timezone.now() if done else None,
        )

    assert counted().complaints_finished is None


def test_no_name_is_on_the_page(client):
    country = Country()

    words = client.get(PAGE).content.decode()

    names = Obligation.objects.values_list("user__name", flat=True)
    assert [name for name in names if name in words] == []
    assert country.office.unit.name not in words


def test_the_page_asks_the_database_once_in_five_minutes_and_keeps_no_session(client):
    Country()
    first = client.get(PAGE)

    with CaptureQueriesContext(connection) as captured:
        second = client.get(PAGE)

    assert (first.status_code, second.status_code) == (200, 200)
    assert len(captured) == 0
    assert "sesi" not in second.cookies


def test_counting_takes_the_same_queries_for_any_nation():
    Country()
    with CaptureQueriesContext(connection) as few:
        counted()
    for number in range(3):
        unit = make_unit(f"5{number + 1}.71", f"KPU Kota {number}")
        make_tenure(make_user(), make_position("Pelaksana", unit=unit))
        make_complaint(number, unit)
    make_campaign(make_unit("00"), cascade=True)

    with CaptureQueriesContext(connection) as more:
        counted()

    assert len(more) == len(few) <= 8


def test_an_empty_installation_has_a_page_too(client):
    words = client.get(PAGE).content.decode()

    assert "Belum ada masa pernyataan" in words


def test_the_page_is_within_its_budget(client):
    Country()

    assert_within(PUBLIC, page_weight(client, PAGE))
