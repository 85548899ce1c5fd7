"""Register numbers: each once, and none that tells of another."""

from datetime import date
from itertools import pairwise

import pytest

from complaints.registers import next_number, shuffled
from tests.personnel.factories import make_unit

REGISTER = "33.21 2026"


@pytest.mark.rule(47)
def test_each_place_of_a_register_has_a_number_of_its_own():
    whole = {shuffled(place, REGISTER) for place in range(1, 10_001)}

    assert whole == set(range(1, 10_001))


def test_after_ten_thousand_the_numbers_go_on_above():
    assert 10_001 <= shuffled(10_001, REGISTER) <= 20_000


@pytest.mark.rule(20, 51)
def test_numbers_show_no_gap_where_a_complaint_is_hidden():
    numbers = [shuffled(place, REGISTER) for place in range(1, 101)]
    apart = {after - before for before, after in pairwise(numbers)}

    assert numbers != sorted(numbers)
    assert len(apart) > 90


def test_each_register_and_year_has_an_order_of_its_own():
    orders = {
        tuple(shuffled(place, register) for place in range(1, 6))
        for register in (REGISTER, "33.21 2027", "33.22 2026")
    }

    assert len(orders) == 3


@pytest.mark.django_db
def test_a_number_says_register_unit_month_and_year():
    unit = make_unit("33.21")

    sequence, *rest = next_number(unit, date(2026, 11, 23)).split("/")

    assert rest == ["MTR", "33.21", "XI", "2026"]
    assert 1 <= int(sequence) <= 10_000
