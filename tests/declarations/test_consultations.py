"""A private question: who knows of it, who reads it, and what becomes of it."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Event
from declarations.advisers import desks_for
from declarations.models import Case, Consultation, Desk, Statement
from declarations.workflow import consultations as workflow
from inspectorate.oversight_invariants import faults
from kpu_coi.holdings import held_about
from notifications.models import Message
from personnel.models import Grant, User
from tests.consultation_factories import ask, make_advisers
from tests.factories import (
    give,
    make_office,
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

SECRET = "Kakak ipar saya ikut lelang katering."
SUBJECT = "Ipar ikut lelang"


def people_of(office, desk="P3K2"):
    """Everybody who might want to know, by the part he plays."""
    adviser, other = make_advisers(office)
    chief = office.region_chief
    people = {
        "asker": office.staff.user,
        "adviser": adviser,
        "other_adviser": other,
        "superior": office.head.user,
        "operator": make_user("Operator"),
        "auditor": office.auditor,
        "region_chief": chief,
        "other_auditor": make_user("Auditor lain"),
        "chief_inspector": office.chief_inspector,
        "organisation_admin": make_user("Admin organisasi"),
        "system_admin": make_user("Admin sistem"),
        "dpo": make_user("DPO"),
    }
    give(people["operator"], "UNIT_OPERATOR", unit=office.unit)
    region = make_region("III", make_unit("13", "KPU Provinsi Sumatera Barat"))
    give(people["other_auditor"], "AUDITOR", region=region)
    give(people["organisation_admin"], "ORGANISATION_ADMIN")
    give(people["system_admin"], "SYSTEM_ADMIN")
    give(people["dpo"], "DPO")
    if desk == "INSPECTORATE":
        people["adviser"], people["other_adviser"] = office.auditor, chief
        del people["auditor"], people["region_chief"]
        people["p3k2"] = adviser
    return people


# Written by hand: before it is taken up the desk knows that something waits, no more.
WAITS = {"adviser", "other_adviser"}
READS = {"waiting": {"asker"}, "taken": {"asker", "adviser"}}


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    ("desk", "stage"), list(product(("P3K2", "INSPECTORATE"), READS))
)
def test_list_page_and_text_are_open_to_exactly_the_people_named(client, desk, stage):
    office = make_office()
    people = people_of(office, desk)
    asked = ask(office.staff.user, desk, subject=SUBJECT, text=SECRET)
    if stage == "taken":
        workflow.take(asked, by=people["adviser"])
    seen, listed, waiting = set(), set(), set()
    addresses = [reverse("declarations:consultations"), reverse("home")]
    desk_address = reverse("declarations:consultation_desk")

    for name, user in people.items():
        client.force_login(user)
        page = client.get(asked.get_absolute_url())
        assert page.status_code in (200, 404)
        if page.status_code == 200:
            assert SECRET in page.text
            seen.add(name)
        lists = [client.get(address).text for address in addresses]
        at_desk = client.get(desk_address)
        assert SECRET not in "".join([*lists, at_desk.text])
        if SUBJECT in "".join([*lists, at_desk.text]):
            listed.add(name)
        take = reverse("declarations:consultation_take", args=[asked.public_id])
        if at_desk.status_code == 200 and take in at_desk.text:
            assert str(asked) in at_desk.text
            assert office.staff.user.name not in at_desk.text
            waiting.add(name)

    assert seen == READS[stage]
    assert listed == READS[stage]
    assert waiting == (WAITS if stage == "waiting" else set())


@pytest.mark.rule(64)
def test_every_act_is_open_to_exactly_the_people_named(client):
    """404 for whoever does not see it, 409 for whoever sees it and may not."""
    office = make_office()
    people = people_of(office)
    asked = ask(office.staff.user)
    workflow.take(asked, by=people["adviser"])
    found = set()
    for name, user in people.items():
        client.force_login(user)
        for act in ("write", "offer", "agree", "decline", "release", "close"):
            Consultation.objects.filter(pk=asked.pk).update(
                offered_to=people["other_adviser"] if act in "agree decline" else None,
                offered_at=asked.asked_at if act in "agree decline" else None,
                adviser=people["adviser"],
                taken_at=asked.asked_at,
                closed_at=None,
            )
            data = {"text": "Pesan", "to": people["other_adviser"].pk}
            where = reverse(f"declarations:consultation_{act}", args=[asked.public_id])
            status = client.post(where, data).status_code
            sees = name in {"asker", "adviser"}
            assert status in ((302, 409) if sees else (404,)), (name, act, status)
            if status == 302:
                found.add((name, act))

    assert found == {
        ("asker", "write"),
        ("asker", "agree"),
        ("asker", "decline"),
        ("asker", "release"),
        ("asker", "close"),
        ("adviser", "write"),
        ("adviser", "offer"),
    }


def test_a_question_is_no_statement_no_case_and_stands_in_no_register():
    office = make_office()
    make_advisers(office)

    asked = ask(office.staff.user)

    assert not Statement.objects.exists()
    assert not Case.objects.exists()
    assert str(asked) == f"KSL-{asked.pk:06d}"


def test_nothing_written_stands_in_clear_in_the_database_the_log_or_the_inbox():
    office = make_office()
    adviser, _ = make_advisers(office)

    asked = ask(office.staff.user, subject=SUBJECT, text=SECRET)
    workflow.take(asked, by=adviser)
    workflow.write(asked, by=adviser, text=SECRET)

    row = Consultation.objects.values().get()
    assert SUBJECT.encode() not in bytes(row["subject_sealed"])
    told = [*Message.objects.values_list("subject", "body", "path")]
    events = [*Event.objects.values_list("action", "body")]
    assert SUBJECT not in str(told + events)
    assert SECRET not in str(told + events)
    assert {event[0] for event in events if "consultation" in event[0]} == {
        "consultation.ask",
        "consultation.take",
        "consultation.write",
    }


def test_the_desk_is_told_by_number_and_then_the_asker():
    office = make_office()
    adviser, other = make_advisers(office)

    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)
    workflow.write(asked, by=adviser, text="Nyatakan saja.")

    def told(user):
        return [*Message.objects.filter(recipient=user).values_list("subject", flat=1)]

    waiting = f"Pertanyaan konsultasi {asked} menunggu penasihat"
    assert told(other) == told(adviser) == [waiting]
    assert told(office.head.user) == []
    assert sorted(told(office.staff.user)) == sorted(
        [
            f"Penasihat sudah mengambil pertanyaan {asked}",
            f"Pesan baru dalam konsultasi {asked}",
        ]
    )


def test_the_asker_may_choose_one_person_whom_alone_it_waits_for():
    office = make_office()
    adviser, other = make_advisers(office)

    asked = ask(office.staff.user, meant_for=other)

    assert not Consultation.objects.waiting_for(adviser).exists()
    assert Consultation.objects.waiting_for(other).get() == asked
    with pytest.raises(PermissionDenied, match="Hanya penasihat yang dituju"):
        workflow.take(asked, by=adviser)


def test_the_p3k2_above_is_asked_where_the_own_unit_has_none():
    office = make_office()

    def p3k2():
        found = desks_for(office.staff.user)
        return [desk.unit.code for desk in found if desk.desk == Desk.P3K2]

    assert p3k2() == []
    give(make_user("P3K2 KPU RI"), "P3K2", unit=office.nation)
    assert p3k2() == ["00"]
    give(make_user("P3K2 provinsi"), "P3K2", unit=office.province)
    assert p3k2() == ["33"]
    give(office.staff.user, "P3K2", unit=office.unit)
    assert p3k2() == ["33"]
    give(make_user("P3K2 sendiri"), "P3K2", unit=office.unit)
    assert p3k2() == ["33.21"]


@pytest.mark.rule(12, 19)
def test_the_inspektorat_of_the_region_is_asked_or_its_head():
    office = make_office()

    def asked(user):
        found = desks_for(User.objects.get(pk=user.pk))
        desks = [desk for desk in found if desk.desk == Desk.INSPECTORATE]
        return [(desk.region and desk.region.code, list(desk.people)) for desk in desks]

    assert asked(office.staff.user) == [("II", [office.auditor])]
    post = make_position("Auditor", unit=office.nation, kind="AUDITOR")
    make_tenure(office.auditor, post)
    assert asked(office.auditor) == [(None, [office.chief_inspector])]
    Grant.objects.filter(user=office.auditor).delete()
    assert asked(office.staff.user) == [(None, [office.chief_inspector])]


def test_nobody_takes_up_his_own_question():
    office = make_office()
    adviser, _ = make_advisers(office)
    make_tenure(adviser, make_position(superior=office.head_post))

    asked = ask(adviser)

    assert not Consultation.objects.waiting_for(adviser).exists()
    with pytest.raises(PermissionDenied):
        workflow.take(asked, by=adviser)


def test_handing_over_needs_the_askers_consent_and_shuts_out_the_former():
    office = make_office()
    adviser, other = make_advisers(office)
    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)

    workflow.offer(asked, by=adviser, to=other)
    assert not Consultation.objects.visible_to(other).exists()
    workflow.decline(asked, by=office.staff.user)
    assert not Consultation.objects.visible_to(other).exists()
    workflow.offer(asked, by=adviser, to=other)
    workflow.agree(asked, by=office.staff.user)

    assert Consultation.objects.visible_to(other).exists()
    assert not Consultation.objects.visible_to(adviser).exists()


@pytest.mark.parametrize("who", ["auditor", "asker", "adviser"])
def test_it_is_handed_over_only_to_another_of_the_same_desk(who):
    office = make_office()
    adviser, _ = make_advisers(office)
    people = {
        "auditor": office.auditor,
        "asker": office.staff.user,
        "adviser": adviser,
    }
    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)

    with pytest.raises(PermissionDenied, match="bukan penasihat di meja"):
        workflow.offer(asked, by=adviser, to=people[who])


def test_what_the_asker_takes_back_waits_for_others_than_its_reader():
    office = make_office()
    adviser, other = make_advisers(office)
    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)
    workflow.note_reading(asked, by=adviser)

    workflow.release(asked, by=office.staff.user)

    assert not Consultation.objects.waiting_for(adviser).exists()
    assert Consultation.objects.waiting_for(other).exists()


def test_who_is_no_adviser_any_more_reads_no_more():
    office = make_office()
    adviser, _ = make_advisers(office)
    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)

    Grant.objects.filter(user=adviser).delete()
    former = User.objects.get(pk=adviser.pk)

    assert not Consultation.objects.visible_to(former).exists()
    with pytest.raises(PermissionDenied):
        workflow.write(asked, by=former, text="Masih saya.")


def test_what_is_closed_stays_readable_and_takes_no_more():
    office = make_office()
    adviser, _ = make_advisers(office)
    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)
    workflow.close(asked, by=office.staff.user)

    for user in (adviser, office.staff.user):
        assert Consultation.objects.visible_to(user).exists()
        with pytest.raises(PermissionDenied, match="sudah selesai"):
            workflow.write(asked, by=user, text="Satu lagi.")


@pytest.mark.rule(65)
def test_reading_is_recorded_and_the_asker_sees_by_whom(client):
    office = make_office()
    adviser, _ = make_advisers(office)
    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)
    client.force_login(adviser)
    client.get(asked.get_absolute_url())
    client.get(asked.get_absolute_url())

    assert Event.objects.filter(action="consultation.read").count() == 1
    client.force_login(office.staff.user)
    page = client.get(asked.get_absolute_url()).text
    assert adviser.name in page.partition("Dibaca oleh")[2]
    held = held_about(office.staff.user)
    (group,) = [one for one in held.groups if one.code == "konsultasi"]
    assert [entry.title for entry in group.entries] == [f"{asked}: {asked.subject}"]
    assert [one.who for one in held.accesses if one.what == str(asked)] == [
        adviser.name
    ]
    assert list(faults()) == []


def test_asking_by_the_page_and_what_it_says(client):
    office = make_office()
    make_advisers(office)
    client.force_login(office.staff.user)
    address = reverse("declarations:consultation_ask")
    assert "Ini bukan pernyataan" in client.get(address).text
    assert reverse("declarations:begin") in client.get(address).text

    refused = client.post(address, {"to": "LAIN", "subject": "", "text": SECRET})
    assert SECRET in refused.text
    assert "Tulis perihalnya secara singkat." in refused.text
    assert not Consultation.objects.exists()

    sent = {"to": "P3K2", "subject": SUBJECT, "text": SECRET}
    answer = client.post(address, sent)
    asked = Consultation.objects.get()
    assert answer["Location"] == asked.get_absolute_url()
    assert (asked.subject, asked.messages.get().text) == (SUBJECT, SECRET)


def test_without_advisers_or_a_post_the_page_says_so(client):
    office = make_office()
    Grant.objects.all().delete()
    address = reverse("declarations:consultation_ask")

    for user in (office.staff.user, make_user("Tanpa jabatan")):
        client.force_login(user)
        assert "Belum ada penasihat" in client.get(address).text


def test_who_comes_second_is_told_that_it_is_taken(client):
    office = make_office()
    adviser, other = make_advisers(office)
    asked = ask(office.staff.user)
    workflow.take(asked, by=adviser)
    client.force_login(other)
    where = reverse("declarations:consultation_take", args=[asked.public_id])

    answer = client.post(where, follow=True)

    assert "sudah diambil penasihat lain" in answer.text
    assert SUBJECT not in answer.text
    client.force_login(office.head.user)
    assert client.post(where).status_code == 404
