"""Matters and recusals under two hands at once, on two real connections."""

import pytest

from declarations.models import Recusal
from declarations.workflow import cases, matters, recusals
from tests.case_factories import make_case
from tests.factories import make_office
from tests.matter_factories import make_matter
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_settle_a_matter_at_once_one_wins():
    office = make_office()
    matter = make_matter(office.unit)

    results = at_once(
        lambda: matters.decide(matter, by=office.chair.user),
        lambda: matters.decide(matter, by=office.secretary.user),
    )

    assert refusals(results) == [
        "Tidak dapat dilakukan: keadaan agenda ini “Sudah diputus”."
    ]


def test_two_sweeps_and_a_move_at_once_leave_one_recusal():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    Recusal.objects.all().delete()

    at_once(
        recusals.sweep,
        recusals.sweep,
        lambda: cases.open_review(case, by=office.head.user),
    )

    assert case.recusals.live().count() == 1
