"""The clocks of complaints: paused only while the complainant is asked (rule 48)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from complaints import promises
from complaints.models import Complaint, Promise
from complaints.receipts import read_token
from complaints.workflow import moves, public
from complaints.workflow.moves import making
from deadlines.models import DeadlineRule
from tests.complaints.factories import Desks, make_complaint, token

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 WIB


@pytest.fixture
def desks():
    return Desks()


@pytest.mark.rule(48)
def test_each_clock_has_its_amount_unit_and_law():
    rows = DeadlineRule.objects.filter(code__startswith="COMPLAINT_", regime=None)

    assert set(rows.values_list("code", "amount", "unit")) == {
        ("COMPLAINT_ANSWER", 3, "WORKING_DAY"),
        ("COMPLAINT_COMPLETENESS", 14, "CALENDAR_DAY"),
        ("COMPLAINT_COMPLETION", 30, "CALENDAR_DAY"),
        ("COMPLAINT_INFORMATION", 5, "WORKING_DAY"),
        ("COMPLAINT_WITHOUT_EXAMINATION", 14, "WORKING_DAY"),
        ("COMPLAINT_WITH_EXAMINATION", 60, "WORKING_DAY"),
        ("COMPLAINT_DECISION", 60, "CALENDAR_DAY"),
        ("COMPLAINT_DELIVERY", 14, "CALENDAR_DAY"),
        ("COMPLAINT_ADHOC_PLENARY", 7, "CALENDAR_DAY"),
    }


@pytest.mark.rule(48)
@pytest.mark.parametrize(
    ("code", "on"),
    [
        (promises.ANSWER, date(2026, 11, 26)),
        (promises.COMPLETENESS, date(2026, 12, 7)),
        (promises.COMPLETION, date(2026, 12, 23)),
        (promises.INFORMATION, date(2026, 11, 30)),
        (promises.WITHOUT_EXAMINATION, date(2026, 12, 11)),
        (promises.DECISION, date(2027, 1, 22)),
        (promises.DELIVERY, date(2026, 12, 7)),
        (promises.ADHOC_PLENARY, date(2026, 11, 30)),
        (promises.CONFLICT, date(2026, 11, 30)),
    ],
)
def test_a_due_date_counts_from_the_day_after_receipt(desks, code, on):
    assert promises.due(code, desks.unit, MONDAY).on == on


def test_every_promise_has_a_name_for_people():
    codes = {
        value
        for name, value in vars(promises).items()
        if name.isupper() and isinstance(value, str)
    }

    assert codes == set(promises.NAMES)


@pytest.mark.rule(46, 47, 48)
@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, {"COMPLAINT_ANSWER", "COMPLAINT_COMPLETENESS"}),
        (
            {"category": "COI"},
            {"COMPLAINT_ANSWER", "COMPLAINT_COMPLETENESS", "PUBLIC_REPORT"},
        ),
        (
            {"category": "COI", "identity": "ANONYMOUS"},
            {"COMPLAINT_ANSWER", "COMPLAINT_COMPLETENESS"},
        ),
    ],
)
def test_what_is_promised_at_receipt_is_stored_with_its_law(desks, fields, codes):
    complaint = make_complaint(**fields)

    found = complaint.promises.all()
    assert {promise.code for promise in found} == codes
    assert complaint.due_on == min(promise.due_on for promise in found)
    assert all(promise.legal_basis for promise in found)


@pytest.mark.rule(48)
def test_the_clock_stops_while_the_complainant_is_asked_and_only_then(desks):
    complaint = make_complaint(accused_class="ADHOC", accused_post="ADHOC")
    before = dict(complaint.promises.values_list("code", "due_on"))
    with making(moves.VERIFY, complaint, by=desks.officer) as stored:
        promises.meet(stored, [promises.ANSWER], stored.now)
    with making(moves.ASK, complaint, by=desks.officer) as stored:
        promises.pause(stored)
        promises.make(stored, [promises.COMPLETION], stored.now)
    asked = Complaint.objects.get()
    own = asked.promises.get(code=promises.COMPLETION)
    assert asked.due_on == own.due_on
    waited = timezone.localdate() - timedelta(days=10)
    Promise.objects.filter(code=promises.COMPLETENESS).update(paused_on=waited)

    public.write(asked, body="Ini jawabannya.", token=read_token(token()), files=[])

    after = Complaint.objects.get()
    moved = after.promises.get(code=promises.COMPLETENESS)
    assert moved.due_on == before[promises.COMPLETENESS] + timedelta(days=10)
    assert moved.paused_on is None
    assert after.due_on == moved.due_on
    assert after.promises.get(code=promises.COMPLETION).met_at is not None
    assert after.status == "VERIFYING"


@pytest.mark.rule(48)
def test_a_pause_in_working_days_moves_by_working_days(desks):
    promise = Promise(
        due_on=date(2026, 11, 27), unit="WORKING_DAY", paused_on=date(2026, 11, 20)
    )

    moved = promises.moved(promise, desks.unit, today=date(2026, 11, 24))

    assert moved == date(2026, 12, 1)


@pytest.mark.rule(48)
def test_a_pause_in_calendar_days_moves_by_calendar_days(desks):
    promise = Promise(
        due_on=date(2026, 11, 27), unit="CALENDAR_DAY", paused_on=date(2026, 11, 20)
    )

    moved = promises.moved(promise, desks.unit, today=date(2026, 11, 24))

    assert moved == date(2026, 12, 1)


def test_the_same_promise_is_not_pending_twice(desks):
    complaint = make_complaint()

    with pytest.raises(Exception, match="promise_pending_once"):
        promises.make(complaint, [promises.ANSWER], timezone.now())
