"""Which desk gets a complaint, and whom it keeps out (rule 51)."""

from datetime import date

import pytest
from django.utils import timezone

from complaints.models import AccusedKeyKind, Complaint, Desk
from complaints.routing import Accused, plain_name, route
from complaints.workflow import moves
from complaints.workflow.moves import making
from kpu_coi import vault
from personnel.models import Grant, Unit
from tests.complaints.factories import Desks, make_complaint
from tests.personnel.factories import give, make_position, make_tenure, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks():
    return Desks()


def desk_for(code, accused_class, post="", name=""):
    unit = Unit.objects.get(code=code)
    found = route(Accused(unit, accused_class, post, name), timezone.localdate())
    return found.unit.code, str(found.desk)


@pytest.mark.rule(51)
@pytest.mark.parametrize(
    ("code", "accused_class", "post", "expected"),
    [
        ("33.21", "STAFF", "STAFF", ("33.21", "UNIT")),
        ("33.21", "ADHOC", "ADHOC", ("33.21", "UNIT")),
        ("33.21", "ADHOC", "", ("33.21", "UNIT")),
        ("33.21", "STAFF", "", ("33", "UNIT")),
        ("33.21", "STAFF", "SECRETARY", ("33", "UNIT")),
        ("33.21", "STAFF", "HEAD", ("33", "UNIT")),
        ("33.21", "MEMBER", "", ("33", "UNIT")),
        ("33.21", "MEMBER", "CHAIR", ("33", "UNIT")),
        ("33.21", "MEMBER", "MEMBER", ("33", "UNIT")),
        ("33", "STAFF", "STAFF", ("33", "UNIT")),
        ("33", "STAFF", "SECRETARY", ("00", "UNIT")),
        ("33", "MEMBER", "CHAIR", ("00", "UNIT")),
        ("33", "MEMBER", "", ("00", "UNIT")),
        ("00", "STAFF", "STAFF", ("00", "UNIT")),
        ("00", "MEMBER", "CHAIR", ("00", "CHIEF_INSPECTOR")),
        ("00", "STAFF", "SECRETARY", ("00", "CHIEF_INSPECTOR")),
        ("00", "STAFF", "INSPECTORATE", ("00", "CHIEF_INSPECTOR")),
    ],
)
def test_a_complaint_goes_to_the_superior_never_to_the_accused_s_own_leadership(
    desks, code, accused_class, post, expected
):
    assert desk_for(code, accused_class, post) == expected


@pytest.mark.rule(51)
def test_a_name_tells_more_than_the_post_that_was_given(desks):
    name = desks.secretary.user.name

    assert desk_for("33.21", "STAFF", "STAFF", name) == ("33", "UNIT")


@pytest.mark.rule(51)
def test_one_about_the_chief_inspector_does_not_go_to_himself(desks):
    name = desks.chief_inspector.name

    assert desk_for("00", "STAFF", "INSPECTORATE", name) == ("00", "UNIT")


@pytest.mark.rule(51)
def test_a_desk_whose_only_officer_is_named_is_passed_over(desks):
    name = desks.officer.name

    assert desk_for("33.21", "STAFF", "STAFF", name) == ("33", "UNIT")


@pytest.mark.rule(51)
def test_a_desk_whose_officers_all_sit_below_the_accused_is_passed_over(desks):
    name = desks.other_head.name

    assert desk_for("33.21", "STAFF", "HEAD", name) == ("33", "UNIT")


@pytest.mark.rule(51)
def test_a_name_that_nobody_bears_may_be_the_officer_s_and_goes_up(desks):
    misspelt = desks.officer.name + "h"

    assert desk_for("33.21", "STAFF", "STAFF", misspelt) == ("33", "UNIT")


@pytest.mark.rule(51)
def test_a_letter_stands_for_a_word_of_a_name(desks):
    first, *others = desks.officer.name.split()
    short = " ".join([first, *(f"{word[0]}." for word in others)])

    found = route(Accused(desks.unit, "STAFF", "STAFF", short), timezone.localdate())

    assert vault.person_key(desks.officer.pk) in {key for _, key in found.keys}


@pytest.mark.rule(20, 51)
def test_the_chair_of_the_nation_is_kept_out_also_where_nobody_stands_above(desks):
    give(desks.national_chair.user, "PLENARY_VIEWER", unit=desks.nation)
    complaint = make_complaint(
        unit="00", accused_class="MEMBER", accused_post="CHAIR", accused_name=""
    )
    for move in (moves.VERIFY, moves.ASSESS, moves.EXAMINE, moves.TO_PLENARY):
        with making(move, complaint, by=desks.chief_inspector):
            pass

    chair = desks.national_chair.user
    assert not Complaint.objects.visible_to(chair).exists()
    assert Complaint.objects.visible_to(desks.chief_inspector).exists()


@pytest.mark.rule(20, 51)
@pytest.mark.parametrize("named", [True, False])
def test_an_auditor_accused_where_he_came_on_a_visit_gets_no_copy(desks, named):
    auditor = make_user("Auditor Keliling")
    post = make_position(
        "Auditor",
        unit=desks.nation,
        kind="AUDITOR",
        superior=desks.chief_inspector_post,
    )
    make_tenure(auditor, post)
    give(auditor, "AUDITOR", region=desks.region)

    make_complaint(
        category="COI",
        accused_post="INSPECTORATE",
        accused_name=auditor.name if named else "",
    )

    assert not Complaint.objects.visible_to(auditor).exists()
    assert Complaint.objects.visible_to(desks.chief_inspector).exists()


@pytest.mark.rule(51)
def test_one_officer_whom_it_does_not_concern_is_enough_for_a_desk(desks):
    colleague = make_user("Petugas Kedua")
    make_tenure(colleague, desks.staff_post, acting="ACTING")
    give(colleague, "COMPLAINT_OFFICER", unit=desks.unit)

    assert desk_for("33.21", "STAFF", "STAFF", desks.officer.name) == ("33.21", "UNIT")


@pytest.mark.rule(51)
def test_a_unit_without_officers_passes_up(desks):
    Grant.objects.filter(unit=desks.unit).delete()

    assert desk_for("33.21", "STAFF", "STAFF") == ("33", "UNIT")


@pytest.mark.rule(51)
def test_where_there_is_no_officer_at_all_the_chief_inspector_has_it(desks):
    Grant.objects.all().delete()

    assert desk_for("33.21", "STAFF", "STAFF") == ("00", "CHIEF_INSPECTOR")


def test_inactive_officers_do_not_count(desks):
    desks.officer.is_active = False
    desks.officer.save()

    assert desk_for("33.21", "STAFF", "STAFF") == ("33", "UNIT")


@pytest.mark.rule(51)
def test_the_keys_name_the_person_and_the_post(desks):
    found = route(
        Accused(desks.unit, "STAFF", "", desks.head.user.name), timezone.localdate()
    )

    assert [kind for kind, _ in found.keys] == [
        AccusedKeyKind.PERSON,
        AccusedKeyKind.POST,
    ]
    assert all(len(key) == 64 for _, key in found.keys)


def test_routing_asks_the_database_at_most_four_times(
    desks, django_assert_max_num_queries
):
    accused = Accused(desks.unit, "STAFF", "HEAD", "")
    route(accused, timezone.localdate())

    with django_assert_max_num_queries(4):
        route(accused, timezone.localdate())


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Dr. H. Budi Santoso, S.H., M.H.", ("budi", "santoso")),
        ("  SITI   aminah ", ("siti", "aminah")),
        ("Bu Rahayu", ("rahayu",)),
        ("Siti, S.Sos", ("siti",)),
        ("", ()),
    ],
)
def test_a_name_is_compared_without_degrees_and_titles(written, words):
    assert plain_name(written) == words


# ---- who can see it

PEOPLE = {
    "officer": lambda d: d.officer,
    "province_officer": lambda d: d.province_officer,
    "national_officer": lambda d: d.national_officer,
    "chief_inspector": lambda d: d.chief_inspector,
    "staff": lambda d: d.staff.user,
    "head": lambda d: d.head.user,
    "secretary": lambda d: d.secretary.user,
    "chair": lambda d: d.chair.user,
    "province_chair": lambda d: d.province_chair.user,
}


@pytest.mark.rule(51, 64)
@pytest.mark.parametrize(
    ("fields", "seers"),
    [
        ({"accused_post": "STAFF"}, {"officer"}),
        (
            {"accused_post": "STAFF", "category": "COI"},
            {"officer", "chief_inspector"},
        ),
        ({"accused_post": "SECRETARY"}, {"province_officer"}),
        (
            {"accused_class": "MEMBER", "accused_post": "CHAIR", "unit": "33"},
            {"national_officer"},
        ),
        ({"accused_post": "INSPECTORATE", "unit": "00"}, {"chief_inspector"}),
    ],
)
def test_only_the_desk_and_the_inspectorate_s_copy_see_a_complaint(
    desks, fields, seers
):
    make_complaint(**fields)

    seen = {
        name
        for name, person in PEOPLE.items()
        if Complaint.objects.visible_to(person(desks)).exists()
    }

    assert seen == seers


@pytest.mark.rule(20, 51)
def test_an_officer_below_an_accused_chief_cannot_learn_of_it(desks):
    give(desks.officer, "COMPLAINT_OFFICER", unit=desks.province)

    complaint = make_complaint(accused_name=desks.secretary.user.name)

    assert complaint.handling_unit == desks.province
    assert not Complaint.objects.visible_to(desks.officer).exists()
    assert Complaint.objects.visible_to(desks.province_officer).exists()


@pytest.mark.rule(20, 51)
def test_a_chief_inspector_who_is_accused_gets_no_copy(desks):
    make_complaint(
        unit="00",
        category="COI",
        accused_post="INSPECTORATE",
        accused_name=desks.chief_inspector.name,
    )

    assert not Complaint.objects.visible_to(desks.chief_inspector).exists()
    assert Complaint.objects.visible_to(desks.national_officer).exists()


@pytest.mark.rule(51, 64)
@pytest.mark.parametrize("role", ["REGION_CHIEF", "AUDITOR"])
def test_the_region_of_the_inspectorate_reads_the_copies_of_its_provinces_alone(
    desks, role
):
    chief = make_user("Inspektorat Wilayah")
    give(chief, role, region=desks.region)
    make_complaint(category="GRATUITY")
    make_complaint(category="SERVICE")
    make_complaint(category="GRATUITY", unit="00")

    found = Complaint.objects.visible_to(chief)

    assert [one.accused_unit.code for one in found] == ["33.21"]


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    "role", ["SYSTEM_ADMIN", "ORGANISATION_ADMIN", "UNIT_OPERATOR"]
)
def test_administrators_and_operators_see_no_complaint(desks, role):
    person = make_user("Orang Lain")
    scope = {"UNIT_OPERATOR": {"unit": desks.unit}}
    give(person, role, **scope.get(role, {}))
    make_complaint(category="COI")

    assert not Complaint.objects.visible_to(person).exists()


def test_an_officer_whose_grant_has_ended_sees_nothing(desks):
    Grant.objects.filter(user=desks.officer).update(
        period=(date(2020, 1, 1), date(2021, 1, 1))
    )
    make_complaint(accused_class="ADHOC", accused_post="ADHOC")

    assert not Complaint.objects.visible_to(desks.officer).exists()


def test_the_desk_of_a_chief_inspector_is_not_that_of_the_national_officers(desks):
    complaint = make_complaint(unit="00", accused_class="MEMBER", accused_post="CHAIR")

    assert complaint.desk == Desk.CHIEF_INSPECTOR
    assert not Complaint.objects.visible_to(desks.national_officer).exists()
