"""
"Who can see what": the page compared with what people really find.

Every active person of the world is asked; the page must name exactly those whom
`visible_to`, or the gate of the page in question, lets in.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import Complaint
from declarations.advisers import desks_for
from declarations.models import Case, Consultation, Matter, Statement, Status
from declarations.rules.campaigns import units_with_names
from declarations.rules.cases import may_read_advice
from declarations.rules.matters import may_read_register
from declarations.rules.oversight import may_read_notes
from personnel.access import subjects_of
from personnel.models import Grant, Tenure, User
from personnel.reach import units_in_reach, units_showing_access
from personnel.rules import may_manage_roll
from tests.case_factories import fresh, make_case
from tests.complaints.desk_factories import make_at
from tests.complaints.factories import Desks, make_complaint
from tests.consultation_factories import ask
from tests.factories import give, make_region, make_statement, make_tenure, make_unit
from tests.matter_factories import make_matter
from tests.personnel.factories import make_position, make_user
from tests.personnel.grant_factories import administrator

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]

KKN = "ABUSE"


@pytest.fixture
def world():
    """Desks at three levels, and somebody for each role, here and elsewhere."""
    desks = Desks()
    elsewhere = make_region("I", make_unit("51", "KPU Provinsi Bali"))
    other_unit = make_unit("33.05", "KPU Kabupaten Kebumen")
    for role in ("AUDITOR", "REGION_CHIEF"):
        give(make_user(f"{role} di sini"), role, region=desks.region)
        give(make_user(f"{role} di wilayah lain"), role, region=elsewhere)
    for role in ("UNIT_OPERATOR", "PLENARY_VIEWER", "P3K2", "UPG"):
        give(make_user(f"{role} di sini"), role, unit=desks.unit)
        give(make_user(f"{role} di satker lain"), role, unit=other_unit)
    give(make_user("Pleno provinsi"), "PLENARY_VIEWER", unit=desks.province)
    give(make_user("Petugas satker lain"), "COMPLAINT_OFFICER", unit=other_unit)
    for role in ("ORGANISATION_ADMIN", "SYSTEM_ADMIN", "DPO"):
        administrator(role, name=role)
    make_tenure(
        make_user("Plh. Sekretaris Provinsi"),
        desks.province_secretary_post,
        acting="DAILY",
    )
    make_tenure(make_user("Plt. Kasubbag"), desks.head_post, acting="ACTING")
    below_vacancy = make_position(
        superior=make_position("Kosong", superior=desks.secretary_post)
    )
    make_tenure(make_user("Di bawah jabatan kosong"), below_vacancy)
    return desks


def listed(unit, *codes) -> set[str]:
    found = {subject.code: subject for subject in subjects_of(unit)}
    people = {right.user.pk for code in codes for right in found[code].rights}
    return names(User.objects.filter(pk__in=people))


def names(people) -> set[str]:
    return {f"{person.name} ({person.employee_number})" for person in people}


def those_who(see) -> set[str]:
    return names(
        person for person in User.objects.filter(is_active=True) if see(person)
    )


UNITS = ("33.21", "33", "00")


def of_unit(code):
    return Tenure.objects.filter(position__unit__code=code).select_related("user")


@pytest.mark.rule(11, 12, 15)
@pytest.mark.parametrize("code", UNITS)
def test_cases_are_seen_by_exactly_those_whom_the_page_names(world, code):
    unit = make_unit(code)
    for tenure in of_unit(code):
        make_case(office=world, tenure=tenure, parties=[])

    def sees(person):
        others = Case.objects.visible_to(person).filter(unit=unit)
        return others.exclude(person=person).exists()

    assert listed(unit, "cases", "copies") == those_who(sees)


@pytest.mark.rule(19, 29)
@pytest.mark.parametrize("code", ["33.21", "00"])
def test_notes_of_oversight_are_read_by_exactly_those_named(world, code):
    cases = [make_case(office=world, tenure=one, parties=[]) for one in of_unit(code)]

    def sees(person):
        others = [case for case in cases if case.person_id != person.pk]
        return any(may_read_notes(person, fresh(case)) for case in others)

    assert listed(make_unit(code), "notes") == those_who(sees)


@pytest.mark.rule(20)
def test_advice_is_read_by_exactly_those_named(world):
    give(make_user("P3K2 provinsi"), "P3K2", unit=world.province)
    asked = {"advice_asked_at": timezone.now(), "opened_at": timezone.now()}
    cases = [
        make_case(office=world, tenure=one, parties=[]) for one in of_unit("33.21")
    ]
    for case in cases:
        Case.objects.filter(pk=case.pk).update(opened_by=world.head.user, **asked)

    def sees(person):
        others = [case for case in cases if case.person_id != person.pk]
        return any(may_read_advice(person, fresh(case)) for case in others)

    assert listed(world.unit, "advice") == those_who(sees)


@pytest.mark.rule(12, 19)
@pytest.mark.parametrize("code", UNITS)
def test_private_questions_reach_exactly_the_desks_named(world, code):
    for tenure in of_unit(code):
        for desk in desks_for(tenure.user):
            ask(tenure.user, desk.desk)

    def finds(person):
        return Consultation.objects.waiting_for(person).exists()

    assert listed(make_unit(code), "consultations") == those_who(finds)


@pytest.mark.rule(13, 20)
def test_cases_are_handled_by_none_but_those_whom_the_page_names(world):
    for tenure in of_unit("33.21"):
        make_case(office=world, tenure=tenure, parties=[])

    acting = those_who(lambda person: Case.objects.on_desk_of(person).exists())

    absent = names([world.head.user])  # A Plt. acts for the Kasubbag.
    assert listed(world.unit, "cases") == acting | absent


@pytest.mark.rule(51)
def test_complaints_about_staff_are_seen_by_exactly_those_named(world):
    make_at("PLENARY", desks=world, category=KKN)

    named = listed(world.unit, "complaints")

    assert named == those_who(lambda p: Complaint.objects.visible_to(p).exists())


@pytest.mark.rule(51)
def test_complaints_about_the_leadership_are_seen_by_exactly_those_named(world):
    make_at(
        "PLENARY",
        desks=world,
        by=world.province_officer,
        category=KKN,
        accused_post="CHAIR",
    )

    named = listed(world.unit, "leadership")

    assert named == those_who(lambda p: Complaint.objects.visible_to(p).exists())


@pytest.mark.rule(51)
def test_where_a_unit_has_no_officer_the_next_desk_is_named(world):
    Grant.objects.filter(unit=world.unit, role="COMPLAINT_OFFICER").delete()
    make_complaint(category=KKN)

    seen = those_who(lambda p: Complaint.objects.visible_to(p).exists())

    plenary = names(User.objects.filter(name="Pleno provinsi"))
    assert listed(world.unit, "complaints") == seen | plenary


@pytest.mark.parametrize("code", UNITS)
@pytest.mark.parametrize(
    ("subject", "sees"),
    [
        ("declared", lambda unit: lambda p: unit in units_with_names(p)),
        ("roll", lambda unit: lambda p: unit in units_in_reach(p)),
        ("accounts", lambda unit: lambda p: bool(may_manage_roll(p, unit))),
        ("access", lambda unit: lambda p: unit in units_showing_access(p)),
        ("recusals", lambda unit: lambda p: bool(may_read_register(p, unit))),
    ],
)
@pytest.mark.rule(58)
def test_the_rest_is_open_to_exactly_those_named(world, subject, sees, code):
    unit = make_unit(code)

    assert listed(unit, subject) == those_who(sees(unit))


@pytest.mark.parametrize("code", UNITS)
def test_matters_are_seen_by_exactly_those_named(world, code):
    unit = make_unit(code)
    chair = of_unit(code).get(position__kind="CHAIR")
    make_matter(unit, by=chair.user)

    def sees(person):
        return Matter.objects.visible_to(person).filter(unit=unit).exists()

    assert listed(unit, "matters") == those_who(sees)


def test_grants_of_others_are_seen_by_exactly_those_named(world):
    def sees(person):
        return Grant.objects.visible_to(person).exclude(user=person).exists()

    assert listed(world.unit, "grants") == those_who(sees)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SIGNED])
def test_a_free_statement_is_seen_by_nobody_but_its_declarant(world, status):
    made = make_statement(status, tenure=world.staff)

    seen = those_who(lambda p: Statement.objects.visible_to(p).exists())

    assert listed(world.unit, "free", "documents", "log") == set()
    assert seen == names([made.declarant])


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


def test_the_page_is_the_same_whether_or_not_there_is_a_case_or_a_complaint(
    client, world
):
    client.force_login(world.chair.user)
    address = reverse("personnel:unit_access", args=[world.unit.code])
    before = main_of(client.get(address))

    make_case(office=world)
    make_at("PLENARY", desks=world, category=KKN)
    make_at(by=world.province_officer, desks=world, accused_post="CHAIR")

    assert main_of(client.get(address)) == before


def test_a_role_is_named_with_its_days_and_gone_when_it_is_over(client, world):
    client.force_login(world.chair.user)
    address = reverse("personnel:unit_access", args=[world.unit.code])
    officer = f">{world.officer.name}<"
    assert officer in client.get(address).text

    Grant.objects.filter(user=world.officer).update(period="[2020-01-01,2026-01-01)")

    assert officer not in client.get(address).text


def test_every_provider_gives_a_code_of_its_own(world):
    codes = [subject.code for subject in subjects_of(world.unit)]

    assert len(codes) == len(set(codes))
    assert {"free", "cases", "copies", "declared", "complaints"} <= set(codes)
    assert {"leadership", "documents", "roll", "accounts", "log"} <= set(codes)
