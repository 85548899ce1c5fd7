import pytest

from personnel.models import Position, PositionKind
from personnel.standard_trees import (
    national_tree,
    plant,
    provincial_tree,
    regency_tree,
    standard_tree,
)
from tests.personnel.factories import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.rule(80)]


@pytest.fixture
def planted():
    regency = make_unit("33.21")
    units = {"nation": regency.parent.parent, "province": regency.parent}
    units["regency"] = regency
    return {
        name: plant(unit, standard_tree(unit))
        for name, unit in sorted(units.items(), key=lambda item: item[1].code)
    }


@pytest.mark.parametrize(
    ("tree", "kinds"),
    [
        (
            regency_tree,
            {"CHAIR": 1, "MEMBER": 4, "SECRETARY": 1, "SUBDIV_HEAD": 4},
        ),
        (
            provincial_tree,
            {
                "CHAIR": 1,
                "MEMBER": 4,
                "SECRETARY": 1,
                "DIVISION_HEAD": 4,
                "SUBDIV_HEAD": 8,
            },
        ),
        (
            national_tree,
            {
                "CHAIR": 1,
                "MEMBER": 6,
                "SECGEN": 1,
                "DEPUTY": 2,
                "BUREAU_HEAD": 4,
                "CHIEF_INSPECTOR": 1,
                "REGIONAL_INSPECTOR": 3,
            },
        ),
    ],
)
def test_an_office_has_its_usual_posts(tree, kinds):
    seats = tree()

    assert {
        kind: sum(seat.kind == kind for seat in seats)
        for kind in {seat.kind for seat in seats}
    } == kinds
    assert len({seat.key for seat in seats}) == len(seats)


@pytest.mark.rule(11, 15)
@pytest.mark.parametrize(
    ("office", "seat", "above"),
    [
        ("regency", "legal", ("regency", "secretary")),
        ("regency", "secretary", ("regency", "chair")),
        ("regency", "member_1", ("regency", "chair")),
        ("regency", "chair", ("province", "chair")),
        ("province", "legal_1", ("province", "legal")),
        ("province", "legal", ("province", "secretary")),
        ("province", "secretary", ("province", "chair")),
        ("province", "chair", ("nation", "chair")),
        ("nation", "member_6", ("nation", "chair")),
        ("nation", "secretary", ("nation", "chair")),
        ("nation", "support_1", ("nation", "support")),
        ("nation", "inspector_II", ("nation", "chief_inspector")),
        ("nation", "chief_inspector", ("nation", "secretary")),
    ],
)
def test_each_post_answers_to_the_one_that_the_law_names(planted, office, seat, above):
    assert planted[office][seat].superior == planted[above[0]][above[1]]


@pytest.mark.rule(15)
def test_a_secretary_s_other_line_is_the_secretary_one_level_up(planted):
    assert (
        planted["regency"]["secretary"].other_line == planted["province"]["secretary"]
    )
    assert planted["province"]["secretary"].other_line == planted["nation"]["secretary"]
    assert planted["nation"]["secretary"].other_line is None
    assert planted["nation"]["chair"].superior is None


def test_planting_twice_changes_nothing(planted):
    unit = make_unit("33.21")
    before = list(Position.objects.values())

    again = plant(unit, regency_tree())

    assert again == planted["regency"]
    assert list(Position.objects.values()) == before


def test_the_posts_of_the_inspectorate_say_so(planted):
    inside = {key for key, post in planted["nation"].items() if post.is_in_inspectorate}

    assert inside == {"chief_inspector", "inspector_I", "inspector_II", "inspector_III"}
    assert planted["nation"]["chief_inspector"].kind == PositionKind.CHIEF_INSPECTOR
