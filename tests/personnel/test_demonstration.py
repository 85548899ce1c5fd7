from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.utils import timezone

from personnel import demonstration
from personnel.grants import has_grant, regions_of
from personnel.lines import (
    Outcome,
    holder_of,
    inspectorate_of,
    superior_of,
)
from personnel.models import Grant, IdKind, Position, Role, Tenure, Unit, User
from personnel.nip import is_generated
from personnel.without_superior import people_without_superior
from tests.planning import take_statistics

pytestmark = pytest.mark.django_db
PASSWORD = "contoh-kpu-2026"
NAMED = "Disebut sebagai pihak lain dalam pernyataan ini."


@pytest.fixture
def offices():
    return demonstration.build(PASSWORD)


@pytest.fixture
def today():
    return timezone.localdate()


def test_only_a_trial_gets_people_who_do_not_exist(settings):
    settings.TRIAL = False

    with pytest.raises(demonstration.NotATrial):
        demonstration.build(PASSWORD)

    assert not User.objects.exists()


def test_four_offices_are_peopled(offices):
    peopled = {
        unit.code: Tenure.objects.filter(
            position__unit=unit, acting="PERMANENT"
        ).count()
        for unit in (
            *(offices.regency, offices.province, offices.nation),
            offices.neighbour,
        )
    }

    assert peopled == {"33.21": 30, "33": 23, "00": 24, "33.19": 20}


def test_everybody_is_sound_and_made_up(offices):
    for user in User.objects.all():
        user.full_clean()
        assert user.id_kind != IdKind.NIP or is_generated(user.employee_number)
    assert User.objects.values("name").distinct().count() == User.objects.count()


def test_everybody_signs_in_with_the_same_password_hashed_once(offices):
    (secret,) = set(User.objects.values_list("password", flat=True))

    assert identify_hasher(secret).verify(PASSWORD, secret)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Unit, Position, User, Tenure, Grant)
    ]


def test_building_twice_changes_nothing(offices):
    before = everything()

    again = demonstration.build(PASSWORD)

    assert everything() == before
    assert again == offices


def test_another_password_reaches_everybody(offices):
    demonstration.build("kata-sandi-lain-1")

    assert {
        user.check_password("kata-sandi-lain-1") for user in User.objects.all()
    } == {True}


def test_nobody_is_without_a_superior(offices, today):
    take_statistics()

    assert people_without_superior(Unit.objects.all(), today) == []


def test_the_first_case_goes_to_the_kasubbag_with_a_copy_to_the_region(offices, today):
    line = superior_of(offices.declarant, today)

    assert line.addressee == offices.superior
    assert inspectorate_of(offices.regency).code == "II"


@pytest.mark.rule(13)
def test_the_kasubbag_who_is_the_other_party_is_passed_over(offices, today):
    named = {offices.other_party.user_id: NAMED}

    assert superior_of(offices.declarant_against_superior, today).addressee == (
        offices.other_party
    )
    line = superior_of(offices.declarant_against_superior, today, named)
    assert line.addressee == offices.secretary


@pytest.mark.rule(14)
def test_the_vacant_post_is_passed_over(offices, today):
    line = superior_of(offices.declarant_below_vacancy, today)

    assert [hop.outcome for hop in line.hops] == [Outcome.VACANT, Outcome.ADDRESSEE]
    assert line.addressee == offices.secretary


@pytest.mark.rule(14)
def test_the_plh_of_a_secretary_on_leave_receives(offices, today):
    line = superior_of(offices.declarant_below_stand_in, today)

    assert line.addressee == offices.stand_in
    assert line.addressee.capacity() == "Plh. Sekretaris"
    assert line.hops[0].tenure == offices.secretary_on_leave
    back = superior_of(offices.declarant_below_stand_in, today + timedelta(days=14))
    assert back.addressee == offices.secretary_on_leave


def test_a_new_plh_stands_in_when_the_last_one_s_days_are_over(offices, today):
    over = type(offices.stand_in.period)(today - timedelta(days=20), today)
    Tenure.objects.filter(pk=offices.stand_in.pk).update(period=over)

    again = demonstration.build(PASSWORD)

    assert again.stand_in != offices.stand_in
    assert holder_of(again.stand_in.position, today) == again.stand_in


@pytest.mark.rule(64)
def test_the_roles_are_given(offices):
    assert has_grant(
        offices.unit_operator.user, Role.UNIT_OPERATOR, unit=offices.regency
    )
    assert [region.code for region in regions_of(offices.auditor.user)] == ["II"]
    assert [r.code for r in regions_of(offices.auditor_elsewhere.user)] == ["I"]
    assert has_grant(offices.region_chief.user, Role.REGION_CHIEF)
    assert has_grant(offices.chief_inspector.user, Role.CHIEF_INSPECTOR)
    assert has_grant(offices.organisation_admin.user, Role.ORGANISATION_ADMIN)
    assert offices.system_admin.user.is_staff


def test_the_accounts_worth_showing_are_different_people(offices):
    shown = [tenure.user_id for _, tenure in offices.accounts()]

    assert len(set(shown)) == len(shown) == 18


def test_a_vacant_post_is_the_only_one(offices):
    vacant = Position.objects.exclude(tenures__acting="PERMANENT")

    assert [str(post) for post in vacant] == [
        "Kepala Subbagian Perencanaan, Data dan Informasi, KPU Kabupaten Demak"
    ]
