"""Register numbers (rules 30 and 33)."""

from datetime import UTC, date, datetime

import pytest

from declarations.models import Kind, RegisterCounter, Status
from declarations.registers import next_number
from documents.issuing import read_paper
from kpu_coi.dates import tanggal
from personnel.models import Unit
from tests.factories import make_office, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.mark.rule(30)
def test_numbers_count_per_unit_kind_and_year(office):
    day = date(2026, 11, 23)

    numbers = [
        next_number(office.unit, "BBK", day),
        next_number(office.unit, "BBK", day),
        next_number(office.unit, "PBK", day),
        next_number(office.province, "BBK", day),
        next_number(office.unit, "BBK", date(2027, 1, 4)),
    ]

    assert numbers == [
        "0001/BBK/33.21/XI/2026",
        "0002/BBK/33.21/XI/2026",
        "0001/PBK/33.21/XI/2026",
        "0001/BBK/33/XI/2026",
        "0001/BBK/33.21/I/2027",
    ]


@pytest.mark.rule(30)
def test_a_withdrawn_number_is_not_given_again(office):
    first = make_statement(Status.WITHDRAWN, tenure=office.staff)

    second = make_statement(tenure=office.staff)

    assert (first.number[:8], second.number[:8]) == ("0001/BBK", "0002/BBK")


@pytest.mark.rule(33)
@pytest.mark.parametrize(
    ("kind", "code", "paper"),
    [
        (Kind.FREE, "BBK", "Bebas Benturan Kepentingan"),
        (Kind.POTENTIAL, "PBK", "Potensi Benturan Kepentingan"),
        (Kind.ACTUAL, "PKK", "Benturan Kepentingan Aktual"),
    ],
)
def test_each_kind_has_its_register_and_its_paper(office, kind, code, paper):
    statement = make_statement(kind=kind, tenure=office.staff)

    assert statement.number.split("/")[1] == code
    assert statement.read_content()["title"] == ["Surat Pernyataan", paper]
    assert statement.document.kind == kind


@pytest.mark.rule(30, 76)
def test_the_year_turns_at_midnight_of_the_unit(office, monkeypatch):
    Unit.objects.update(timezone="Asia/Jayapura", tz_abbr="WIT")
    new_year = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: new_year)

    statement = make_statement(tenure=office.staff)

    record = read_paper(statement.document)["record"]
    assert statement.number == f"0001/BBK/{office.unit.code}/I/2027"
    assert record["place_date"].endswith(f", {tanggal(date(2027, 1, 1))}")
    assert record["signed_at"] == "2027-01-01T00:30:00+09:00"


@pytest.mark.rule(30)
def test_after_9999_the_number_grows_by_a_digit(office):
    RegisterCounter.objects.create(unit=office.unit, kind="BBK", year=2026, last=9999)

    assert next_number(office.unit, "BBK", date(2026, 3, 1)) == (
        f"10000/BBK/{office.unit.code}/III/2026"
    )
