"""Which move and act is open to whom, in every status; by hand from rules 48 to 53."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from complaints import notices, receipts
from complaints.models import (
    AccusedKey,
    Complaint,
    Message,
    Promise,
    Record,
    Referral,
    Status,
)
from complaints.routing import Desk
from complaints.rules import Party
from complaints.tasks import let_lapse
from complaints.workflow import acts, desk, moves, public
from kpu_coi import vault
from notifications.models import Message as News
from tests.complaints.desk_factories import (
    HEARING,
    QUESTION,
    REASON,
    WORDS,
    assess,
    forward,
    fresh,
    make_at,
    make_overdue,
)
from tests.complaints.factories import Desks, make_complaint, token
from tests.personnel.factories import give, make_position, make_tenure, make_user

pytestmark = pytest.mark.django_db

PEOPLE = (
    "officer",
    "colleague",
    "related",
    "accused",
    "province_officer",
    "chief_inspector",
    "auditor",
    "plenary_viewer",
    "secretary",
    "organisation_admin",
    "system_admin",
    "stranger",
    "complainant",
    "machine",
)
# In each status: what both officers of the desk may do, and what nobody else may.
BY_OFFICERS = {
    "RECEIVED": {"verify", "write", "relate"},
    "VERIFYING": {"ask", "refuse", "assess", "forward", "write", "relate"},
    "INCOMPLETE": {"write", "relate"},
    "INELIGIBLE": {"archive"},
    "ASSESSED": {
        "forward",
        "examine",
        "close_proven",
        "close_unproven",
        "write",
        "hear",
        "relate",
    },
    "FORWARDED": {"archive", "write", "note_ticket"},
    "EXAMINING": {
        "refer_to_plenary",
        "close_proven",
        "close_unproven",
        "write",
        "hear",
        "relate",
    },
    "PLENARY": {"close_proven", "close_unproven", "write", "relate"},
    "PROVEN": {"archive"},
    "UNPROVEN": {"archive"},
    "WITHDRAWN_DEEMED": {"archive"},
    "WITHDRAWN": {"archive"},
    "ARCHIVED": set(),
}
# The confidential name is opened by the officer in charge; another may take over.
IN_CHARGE = {"VERIFYING", "INCOMPLETE", "ASSESSED", "EXAMINING", "PLENARY"}
BY_OTHERS = {
    ("RECEIVED", "withdraw", "complainant"),
    ("VERIFYING", "withdraw", "complainant"),
    ("INCOMPLETE", "complete", "complainant"),
    ("INCOMPLETE", "withdraw", "complainant"),
    ("INCOMPLETE", "let_lapse", "machine"),
    ("ASSESSED", "withdraw", "complainant"),
    ("EXAMINING", "withdraw", "complainant"),
}


def allowed_in(status):
    found = {row for row in BY_OTHERS if row[0] == status}
    for officer in ("officer", "colleague"):
        found |= {(status, name, officer) for name in BY_OFFICERS[status]}
    if status in IN_CHARGE:
        found |= {(status, "disclose", "officer"), (status, "take_over", "colleague")}
    return found


def people_of(desks):
    """The officer in charge, one who is related, and everybody else."""
    people = {name: make_user(name) for name in PEOPLE[1:9]} | {
        "officer": desks.officer,
        "accused": desks.staff.user,
        "province_officer": desks.province_officer,
        "chief_inspector": desks.chief_inspector,
        "secretary": desks.secretary.user,
        "organisation_admin": make_user("Admin Organisasi"),
        "system_admin": make_user("Admin Sistem"),
        "stranger": make_user("Orang Lain"),
        "complainant": Party.COMPLAINANT,
        "machine": Party.MACHINE,
    }
    for name in ("colleague", "related", "accused"):
        give(people[name], "COMPLAINT_OFFICER", unit=desks.unit)
    give(people["auditor"], "AUDITOR", region=desks.region)
    give(people["plenary_viewer"], "PLENARY_VIEWER", unit=desks.unit)
    give(people["organisation_admin"], "ORGANISATION_ADMIN")
    give(people["system_admin"], "SYSTEM_ADMIN")
    return people


def keep_out(complaint, user):
    AccusedKey.objects.create(
        complaint=complaint, kind="RELATED", key=vault.person_key(user.pk)
    )


@pytest.mark.rule(20, 49, 51, 64)
@pytest.mark.parametrize("status", list(Status))
def test_a_move_is_open_to_exactly_the_people_named(status):
    desks = Desks()
    people = people_of(desks)
    complaint = make_at(status, desks=desks, category="ABUSE")
    for name in ("related", "accused"):
        keep_out(complaint, people[name])

    open_now = {
        (complaint.status, one.name, person)
        for one, person in product((*moves.MOVES, *acts.ACTS), PEOPLE)
        if one.verdict(people[person], complaint)
    }

    assert open_now == allowed_in(status)


@pytest.mark.rule(47, 48)
def test_verifying_takes_charge_and_is_the_first_answer():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)

    assert complaint.officer == desks.officer
    assert codes_met(complaint) == {"COMPLAINT_ANSWER"}
    assert codes_pending(complaint) == {"COMPLAINT_COMPLETENESS"}


def codes_met(complaint):
    met = Promise.objects.filter(complaint=complaint, met_at__isnull=False)
    return set(met.values_list("code", flat=True))


def codes_pending(complaint):
    return set(complaint.promises.pending().values_list("code", flat=True))


@pytest.mark.rule(48)
def test_asking_gives_thirty_days_and_stops_the_other_clocks():
    complaint = make_at("INCOMPLETE")

    completion = complaint.promises.get(code="COMPLAINT_COMPLETION")
    waits = complaint.promises.get(code="COMPLAINT_COMPLETENESS")
    assert (completion.amount, completion.unit) == (30, "CALENDAR_DAY")
    assert complaint.due_on == completion.due_on
    assert waits.paused_on == complaint.today
    assert completion.paused_on is None


@pytest.mark.rule(48)
def test_the_answer_of_the_complainant_lets_the_clocks_run_again():
    complaint = make_at("INCOMPLETE")

    public.write(
        complaint, body="Selasa pukul 10.", token=receipts.read_token(token()), files=()
    )

    back = fresh(complaint)
    waits = back.promises.get(code="COMPLAINT_COMPLETENESS")
    assert back.status == "VERIFYING"
    assert waits.paused_on is None
    assert back.due_on == waits.due_on


@pytest.mark.rule(48)
@pytest.mark.parametrize(
    ("needs", "clock"),
    [(True, "COMPLAINT_WITH_EXAMINATION"), (False, "COMPLAINT_WITHOUT_EXAMINATION")],
)
def test_completeness_starts_the_clock_of_what_it_needs(needs, clock):
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)

    assess(complaint, desks.officer, needs_examination=needs)

    assert codes_pending(complaint) == {clock, "COMPLAINT_DECISION"}
    assert codes_met(complaint) == {"COMPLAINT_ANSWER", "COMPLAINT_COMPLETENESS"}


@pytest.mark.rule(46, 48)
def test_an_anonymous_complaint_is_information_without_the_clock_of_a_report():
    complaint = make_at("ASSESSED", identity="ANONYMOUS", category="COI")

    assert codes_pending(complaint) == {"COMPLAINT_INFORMATION"}


@pytest.mark.rule(48)
def test_examination_replaces_the_short_clock():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)
    assess(complaint, desks.officer, needs_examination=False)

    desk.examine(complaint, by=desks.officer)

    pending = codes_pending(complaint)
    assert pending == {"COMPLAINT_WITH_EXAMINATION", "COMPLAINT_DECISION"}
    assert fresh(complaint).needs_examination is True


@pytest.mark.rule(48)
def test_a_conflict_of_interest_of_a_named_complainant_has_five_working_days():
    desks = Desks()
    complaint = make_at("ASSESSED", desks=desks, category="COI", identity="OPEN")

    conflict = complaint.promises.get(code="PUBLIC_REPORT")
    assert (conflict.amount, conflict.unit) == (5, "WORKING_DAY")
    assert conflict.met_at is None


@pytest.mark.rule(48)
@pytest.mark.parametrize("status", ["PROVEN", "UNPROVEN", "INELIGIBLE", "FORWARDED"])
def test_what_is_closed_has_kept_its_dates_and_tells_the_complainant(status):
    complaint = make_at(status)

    assert codes_pending(complaint) == set()
    assert complaint.due_on is None
    assert complaint.messages.filter(kind="OUTCOME").count() == 1


@pytest.mark.rule(48)
def test_the_result_is_delivered_with_the_decision():
    complaint = make_at("PROVEN")

    delivery = complaint.promises.get(code="COMPLAINT_DELIVERY")
    assert (delivery.amount, delivery.unit) == (14, "CALENDAR_DAY")
    assert delivery.met_at is not None


@pytest.mark.rule(53)
def test_the_plenary_on_a_badan_ad_hoc_has_seven_days():
    complaint = make_at("PLENARY", accused_class="ADHOC", accused_post="ADHOC")

    seven = complaint.promises.get(code="COMPLAINT_ADHOC_PLENARY")
    assert (seven.amount, seven.unit) == (7, "CALENDAR_DAY")


@pytest.mark.rule(53)
def test_a_hearing_is_put_down_sealed():
    desks = Desks()
    complaint = make_at("EXAMINING", desks=desks)

    record = acts.hear(complaint, by=desks.officer, told=HEARING)

    record.refresh_from_db()
    assert record.told == HEARING
    assert b"loket" not in bytes(record.told_sealed)
    assert Event.objects.latest("pk").action == "complaint.hear"


@pytest.mark.rule(56)
def test_letters_are_stored_in_plain_words_without_the_name_of_an_officer():
    desks = Desks()
    complaint = make_at("INELIGIBLE", desks=desks)

    text = complaint.messages.get(kind="OUTCOME").body

    assert complaint.number in text
    assert REASON in text
    assert "Tidak memenuhi syarat." in text
    assert desks.officer.name not in text


@pytest.mark.rule(57)
def test_a_referral_keeps_the_ticket_of_the_other_office():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)

    forward(complaint, desks.officer, ticket="DKPP-17/2026", outcome="REFER_DKPP")

    referral = Referral.objects.get()
    assert (referral.outcome, referral.ticket) == ("REFER_DKPP", "DKPP-17/2026")
    assert "DKPP-17/2026" in complaint.messages.get(kind="OUTCOME").body


@pytest.mark.rule(57)
def test_a_ticket_that_comes_later_is_told_to_the_complainant():
    desks = Desks()
    complaint = make_at("FORWARDED", desks=desks)

    acts.note_ticket(complaint, by=desks.officer, ticket="BWS-9")

    assert Referral.objects.get().ticket == "BWS-9"
    assert "BWS-9" in complaint.messages.last().body


@pytest.mark.rule(50, 51)
def test_forwarding_within_moves_the_desk_and_gives_a_number_of_its_register():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)

    desk.forward_within(
        complaint,
        by=desks.officer,
        unit=desks.province,
        desk=Desk.UNIT,
        reason=REASON,
    )

    moved = fresh(complaint)
    assert moved.status == "RECEIVED"
    assert (moved.handling_unit, moved.officer) == (desks.province, None)
    assert moved.number == complaint.number
    assert "/MTR/33/" in Referral.objects.get().number
    assert "COMPLAINT_ANSWER" in codes_pending(moved)
    assert moves.VERIFY.verdict(desks.province_officer, moved)
    assert not moves.VERIFY.verdict(desks.officer, moved)


@pytest.mark.rule(48, 50)
def test_a_desk_that_gets_it_assessed_assesses_it_without_new_dates():
    desks = Desks()
    complaint = make_at("ASSESSED", desks=desks)
    before = complaint.promises.get(code="COMPLAINT_DECISION").due_on
    desk.forward_within(
        complaint, by=desks.officer, unit=desks.province, desk=Desk.UNIT, reason=REASON
    )

    desk.verify(fresh(complaint), by=desks.province_officer)
    assess(fresh(complaint), desks.province_officer)

    assert complaint.promises.get(code="COMPLAINT_DECISION").due_on == before


@pytest.mark.rule(51)
def test_it_is_never_forwarded_to_a_desk_without_anybody_who_may_know():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)
    keep_out(complaint, desks.province_officer)

    with pytest.raises(PermissionDenied, match="ke sana"):
        desk.forward_within(
            complaint,
            by=desks.officer,
            unit=desks.province,
            desk=Desk.UNIT,
            reason=REASON,
        )

    assert fresh(complaint).status == "VERIFYING"
    assert Referral.objects.count() == 0


@pytest.mark.rule(52)
def test_opening_a_confidential_name_is_put_down_with_its_reason():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks, name="Wulan Kencana")

    told = acts.disclose(complaint, by=desks.officer, reason="Perlu klarifikasi.")

    assert told["name"] == "Wulan Kencana"
    record = Record.objects.get(kind="DISCLOSURE")
    assert (record.by, record.told) == (desks.officer, {"reason": "Perlu klarifikasi."})
    event = Event.objects.latest("pk")
    assert event.action == "complaint.disclose"
    assert b"Wulan" not in bytes(event.body)


@pytest.mark.rule(46, 52)
@pytest.mark.parametrize("identity", ["OPEN", "ANONYMOUS"])
def test_only_a_confidential_name_is_to_be_opened(identity):
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks, identity=identity)

    with pytest.raises(PermissionDenied):
        acts.disclose(complaint, by=desks.officer, reason="Ingin tahu.")


@pytest.mark.rule(20, 51)
def test_who_turns_out_to_be_related_is_kept_out_from_then_on():
    desks = Desks()
    other = make_user("Petugas Kedua")
    give(other, "COMPLAINT_OFFICER", unit=desks.unit)
    complaint = make_at("VERIFYING", desks=desks)
    notices.tell_received(complaint)

    acts.relate(complaint, by=desks.officer, person=other, reason="Kerabat.")

    assert not Complaint.objects.visible_to(other).exists()
    assert [one.recipient for one in News.objects.all()] == [desks.officer]
    assert Complaint.objects.visible_to(desks.officer).exists()


@pytest.mark.rule(20, 51)
def test_the_last_officer_of_a_desk_cannot_be_named_as_related():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)

    with pytest.raises(PermissionDenied, match="Teruskan"):
        acts.relate(complaint, by=desks.officer, person=desks.officer, reason="Saya.")

    assert Complaint.objects.visible_to(desks.officer).exists()


def test_the_same_form_is_one_message():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)

    first = acts.write(complaint, by=desks.officer, body="Terima kasih.", once="desk:1")
    again = acts.write(complaint, by=desks.officer, body="Terima kasih.", once="desk:1")

    assert first == again
    assert Message.objects.count() == 1


def test_a_stale_copy_cannot_be_verified_twice():
    desks = Desks()
    complaint = make_at("RECEIVED", desks=desks)
    desk.verify(complaint, by=desks.officer)

    with pytest.raises(PermissionDenied, match="verifikasi"):
        desk.verify(complaint, by=desks.officer)

    assert Event.objects.filter(action="complaint.verify").count() == 1


@pytest.mark.rule(48)
def test_whoever_does_not_complete_in_time_has_withdrawn_and_twice_is_once():
    desks = Desks()
    late = make_at("INCOMPLETE", desks=desks)
    on_time = make_at("INCOMPLETE", desks=desks)
    make_overdue(late)
    make_overdue(on_time, days=0)

    let_lapse(0)
    let_lapse(0)

    assert fresh(late).status == "WITHDRAWN_DEEMED"
    assert fresh(on_time).status == "INCOMPLETE"
    assert Event.objects.filter(action="complaint.let_lapse").count() == 1
    assert late.steps.filter(status="WITHDRAWN_DEEMED").count() == 1


@pytest.mark.rule(51)
def test_a_subordinate_of_an_accused_chief_is_no_officer_of_it():
    desks = Desks()
    below = make_user("Bawahan Ketua Provinsi")
    post = make_position(
        "Pelaksana", unit=desks.nation, superior=desks.province_chair_post
    )
    make_tenure(below, post)
    give(below, "COMPLAINT_OFFICER", unit=desks.nation)
    complaint = make_complaint(
        unit="33", accused_class="MEMBER", accused_post="CHAIR", category="ABUSE"
    )

    assert complaint.handling_unit == desks.nation
    assert not moves.VERIFY.verdict(below, complaint)
    assert moves.VERIFY.verdict(desks.national_officer, complaint)


def test_the_letters_say_what_was_asked_and_found():
    desks = Desks()
    asked = make_at("INCOMPLETE", desks=desks).messages.get(kind="QUESTION")
    found = make_at("PROVEN", desks=desks).messages.get(kind="OUTCOME")

    assert QUESTION in asked.body
    assert WORDS in found.body
