"""Copies and compliance: who sees which, and what they never tell (rules 12, 58)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations.models import Case
from declarations.models.copies import Bar, KeptOut
from inspectorate.compliance import by_province, tallies, total
from inspectorate.home import home
from inspectorate.scope import units_visible_to
from kpu_coi import vault
from kpu_coi.navigation import places_of
from personnel.models import User
from tests.case_factories import make_case
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_position,
    make_region,
    make_statement,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

COPIES = "/inspektorat/tembusan/"
COMPLIANCE = "/inspektorat/kepatuhan/"
OVERSIGHT = {"Dasbor", "Tembusan", "Kepatuhan"}


def text(response):
    return response.content.decode()


def same(user):
    """The person as the next request loads him, with nothing remembered."""
    return User.objects.get(pk=user.pk)


def other_auditor():
    region = make_region("III", make_unit("13", "KPU Provinsi Sumatera Barat"))
    user = make_user("Auditor Wilayah Tiga")
    give(user, "AUDITOR", region=region)
    return user


def operator_of(unit):
    user = make_user("Operator Satker")
    give(user, "UNIT_OPERATOR", unit=unit)
    return user


@pytest.mark.rule(12, 64)
def test_an_auditor_finds_the_copies_of_his_region_alone(client):
    office = make_office()
    number = make_case(office=office).statement.number

    client.force_login(office.auditor)
    assert number in text(client.get(COPIES))
    client.force_login(office.chief_inspector)
    assert number in text(client.get(COPIES))
    client.force_login(other_auditor())
    elsewhere = client.get(COPIES)
    assert elsewhere.status_code == 200
    assert number not in text(elsewhere)


@pytest.mark.parametrize("person", ["staff", "head", "operator", "administrator"])
def test_for_others_there_is_no_list_of_copies(client, person):
    office = make_office()
    administrator = make_user("Administrator")
    give(administrator, "SYSTEM_ADMIN")
    people = {
        "staff": office.staff.user,
        "head": office.head.user,
        "operator": operator_of(office.unit),
        "administrator": administrator,
    }
    client.force_login(people[person])

    assert client.get(COPIES).status_code == 404


@pytest.mark.rule(20)
def test_an_auditor_who_is_declarant_does_not_find_his_own_copy(client):
    office = make_office()
    post = make_position(unit=office.unit, superior=office.head_post)
    own = make_case(office=office, tenure=make_tenure(office.auditor, post))
    client.force_login(office.auditor)

    assert own.statement.number not in text(client.get(COPIES))


@pytest.mark.rule(20)
def test_whoever_is_kept_out_of_a_case_finds_no_copy_of_it(client):
    office = make_office()
    case = make_case(office=office)
    for person in (office.auditor, office.chief_inspector):
        keep_out(case, person)
        client.force_login(person)

        assert case.number not in text(client.get(COPIES))
        assert home(same(person)).duties == []
        assert not Case.objects.overseen_by(person).exists()


def keep_out(case, person):
    KeptOut.objects.create(
        case=case, person_key=vault.person_key(person.pk), why=Bar.RECUSED
    )


@pytest.mark.rule(31)
def test_reading_takes_a_copy_out_of_the_unread(client):
    office = make_office()
    case = make_case(office=office)
    client.force_login(office.auditor)
    unread = {"lihat": "belum-dibaca"}
    assert case.number in text(client.get(COPIES, unread))
    assert home(same(office.auditor)).duties[0].lines == ("1 tembusan",)

    client.get(case.get_absolute_url())

    assert case.number not in text(client.get(COPIES, unread))
    assert home(same(office.auditor)).duties == []


def test_copies_are_cut_by_deadline_state_and_unit(client):
    office = make_office()
    late = make_case(office=office)
    yesterday = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=late.pk).update(due_on=yesterday)
    decided = make_case("DECIDED", office=office, tenure=office.member)
    client.force_login(office.auditor)

    def found(**filters):
        page = text(client.get(COPIES, filters))
        return [case for case in (late, decided) if case.number in page]

    assert found() == [late, decided]
    assert found(lihat="terlambat") == [late]
    assert found(lihat="terbuka") == [late]
    assert found(status="DECIDED") == [decided]
    assert found(unit="33.21") == [late, decided]
    assert found(q=late.number[:8]) == [late]


@pytest.mark.rule(58, 64)
def test_compliance_is_seen_by_region_nation_and_unit():
    office = make_office()
    elsewhere = make_unit("13.71", "KPU Kota Padang")

    def codes(user):
        return sorted(unit.code for unit in units_visible_to(user))

    assert codes(office.auditor) == ["33", "33.21"]
    assert codes(other_auditor()) == ["13", "13.71"]
    assert codes(operator_of(elsewhere)) == ["13.71"]
    assert codes(office.chief_inspector) == ["00", "13", "13.71", "33", "33.21"]
    assert codes(office.head.user) == []


@pytest.mark.rule(58)
def test_a_unit_of_another_region_does_not_exist(client):
    office = make_office()
    make_campaign(office.unit)
    address = reverse("inspectorate:unit_compliance", args=["33.21"])

    def status(user, where=address):
        client.force_login(user)
        return client.get(where).status_code

    assert status(office.auditor) == 200
    assert status(operator_of(office.unit)) == 200
    assert status(other_auditor()) == 404
    assert status(operator_of(office.province)) == 404
    assert status(office.head.user) == 404
    assert status(office.head.user, COMPLIANCE) == 404
    unknown = reverse("inspectorate:unit_compliance", args=["99.99"])
    assert status(office.chief_inspector, unknown) == 404


@pytest.mark.rule(58)
def test_obliged_declared_and_missing_are_counted_by_unit_and_province():
    office = make_office()
    campaign = make_campaign(office.province, cascade=True)
    make_statement(tenure=office.staff)
    make_statement(kind="POTENTIAL", tenure=office.member)

    rows = tallies(campaign, units_visible_to(office.auditor))

    counted = [(row.code, row.obliged, row.declared, row.missing) for row in rows]
    assert counted == [("33", 2, 0, 2), ("33.21", 5, 2, 3)]
    assert rows[1].percent == 40.0
    (province,) = by_province(rows)
    assert (province.obliged, province.declared, province.units) == (7, 2, 2)
    assert (total(rows).missing, province.name) == (5, "KPU Provinsi Jawa Tengah")


@pytest.mark.rule(2, 58)
def test_whoever_declared_has_declared_and_nothing_tells_the_kind(client):
    office = make_office()
    make_campaign(office.unit)
    make_statement(tenure=office.staff)
    make_statement(kind="POTENTIAL", tenure=office.member)
    client.force_login(operator_of(office.unit))

    page = text(client.get(reverse("inspectorate:unit_compliance", args=["33.21"])))

    assert page.count("Sudah menyatakan") == 2
    main = page.partition("<main")[2].partition("</main>")[0].lower()
    for word in ("potensi", "pbk", "bbk", "bebas", "aktual"):
        assert word not in main


def test_the_list_of_a_unit_is_cut_by_who_has_and_who_has_not(client):
    office = make_office()
    make_campaign(office.unit)
    make_statement(tenure=office.staff)
    client.force_login(operator_of(office.unit))
    address = reverse("inspectorate:unit_compliance", args=["33.21"])

    missing = text(client.get(address, {"lihat": "belum"}))
    declared = text(client.get(address, {"lihat": "sudah"}))

    assert "Sudah menyatakan" not in missing
    assert declared.count("Sudah menyatakan") == 1
    assert office.staff.user.name in declared


def test_before_a_campaign_the_lists_say_what_will_appear(client):
    office = make_office()
    client.force_login(office.auditor)

    assert "Begitu sebuah kampanye dibuka" in text(client.get(COMPLIANCE))
    assert "Tembusan muncul begitu" in text(client.get(COPIES))
    unit = client.get(reverse("inspectorate:unit_compliance", args=["33.21"]))
    assert "Daftar ini terisi begitu" in text(unit)


def test_the_menu_and_beranda_of_those_who_oversee():
    office = make_office()
    make_campaign(office.unit)
    make_case(office=office)
    operator = operator_of(office.unit)

    def menu(user):
        found = [(place.label, place.count) for place in places_of(user)]
        return [told for told in found if told[0] in OVERSIGHT]

    assert menu(office.auditor) == [("Dasbor", 0), ("Tembusan", 1), ("Kepatuhan", 0)]
    assert menu(operator) == [("Kepatuhan", 0)]
    assert menu(office.staff.user) == []
    ((_template, aside),) = home(operator).asides
    assert (aside["tally"].obliged, aside["tally"].declared) == (5, 1)


@pytest.mark.parametrize("address", [COPIES, COMPLIANCE])
def test_lists_ask_as_much_for_three_rows_as_for_one(
    client, django_assert_max_num_queries, address
):
    office = make_office()
    client.force_login(office.auditor)
    make_campaign(office.unit)
    make_case(office=office)
    with django_assert_max_num_queries(12) as one:
        client.get(address)

    for code in ("33.20", "33.19"):
        unit = make_unit(code, f"KPU Kabupaten {code}")
        post = make_position(unit=unit, superior=office.province_chair_post)
        tenure = make_tenure(make_user(f"Pegawai {code}"), post)
        make_campaign(unit)
        make_case(office=office, tenure=tenure)
    with django_assert_max_num_queries(12) as three:
        assert client.get(address).status_code == 200

    assert len(three) == len(one)
