"""The tables of rules 11 to 16, written by hand from the domain reference."""

from datetime import date

import pytest

from personnel.lines import (
    Chart,
    Outcome,
    holder_of,
    inspectorate_of,
    lines_of,
    other_line_of,
    superior_of,
    tenures_of,
)
from personnel.models import Acting, Position, PositionKind
from tests.personnel.factories import (
    SmallOffice,
    make_position,
    make_region,
    make_tenure,
    make_unit,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 24)
NAMED = "Disebut sebagai pihak lain dalam pernyataan ini."


@pytest.fixture
def office():
    return SmallOffice()


def outcomes(line):
    return [hop.outcome for hop in line.hops]


def leave(tenure, on=YESTERDAY):
    """The holder leaves his post; the last day is the one before."""
    tenure.period = type(tenure.period)(tenure.period.lower, on)
    tenure.save()


@pytest.mark.rule(11)
@pytest.mark.parametrize(
    ("declarant", "superior"),
    [
        ("staff", "head"),
        ("head", "secretary"),
        ("secretary", "chair"),
        ("member", "chair"),
        ("chair", "province_chair"),
        ("province_secretary", "province_chair"),
        ("province_chair", "national_chair"),
    ],
)
def test_a_declaration_goes_to_the_holder_of_the_post_above(
    office, declarant, superior
):
    line = superior_of(getattr(office, declarant), TODAY)

    assert line.addressee == getattr(office, superior)
    assert line.position == getattr(office, f"{superior}_post")
    assert outcomes(line) == [Outcome.ADDRESSEE]
    assert line.reason == "Atasan langsung pembuat pernyataan."
    assert not line.choice_needed


@pytest.mark.rule(11)
def test_the_post_in_which_somebody_signs_decides_not_the_person(office):
    stands_in = make_tenure(office.head.user, office.secretary_post, acting="DAILY")

    assert superior_of(stands_in, TODAY).addressee == office.chair


@pytest.mark.rule(11)
def test_the_holder_of_the_day_counts(office):
    leave(office.head, TODAY)
    successor = make_tenure(position=office.head_post, since=TODAY)

    assert superior_of(office.staff, YESTERDAY).addressee == office.head
    assert superior_of(office.staff, TODAY).addressee == successor


@pytest.mark.rule(13)
def test_a_superior_who_is_the_other_party_is_passed_over(office):
    line = superior_of(office.staff, TODAY, {office.head.user_id: NAMED})

    assert line.addressee == office.secretary
    assert outcomes(line) == [Outcome.EXCLUDED, Outcome.ADDRESSEE]
    assert line.hops[0].tenure == office.head
    assert line.hops[0].reason == NAMED
    assert line.reason == "Atasan berikutnya, karena atasan di bawahnya dilewati."


@pytest.mark.rule(13)
def test_a_declarant_who_stands_in_for_his_superior_is_passed_over(office):
    make_tenure(office.head.user, office.secretary_post, acting="DAILY")

    line = superior_of(office.head, TODAY)

    assert line.addressee == office.chair
    assert outcomes(line) == [Outcome.ABSENT, Outcome.SELF, Outcome.ADDRESSEE]
    assert line.hops[1].reason == (
        "Jabatan ini dipangku oleh pembuat pernyataan sendiri."
    )


@pytest.mark.rule(13)
def test_after_two_skipped_posts_the_inspectorate_chooses(office):
    excluded = {office.head.user_id: NAMED, office.secretary.user_id: NAMED}

    line = superior_of(office.staff, TODAY, excluded)

    assert line.choice_needed
    assert (line.addressee, line.position) == (None, None)
    assert outcomes(line) == [Outcome.EXCLUDED, Outcome.EXCLUDED]
    assert line.reason == (
        "Dua jabatan atasan sudah dilewati. Inspektorat menentukan penerimanya."
    )
    assert not line.plenary


@pytest.mark.rule(13, 14)
def test_a_vacancy_and_an_exclusion_are_two_skips(office):
    leave(office.head)

    line = superior_of(office.staff, TODAY, {office.secretary.user_id: NAMED})

    assert line.choice_needed
    assert outcomes(line) == [Outcome.VACANT, Outcome.EXCLUDED]


@pytest.mark.rule(14)
def test_above_a_vacant_post_the_next_superior_takes_it(office):
    leave(office.head)

    line = superior_of(office.staff, TODAY)

    assert line.addressee == office.secretary
    assert outcomes(line) == [Outcome.VACANT, Outcome.ADDRESSEE]
    assert line.hops[0].tenure is None
    assert line.hops[0].reason == (
        "Jabatan ini sedang kosong, dan tidak ada Plt. atau Plh."
    )


@pytest.mark.rule(14)
@pytest.mark.parametrize("acting", [Acting.ACTING, Acting.DAILY])
def test_an_acting_holder_fills_a_vacant_post(office, acting):
    leave(office.head)
    acting_head = make_tenure(position=office.head_post, acting=acting)

    line = superior_of(office.staff, TODAY)

    assert line.addressee == acting_head
    assert outcomes(line) == [Outcome.ADDRESSEE]


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("acting", "reason"),
    [
        (Acting.ACTING, "Sedang diwakili oleh Plt."),
        (Acting.DAILY, "Sedang diwakili oleh Plh."),
    ],
)
def test_an_acting_holder_comes_before_the_permanent_one(office, acting, reason):
    stand_in = make_tenure(position=office.head_post, acting=acting)

    line = superior_of(office.staff, TODAY)

    assert line.addressee == stand_in
    assert outcomes(line) == [Outcome.ABSENT, Outcome.ADDRESSEE]
    assert (line.hops[0].tenure, line.hops[0].reason) == (office.head, reason)
    assert line.skips == ()


@pytest.mark.rule(14)
def test_a_plh_comes_before_a_plt(office):
    make_tenure(position=office.head_post, acting=Acting.ACTING)
    daily = make_tenure(position=office.head_post, acting=Acting.DAILY)

    assert superior_of(office.staff, TODAY).addressee == daily


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("on", "addressee"), [(YESTERDAY, "head"), (TODAY, "plh"), (TOMORROW, "head")]
)
def test_a_plh_counts_only_on_the_days_of_his_order(office, on, addressee):
    plh = make_tenure(
        position=office.head_post, acting="DAILY", since=TODAY, until=TOMORROW
    )
    expected = {"plh": plh, "head": office.head}[addressee]

    assert superior_of(office.staff, on).addressee == expected


@pytest.mark.rule(13, 14)
def test_an_excluded_plh_passes_the_post_over_and_not_back_to_the_absent(office):
    plh = make_tenure(position=office.head_post, acting="DAILY")

    line = superior_of(office.staff, TODAY, {plh.user_id: NAMED})

    assert line.addressee == office.secretary
    assert outcomes(line) == [Outcome.ABSENT, Outcome.EXCLUDED, Outcome.ADDRESSEE]


@pytest.mark.rule(13, 14)
def test_the_plh_of_an_excluded_superior_may_receive(office):
    plh = make_tenure(position=office.head_post, acting="DAILY")

    line = superior_of(office.staff, TODAY, {office.head.user_id: NAMED})

    assert line.addressee == plh


@pytest.mark.rule(14)
def test_an_inactive_holder_leaves_the_post_vacant(office):
    deactivate(office.head)

    line = superior_of(office.staff, TODAY)

    assert line.addressee == office.secretary
    assert line.hops[0].reason == (
        "Pejabatnya tidak aktif, dan tidak ada Plt. atau Plh. yang aktif."
    )


@pytest.mark.rule(14)
def test_an_inactive_plh_gives_way_to_the_permanent_holder(office):
    deactivate(make_tenure(position=office.head_post, acting="DAILY"))

    line = superior_of(office.staff, TODAY)

    assert line.addressee == office.head
    assert outcomes(line) == [Outcome.ADDRESSEE]


@pytest.mark.rule(14)
def test_an_abolished_post_is_passed_over(office):
    Position.objects.filter(pk=office.head_post.pk).update(abolished_on=TODAY)

    assert superior_of(office.staff, YESTERDAY).addressee == office.head
    line = superior_of(office.staff, TODAY)
    assert line.addressee == office.secretary
    assert line.hops[0].reason == "Jabatan ini sudah dihapus."


def deactivate(tenure):
    tenure.user.is_active = False
    tenure.user.save()


@pytest.mark.rule(15)
def test_the_national_chair_answers_to_the_plenary(office):
    line = superior_of(office.national_chair, TODAY)

    assert line.choice_needed
    assert line.plenary
    assert line.hops == ()
    assert line.reason == (
        "Di atas Ketua KPU RI tidak ada jabatan lain. Diputuskan dalam Rapat Pleno "
        "KPU dan dicatat oleh Inspektorat Utama."
    )


@pytest.mark.rule(13, 15)
def test_above_an_excluded_national_chair_is_the_plenary(office):
    line = superior_of(
        office.province_chair, TODAY, {office.national_chair.user_id: NAMED}
    )

    assert line.choice_needed
    assert line.plenary
    assert outcomes(line) == [Outcome.EXCLUDED]


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("setting", "superior", "copy"),
    [
        ("FUNCTIONAL", "chair", "province_secretary"),
        ("ADMINISTRATIVE", "province_secretary", "chair"),
    ],
)
def test_a_setting_says_which_line_of_a_secretary_is_direct(
    office, settings, setting, superior, copy
):
    settings.SECRETARY_LINE = setting

    assert superior_of(office.secretary, TODAY).addressee == getattr(office, superior)
    assert other_line_of(office.secretary, TODAY) == getattr(office, copy)


@pytest.mark.rule(15)
def test_the_way_up_from_the_staff_follows_the_setting_too(office, settings):
    settings.SECRETARY_LINE = "ADMINISTRATIVE"

    line = superior_of(office.head, TODAY, {office.secretary.user_id: NAMED})

    assert line.addressee == office.province_secretary


def test_an_unknown_secretary_line_fails_loudly(office, settings):
    settings.SECRETARY_LINE = "BOTH"

    with pytest.raises(ValueError, match="BOTH"):
        superior_of(office.secretary, TODAY)


@pytest.mark.rule(15)
def test_who_has_one_line_only_has_no_copy_on_another(office):
    assert other_line_of(office.head, TODAY) is None
    leave(office.province_secretary)
    assert other_line_of(office.secretary, TODAY) is None


@pytest.mark.rule(15)
def test_the_copy_does_not_come_back_to_the_declarant(office):
    make_tenure(office.secretary.user, office.province_secretary_post, acting="DAILY")

    assert other_line_of(office.secretary, TODAY) is None


@pytest.mark.rule(16)
def test_a_member_answers_to_the_chair_of_his_own_office(office):
    assert superior_of(office.member, TODAY).addressee == office.chair
    excluded = {office.chair.user_id: NAMED}
    assert superior_of(office.member, TODAY, excluded).addressee == (
        office.province_chair
    )


def test_a_post_without_a_superior_needs_a_choice():
    loose = make_tenure(position=make_position("Pengemudi"))

    line = superior_of(loose, TODAY)

    assert line.choice_needed
    assert line.reason == (
        "Pengemudi, KPU Kabupaten Demak belum mempunyai jabatan atasan. "
        "Inspektorat menentukan penerimanya."
    )
    assert not line.plenary


def test_a_loop_of_vacant_posts_does_not_hang(office):
    Position.objects.filter(pk=office.secretary_post.pk).update(
        superior=office.head_post, other_line=None
    )

    line = superior_of(office.head, TODAY, {office.secretary.user_id: NAMED})

    assert line.choice_needed
    assert line.reason.startswith("Susunan jabatan atasan berputar")


@pytest.mark.parametrize("height", ["staff", "chair"])
def test_the_line_costs_two_queries_however_long(
    office, height, django_assert_num_queries
):
    excluded = {office.head.user_id: NAMED, office.chair.user_id: NAMED}

    with django_assert_num_queries(2):
        line = superior_of(getattr(office, height), TODAY, excluded)
        assert all(str(hop.position) for hop in line.hops)
        assert all(hop.tenure.user.name for hop in line.hops if hop.tenure)


def test_many_lines_cost_as_many_queries_as_one(office, django_assert_num_queries):
    tenures = [office.staff, office.head, office.member, office.chair]

    with django_assert_num_queries(2):
        lines = lines_of(tenures, TODAY)

    assert {pk: line.addressee for pk, line in lines.items()} == {
        office.staff.pk: office.head,
        office.head.pk: office.secretary,
        office.member.pk: office.chair,
        office.chair.pk: office.province_chair,
    }


def test_the_holder_of_a_post_is_its_line_s_addressee(office):
    assert holder_of(office.head_post, TODAY) == office.head
    plh = make_tenure(position=office.head_post, acting="DAILY")
    assert holder_of(office.head_post, TODAY) == plh
    deactivate(plh)
    assert holder_of(office.head_post, TODAY) == office.head
    office.head_post.abolished_on = TODAY
    assert holder_of(office.head_post, TODAY) is None


def test_a_person_s_permanent_post_comes_first(office):
    daily = make_tenure(office.head.user, office.secretary_post, acting="DAILY")

    assert list(tenures_of(office.head.user, TODAY)) == [office.head, daily]
    assert list(tenures_of(office.head.user, date(2019, 12, 31))) == []


@pytest.mark.rule(12)
def test_the_oversight_region_is_found_by_the_province(office):
    region = make_region("II", office.province)

    assert inspectorate_of(office.unit) == region
    assert inspectorate_of(office.province) == region


@pytest.mark.rule(12)
def test_what_the_map_does_not_assign_is_the_chief_inspectorate_s(office):
    make_region("II", office.province)

    assert inspectorate_of(office.nation) is None
    assert inspectorate_of(make_unit("34.01", "KPU Kabupaten Kulon Progo")) is None


@pytest.mark.rule(19)
@pytest.mark.parametrize(
    ("kind", "section", "expected"),
    [
        (PositionKind.AUDITOR, "", True),
        (PositionKind.REGIONAL_INSPECTOR, "", True),
        (PositionKind.CHIEF_INSPECTOR, "", True),
        (PositionKind.STAFF, "Inspektorat Wilayah II", True),
        (PositionKind.STAFF, "Biro Hukum", False),
    ],
)
def test_the_posts_of_the_inspectorate_are_known(kind, section, expected):
    assert Position(kind=kind, section=section).is_in_inspectorate is expected


def test_around_somebody_are_his_superiors_and_the_others_of_the_unit(office):
    plain = make_tenure(position=make_position(superior=office.head_post))
    deactivate(office.member)
    chart = Chart([office.staff_post.pk], TODAY, office.unit)

    found = chart.people_around(office.staff)

    assert list(found.values()) == [
        office.head,
        office.secretary,
        office.chair,
        office.province_chair,
        office.national_chair,
        plain,
    ]
    assert list(found) == [tenure.user_id for tenure in found.values()]


def test_superiors_are_listed_from_the_nearest_up(office):
    plh = make_tenure(position=office.head_post, acting="DAILY")

    found = Chart([office.staff_post.pk], TODAY).superiors(office.staff)

    assert set(found[:2]) == {office.head, plh}
    assert found[2:] == [
        office.secretary,
        office.chair,
        office.province_chair,
        office.national_chair,
    ]
