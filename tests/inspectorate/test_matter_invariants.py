"""What must hold of matters and recusals, with damage done behind the program."""

import pytest

from declarations.models import Case, MatterParty, Recusal
from inspectorate.matter_invariants import faults
from tests.case_factories import make_case
from tests.factories import make_office
from tests.matter_factories import make_matter

pytestmark = [pytest.mark.django_db, pytest.mark.rule(7, 25)]


@pytest.fixture
def world():
    office = make_office()
    matter = make_matter(office.unit, people=[office.member.user_id])
    for status in ("RECEIVED", "CONTROL_ACTIVE", "DECIDED", "CANCELLED"):
        make_case(status, office=office, matter=matter)
    return office


def found():
    return [what for _, what in faults()]


def test_sound_data_have_no_faults(world):
    assert found() == []


@pytest.mark.parametrize("status", ["RECEIVED", "CONTROL_ACTIVE"])
def test_a_case_whose_recusal_is_gone_is_found(world, status):
    Recusal.objects.filter(case__status=status).delete()

    assert found() == ["daftar tidak ikut memutus belum mengikutinya"]


@pytest.mark.parametrize("status", ["DECIDED", "CANCELLED"])
def test_a_recusal_that_outlives_its_case_is_found(world, status):
    Recusal.objects.filter(case__status=status).update(ended_on=None)

    assert found() == ["daftar tidak ikut memutus belum mengikutinya"]


def test_a_recusal_of_somebody_else_is_found(world):
    case = Case.objects.get(status="RECEIVED")
    Recusal.objects.filter(case=case).update(person=world.chair.user)

    assert found() == ["orang atau satker berbeda dari perkaranya"]


def test_parties_that_do_not_match_their_keys_are_found(world):
    MatterParty.objects.update(person_key="0" * 64)

    assert found() == ["para pihak tidak sesuai dengan kuncinya"]
