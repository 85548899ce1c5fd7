from contextlib import contextmanager
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from personnel.models import (
    Acting,
    Grant,
    IdKind,
    Level,
    Position,
    RegionProvince,
    Role,
    Tenure,
    Unit,
    User,
)
from tests.personnel.factories import (
    give,
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
NIP = "198503122010122991"
SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)
AUTUMN, WINTER = date(2026, 9, 1), date(2026, 12, 1)


@contextmanager
def refused(constraint):
    """The database itself refuses, by that constraint."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield


def test_a_person_may_have_one_name_only():
    user = make_user("Sumiyati")

    user.full_clean()

    assert (user.get_full_name(), user.get_short_name()) == ("Sumiyati", "Sumiyati")


def test_an_employee_number_belongs_to_one_person():
    make_user(employee_number="PPNPN-1")

    with refused("user_employee_number_unique"):
        make_user(employee_number="PPNPN-1")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"id_kind": "KTP"}, "user_id_kind_known"),
        ({"employment": "MAGANG"}, "user_employment_known"),
        ({"id_kind": "NIP", "employee_number": "1985"}, "user_nip_has_18_digits"),
        ({"employee_number": "3321014107900001"}, "user_number_is_no_nik"),
        ({"name": "  "}, "user_has_a_name"),
    ],
)
def test_the_database_refuses_an_unsound_person(fields, constraint):
    with refused(constraint):
        make_user(**fields)


def test_a_nip_with_an_impossible_birth_date_is_refused_at_the_field():
    user = make_user()
    user.id_kind, user.employee_number = IdKind.NIP, "198513122010122991"

    with pytest.raises(ValidationError) as refusal:
        user.full_clean()

    assert list(refusal.value.message_dict) == ["employee_number"]


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_user, "name"),
        (make_user, "rank"),
        (make_position, "title"),
        (make_position, "section"),
        (make_unit, "name"),
        (make_unit, "letterhead_1"),
    ],
)
def test_what_reaches_papers_has_only_characters_that_can_be_printed(make, field):
    made = make()
    setattr(made, field, "Sri Wahyuni 王")

    with pytest.raises(ValidationError) as refusal:
        made.full_clean()

    assert refusal.value.message_dict[field] == [
        "Ada tanda yang tidak dapat dicetak pada surat: “王”. Hapus atau ganti."
    ]


@pytest.mark.parametrize(("trial", "accepted"), [(True, True), (False, False)])
def test_a_generated_nip_is_for_trials_alone(settings, trial, accepted):
    settings.TRIAL = trial
    user = make_user()
    user.id_kind, user.employee_number = IdKind.NIP, NIP

    if accepted:
        user.full_clean()
    else:
        with pytest.raises(ValidationError, match="hanya dipakai untuk data contoh"):
            user.full_clean()


def test_a_person_signs_in_with_the_employee_number():
    make_user(id_kind=IdKind.NIP, employee_number=NIP)

    assert User.objects.get_by_natural_key(NIP).check_password("kata-sandi-uji-9")


def test_there_is_no_superuser():
    assert not hasattr(make_user(), "is_superuser")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"level": "KECAMATAN"}, "unit_level_known|unit_code_fits_level"),
        ({"tz_abbr": "GMT"}, "unit_zone_known"),
        ({"code": "33.1"}, "unit_code_fits_level"),
        ({"code": "34"}, "unit_code_fits_level"),
        ({"level": Level.PROVINCE}, "unit_code_fits_level"),
        ({"parent": None}, "unit_parent_unless_national"),
        ({"province_code": "34"}, "unit_province_code_is_in_code"),
    ],
)
def test_the_database_refuses_an_unsound_unit(change, constraint):
    unit = make_unit()

    with refused(constraint):
        Unit.objects.filter(pk=unit.pk).update(**change)


@pytest.mark.parametrize(
    ("code", "lineage"),
    [("00", ["00"]), ("33", ["33", "00"]), ("33.21", ["33.21", "33", "00"])],
)
def test_a_unit_knows_its_lineage_without_asking(
    code, lineage, django_assert_num_queries
):
    unit = make_unit(code)

    with django_assert_num_queries(0):
        assert unit.lineage_codes() == lineage


@pytest.mark.parametrize(
    ("capital", "region", "place"),
    [
        ("", "Kabupaten Demak", "Demak"),
        ("", "Kota Semarang", "Semarang"),
        ("", "Kota Administrasi Jakarta Pusat", "Jakarta Pusat"),
        ("", "Kabupaten Kota Waringin", "Kota Waringin"),
        ("Semarang", "Jawa Tengah", "Semarang"),
    ],
)
def test_a_paper_is_signed_at_the_capital_or_the_bare_region(capital, region, place):
    assert Unit(capital=capital, region_name=region).place() == place


@pytest.mark.rule(80)
def test_a_province_lies_in_one_oversight_region():
    province = make_unit("33")
    make_region("II", province)

    with refused("province_id"):
        RegionProvince.objects.create(region=make_region("I"), province=province)


def test_a_post_is_not_its_own_superior():
    post = make_position()

    with refused("position_not_its_own_superior"):
        Position.objects.filter(pk=post.pk).update(superior=post)
    with refused("position_not_its_own_other_line"):
        Position.objects.filter(pk=post.pk).update(other_line=post)


@pytest.mark.parametrize("acting", Acting)
@pytest.mark.rule(14, 78)
def test_a_post_has_one_holder_of_a_kind_at_a_time(acting):
    post = make_position()
    make_tenure(position=post, acting=acting, since=SPRING, until=AUTUMN)

    with refused(f"tenure_one_{acting.lower()}_holder"):
        make_tenure(position=post, acting=acting, since=SUMMER, until=WINTER)


def test_the_next_holder_begins_on_the_day_on_which_the_last_one_ends():
    post = make_position()
    make_tenure(position=post, since=SPRING, until=SUMMER)

    tenure = make_tenure(position=post, since=SUMMER)

    assert Tenure.objects.in_force(SUMMER).get(position=post) == tenure


def test_a_permanent_holder_and_his_plh_hold_a_post_together():
    post = make_position()
    make_tenure(position=post, since=SPRING)
    make_tenure(position=post, acting=Acting.DAILY, since=SUMMER, until=AUTUMN)

    assert Tenure.objects.in_force(SUMMER).filter(position=post).count() == 2


def test_a_person_does_not_hold_the_same_post_twice_at_once():
    tenure = make_tenure()

    with refused("tenure_person_once_in_a_post"):
        make_tenure(tenure.user, tenure.position, acting=Acting.DAILY)


def test_a_person_may_hold_two_posts_at_once():
    tenure = make_tenure()

    make_tenure(tenure.user, make_position("Sekretaris"), acting=Acting.DAILY)

    assert Tenure.objects.filter(user=tenure.user).count() == 2


@pytest.mark.parametrize(
    ("acting", "period", "constraint"),
    [
        ("PERMANENT", DateRange(SPRING, SPRING), "tenure_period_has_days"),
        ("PERMANENT", DateRange(None, SPRING), "tenure_period_has_days"),
        ("DAILY", DateRange(SPRING, None), "tenure_daily_acting_has_an_end"),
        ("PJ", DateRange(SPRING, None), "tenure_acting_known"),
    ],
)
def test_the_database_refuses_an_unsound_tenure(acting, period, constraint):
    user, post = make_user(), make_position()

    with refused(constraint):
        Tenure.objects.create(user=user, position=post, acting=acting, period=period)


def test_a_second_holder_is_refused_with_words_before_the_database_must():
    tenure = make_tenure()
    second = Tenure(
        user=make_user(), position=tenure.position, period=DateRange(SPRING, None)
    )

    with pytest.raises(ValidationError, match="sudah ada pemangkunya"):
        second.full_clean()


UNIT, REGION = {"unit": True}, {"region": True}
BOTH = UNIT | REGION
SCOPES = {
    Role.UNIT_OPERATOR: UNIT,
    Role.COMPLAINT_OFFICER: UNIT,
    Role.P3K2: UNIT,
    Role.PLENARY_VIEWER: UNIT,
    Role.UPG: UNIT,
    Role.AUDITOR: REGION,
    Role.REGION_CHIEF: REGION,
    Role.CHIEF_INSPECTOR: {},
    Role.ORGANISATION_ADMIN: {},
    Role.SYSTEM_ADMIN: {},
    Role.DPO: {},
}


@pytest.mark.parametrize("scope", [{}, UNIT, REGION, BOTH])
@pytest.mark.parametrize("role", Role)
@pytest.mark.rule(64)
def test_a_role_is_given_only_for_the_scope_that_it_demands(role, scope):
    user, unit, region = make_user(), make_unit(), make_region()
    grant = Grant(
        user=user,
        role=role,
        unit=unit if "unit" in scope else None,
        region=region if "region" in scope else None,
        period=DateRange(SPRING, None),
    )

    if scope == SCOPES[role]:
        grant.save()
    else:
        with refused("grant_scope_fits_role"):
            grant.save()


def test_a_grant_without_a_day_is_refused():
    user = make_user()

    with refused("grant_period_has_days"):
        Grant.objects.create(
            user=user, role=Role.SYSTEM_ADMIN, period=DateRange(SPRING, SPRING)
        )


def test_the_names_of_people_posts_and_grants_read_well():
    unit, region = make_unit(), make_region()
    tenure = make_tenure(make_user("Sumiyati"), make_position("Sekretaris", unit=unit))

    assert str(tenure) == "Sumiyati, Sekretaris"
    assert str(tenure.position) == "Sekretaris, KPU Kabupaten Demak"
    assert str(give(tenure.user, Role.UPG, unit=unit)) == (
        "Sumiyati: Unit Pengendalian Gratifikasi, KPU Kabupaten Demak"
    )
    assert str(give(tenure.user, Role.SYSTEM_ADMIN)) == "Sumiyati: Administrator sistem"
    made = RegionProvince.objects.create(region=region, province=make_unit("33"))
    assert str(made) == "Inspektorat Wilayah II: KPU Provinsi Jawa Tengah"
    assert User(name="x").joined_at <= timezone.now()
