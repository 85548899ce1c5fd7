import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import AccusedKey, AccusedKeyKind
from declarations.models import Case, CaseStatus, Copy, Obligation
from inspectorate import figures
from inspectorate.dashboard import dashboard_of
from inspectorate.territory import territory_of
from inspectorate.views import copies_for
from kpu_coi import vault
from tests.budgets import STAFF, assert_within, page_weight
from tests.case_factories import make_case
from tests.inspectorate.country import Country, make_complaint

pytestmark = pytest.mark.django_db

PAGE, PEOPLE = "/inspektorat/", "/inspektorat/orang/"


@pytest.fixture
def country():
    return Country()


def shown(user, campaign, **asked):
    """What the dashboard of a person says."""
    territory = territory_of(user, asked)
    return dashboard_of(user, territory, campaign, copies_for(user))


def rows_of(context):
    return {
        row.tally.name: (row.tally.obliged, row.tally.declared, row.tally.missing)
        for row in context["rows"]
    }


@pytest.mark.rule(58, 64)
@pytest.mark.parametrize("path", [PAGE, PEOPLE])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("chief_inspector", 200),
        ("auditor", 200),
        ("other_auditor", 200),
        ("operator", 404),
        ("declarant", 404),
    ],
)
def test_only_those_who_oversee_have_a_dashboard(client, country, path, who, status):
    people = vars(country.office) | vars(country)
    people["declarant"] = country.office.staff.user
    client.force_login(people[who])

    assert client.get(path).status_code == status


def test_a_visitor_is_sent_to_sign_in(client, country):
    assert client.get(PAGE).status_code == 302


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    "query", ["?wilayah=III", "?provinsi=73", "?provinsi=99", "?wilayah=IV"]
)
@pytest.mark.parametrize("path", [PAGE, PEOPLE, "/inspektorat/tembusan/"])
def test_what_is_not_overseen_does_not_exist(client, country, path, query):
    client.force_login(country.office.auditor)

    assert client.get(path + query).status_code == 404


@pytest.mark.rule(58)
def test_the_chief_sees_the_nation_by_province_and_region(country):
    context = shown(country.office.chief_inspector, country.campaign)

    assert rows_of(context) == {
        "KPU RI": (1, 0, 1),
        "Jawa Tengah": (7, 2, 5),
        "Sulawesi Selatan": (2, 1, 1),
    }
    assert (context["total"].obliged, context["total"].declared) == (10, 3)
    assert context["total"].percent == 30.0
    assert [
        (row["name"], row["units"], row["missing"]) for row in context["regions"]
    ] == [
        ("Inspektorat Wilayah II", 2, 5),
        ("Inspektorat Wilayah III", 1, 1),
        ("Di luar pembagian wilayah", 1, 1),
    ]


@pytest.mark.rule(58)
def test_a_province_is_shown_by_unit(country):
    context = shown(country.office.chief_inspector, country.campaign, provinsi="33")

    assert rows_of(context) == {
        "KPU Provinsi Jawa Tengah": (2, 0, 2),
        "KPU Kabupaten Demak": (5, 2, 3),
    }
    assert context["total"].missing == 5


@pytest.mark.rule(58, 64)
def test_an_auditor_sees_his_region_alone(client, country):
    context = shown(country.office.auditor, country.campaign)
    client.force_login(country.office.auditor)
    words = client.get(PAGE).content.decode()

    assert rows_of(context) == {"Jawa Tengah": (7, 2, 5)}
    assert context["regions"] == []
    assert "Sulawesi Selatan" not in words
    assert "Makassar" not in words


@pytest.mark.rule(58)
@pytest.mark.parametrize("query", ["", "?wilayah=II", "?provinsi=33", "?provinsi=73"])
@pytest.mark.parametrize(("view", "index"), [("sudah", 0), ("belum", 1)])
def test_each_number_of_people_opens_a_list_of_as_many(
    client, country, query, view, index
):
    client.force_login(country.office.chief_inspector)
    page = client.get(PAGE + query)

    figure = page.context["figures"][index]
    people = client.get(figure["url"])

    number = re.match(r"[\d.]+", figure["note" if view == "sudah" else "value"])
    assert f"lihat={view}" in figure["url"]
    assert people.context["page"].paginator.count == int(number[0].replace(".", ""))


@pytest.mark.rule(60)
def test_open_and_late_cases_are_those_of_the_lists_behind_them(client, country):
    open_case = make_case(office=country.office, tenure=country.office.member)
    make_case(CaseStatus.NEEDS_INFO, office=country.office, tenure=country.office.chair)
    yesterday = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=open_case.pk).update(due_on=yesterday)
    client.force_login(country.office.auditor)
    page = client.get(PAGE)

    _, _, opened, late, _ = page.context["figures"]
    assert (opened["value"], late["value"]) == ("2", "1")
    assert opened["note"] == "1 menunggu klarifikasi"
    for figure in (opened, late):
        found = client.get(figure["url"]).context["page"].paginator.count
        assert found == int(figure["value"])
    (row,) = page.context["page"].object_list
    assert (row["open"], row["late"]) == (2, 1)


@pytest.mark.rule(64)
def test_cases_of_another_region_are_in_no_number(country):
    make_case(office=country.office, tenure=country.office.member)

    context = shown(country.other_auditor, country.campaign)

    assert context["open_cases"] == 0
    assert context["status_bars"] == []


@pytest.mark.rule(20)
def test_who_is_named_in_a_case_finds_it_in_no_number(country):
    office = country.office
    make_case(office=office, tenure=office.member)
    Copy.objects.get()
    before = shown(office.auditor, country.campaign)["open_cases"]
    own = make_case(office=office, tenure=office.chair)
    own.person_id = office.auditor.pk
    own.save(update_fields=["person"])

    assert (before, shown(office.auditor, country.campaign)["open_cases"]) == (1, 1)


@pytest.mark.rule(60)
def test_promptness_is_counted_by_level_with_its_median(client, country):
    office = country.office
    days = {office.member: 1, office.staff: 2, office.secretary: 9}
    for tenure, took in days.items():
        case = make_case(CaseStatus.DECIDED, office=office, tenure=tenure)
        Case.objects.filter(pk=case.pk).update(
            received_at=case.decided_at - timedelta(days=took),
            due_on=case.decided_at.date() - timedelta(days=1 if took == 9 else -1),
        )
    client.force_login(office.auditor)

    page = client.get(PAGE)

    told = [
        (row["label"], row["on_time"], row["late"], row["median_days"])
        for row in page.context["promptness"]
    ]
    assert told == [("Ketua", 1, 1, 5.0), ("Kepala Subbagian", 1, 0, 2.0)]
    late = client.get(page.context["promptness"][0]["late_url"])
    assert late.context["page"].paginator.count == 1
    on_time = client.get(page.context["figures"][4]["url"])
    assert on_time.context["page"].paginator.count == 2


@pytest.mark.rule(58)
def test_signatures_are_counted_by_the_week_they_fall_in(country):
    context = shown(country.office.chief_inspector, country.campaign)

    assert [column.text for column in context["weeks"]] == ["3"]


def test_weeks_without_a_signature_stay_in_the_course():
    rows = [("2026-11-02", "", 4, 0, 0.0), ("2026-11-16", "", 2, 0, 0.0)]

    told = [(day.isoformat(), count) for day, count in figures.weeks_from(rows)]

    assert told == [("2026-11-02", 4), ("2026-11-09", 0), ("2026-11-16", 2)]


def test_nobody_obliged_yet_is_said_in_words(client):
    country = Country()
    Obligation.objects.all().delete()
    country.campaign.delete()
    client.force_login(country.office.auditor)

    words = client.get(PAGE).content.decode()

    assert "Belum ada yang wajib menyatakan" in words


@pytest.mark.parametrize("who", ["chief_inspector", "auditor"])
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}?provinsi=33", f"{PEOPLE}?lihat=belum"])
def test_more_rows_take_no_more_queries(client, country, who, path):
    client.force_login(getattr(country.office, who))
    few = queries(client, path)

    for tenure in (country.office.member, country.office.chair):
        make_case(office=country.office, tenure=tenure)

    assert queries(client, path) == few <= 12


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_page_is_within_its_budget(client, country):
    client.force_login(country.office.chief_inspector)

    assert_within(STAFF, page_weight(client, PAGE))


def test_the_table_can_be_ordered_and_paged(client, country):
    client.force_login(country.office.chief_inspector)

    by_name = client.get(f"{PAGE}?urut=nama").context["page"].object_list
    by_missing = client.get(f"{PAGE}?urut=belum").context["page"].object_list

    assert [row["tally"].name for row in by_name] == [
        "Jawa Tengah",
        "KPU RI",
        "Sulawesi Selatan",
    ]
    assert by_missing[0]["tally"].missing == 5


def test_every_link_of_the_page_leads_somewhere(client, country):
    make_case(office=country.office, tenure=country.office.member)
    client.force_login(country.office.chief_inspector)
    page = client.get(PAGE).content.decode()

    links = {unescape(link) for link in re.findall(r'href="(/inspektorat[^"#]*)', page)}
    links |= {PAGE + unescape(link) for link in re.findall(r'href="(\?[^"#]*)', page)}

    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(
        links, 200
    )


@pytest.mark.rule(61)
def test_complaints_are_numbers_of_the_own_region_by_status_and_age(country):
    now = timezone.now()
    for number, (unit, status, days) in enumerate(
        [
            (country.office.unit, "RECEIVED", 1),
            (country.office.unit, "EXAMINING", 20),
            (country.office.unit, "EXAMINING", 90),
            (country.office.province, "PROVEN", 40),
            (country.makassar, "RECEIVED", 1),
        ]
    ):
        received = now - timedelta(days=days)
        make_complaint(
            number,
            unit,
            status=status,
            received_at=received,
            closed_at=now if status == "PROVEN" else None,
            due_on=timezone.localdate() - timedelta(days=1) if days > 60 else None,
        )

    context = shown(country.office.auditor, country.campaign)

    assert context["complaints"].by_status == [
        ("Diterima", 1),
        ("Pemeriksaan", 2),
        ("Selesai, terbukti", 1),
    ]
    assert context["complaints"].by_age == [
        ("sampai 3 hari", 1),
        ("4 sampai 14 hari", 0),
        ("15 sampai 60 hari", 1),
        ("lebih dari 60 hari", 1),
    ]
    assert context["complaints"].late == 1
    everywhere = shown(country.office.chief_inspector, country.campaign)
    assert everywhere["complaints"].total == 5


@pytest.mark.rule(20, 61)
def test_the_accused_finds_the_complaint_in_no_number(country):
    complaint = make_complaint(1, country.office.unit)
    AccusedKey.objects.create(
        complaint=complaint,
        kind=AccusedKeyKind.PERSON,
        key=vault.person_key(country.office.auditor.pk),
    )

    for who, total in (
        (country.office.auditor, 0),
        (country.office.chief_inspector, 1),
    ):
        assert shown(who, country.campaign)["complaints"].total == total
