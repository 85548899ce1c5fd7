"""Who may know of a complaint: per status and person, in every page, and at once."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from audit.models import Event
from complaints import notices
from complaints.models import AccusedKey, Complaint, Status
from complaints.workflow import desk
from inspectorate import complaint_copies
from kpu_coi import vault
from notifications.models import Message as News
from tests.complaints.desk_factories import fresh, make_at
from tests.complaints.factories import Desks, make_complaint
from tests.personnel.factories import (
    give,
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)
from tests.strict_client import StrictClient
from tests.worker import work

# Who sees a complaint of corruption about an employee of the regency; the plenary
# only while it lies with the plenary.
ALWAYS = {"officer", "chief_inspector", "region_chief", "auditor"}
PEOPLE = (
    "officer",
    "plenary_viewer",
    "province_officer",
    "national_officer",
    "chief_inspector",
    "region_chief",
    "auditor",
    "other_auditor",
    "accused",
    "accused_chief",
    "related",
    "secretary",
    "operator",
    "organisation_admin",
    "system_admin",
    "stranger",
)


def people_of(desks):
    people = {name: make_user(name) for name in PEOPLE} | {
        "officer": desks.officer,
        "province_officer": desks.province_officer,
        "national_officer": desks.national_officer,
        "chief_inspector": desks.chief_inspector,
        "accused": desks.staff.user,
        "accused_chief": desks.head.user,
        "secretary": desks.secretary.user,
    }
    give(people["plenary_viewer"], "PLENARY_VIEWER", unit=desks.unit)
    give(people["region_chief"], "REGION_CHIEF", region=desks.region)
    give(people["auditor"], "AUDITOR", region=desks.region)
    elsewhere = make_region("III", make_unit("13", "KPU Provinsi Sumatera Barat"))
    give(people["other_auditor"], "AUDITOR", region=elsewhere)
    give(people["operator"], "UNIT_OPERATOR", unit=desks.unit)
    give(people["organisation_admin"], "ORGANISATION_ADMIN")
    give(people["system_admin"], "SYSTEM_ADMIN")
    for name in ("accused", "related"):
        give(people[name], "COMPLAINT_OFFICER", unit=desks.unit)
    return people


def keep_out(complaint, user):
    AccusedKey.objects.create(
        complaint=complaint, kind="RELATED", key=vault.person_key(user.pk)
    )


@pytest.mark.django_db
@pytest.mark.rule(20, 51, 64)
@pytest.mark.parametrize("status", list(Status))
def test_a_complaint_exists_for_exactly_the_people_named(status):
    desks = Desks()
    people = people_of(desks)
    complaint = make_at(status, desks=desks, category="GRATUITY")
    for name in ("accused", "related"):
        keep_out(complaint, people[name])

    seen = {
        name
        for name, user in people.items()
        if Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists()
    }

    assert seen == ALWAYS | ({"plenary_viewer"} if status == "PLENARY" else set())


@pytest.mark.django_db
@pytest.mark.rule(51)
@pytest.mark.parametrize("category", ["SERVICE", "CONDUCT", "OATH", "ETHICS", "OTHER"])
def test_only_corruption_collusion_and_nepotism_are_copied(category):
    desks = Desks()
    people = people_of(desks)
    complaint = make_complaint(category=category)

    seen = {
        name for name in PEOPLE if Complaint.objects.visible_to(people[name]).exists()
    } - {"accused", "related"}

    assert seen == {"officer"}
    assert complaint.handling_unit == desks.unit


def chief_is_accused():
    """The Ketua of the regency is accused; his whole office is kept out."""
    desks = Desks()
    people = people_of(desks)
    complaint = make_complaint(
        category="ABUSE", accused_class="MEMBER", accused_post="CHAIR"
    )
    below = {
        "chair": desks.chair.user,
        "member": desks.member.user,
        "officer": people["officer"],
        "secretary": people["secretary"],
        "accused": people["accused"],
        "accused_chief": people["accused_chief"],
    }
    unconcerned = {
        name: people[name]
        for name in ("organisation_admin", "system_admin", "operator", "other_auditor")
    }
    return desks, complaint, below, below | unconcerned


VERBS = (
    *("verify", "take_over", "ask", "refuse", "assess", "forward", "ticket"),
    *("examine", "hear", "plenary", "prove", "unprove", "archive", "write"),
    *("disclose", "relate"),
)


@pytest.mark.django_db
@pytest.mark.rule(51, 52)
def test_at_its_address_whoever_may_not_know_meets_nothing():
    _, complaint, _, nobody = chief_is_accused()
    client = StrictClient()

    for name, user in nobody.items():
        client.force_login(user)
        assert client.get(complaint.get_absolute_url()).status_code == 404, name
        for verb in VERBS:
            url = reverse(f"complaints:desk_{verb}", args=[complaint.public_id])
            assert client.post(url, {}).status_code == 404, (name, verb)

    assert not Event.objects.filter(action="complaint.read").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule(51, 52, 64)
def test_nobody_kept_out_finds_the_number_in_any_page_he_can_reach():
    desks, complaint, below, nobody = chief_is_accused()
    give(below["chair"], "AUDITOR", region=desks.region)
    give(below["secretary"], "CHIEF_INSPECTOR")
    work()

    for name, user in nobody.items():
        pages = crawled(user)
        assert "/beranda/" in pages
        found = [
            path
            for path, html in pages.items()
            if complaint.number in html or str(complaint.public_id) in html
        ]
        assert found == [], name


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule(51)
def test_the_crawl_finds_the_number_with_who_may_know_it():
    desks, complaint, _, _ = chief_is_accused()
    work()

    pages = crawled(desks.province_officer)

    found = {path for path, html in pages.items() if complaint.number in html}
    assert {"/beranda/", "/petugas/", complaint.get_absolute_url()} <= found


def crawled(user):
    """Every page that links lead to from Beranda and the desk, with what it says."""
    client = StrictClient()
    client.force_login(user)
    ahead = ["/beranda/", "/beranda/kabar/", "/petugas/", "/petugas/?q=MTR"]
    ahead += [f"/petugas/?lihat={view}" for view in ("selesai", "tembusan")]
    ahead += ["/inspektorat/", "/transparansi/"]
    pages = {}
    while ahead and len(pages) < 80:
        path = ahead.pop(0)
        if path in pages:
            continue
        answer = client.get(path)
        pages[path] = ""
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            pages[path] = answer.content.decode()
            ahead += links_of(pages[path])
    return pages


def links_of(html):
    found = [part.split('"', 1)[0] for part in html.split('href="')[1:]]
    leave = ("/akun", "/static", "/gaya")
    return [
        link.split("#")[0].replace("&amp;", "&")
        for link in found
        if link.startswith("/") and not link.startswith(leave)
    ]


@pytest.mark.django_db
@pytest.mark.rule(20, 51)
def test_counts_leave_out_what_one_may_not_know():
    desks, _, below, _ = chief_is_accused()
    client = StrictClient()
    client.force_login(below["officer"])

    page = client.get("/petugas/")

    assert [tab["count"] for tab in page.context["tabs"]] == [0, 0, 0, 0]
    client.force_login(desks.province_officer)
    assert client.get("/petugas/").context["tabs"][0]["count"] == 1


@pytest.mark.django_db
@pytest.mark.rule(51)
def test_who_takes_up_a_post_below_the_accused_is_kept_out_from_that_day():
    desks, complaint, _, _ = chief_is_accused()
    moved = make_user("Petugas Provinsi Yang Pindah")
    give(moved, "COMPLAINT_OFFICER", unit=desks.province)
    assert Complaint.objects.visible_to(moved).exists()

    make_tenure(moved, make_position("Pelaksana", superior=desks.secretary_post))
    client = StrictClient()
    client.force_login(moved)

    assert client.get(complaint.get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule(51)
def test_the_inspektorat_is_told_the_number_of_its_copy_and_the_concerned_are_not():
    desks = Desks()
    people = people_of(desks)
    give(desks.chair.user, "AUDITOR", region=desks.region)
    complaint = make_complaint(
        category="GRATUITY", accused_class="MEMBER", accused_post="CHAIR"
    )

    work()

    told = News.objects.filter(subject=f"Tembusan pengaduan {complaint.number}")
    assert {one.recipient for one in told} == {
        people["chief_inspector"],
        people["region_chief"],
        people["auditor"],
    }
    assert {one.body for one in told} == {""}


@pytest.mark.django_db
@pytest.mark.rule(51)
def test_what_is_no_kkn_is_not_copied():
    Desks()
    complaint = make_complaint(category="SERVICE")

    notices.tell_received(fresh(complaint))

    assert not News.objects.filter(subject__startswith="Tembusan").exists()


@pytest.mark.django_db
@pytest.mark.rule(51)
def test_a_complaint_about_the_inspektorat_is_not_copied_to_its_own_desk():
    desks = Desks()
    complaint = make_complaint(
        unit="00", accused_class="STAFF", accused_post="INSPECTORATE", category="ABUSE"
    )

    assert complaint.desk == "CHIEF_INSPECTOR"
    assert complaint_copies.readers_of(fresh(complaint)) == []
    assert Complaint.objects.handled_by(desks.chief_inspector).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_takes_charge_and_one_reads_why_not():
    desks = Desks()
    second = make_user("Petugas Kedua")
    give(second, "COMPLAINT_OFFICER", unit=desks.unit)
    complaint = make_complaint()
    barrier = Barrier(2)
    outcome = {}

    def press(user):
        try:
            barrier.wait()
            desk.verify(complaint, by=user)
            outcome[user.pk] = "done"
        except PermissionDenied as refused:
            outcome[user.pk] = str(refused)
        finally:
            connection.close()

    threads = [Thread(target=press, args=[user]) for user in (desks.officer, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome.values()) == [
        "Tidak dapat dilakukan: status pengaduan ini verifikasi.",
        "done",
    ]
    winner = next(pk for pk, words in outcome.items() if words == "done")
    assert fresh(complaint).officer_id == winner
    assert Event.objects.filter(action="complaint.verify").count() == 1
