"""What somebody sees of himself, and what he must never see (rule 68, Pasal 33)."""

import json
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from audit.models import Event
from complaints.workflow import acts
from declarations.workflow import cases
from kpu_coi.holdings import Holding, held_about
from notifications import inbox
from personnel.models import Grant
from tests.case_factories import make_case
from tests.complaints.desk_factories import fresh as fresh_complaint
from tests.complaints.factories import Desks, make_complaint
from tests.factories import (
    give,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    party,
)
from tests.privacy.factories import make_breach, make_request
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

PAGES = ("my_data", "deeds", "export_json", "export_html")


def texts_for(user):
    """Everything this app ever tells somebody about himself, as one text."""
    client = StrictClient()
    client.force_login(user)
    pages = [client.get(reverse(f"privacy:{name}")) for name in PAGES]
    assert {page.status_code for page in pages} == {200}
    return unescape("\n".join(page.content.decode() for page in pages))


@pytest.fixture
def read_case():
    """A case that its superior reviews, and that an auditor has read."""
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    cases.note_reading(case, by=office.auditor)
    case.__dict__.pop("readers", None)
    cases.note_reading(case, by=office.head.user)
    return office, case


@pytest.mark.rule(68)
def test_he_sees_to_whom_it_went_who_got_a_copy_and_who_read_it(read_case):
    office, case = read_case

    held = held_about(office.staff.user)

    assert {(row.who, row.how) for row in held.accesses} == {
        (f"{office.head_post.title}, KPU Kabupaten Demak", "Penerima: menelaah"),
        ("Inspektorat Wilayah II", "Tembusan: sudah dibaca"),
        (office.auditor.name, f"Membaca sebagai {office.auditor.name}"),
        (office.head.user.name, f"Membaca sebagai {office.head_post.title}"),
    }
    assert {row.what for row in held.accesses} == {case.number}
    reader = next(row for row in held.accesses if row.who == office.auditor.name)
    assert reader.first == case.readings.get(reader=office.auditor).first_at


@pytest.mark.rule(68)
def test_page_and_copies_tell_the_same(read_case):
    office, case = read_case
    user = office.staff.user
    make_request(by=user)
    make_breach("NOTIFIED", people=[user.pk])
    client = StrictClient()
    client.force_login(user)

    data = client.get(reverse("privacy:export_json")).json()
    readable = unescape(client.get(reverse("privacy:export_html")).content.decode())
    page = unescape(client.get(reverse("privacy:my_data")).content.decode())

    titles = [group["title"] for group in data["groups"]]
    assert titles == [
        *("Identitas", "Jabatan", "Kewenangan", "Akun"),
        *("Pernyataan, perkara, dan surat", "Kewajiban menyatakan", "Masa tunggu"),
        "Konsultasi sebelum menyatakan",
        *("Bukti penandatanganan", "Permintaan data"),
        *("Pemberitahuan kegagalan pelindungan data", "Kabar"),
    ]
    for text in (readable, page):
        for group in data["groups"]:
            assert group["title"] in text
            for words in ("purpose", "basis", "retention", "recipients"):
                assert group[words] in text
            for entry in group["entries"]:
                assert entry["title"] in text
        for access in data["accesses"]:
            assert access["who"] in text
    assert user.name in page
    assert case.number in page
    assert "Permintaan Anda" not in readable
    assert "Menandatangani pernyataan" in {deed["text"] for deed in data["deeds"]}


@pytest.mark.rule(52, 68)
def test_no_complaint_about_him_shows_nor_that_there_is_one():
    desks = Desks()
    accused = desks.staff.user
    before = counted(texts_for(accused))
    complaint = make_complaint(
        accused_name=accused.name, accused_post="STAFF", category="COI"
    )
    acts.relate(
        fresh_complaint(complaint),
        by=desks.officer,
        person=accused,
        reason="Disebut dalam bukti.",
    )

    told = texts_for(accused)

    assert complaint.number not in told
    assert "Wulan Kencana" not in told
    assert "pengaduan" not in nothing_but_data(told)
    assert counted(told) == before


def counted(text):
    return {word: text.lower().count(word) for word in ("pengadu", "terlapor", "mtr/")}


def nothing_but_data(text):
    """Without the menu, the foot and what the page says of itself."""
    start = text.index('"groups"')
    return text[start : text.index('"deeds"')].lower()


@pytest.mark.rule(64, 68)
def test_no_name_of_others_shows_but_of_those_who_read():
    office = make_office()
    other = make_user("Rekan Tersembunyi")
    make_tenure(other, make_position(unit=office.unit, superior=office.head_post))
    parties = [
        party("Perusahaan Rahasia Makmur"),
        party("Rekan", person=other.pk),
    ]
    make_case("UNDER_REVIEW", office=office, parties=parties)
    make_request(by=other)

    told = texts_for(office.staff.user)

    assert "Rekan Tersembunyi" not in told
    assert "Perusahaan Rahasia Makmur" not in told


@pytest.mark.rule(20, 68)
def test_who_is_named_by_somebody_else_does_not_learn_it_here():
    office = make_office()
    named = make_user("Yang Disebut")
    make_tenure(named, make_position(unit=office.unit, superior=office.head_post))
    case = make_case(
        "UNDER_REVIEW", office=office, parties=[party("Rekan", person=named.pk)]
    )

    told = texts_for(named)

    assert case.number not in told
    assert office.staff.user.name not in told
    assert held_about(named).accesses == []


@pytest.mark.rule(68)
def test_a_free_statement_tells_who_heard_of_it():
    office = make_office()
    statement = make_statement(tenure=office.staff)

    held = held_about(office.staff.user)

    assert [(row.what, row.who) for row in held.accesses] == [
        (statement.number, f"Register deklarasi {office.unit.name}"),
        (statement.number, f"{office.head.user.name}, {office.head_post.title}"),
    ]


@pytest.mark.rule(68)
def test_posts_and_roles_of_every_time_are_told():
    user = make_user()
    tenure = make_tenure(user, make_position("Pelaksana Lama"))
    give(user, "UNIT_OPERATOR", unit=tenure.position.unit)
    ended = Grant.objects.get(user=user)

    groups = {group.code: group for group in held_about(user).groups}

    assert groups["jabatan"].entries[0].title == "Pelaksana Lama"
    assert groups["jabatan"].entries[0].lines[0] == tenure.position.unit.name
    assert groups["kewenangan"].entries[0].title == ended.get_role_display()


def test_long_lists_are_cut_on_the_page_and_whole_in_the_copies(client):
    user = make_user()
    for place in range(25):
        inbox.tell(user, f"Kabar nomor {place}.", path="/beranda/", about="trial:1")
    client.force_login(user)

    page = client.get(reverse("privacy:my_data")).content.decode()
    data = client.get(reverse("privacy:export_json")).json()

    assert page.count("Kabar nomor") == 20
    assert "Yang lebih lama ada pada salinan lengkap." in page
    assert json.dumps(data).count("Kabar nomor") == 25


@pytest.mark.rule(65, 68)
@pytest.mark.parametrize("name", ["export_json", "export_html"])
def test_taking_a_copy_out_is_logged_and_kept_by_no_cache(client, name):
    user = make_user()
    client.force_login(user)

    response = client.get(reverse(f"privacy:{name}"))

    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    assert Event.objects.filter(action="data.export", actor=f"user:{user.pk}").exists()


def test_what_he_did_is_told_in_words_and_pages(client):
    user = make_user()
    for _ in range(41):
        make_request("WITHDRAWN", by=user)
    client.force_login(user)

    first = client.get(reverse("privacy:deeds")).content.decode()
    last = client.get(reverse("privacy:deeds") + "?page=3").content.decode()

    assert "1–40 dari 82 kegiatan" in first
    assert "Menarik permintaan tentang data Anda" in first
    assert "81–82 dari 82 kegiatan" in last


@pytest.mark.parametrize("name", settings.DATA_PROVIDERS)
def test_each_provider_tells_of_a_newcomer_without_rows(name):
    found = import_string(name)(make_user(), 20)

    assert isinstance(found, Holding)
    assert found.accesses == []
    for group in found.groups:
        assert group.purpose
        assert group.basis
        assert group.retention
        assert group.recipients


def test_no_address_about_oneself_names_anybody():
    for name in (*PAGES, "requests", "ask", "report"):
        assert reverse(f"privacy:{name}").startswith("/data-saya/")
