"""
Which steps of waiting a case has come to on a day (rule 22). Reads no rows.

A day that nobody was told, because the machine stood still, is made up for: the step
that has been reached counts, not only the one whose day it is.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from deadlines.calendar import working_days_left
from deadlines.clocks import WORKING_DAY, Due
from declarations.models import ReminderStep

HIS_SUPERIOR_AFTER = 1
INSPECTORATE_AFTER = 3
SHORTEST = 2


class Reached(NamedTuple):
    """A step, and what it belongs to: the due date, or the day where it is daily."""

    step: ReminderStep
    on: datetime.date


def reached(due: Due, today: datetime.date) -> Iterator[Reached]:
    """The steps that are to be told by today: one to the reviewer, then further up."""
    if step := step_of(due, today):
        yield Reached(step, today if step == ReminderStep.OVERDUE else due.on)
    late = -working_days_left(today, due.on, due.unit_code) if today > due.on else 0
    if late >= HIS_SUPERIOR_AFTER:
        yield Reached(ReminderStep.SUPERIOR, due.on)
    if late >= INSPECTORATE_AFTER:
        yield Reached(ReminderStep.INSPECTORATE, due.on)


def step_of(due: Due, today: datetime.date) -> ReminderStep | None:
    """
    Where the reviewer stands today.

    Whoever has got a single day has just been told of it: he is reminded when it is
    due, not before.
    """
    if today > due.on:
        return ReminderStep.OVERDUE
    left = working_days_left(today, due.on, due.unit_code)
    if left == 0:
        return ReminderStep.DUE
    if due.amount < SHORTEST:
        return None
    if left == 1:
        return ReminderStep.DAY_BEFORE
    return ReminderStep.HALF if half_is_gone(due, today) else None


def half_is_gone(due: Due, today: datetime.date) -> bool:
    """Whether at least half of the rule's days lie behind, in the rule's own days."""
    if due.unit == WORKING_DAY:
        left = working_days_left(today, due.on, due.unit_code)
    else:
        left = (due.on - today).days
    return 2 * left <= due.amount
