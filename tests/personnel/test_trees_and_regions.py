"""The standard tree in one step, and the map of the Inspektorat's regions."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from personnel.lines import inspectorate_of
from personnel.models import Position, Unit
from personnel.standard_trees import standard_tree
from personnel.workflow.regions import assign_provinces
from personnel.workflow.trees import apply_standard_tree, plan_of
from tests.personnel.factories import (
    give,
    make_position,
    make_region,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
ORGANISATION = "Organisasi"


def details_of(event):
    return json.loads(bytes(event.body))["details"]


@pytest.fixture
def administrator():
    user = make_user()
    give(user, "ORGANISATION_ADMIN")
    return user


@pytest.fixture
def regency():
    return make_unit("33.21")


def apply_above(regency, administrator):
    for unit in (regency.parent.parent, regency.parent):
        apply_standard_tree(unit, by=administrator)


@pytest.mark.rule(80)
@pytest.mark.parametrize(
    ("code", "kind", "secretariat_type", "fifth", "count"),
    [
        ("33.21", "SUBDIV_HEAD", "A", ORGANISATION, 5),
        ("33.21", "SUBDIV_HEAD", "A", "", 4),
        ("33.21", "SUBDIV_HEAD", "B", "", 4),
        ("33", "DIVISION_HEAD", "A", ORGANISATION, 5),
        ("33", "DIVISION_HEAD", "B", "", 4),
    ],
)
def test_a_secretariat_of_type_a_may_have_a_fifth_branch(
    administrator, code, kind, secretariat_type, fifth, count
):
    unit = make_unit(code)

    apply_standard_tree(
        unit, secretariat_type=secretariat_type, fifth=fifth, by=administrator
    )

    assert unit.positions.filter(kind=kind).count() == count
    assert Unit.objects.get(code=code).secretariat_type == secretariat_type


@pytest.mark.rule(80)
def test_no_bagian_has_more_than_two_subbagian():
    seats = standard_tree(make_unit("33"), "A", ORGANISATION)

    heads = [seat.key for seat in seats if seat.kind == "DIVISION_HEAD"]
    below = [seat.superior for seat in seats if seat.kind == "SUBDIV_HEAD"]
    assert max(below.count(head) for head in heads) == 2


def test_type_b_has_no_fifth_branch_even_when_one_is_named():
    assert standard_tree(make_unit("33.21"), "B", ORGANISATION) == standard_tree(
        make_unit("33.21"), "B"
    )


def test_applying_a_tree_twice_changes_nothing(administrator, regency):
    apply_above(regency, administrator)
    made = apply_standard_tree(regency, secretariat_type="B", by=administrator)
    before = list(Position.objects.values())

    again = apply_standard_tree(regency, secretariat_type="B", by=administrator)

    assert (len(made), again) == (10, [])
    assert list(Position.objects.values()) == before


def test_the_plan_says_what_comes_what_stands_and_what_is_outside(
    administrator, regency
):
    apply_above(regency, administrator)
    chair = make_position(
        "Ketua",
        unit=regency,
        kind="CHAIR",
        section="Divisi Keuangan, Umum, Rumah Tangga dan Logistik",
    )
    driver = make_position("Pengemudi", unit=regency)

    plan = plan_of(regency, standard_tree(regency))

    assert [seat.title for seat in plan.new][:5] == ["Anggota"] * 4 + ["Sekretaris"]
    assert len(plan.new) == 9
    assert (plan.standing, plan.outside) == ([chair], [driver])
    assert not plan.no_head_above


def test_the_plan_warns_when_nobody_stands_above(regency):
    assert plan_of(regency, standard_tree(regency)).no_head_above
    nation = regency.parent.parent
    assert not plan_of(nation, standard_tree(nation)).no_head_above


def test_only_an_organisation_administrator_applies_a_tree(regency):
    operator = make_user()
    give(operator, "UNIT_OPERATOR", unit=regency)

    with pytest.raises(PermissionDenied):
        apply_standard_tree(regency, by=operator)

    assert not regency.positions.exists()


def test_the_nation_has_no_type(administrator):
    with pytest.raises(ValidationError):
        apply_standard_tree(make_unit("00"), secretariat_type="A", by=administrator)


def test_applying_a_tree_is_logged_with_ids_alone(administrator, regency):
    made = apply_standard_tree(
        regency, secretariat_type="A", fifth=ORGANISATION, by=administrator
    )

    event = Event.objects.get(action="unit.apply_standard_tree")
    assert event.stream == "unit:33.21"
    assert details_of(event) == {
        "secretariat_type": "A",
        "made": [post.pk for post in made],
    }


@pytest.mark.rule(12)
def test_a_province_changes_its_region_at_once_and_each_change_is_logged(
    administrator, regency
):
    bali = make_unit("51", "KPU Provinsi Bali")
    make_region("II", regency.parent)
    make_region("I")

    changed = assign_provinces({"33": "I", "51": ""}, by=administrator)

    assert changed == ["33"]
    assert inspectorate_of(regency).code == "I"
    assert inspectorate_of(bali) is None
    (event,) = Event.objects.filter(action="unit.assign_region")
    assert event.stream == "unit:33"
    assert details_of(event) == {"before": "II", "after": "I"}


@pytest.mark.rule(12)
def test_a_province_without_a_region_falls_to_the_chief_inspectorate(
    administrator, regency
):
    make_region("II", regency.parent)

    assert assign_provinces({"33": ""}, by=administrator) == ["33"]
    assert assign_provinces({"33": ""}, by=administrator) == []
    assert inspectorate_of(regency) is None


def test_only_an_organisation_administrator_draws_the_map(regency):
    make_region("II")

    with pytest.raises(PermissionDenied):
        assign_provinces({"33": "II"}, by=make_user())
