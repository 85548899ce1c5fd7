"""Register numbers (rules 30 and 33)."""

from datetime import date

import pytest

from declarations.models import Kind, Status
from declarations.registers import next_number
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
