"""What a unit is to decide: who enters and sees it, and its pages."""

import json
from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from declarations.models import Matter, MatterState
from declarations.workflow import matters
from personnel.today import forget
from tests.case_factories import fresh, make_case
from tests.factories import give, make_office, make_tenure, make_unit, make_user
from tests.matter_factories import TITLE, make_matter
from tests.personnel.factories import make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def people_of(office):
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=office.unit)
    elsewhere = make_unit("33.05", "KPU Kabupaten Kebumen")
    other_operator = make_user("Operator Lain")
    give(other_operator, "UNIT_OPERATOR", unit=elsewhere)
    administrator = make_user("Administrator")
    give(administrator, "ORGANISATION_ADMIN")
    return {
        "chair": office.chair.user,
        "secretary": office.secretary.user,
        "head": office.head.user,
        "operator": operator,
        "member": office.member.user,
        "staff": office.staff.user,
        "province_secretary": office.province_secretary.user,
        "other_operator": other_operator,
        "auditor": office.auditor,
        "chief_inspector": office.chief_inspector,
        "administrator": administrator,
    }


KEEPERS = ("chair", "secretary", "head", "operator")
SEES_IT = {*KEEPERS, "auditor", "chief_inspector"}
ALLOWED = {
    *product(["OPEN"], ["edit", "decide", "drop"], KEEPERS),
    *product(["DECIDED", "DROPPED"], ["reopen"], KEEPERS),
}


def brought_to(state, office):
    matter = make_matter(office.unit, by=office.secretary.user)
    if state == "DECIDED":
        matters.decide(matter, by=office.secretary.user)
    if state == "DROPPED":
        matters.drop(matter, by=office.secretary.user)
    return Matter.objects.get(pk=matter.pk)


@pytest.mark.parametrize("state", MatterState.values)
def test_each_move_is_open_to_exactly_the_people_named(office, state):
    people = people_of(office)
    matter = brought_to(state, office)

    found = {
        (state, name, person)
        for person, user in people.items()
        for name, verdict in matters.verdicts(user, matter).items()
        if verdict
    }

    assert found == {row for row in ALLOWED if row[0] == state}


def test_a_matter_is_seen_by_exactly_the_people_named(office):
    people = people_of(office)
    make_matter(office.unit)

    seen = {
        name
        for name, user in people.items()
        if Matter.objects.visible_to(user).exists()
    }

    assert seen == SEES_IT


@pytest.mark.parametrize("person", ["member", "staff", "other_operator", "auditor"])
def test_whoever_does_not_prepare_decisions_enters_none(office, person):
    with pytest.raises(PermissionDenied, match="Agenda dicatat oleh operator"):
        make_matter(office.unit, by=people_of(office)[person])

    assert not Matter.objects.exists()


def test_a_decided_matter_says_who_and_when_and_a_reopened_one_does_not(office):
    matter = brought_to("DECIDED", office)
    assert matter.settled_by == office.secretary.user

    matters.reopen(matter, by=office.chair.user)

    matter.refresh_from_db()
    assert (matter.state, matter.settled_at, matter.settled_by) == ("OPEN", None, None)


def test_pressing_twice_is_refused_with_words(office):
    matter = make_matter(office.unit)
    matters.decide(matter, by=office.chair.user)

    with pytest.raises(PermissionDenied, match="keadaan agenda ini “Sudah diputus”"):
        matters.decide(matter, by=office.chair.user)


def test_parties_lie_sealed_and_those_of_the_office_as_keys(office):
    matter = make_matter(office.unit, people=[office.member.user_id])

    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text FROM declarations_matter m")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT p::text FROM declarations_matterparty p")
        parties = cursor.fetchone()[0]
    assert "Sumber Makmur" not in stored
    assert parties.count(matter.people.get().person_key) == 1
    assert matter.has_party(office.member.user)
    assert not matter.has_party(office.head.user)
    assert matter.read_parties() == {
        "names": ["CV Sumber Makmur"],
        "people": [office.member.user_id],
    }


def test_the_log_tells_of_it_without_title_or_parties(office):
    matter = make_matter(office.unit)

    event = Event.objects.get(stream=f"matter:{matter.pk}")
    assert json.loads(bytes(event.body))["details"] == {
        "unit": "33.21",
        "state": "OPEN",
    }


# --- pages --------------------------------------------------------------------------


def typed(**fields):
    day = timezone.localdate() + timedelta(days=5)
    return {
        "kind": "PROCUREMENT",
        "title": TITLE,
        "expected_from": day.isoformat(),
        "expected_until": day.isoformat(),
        "names": "CV Sumber Makmur\n\nCV Sumber Makmur\n PT Karya ",
        "people": [],
    } | fields


def test_an_operator_enters_a_matter(client, office):
    client.force_login(people_of(office)["operator"])
    address = reverse("declarations:matter_new")

    response = client.post(address, typed(people=[office.member.user_id]))

    matter = Matter.objects.get()
    assert response.url == matter.get_absolute_url()
    assert matter.unit == office.unit
    assert matter.read_parties()["names"] == ["CV Sumber Makmur", "PT Karya"]
    assert matter.has_party(office.member.user)
    page = client.get(response.url).content.decode()
    for words in (TITLE, "PT Karya", office.member.user.name):
        assert words in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": ""}, "Pilih jenis agenda."),
        ({"kind": "BRIBE"}, "Pilih"),
        ({"title": ""}, "Tulis apa yang akan diputus."),
        ({"title": "x" * 161}, "160"),
        ({"expected_from": ""}, "Isi perkiraan tanggal paling cepat."),
        ({"expected_until": "2020-01-01"}, "tidak boleh sebelum"),
        ({"names": "\n".join(f"PT {n}" for n in range(21))}, "paling banyak 20 nama"),
        ({"names": "x" * 161}, "160 huruf"),
        ({"people": ["99999"]}, "99999"),
    ],
)
def test_bad_input_is_told_at_the_field_and_nothing_is_lost(
    client, office, fields, message
):
    client.force_login(office.chair.user)
    given = typed(title="Judul yang tetap ada") | fields

    page = client.post(reverse("declarations:matter_new"), given)

    assert page.status_code == 200
    assert message in page.content.decode()
    assert given["title"] in page.content.decode()
    assert not Matter.objects.exists()


def test_editing_keeps_a_party_who_has_left_the_unit(client, office):
    matter = make_matter(office.unit, people=[office.member.user_id])
    office.member.delete()
    make_tenure(
        office.member.user,
        make_position(unit=office.province),
        since=timezone.localdate(),
    )
    client.force_login(office.secretary.user)
    address = reverse("declarations:matter_edit", args=[matter.public_id])

    page = client.get(address)
    assert office.member.user.name in page.content.decode()
    seen = {"seen": page.context["form"]["seen"].value()}
    given = typed(title="Judul baru", people=[office.member.user_id])
    client.post(address, given | seen)

    matter.refresh_from_db()
    assert matter.title == "Judul baru"
    assert matter.has_party(office.member.user)


def test_two_who_edit_a_matter_do_not_overwrite_each_other_unseen(client, office):
    matter = make_matter(office.unit)
    address = reverse("declarations:matter_edit", args=[matter.public_id])
    client.force_login(office.secretary.user)
    page = client.get(address)
    seen = {"seen": page.context["form"]["seen"].value()}
    assert f'name="seen" value="{seen["seen"]}"' in page.content.decode()

    first = client.post(address, typed(title="Judul dari jendela pertama") | seen)
    second = client.post(address, typed(title="Judul dari jendela kedua") | seen)

    assert first.status_code == 302
    assert second.status_code == 409
    page = second.content.decode()
    assert "diubah orang lain, atau dari jendela lain" in page
    assert "Judul dari jendela kedua" in page
    assert Matter.objects.get().title == "Judul dari jendela pertama"

    again = {"seen": second.context["form"]["seen"].value()}
    third = client.post(address, typed(title="Judul dari jendela kedua") | again)
    assert third.status_code == 302
    assert Matter.objects.get().title == "Judul dari jendela kedua"


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "karangan"}])
def test_a_form_that_does_not_say_what_was_seen_changes_nothing(client, office, seen):
    matter = make_matter(office.unit)
    client.force_login(office.secretary.user)
    address = reverse("declarations:matter_edit", args=[matter.public_id])

    response = client.post(address, typed(title="Judul baru") | seen)

    assert response.status_code == 409
    assert Matter.objects.get().title == TITLE


def test_a_matter_of_another_unit_does_not_exist(client, office):
    matter = make_matter(office.province)
    client.force_login(office.secretary.user)

    for name, method in (
        ("matter", client.get),
        ("matter_edit", client.get),
        ("matter_decided", client.post),
        ("matter_dropped", client.post),
        ("matter_reopened", client.post),
    ):
        address = reverse(f"declarations:{name}", args=[matter.public_id])
        assert method(address).status_code == 404, name


def test_the_list_is_filtered_and_searched(client, office):
    make_matter(office.unit, title="Seleksi tenaga pendukung", kind="APPOINTMENT")
    matters.drop(make_matter(office.unit, title="Mutasi batal"), by=office.chair.user)
    make_matter(office.unit)
    client.force_login(office.chair.user)

    def listed(**query):
        page = client.get(reverse("declarations:matters"), query).content.decode()
        titles = (TITLE, "Seleksi tenaga pendukung", "Mutasi batal")
        return [title for title in titles if title in page]

    assert listed() == [TITLE, "Seleksi tenaga pendukung"]
    assert listed(q="seleksi") == ["Seleksi tenaga pendukung"]
    assert listed(jenis="PROCUREMENT") == [TITLE]
    assert listed(lihat="batal") == ["Mutasi batal"]
    assert listed(lihat="karangan", jenis="x", satker="x") == [
        TITLE,
        "Seleksi tenaga pendukung",
    ]


def test_an_overseer_chooses_among_the_units_that_have_matters(client, office):
    other = make_unit("33.05", "KPU Kabupaten Kebumen")
    make_matter(office.unit)
    make_matter(other, title="Seleksi tenaga pendukung")
    make_unit("33.06", "KPU Kabupaten Purworejo")
    client.force_login(office.chief_inspector)
    address = reverse("declarations:matters")

    whole = client.get(address).content.decode()
    cut = client.get(address, {"satker": "33.05"}).content.decode()

    assert f'<option value="{office.unit.code}">{office.unit.name}</option>' in whole
    assert '<option value="33.05">KPU Kabupaten Kebumen</option>' in whole
    assert "Purworejo" not in whole
    assert '<option value="33.05" selected>' in cut
    assert "Seleksi tenaga pendukung" in cut
    assert TITLE not in cut


def test_the_title_on_a_page_is_text(client, office):
    matter = make_matter(office.unit, title="Tender <b>A</b> & B")
    client.force_login(office.chair.user)

    page = client.get(matter.get_absolute_url()).content.decode()

    assert "Tender &lt;b&gt;A&lt;/b&gt; &amp; B" in page


def test_the_pages_ask_the_same_for_one_row_and_for_three(office, client):
    client.force_login(office.chair.user)
    addresses = [
        reverse("declarations:matters"),
        reverse("declarations:recusals"),
        make_matter(office.unit, people=[office.member.user_id]).get_absolute_url(),
    ]

    def asked():
        forget(office.chair.user)
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        return counts

    matter = Matter.objects.get()
    make_case("RECEIVED", office=office, matter=matter)
    few = asked()
    for _ in range(2):
        other = make_matter(office.unit, people=[office.member.user_id])
        tenure = make_tenure(position=make_position(superior=office.head_post))
        make_case("CONTROL_ACTIVE", office=office, tenure=tenure, matter=matter)
        make_case("RECEIVED", office=office, tenure=tenure, matter=other)

    assert asked() == few
    assert max(few) <= 12


# --- which matters a case concerns ---------------------------------------------------


def test_the_reviewer_names_the_matters_of_a_case(client, office):
    first, second = make_matter(office.unit), make_matter(office.unit, title="Pleno")
    case = make_case("UNDER_REVIEW", office=office, matter=first)
    client.force_login(office.head.user)
    address = reverse("declarations:case_matters", args=[case.public_id])
    assert "Pleno" in client.get(address).content.decode()

    client.post(address, {"matters": [second.pk]})

    assert [named.matter for named in case.named_matters.all()] == [second]
    event = Event.objects.filter(stream=f"case:{case.pk}").latest("pk")
    assert json.loads(bytes(event.body))["details"]["matters"] == [second.pk]

    client.post(address, {})
    assert not case.named_matters.exists()


def test_a_matter_of_another_unit_cannot_be_named(client, office):
    foreign = make_matter(office.province)
    make_matter(office.unit)
    case = make_case("UNDER_REVIEW", office=office)
    client.force_login(office.head.user)
    address = reverse("declarations:case_matters", args=[case.public_id])

    page = client.post(address, {"matters": [foreign.pk]})

    assert "Salah satu agenda tidak lagi dapat dipilih" in page.content.decode()
    assert not fresh(case).named_matters.exists()
