import pytest

from personnel.models import Acting, IdKind
from personnel.profile import profile
from personnel.titles import capacity, identity
from tests.personnel.factories import (
    make_position,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("acting", "expected"),
    [
        (Acting.PERMANENT, "Sekretaris"),
        (Acting.ACTING, "Plt. Sekretaris"),
        (Acting.DAILY, "Plh. Sekretaris"),
    ],
)
def test_the_capacity_names_how_the_post_is_held(acting, expected):
    tenure = make_tenure(position=make_position("Sekretaris"), acting=acting)

    assert capacity(tenure) == expected


@pytest.mark.rule(4)
def test_a_civil_servant_is_identified_by_his_nip(django_assert_num_queries):
    user = make_user(
        "Ratna Dwi Rahayu, S.H.",
        id_kind=IdKind.NIP,
        employee_number="198503122010122991",
        employment="PNS",
        rank="Penata (III/c)",
    )
    post = make_position("Penyusun Bahan Hukum", section="Subbagian Hukum")
    tenure = make_tenure(user, post)

    with django_assert_num_queries(0):
        found = identity(tenure)

    assert found == {
        "name": "Ratna Dwi Rahayu, S.H.",
        "id_label": "NIP",
        "id_number": "19850312\u00a0201012\u00a02\u00a0991",
        "rank": "Penata (III/c)",
        "position": "Penyusun Bahan Hukum",
        "section": "Subbagian Hukum",
        "unit": "KPU Kabupaten Demak",
    }


@pytest.mark.rule(4)
def test_who_has_no_nip_is_identified_by_the_office_s_number():
    found = identity(make_tenure(make_user(employee_number="PPNPN-33.21-004")))

    assert found["id_label"] == "Nomor pegawai"
    assert found["id_number"] == "PPNPN-33.21-004"


def test_the_profile_is_that_of_the_first_post(django_assert_num_queries):
    unit = make_unit(timezone="Asia/Makassar", tz_abbr="WITA")
    tenure = make_tenure(make_user("Sumiyati"), make_position("Pengemudi", unit=unit))

    with django_assert_num_queries(1):
        found = profile(tenure.user)

    assert (found.name, found.unit, found.capacity) == (
        "Sumiyati",
        "KPU Kabupaten Demak",
        "Pengemudi",
    )
    assert (found.timezone, found.tz_abbr) == ("Asia/Makassar", "WITA")


def test_somebody_without_a_post_has_a_profile_too():
    found = profile(make_user("Sumiyati"))

    assert (found.name, found.unit, found.capacity) == ("Sumiyati", "", "")
