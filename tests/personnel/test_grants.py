from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Event
from personnel.grants import has_grant, regions_of, units_of, who_has
from personnel.models import Role, User
from tests.personnel.factories import give, make_region, make_unit, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]
START, END = date(2026, 3, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 28), False),
        (START, True),
        (date(2026, 5, 31), True),
        (END, False),
    ],
)
def test_a_grant_counts_from_its_first_day_to_the_day_before_its_end(on, expected):
    user = make_user()
    give(user, Role.SYSTEM_ADMIN, since=START, until=END)

    assert has_grant(user, Role.SYSTEM_ADMIN, on) is expected


def test_a_grant_is_for_its_unit_alone():
    user, unit = make_user(), make_unit("33.21")
    give(user, Role.UNIT_OPERATOR, unit=unit)

    assert has_grant(user, Role.UNIT_OPERATOR)
    assert has_grant(user, Role.UNIT_OPERATOR, unit=unit)
    assert not has_grant(user, Role.UNIT_OPERATOR, unit=unit.parent)
    assert not has_grant(user, Role.UPG, unit=unit)
    assert units_of(user, Role.UNIT_OPERATOR) == [unit]
    assert units_of(user, Role.UPG) == []


def test_a_role_of_the_nation_covers_every_unit():
    user = make_user()
    give(user, Role.ORGANISATION_ADMIN)

    assert has_grant(user, Role.ORGANISATION_ADMIN, unit=make_unit())


def test_an_auditor_sees_his_region_alone():
    user, first, second = make_user(), make_region("I"), make_region("II")
    give(user, Role.AUDITOR, region=second)

    assert regions_of(user) == [second]
    assert has_grant(user, Role.AUDITOR, region=second)
    assert not has_grant(user, Role.AUDITOR, region=first)


def test_the_chief_inspector_sees_every_region():
    user, regions = make_user(), [make_region("I"), make_region("II")]
    give(user, Role.CHIEF_INSPECTOR)

    assert regions_of(user) == regions


def test_an_ended_auditor_sees_no_region():
    user = make_user()
    give(user, Role.AUDITOR, region=make_region("I"), since=START, until=END)

    assert regions_of(user, END) == []
    assert regions_of(user, START) != []


def test_an_inactive_person_has_no_role():
    user = make_user(is_active=False)
    give(user, Role.AUDITOR, region=make_region())
    give(user, Role.UPG, unit=make_unit())

    assert not has_grant(user, Role.AUDITOR)
    assert regions_of(user) == []
    assert units_of(user, Role.UPG) == []
    assert list(who_has(Role.AUDITOR)) == []


def test_nobody_in_particular_has_no_role():
    assert not has_grant(AnonymousUser(), Role.SYSTEM_ADMIN)


def test_those_with_a_role_are_found_by_scope():
    here, there = make_unit("33.21"), make_unit("33.22", "KPU Kabupaten Semarang")
    operator, region = make_user(), make_region()
    auditor = make_user()
    give(operator, Role.UNIT_OPERATOR, unit=here)
    give(operator, Role.UNIT_OPERATOR, unit=here, since=START)
    give(auditor, Role.AUDITOR, region=region)

    assert list(who_has(Role.UNIT_OPERATOR)) == [operator]
    assert list(who_has(Role.UNIT_OPERATOR, unit=here)) == [operator]
    assert list(who_has(Role.UNIT_OPERATOR, unit=there)) == []
    assert list(who_has(Role.AUDITOR, region=region)) == [auditor]
    assert list(who_has(Role.AUDITOR, region=make_region("I"))) == []


def test_a_person_s_grants_are_read_once(django_assert_num_queries):
    user = make_user()
    give(user, Role.AUDITOR, region=make_region())
    user = User.objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        assert has_grant(user, Role.AUDITOR)
        assert not has_grant(user, Role.SYSTEM_ADMIN)
        assert [str(region) for region in regions_of(user)] == [
            "Inspektorat Wilayah II"
        ]


def test_a_grant_for_the_wrong_scope_is_refused_with_words():
    with pytest.raises(ValidationError, match="Lingkup tidak sesuai dengan peran"):
        give(make_user(), Role.AUDITOR, unit=make_unit(), by=make_user())


@pytest.mark.rule(65)
def test_giving_a_grant_is_an_event():
    giver, user = make_user(), make_user()

    grant = give(user, Role.UPG, unit=make_unit(), by=giver)

    event = Event.objects.get(action="grant.give")
    assert (event.stream, event.actor) == (f"user:{user.pk}", f"user:{giver.pk}")
    assert grant.period.lower == date(2020, 1, 1)


def test_the_admin_is_open_only_to_a_system_administrator_of_today():
    today = timezone.localdate()
    admin, former, other = make_user(), make_user(), make_user()
    give(admin, Role.SYSTEM_ADMIN)
    give(former, Role.SYSTEM_ADMIN, until=today)
    give(other, Role.ORGANISATION_ADMIN)

    assert [user.is_staff for user in (admin, former, other)] == [True, False, False]
    assert today - timedelta(days=1) in former.grants.get().period


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        ("personnel", True),
        ("deadlines", True),
        ("declarations", False),
        ("documents", False),
        ("audit", False),
        ("auth", False),
    ],
)
def test_a_system_administrator_reaches_organisation_data_alone(app, expected):
    user = make_user()
    give(user, Role.SYSTEM_ADMIN)

    assert user.has_module_perms(app) is expected
    assert user.has_perm(f"{app}.view_anything") is expected
    assert user.has_perms([f"{app}.view_anything"]) is expected
