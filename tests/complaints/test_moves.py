"""The table of moves, whole: who may make which from where (rule 49)."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from complaints.models import CLOSED, Complaint, Status, Step
from complaints.receipts import read_token
from complaints.rules import Party
from complaints.workflow import moves, public
from complaints.workflow.moves import MOVES, making
from tests.complaints.factories import Desks, make_complaint, token

pytestmark = pytest.mark.django_db

DESK = {
    "verify": {"RECEIVED"},
    "ask": {"VERIFYING"},
    "refuse": {"VERIFYING"},
    "assess": {"VERIFYING"},
    "forward": {"VERIFYING", "ASSESSED"},
    "examine": {"ASSESSED"},
    "refer_to_plenary": {"EXAMINING"},
    "close_proven": {"ASSESSED", "EXAMINING", "PLENARY"},
    "close_unproven": {"ASSESSED", "EXAMINING", "PLENARY"},
    "archive": {
        "INELIGIBLE",
        "FORWARDED",
        "PROVEN",
        "UNPROVEN",
        "WITHDRAWN",
        "WITHDRAWN_DEEMED",
    },
}
COMPLAINANT = {
    "complete": {"INCOMPLETE"},
    "withdraw": {"RECEIVED", "VERIFYING", "INCOMPLETE", "ASSESSED", "EXAMINING"},
}
MACHINE = {"let_lapse": {"INCOMPLETE"}}
ALLOWED = {
    *((status, move, "officer") for move, found in DESK.items() for status in found),
    *(
        (status, move, "complainant")
        for move, found in COMPLAINANT.items()
        for status in found
    ),
    *((status, move, "machine") for move, found in MACHINE.items() for status in found),
}
TARGETS = {
    "verify": ["VERIFYING"],
    "ask": ["INCOMPLETE"],
    "complete": ["VERIFYING"],
    "refuse": ["INELIGIBLE"],
    "assess": ["ASSESSED"],
    "forward": ["FORWARDED", "RECEIVED"],
    "examine": ["EXAMINING"],
    "refer_to_plenary": ["PLENARY"],
    "close_proven": ["PROVEN"],
    "close_unproven": ["UNPROVEN"],
    "let_lapse": ["WITHDRAWN_DEEMED"],
    "withdraw": ["WITHDRAWN"],
    "archive": ["ARCHIVED"],
}


@pytest.fixture
def desks():
    return Desks()


def people(desks):
    return {
        "officer": desks.officer,
        "province_officer": desks.province_officer,
        "chief_inspector": desks.chief_inspector,
        "accused": desks.head.user,
        "below the accused": desks.staff.user,
        "complainant": Party.COMPLAINANT,
        "machine": Party.MACHINE,
    }


@pytest.mark.rule(49)
def test_each_move_is_open_to_exactly_those_named_from_exactly_those_statuses(desks):
    complaint = make_complaint(accused_name=desks.head.user.name)
    found = set()
    for status, (name, actor) in product(Status, people(desks).items()):
        complaint.status = status
        for move in MOVES:
            if move.verdict(actor, complaint):
                found.add((str(status), move.name, name))

    assert found == ALLOWED


@pytest.mark.rule(49)
def test_each_move_leads_where_the_table_says():
    assert {move.name: [str(t) for t in move.targets] for move in MOVES} == TARGETS


def test_every_status_is_reached_and_only_the_archive_is_left_by_nothing():
    reached = {target for move in MOVES for target in move.targets}
    left = {source for move in MOVES for source in move.sources}

    assert reached == set(Status)
    assert set(Status) - left == {Status.ARCHIVED}


@pytest.mark.rule(20, 51)
def test_an_officer_whom_it_concerns_is_refused_in_words(desks):
    complaint = make_complaint(accused_name=desks.secretary.user.name)
    complaint.handling_unit = desks.unit

    verdict = moves.VERIFY.verdict(desks.officer, complaint)

    assert verdict.refusal == "Pengaduan ini menyangkut Anda atau pimpinan Anda."


def test_a_move_writes_status_step_date_and_event_together(desks):
    complaint = make_complaint(accused_class="ADHOC", accused_post="ADHOC")

    with making(moves.VERIFY, complaint, by=desks.officer, note="a"):
        pass

    stored = Complaint.objects.get()
    event = Event.objects.get(action="complaint.verify")
    assert stored.status == Status.VERIFYING
    assert stored.status_since >= complaint.status_since
    assert [step.status for step in Step.objects.all()] == ["RECEIVED", "VERIFYING"]
    assert event.actor == f"user:{desks.officer.pk}"
    assert b'"before":"RECEIVED"' in bytes(event.body)


def test_a_stale_copy_is_refused_and_leaves_nothing(desks):
    complaint = make_complaint(accused_class="ADHOC", accused_post="ADHOC")
    with making(moves.VERIFY, complaint, by=desks.officer):
        pass

    with (
        pytest.raises(PermissionDenied, match="verifikasi"),
        making(moves.VERIFY, complaint, by=desks.officer),
    ):
        pass

    assert Event.objects.filter(action="complaint.verify").count() == 1


@pytest.mark.rule(48, 49)
def test_closing_drops_the_promises_and_dates_the_end(desks):
    complaint = make_complaint()

    public.withdraw(complaint)

    stored = Complaint.objects.get()
    assert stored.status in CLOSED
    assert stored.closed_at is not None
    assert stored.due_on is None
    assert not stored.promises.pending().exists()
    assert Event.objects.get(action="complaint.withdraw").actor == ""


def test_a_withdrawn_complaint_takes_no_message_and_cannot_be_withdrawn_again(desks):
    complaint = make_complaint()
    public.withdraw(complaint)
    complaint.refresh_from_db()

    with pytest.raises(PermissionDenied, match="dicabut"):
        public.withdraw(complaint)
    with pytest.raises(PermissionDenied, match="sudah selesai"):
        public.write(complaint, body="Lagi", token=read_token(token()), files=[])


def test_the_machine_alone_lets_a_complaint_lapse(desks):
    complaint = make_complaint(accused_class="ADHOC", accused_post="ADHOC")
    with making(moves.VERIFY, complaint, by=desks.officer):
        pass
    with making(moves.ASK, complaint, by=desks.officer):
        pass

    with making(moves.LET_LAPSE, complaint, by=Party.MACHINE):
        pass

    stored = Complaint.objects.get()
    assert stored.status == Status.WITHDRAWN_DEEMED
    assert stored.closed_at <= timezone.now()
