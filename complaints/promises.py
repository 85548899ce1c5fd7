"""
The dates promised to a complainant: made, kept, paused and dropped (rule 48).

Each is computed once, from the rule in force, and stored with its legal basis. All
of this belongs into the transaction of a move.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from complaints.models import Complaint, Promise
from deadlines import clocks
from deadlines.calendar import add_working_days, is_working_day
from deadlines.models import DayUnit
from deadlines.regimes import regime_for
from personnel.models import Unit

ANSWER = "COMPLAINT_ANSWER"
COMPLETENESS = "COMPLAINT_COMPLETENESS"
COMPLETION = "COMPLAINT_COMPLETION"
INFORMATION = "COMPLAINT_INFORMATION"
WITHOUT_EXAMINATION = "COMPLAINT_WITHOUT_EXAMINATION"
WITH_EXAMINATION = "COMPLAINT_WITH_EXAMINATION"
DECISION = "COMPLAINT_DECISION"
DELIVERY = "COMPLAINT_DELIVERY"
ADHOC_PLENARY = "COMPLAINT_ADHOC_PLENARY"
CONFLICT = "PUBLIC_REPORT"

NAMES = {
    ANSWER: "Jawaban pertama",
    COMPLETENESS: "Hasil pemeriksaan kelengkapan",
    COMPLETION: "Batas Anda melengkapi",
    INFORMATION: "Jawaban atas informasi",
    WITHOUT_EXAMINATION: "Penyelesaian tanpa pemeriksaan",
    WITH_EXAMINATION: "Penyelesaian dengan pemeriksaan",
    DECISION: "Keputusan",
    DELIVERY: "Penyampaian hasil",
    ADHOC_PLENARY: "Putusan rapat pleno",
    CONFLICT: "Pemeriksaan benturan kepentingan",
}


def due(code: str, unit: Unit, at: datetime) -> clocks.Due:
    """The due date of a rule for what happened at a moment in a unit."""
    on = at.date()
    return clocks.due(
        code,
        regime=regime_for(unit.lineage_codes(), on),
        received_at=at,
        zone=unit.timezone,
        zone_abbr=unit.tz_abbr,
        unit_code=unit.code,
    )


def make(complaint: Complaint, codes: Iterable[str], at: datetime) -> list[Promise]:
    """Promise what the rules say, counted from a moment; one query."""
    unit = complaint.handling_unit
    return keep(complaint, [due(code, unit, at) for code in codes])


def keep(complaint: Complaint, dues: Iterable[clocks.Due]) -> list[Promise]:
    """Store due dates as promises of the complaint; one query."""
    return Promise.objects.bulk_create(
        Promise(
            complaint=complaint,
            code=one.rule_code,
            due_on=one.on,
            amount=one.amount,
            unit=one.unit,
            legal_basis=one.legal_basis,
        )
        for one in dues
    )


def meet(complaint: Complaint, codes: Iterable[str], at: datetime) -> None:
    """These promises are kept, as far as they were still open."""
    complaint.promises.pending().filter(code__in=codes).update(
        met_at=at, paused_on=None
    )


def drop(complaint: Complaint, at: datetime, codes: Iterable[str] = ()) -> None:
    """These promises no longer hold; without codes, all that are still open."""
    pending = complaint.promises.pending()
    if codes:
        pending = pending.filter(code__in=codes)
    pending.update(dropped_at=at, paused_on=None)


def pause(complaint: Complaint) -> None:
    """The clock stops while the complainant is asked; his own one runs."""
    running = complaint.promises.pending().filter(paused_on=None)
    running.exclude(code=COMPLETION).update(paused_on=complaint.today)


def resume(complaint: Complaint) -> None:
    """The clock goes on: each date moves by the days that were waited."""
    for promise in complaint.promises.pending().exclude(paused_on=None):
        promise.due_on = moved(promise, complaint.handling_unit, today=complaint.today)
        promise.paused_on = None
        promise.save(update_fields=["due_on", "paused_on"])


def moved(promise: Promise, unit: Unit, *, today: date) -> date:
    """The new date of a promise that was paused, by days of its own kind."""
    start: date = promise.paused_on or today
    waited = (today - start).days
    if promise.unit == DayUnit.CALENDAR_DAY:
        return promise.due_on + timedelta(days=waited)
    days = (start + timedelta(days=n) for n in range(1, waited + 1))
    working = sum(is_working_day(day, unit.code) for day in days)
    return add_working_days(promise.due_on, working, unit.code)


def pending_codes(complaint: Complaint) -> set[str]:
    """The codes of the promises that are still open."""
    return set(complaint.promises.pending().values_list("code", flat=True))


def next_due(complaint: Complaint) -> date | None:
    """The nearest date still to be kept, not counting what is paused."""
    running = complaint.promises.pending().filter(paused_on=None)
    return running.order_by("due_on").values_list("due_on", flat=True).first()
