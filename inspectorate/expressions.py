"""Days and medians, as the database computes them from rows of cases."""

from django.db.models import (
    Aggregate,
    DateField,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
)
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from declarations.models.case_terms import DECIDED

ZONE = F("case__unit__timezone")


class LocalDay(Func):
    """The date of a moment on the clock of a zone: zone first, then the moment."""

    template = "timezone(%(expressions)s)::date"
    output_field = DateField()


class Days(Func):
    """How many days the first date lies after the second."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


class Median(Aggregate):
    """The middle of a set of numbers, between two of them where there are as many."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def decided_on() -> LocalDay:
    return LocalDay(ZONE, F("case__decided_at"))


def received_on() -> LocalDay:
    return LocalDay(ZONE, F("case__received_at"))


def in_time() -> Q:
    """Copies of cases decided on the due date or before, by the unit's clock."""
    due = F("case__due_on")
    return Q(case__status__in=DECIDED) & Q(LessThanOrEqual(decided_on(), due))


def too_late() -> Q:
    """Copies of cases decided after the due date, by the unit's clock."""
    due = F("case__due_on")
    return Q(case__status__in=DECIDED) & Q(GreaterThan(decided_on(), due))
