"""What follows from a decision, by hand from rules 24 to 28 and domain.md 7.6."""

import json
from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from declarations.holdings import held
from declarations.models import (
    Case,
    Control,
    ControlState,
    Forum,
    HandlingKind,
    HandlingNote,
    Order,
    PastResult,
    PastReview,
    Referral,
    ReferralResult,
)
from declarations.workflow import (
    cases,
    control_days,
    controls,
    follow_ups,
    orders,
    reconsidering,
)
from declarations.workflow.case_moves import verdicts
from documents.models import Countersignature, SigningEvidence
from kpu_coi.dates import hari_tanggal
from notifications.models import Message
from tests.case_factories import fresh, make_case, sign_decision
from tests.control_factories import (
    acknowledge,
    bring_due,
    control_in,
    make_controlled,
    make_two_controls,
    proof_of,
    sign_order,
)
from tests.factories import (
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    party,
)

pytestmark = pytest.mark.django_db

WORDS = "Saya tidak ikut dalam rapat evaluasi tanggal 20 November."


def told_in(event):
    return json.loads(bytes(event.body))["details"]


def subjects(user):
    return set(Message.objects.filter(recipient=user).values_list("subject", flat=True))


# --- who may do what, at which stage --------------------------------------------------

STAGES = (
    "NO_CONFLICT",
    "decided",
    "ordered",
    "acknowledged",
    "ended",
    "past",
    "past_ended",
    "referred",
    "closed",
)
PEOPLE = ("declarant", "superior", "above", "named", "colleague", "auditor", "chief")
FOLLOWING = (
    *("order", "acknowledge", "report", "recheck", "end_control", "review_past"),
    *("confirm", "refer", "close", "announce"),
)
WHILE_CONTROLLED = {
    *product(["declarant"], ["report", "confirm"]),
    *product(["superior"], ["recheck", "end_control"]),
}
ALLOWED = {
    "NO_CONFLICT": {("superior", "close")},
    "decided": WHILE_CONTROLLED | {("superior", "order")},
    "ordered": WHILE_CONTROLLED | {("declarant", "acknowledge")},
    "acknowledged": WHILE_CONTROLLED,
    "ended": WHILE_CONTROLLED | {("superior", "close")},
    "past": WHILE_CONTROLLED | {("superior", "order"), ("superior", "review_past")},
    "past_ended": WHILE_CONTROLLED | {("superior", "review_past")},
    "referred": WHILE_CONTROLLED | {("superior", "order"), ("superior", "refer")},
    "closed": set(),
}


def brought_to(stage, office, **answers):
    if stage == "NO_CONFLICT":
        return make_case("DECIDED", office=office, **answers)
    outcome = {"past": "REVIEW_PAST_DECISION", "past_ended": "REVIEW_PAST_DECISION"}
    outcome["referred"] = "REFERRED"
    known = stage if stage in ("ordered", "acknowledged") else "decided"
    case = make_controlled(
        known,
        office=office,
        outcome=outcome.get(stage, "CONTROLLABLE"),
        **answers,
    )
    if stage in ("ended", "past_ended", "closed"):
        controls.end_control(
            control_in(case), by=office.head.user, reason="Pengadaan selesai."
        )
    if stage == "closed":
        controls.close(case, by=office.head.user, reason="Tidak ada lagi.")
    return fresh(case)


@pytest.mark.rule(20, 24, 28)
@pytest.mark.parametrize("stage", STAGES)
def test_what_follows_is_open_to_exactly_the_people_named(stage):
    office = make_office()
    named = make_user("Orang Yang Disebut")
    make_tenure(named, office.member_post, acting="DAILY")
    case = brought_to(stage, office, parties=[party("Rekan", person=named.pk)])
    people = {
        "declarant": office.staff.user,
        "superior": office.head.user,
        "above": office.secretary.user,
        "named": named,
        "colleague": office.member.user,
        "auditor": office.auditor,
        "chief": office.chief_inspector,
    }

    found = {
        (person, move)
        for person in PEOPLE
        for move, verdict in verdicts(people[person], fresh(case)).items()
        if verdict and move in FOLLOWING
    }

    assert found == ALLOWED[stage]


# --- the order ------------------------------------------------------------------------


@pytest.mark.rule(24, 27)
def test_the_order_quotes_the_decision_and_orders_each_control():
    office = make_office()
    case = make_two_controls(office=office)

    order = sign_order(case, office.head.user)

    decision = fresh(case).decision
    told = order.content["order"]
    assert order.number.split("/")[1] == "PRN"
    assert told["basis_number"] == decision.number
    assert told["basis_hash"] == decision.content_hash
    assert [control["evidence"] for control in told["controls"]] == [
        "Laporan tertulis tentang pelaksanaannya.",
        "Daftar akses folder pengadaan.",
    ]
    assert order.content["declarant"]["name"] == office.staff.user.name
    assert order.document.confidential
    assert order.evidence.content_hash == order.content_hash
    assert order.due_amount == 3
    assert fresh(case).status == "CONTROL_ACTIVE"
    event = Event.objects.get(action="case.order")
    assert told_in(event)["content_sha256"] == order.content_hash
    assert f"Perintah penanganan {order} menunggu Anda" in subjects(office.staff.user)


def test_signing_the_order_twice_makes_one():
    office = make_office()
    case = make_controlled(office=office)
    first = sign_order(case, office.head.user)

    again = orders.sign_order(
        case,
        by=office.head.user,
        proof=proof_of(office.head.user),
        content_hash=first.content_hash,
        consent="Saya setuju.",
    )

    assert again == first
    assert Order.objects.count() == 1


def test_an_order_that_changed_since_it_was_shown_is_not_signed():
    office = make_office()
    case = make_controlled(office=office)

    with pytest.raises(orders.OrderChanged) as change:
        orders.sign_order(
            case,
            by=office.head.user,
            proof=proof_of(office.head.user),
            content_hash="0" * 64,
            consent="Saya setuju.",
        )

    assert change.value.preview.content["order"]["controls"]
    assert Order.objects.count() == 0


@pytest.mark.rule(72)
def test_acknowledging_signs_the_very_text_of_the_order_and_asks_for_a_second_seal():
    office = make_office()
    case = make_controlled("ordered", office=office)

    order = acknowledge(case)

    assert order.acknowledged_at is not None
    assert order.acknowledgement.user == office.staff.user
    assert order.acknowledgement.content_hash == order.content_hash
    assert SigningEvidence.objects.filter(content_hash=order.content_hash).count() == 2
    assert Countersignature.objects.get().document == order.document
    assert fresh(case).status == "CONTROL_ACTIVE"
    assert f"Perintah penanganan {order} sudah diterima" in subjects(office.head.user)


def test_acknowledging_twice_is_acknowledging_once():
    office = make_office()
    case = make_controlled("ordered", office=office)
    first = acknowledge(case)

    assert acknowledge(case) == first
    assert Event.objects.filter(action="case.acknowledge").count() == 1
    assert Countersignature.objects.count() == 1


def test_another_text_is_not_acknowledged():
    office = make_office()
    case = make_controlled("ordered", office=office)

    with pytest.raises(orders.OrderChanged):
        orders.acknowledge(
            case,
            by=office.staff.user,
            proof=proof_of(office.staff.user),
            content_hash="0" * 64,
            consent="Saya terima.",
        )

    assert fresh(case).handling_order.acknowledged_at is None


# --- controls -------------------------------------------------------------------------


@pytest.mark.rule(28)
@pytest.mark.parametrize(
    ("starts", "review", "ended", "state"),
    [
        (1, 30, False, ControlState.AHEAD),
        (0, 30, False, ControlState.RUNNING),
        (-5, 1, False, ControlState.RUNNING),
        (-5, 0, False, ControlState.DUE),
        (-5, -1, False, ControlState.DUE),
        (-5, -1, True, ControlState.ENDED),
        (1, 30, True, ControlState.ENDED),
    ],
)
def test_a_control_is_ahead_running_due_or_ended(starts, review, ended, state):
    case = make_controlled()
    day = case.today
    control = case.decision.controls.get()
    control.starts_on = day + timedelta(days=starts)
    control.review_on = day + timedelta(days=review)
    control.ended_at = timezone.now() if ended else None
    control.save()

    found = [one for one in ControlState if Control.objects.in_state(one, day).exists()]

    assert control.state_on(day) == state
    assert found == [state]


@pytest.mark.rule(24)
def test_what_is_reported_is_sealed_and_answered():
    office = make_office()
    case = make_controlled("acknowledged", office=office)

    controls.report(control_in(case), by=office.staff.user, text=WORDS)
    controls.recheck(
        control_in(case),
        by=office.head.user,
        kind=HandlingKind.MORE,
        text="Lampirkan notula.",
    )

    notes = HandlingNote.objects.all()
    assert [(note.kind, note.text) for note in notes] == [
        ("REPORTED", WORDS),
        ("MORE", "Lampirkan notula."),
    ]
    assert WORDS.encode() not in bytes(notes[0].text_sealed)
    assert f"Laporan pelaksanaan pengendalian 1 atas {case}" in subjects(
        office.head.user
    )
    assert f"Pengendalian 1 atas {case} sudah ditinjau" in subjects(office.staff.user)


@pytest.mark.rule(28)
def test_extending_moves_the_review_date_forward_alone():
    office = make_office()
    case = bring_due(make_controlled(office=office), days=3)
    later = case.today + timedelta(days=60)
    extend = {"by": office.head.user, "kind": HandlingKind.EXTENDED, "text": "Lanjut."}

    for wrong in (None, case.today, case.today - timedelta(days=1)):
        with pytest.raises(PermissionDenied, match="lebih kemudian"):
            controls.recheck(control_in(case), review_on=wrong, **extend)
    note = controls.recheck(control_in(case), review_on=later, **extend)

    control = fresh(case).decision.controls.get()
    assert (control.review_on, note.review_on) == (later, later)
    assert control.state_on(case.today) == ControlState.RUNNING


@pytest.mark.rule(25)
def test_an_ended_control_is_over_for_everybody():
    office = make_office()
    case = make_two_controls(office=office)
    controls.end_control(control_in(case), by=office.head.user, reason="Selesai.")

    for act in (
        lambda: controls.report(control_in(case), by=office.staff.user, text=WORDS),
        lambda: controls.end_control(
            control_in(case), by=office.head.user, reason="Lagi."
        ),
        lambda: controls.recheck(
            control_in(case),
            by=office.head.user,
            kind=HandlingKind.ACCEPTED,
            text="Ya.",
        ),
    ):
        with pytest.raises(PermissionDenied, match="sudah berakhir"):
            act()
    with pytest.raises(PermissionDenied, match="Masih ada pengendalian"):
        controls.close(case, by=office.head.user, reason="Selesai.")
    assert HandlingNote.objects.count() == 1
    assert fresh(case).suspended


@pytest.mark.rule(25)
@pytest.mark.parametrize("stage", ["NO_CONFLICT", "ended"])
def test_closing_ends_the_suspension_and_tells_the_person(stage):
    office = make_office()
    case = brought_to(stage, office)

    controls.close(case, by=office.head.user, reason="Pengadaan sudah selesai.")

    closed = fresh(case)
    assert (closed.status, closed.suspended) == ("CLOSED", False)
    assert closed.closed_at is not None
    note = HandlingNote.objects.get(kind="CLOSED")
    assert note.text == "Pengadaan sudah selesai."
    told = Message.objects.get(
        recipient=office.staff.user, subject=f"Perkara {case} ditutup"
    )
    assert "pernyataan bebas" in told.body
    assert make_statement(tenure=office.staff).status == "SIGNED"


def test_another_decision_ends_what_the_first_one_ordered():
    office = make_office()
    case = make_two_controls(office=office)
    order = sign_order(case, office.head.user)
    controls.end_control(control_in(case, 2), by=office.head.user, reason="Selesai.")

    ended = controls.end_controls_of(
        case.decision, by=office.head.user, reason="Digantikan putusan baru."
    )

    assert ended == 1
    order.document.refresh_from_db()
    assert order.document.standing == "SUPERSEDED"
    assert not fresh(case).controls_run
    assert HandlingNote.objects.filter(kind="ENDED").count() == 2
    assert told_in(Event.objects.get(action="case.controls_ended"))["controls"] == [1]


# --- the yearly word ------------------------------------------------------------------


@pytest.mark.rule(2, 28)
def test_saying_that_it_still_exists_meets_what_a_campaign_asks():
    office = make_office()
    case = make_controlled(office=office)
    campaign = make_campaign(office.unit)
    owed = campaign.obligations.get(user=office.staff.user)

    controls.confirm(case, by=office.staff.user, still=True, text="Masih sama.")

    owed.refresh_from_db()
    assert owed.fulfilled_by == case.statement
    assert HandlingNote.objects.get().kind == "STILL"


@pytest.mark.rule(28)
def test_saying_that_it_is_over_asks_the_reviewer_and_meets_nothing():
    office = make_office()
    case = make_controlled(office=office)
    campaign = make_campaign(office.unit)

    controls.confirm(case, by=office.staff.user, still=False, text="Kakak saya mundur.")

    assert campaign.obligations.get(user=office.staff.user).fulfilled_by is None
    subject = f"Konfirmasi keadaan dalam {case} sudah masuk"
    assert subject in subjects(office.head.user)
    assert fresh(case).status == "CONTROL_ACTIVE"


# --- a past decision, an announcement, a referral -------------------------------------


@pytest.mark.rule(21)
def test_a_past_decision_has_two_days_and_its_own_basis():
    office = make_office()
    case = brought_to("past", office)

    review = PastReview.objects.get()

    assert (review.due_amount, review.due_unit) == (2, "CALENDAR_DAY")
    assert review.legal_basis == "PermenPANRB 37/2012"
    assert review.due_on >= case.today + timedelta(days=2)
    assert not PastReview.objects.exclude(decision=case.decision).exists()


@pytest.mark.rule(21)
def test_what_became_of_the_past_decision_is_recorded_once():
    office = make_office()
    case = brought_to("past_ended", office)
    with pytest.raises(PermissionDenied, match="belum dicatat"):
        controls.close(case, by=office.head.user, reason="Selesai.")

    review = follow_ups.review_past(
        case,
        by=office.head.user,
        result=PastResult.CHANGED,
        reasons="Penilaian diulang tanpa yang bersangkutan.",
        new_number="12/PP/2026",
        new_on=case.today,
    )

    assert review.reasons == "Penilaian diulang tanpa yang bersangkutan."
    with pytest.raises(PermissionDenied, match="sudah dicatat"):
        follow_ups.review_past(
            case, by=office.head.user, result=PastResult.KEPT, reasons="Lagi."
        )
    controls.close(case, by=office.head.user, reason="Selesai.")
    assert fresh(case).status == "CLOSED"


@pytest.mark.rule(6)
def test_the_open_announcement_is_recorded_once_from_signing_on():
    office = make_office()
    case = make_case(office=office, parties=[party("Calon", election="CANDIDATE")])
    assert case.election_party
    told = {"forum": "Rapat", "place": "Aula", "minutes": "7/BA/2026"}

    made = follow_ups.announce(
        case, by=office.staff.user, held_on=case.today, told=told
    )

    assert made.told == told
    assert f"Pernyataan terbuka atas {case} dicatat" in subjects(office.auditor)
    with pytest.raises(PermissionDenied, match="sudah dicatat"):
        follow_ups.announce(case, by=office.staff.user, held_on=case.today, told=told)


@pytest.mark.rule(6)
def test_without_a_participant_nothing_is_announced():
    office = make_office()
    case = make_case(office=office)

    with pytest.raises(PermissionDenied, match="tidak menyangkut peserta pemilu"):
        follow_ups.announce(case, by=office.staff.user, held_on=case.today, told={})


@pytest.mark.rule(41)
def test_a_referral_and_its_result_are_kept_also_after_closing():
    office = make_office()
    case = brought_to("referred", office)
    follow_ups.refer(
        case,
        by=office.head.user,
        forum=Forum.DISCIPLINE,
        referred_on=case.today,
        number="800/12",
    )
    controls.end_control(control_in(case), by=office.head.user, reason="Selesai.")
    controls.close(case, by=office.head.user, reason="Selesai.")

    follow_ups.note_result(
        fresh(case),
        by=office.head.user,
        result=ReferralResult.WRITTEN,
        result_on=case.today,
        number="800/77",
    )

    kept = Referral.objects.get()
    assert (kept.forum, kept.result) == ("DISCIPLINE", "WRITTEN")


@pytest.mark.rule(41, 68)
def test_his_own_data_tell_where_he_was_referred_and_what_came_of_it():
    office = make_office()
    case = brought_to("referred", office)
    given = {"by": office.head.user, "forum": Forum.DISCIPLINE, "number": "800/12"}
    follow_ups.refer(case, referred_on=case.today, **given)
    on = hari_tanggal(case.today)
    referred = (
        f"Dirujuk pada {on}: Pemeriksaan disiplin (PP 94/2021), surat nomor 800/12"
    )

    def told():
        declared, *_ = held(office.staff.user, None).groups
        return [line for entry in declared.entries for line in entry.lines]

    assert referred in told()

    found = {"result": ReferralResult.WRITTEN, "number": "800/77"}
    follow_ups.note_result(
        fresh(case), by=office.head.user, result_on=case.today, **found
    )
    result = "Ringan: teguran tertulis"
    assert f"{referred}. Hasil pada {on}, nomor 800/77: {result}" in told()


@pytest.mark.rule(20)
def test_the_register_is_for_the_reviewer_and_the_inspectorate():
    office = make_office()
    case = brought_to("referred", office)
    follow_ups.refer(
        case,
        by=office.head.user,
        forum=Forum.DKPP,
        referred_on=case.today,
        number="1/DKPP",
    )
    readers = {
        "superior": office.head.user,
        "auditor": office.auditor,
        "chief": office.chief_inspector,
        "declarant": office.staff.user,
        "above": office.secretary.user,
        "colleague": office.member.user,
    }

    found = {
        name
        for name, user in readers.items()
        if Referral.objects.visible_to(user).exists()
    }

    assert found == {"superior", "auditor", "chief"}


# --- what the days bring --------------------------------------------------------------


@pytest.mark.rule(24, 29)
def test_what_was_meant_for_a_former_control_is_not_done_to_the_one_in_its_place():
    office = make_office()
    case = make_controlled("acknowledged", office=office)
    former, head = control_in(case), office.head.user
    reconsidering.reconsider(case, by=office.auditor, reason="Timbang lagi.")
    sign_decision(case, head)

    for act in (
        lambda: controls.report(former, by=office.staff.user, text=WORDS),
        lambda: controls.end_control(former, by=head, reason="Selesai."),
        lambda: controls.recheck(former, by=head, kind=HandlingKind.MORE, text="Apa?"),
    ):
        with pytest.raises(PermissionDenied, match="sudah diganti"):
            act()

    assert control_in(case).notes.count() == 0
    assert [note.kind for note in former.notes.all()] == [HandlingKind.ENDED]


@pytest.mark.rule(28)
def test_a_review_date_that_came_is_told_once_and_again_after_an_extension():
    office = make_office()
    case = bring_due(make_controlled("acknowledged", office=office))
    subject = f"Tinjau pengendalian 1 atas {case}"

    assert [control_days.remind(), control_days.remind()] == [1, 0]
    assert subject in subjects(office.head.user)
    assert subject not in subjects(office.staff.user)

    later = case.today + timedelta(days=10)
    controls.recheck(
        control_in(case),
        by=office.head.user,
        kind=HandlingKind.EXTENDED,
        text="Lanjut.",
        review_on=later,
    )
    assert control_days.remind() == 0
    bring_due(case, days=1)
    assert [control_days.remind(), control_days.remind()] == [1, 0]


def test_an_order_that_is_not_acknowledged_in_its_days_is_told_to_both_once():
    office = make_office()
    case = make_controlled("ordered", office=office)
    assert control_days.remind() == 0
    Order.objects.update(due_on=case.today - timedelta(days=1))

    assert [control_days.remind(), control_days.remind()] == [1, 0]

    order = Order.objects.get()
    mine = f"Perintah penanganan {order} belum Anda terima"
    assert mine in subjects(office.staff.user)
    theirs = f"Perintah penanganan {order} belum diterima"
    assert theirs in subjects(office.head.user)


@pytest.mark.rule(21, 22)
@pytest.mark.parametrize(("days", "told"), [(2, 0), (1, 1), (0, 1), (-1, 1), (-20, 1)])
def test_the_second_clock_reminds_from_the_day_before(days, told):
    office = make_office()
    case = brought_to("past", office)
    PastReview.objects.update(due_on=case.today + timedelta(days=days))

    assert [control_days.remind(), control_days.remind()] == [told, 0]
    subject = f"Tinjau keputusan terdahulu dalam {case}"
    assert (subject in subjects(office.head.user)) is bool(told)


def test_nobody_is_told_of_what_has_ended():
    office = make_office()
    case = make_controlled("ordered", office=office)
    controls.end_control(control_in(case), by=office.head.user, reason="Selesai.")
    controls.close(case, by=office.head.user, reason="Selesai.")
    bring_due(case, days=3)
    Order.objects.update(due_on=case.today - timedelta(days=5))

    assert control_days.remind() == 0


@pytest.mark.rule(20)
def test_a_stand_in_who_is_named_is_not_told():
    office = make_office()
    named = office.secretary.user
    case = make_controlled(
        "acknowledged", office=office, parties=[party("Sekretaris", person=named.pk)]
    )
    make_tenure(named, office.head_post, acting="DAILY")
    bring_due(case)

    control_days.remind()

    assert f"Tinjau pengendalian 1 atas {case}" not in subjects(named)


def test_the_plenary_is_told_through_the_chief_inspector():
    office = make_office()
    post = make_position("Inspektur Utama", unit=office.nation, kind="CHIEF_INSPECTOR")
    make_tenure(office.chief_inspector, post)
    case = make_case("RECEIVED", office=office, tenure=office.national_chair)
    cases.open_review(case, by=office.chief_inspector)
    sign_decision(
        case,
        office.chief_inspector,
        plenary_on="2026-11-20",
        plenary_number="12/PL/2026",
    )
    bring_due(case)

    control_days.remind()

    subject = f"Tinjau pengendalian 1 atas {case}"
    told = Message.objects.get(recipient=office.chief_inspector, subject=subject)
    assert told.body == f"Tanggal peninjauannya {hari_tanggal(case.today)}."
    assert Case.objects.get(pk=case.pk).to_plenary


@pytest.mark.rule(68)
def test_his_own_data_tell_of_his_order_and_how_many_notes_there_are():
    office = make_office()
    case = make_controlled("ordered", office=office)
    controls.report(control_in(case), by=office.staff.user, text=WORDS)

    declared, *_ = held(office.staff.user, None).groups

    (entry,) = declared.entries
    number = fresh(case).handling_order.number
    assert f"Perintah penanganan {number}: belum Anda terima" in entry.lines
    assert "Catatan pelaksanaan pengendalian: 1" in entry.lines
