"""
Cases that wait are reminded of, and late ones told upward (rule 22).

A row of CaseReminder says that a step was told. It is written in the transaction that
tells, under the lock of the case, so that two workers tell once. All open cases take a
constant number of queries; each one that is due takes its own.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from audit import log
from deadlines.calendar import is_office_time
from declarations.models import Case, CaseReminder, ReminderStep
from declarations.notices import reminders as notices
from declarations.reminding import Reached, reached
from declarations.routing import kept_out_in, seat_of
from declarations.workflow.case_moves import locked, stream_of
from declarations.workflow.rerouting import SEALED
from personnel.lines import Chart, holders_now
from personnel.models import Tenure


class Waiting(NamedTuple):
    """A case with the steps that are to be told of it now."""

    case: Case
    steps: list[Reached]


def remind_all() -> int:
    """
    Tell of every open case what is to be told by now; says how many steps that were.

    Only while the unit's office is at work: in its zone, on its working days.
    """
    waiting = due_now()
    holders = holders_now(posts_of(one.case for one in waiting))
    above = superiors_of(one.case for one in waiting if late(one.steps))
    told = 0
    for case, steps in waiting:
        if case.addressee_id:
            case.__dict__["reviewer"] = holders.get(case.addressee_id)
        told += sum(tell_once(case, step, above.get(case.pk)) for step in steps)
    return told


def due_now() -> list[Waiting]:
    """The open cases that have come to a step of which nobody was told."""
    cases = [
        case
        for case in Case.objects.open().for_page().defer(*SEALED)
        if is_office_time(case.unit.timezone, case.unit.code)
    ]
    steps = {case.pk: set(reached(case.due, case.today)) for case in cases}
    rows = CaseReminder.objects.filter(case__in=[pk for pk in steps if steps[pk]])
    for case_id, step, on in rows.values_list("case", "step", "on"):
        steps[case_id].discard(Reached(ReminderStep(step), on))
    return [Waiting(case, sorted(steps[case.pk])) for case in cases if steps[case.pk]]


def posts_of(cases: Iterable[Case]) -> set[int]:
    return {case.addressee_id for case in cases if case.addressee_id}


def late(steps: Collection[Reached]) -> bool:
    return any(one.step == ReminderStep.SUPERIOR for one in steps)


def superiors_of(cases: Iterable[Case]) -> dict[int, Tenure]:
    """
    Whoever stands over the reviewer of each case, by the case's id.

    Found as a case goes up: neither the person, nor anybody who is kept out of it.
    """
    found = {}
    on_posts = [case for case in cases if case.addressee_id]
    if not on_posts:
        return {}
    chart = Chart(posts_of(on_posts), timezone.localdate())
    for case in on_posts:
        passed_over = kept_out_in(chart, case)
        seat = seat_of(case)
        holder = chart.holder(chart.posts[seat.position_id])
        if holder:
            passed_over.setdefault(holder.user_id, "")
        if addressee := chart.line(seat, passed_over).addressee:
            found[case.pk] = addressee
    return found


def tell_once(case: Case, reached: Reached, superior: Tenure | None) -> bool:
    """Whether the step was told now: not when it was before, or does not hold."""
    with transaction.atomic():
        stored = locked(case)
        same = stored.is_open and stored.due_on == case.due_on
        if not same or stored.addressee_id != case.addressee_id:
            return False
        _, made = CaseReminder.objects.get_or_create(
            case=stored,
            step=reached.step,
            on=reached.on,
            defaults={"at": timezone.now()},
        )
        if not made:
            return False
        stored.__dict__["reviewer"] = case.reviewer
        notices.tell_step(stored, reached.step, superior)
        log.record(
            "case.reminded",
            stream=stream_of(stored),
            by=None,
            step=reached.step.value,
            on=reached.on.isoformat(),
        )
    return True
