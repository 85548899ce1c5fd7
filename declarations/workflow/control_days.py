"""What the days bring to orders and controls: each told once, safe to run twice."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from deadlines.calendar import today_in
from declarations.models import Case, Control, Order, PastReview
from declarations.models.case_terms import CaseStatus
from declarations.notices import controls as notices

CASE = (
    "case__person",
    "case__unit",
    "case__regime",
    "case__addressee__unit",
)
OF_DECISION = tuple(f"decision__{path}" for path in CASE)
ONE_DAY = timedelta(days=1)


def remind() -> int:
    """Tell of everything whose day has come; says of how many."""
    return sum(
        tell(pk)
        for tell, found in (
            (control_due, due_controls()),
            (order_overdue, overdue_orders()),
            (past_due, open_past_reviews()),
        )
        for pk in list(found)
    )


def last_day() -> date:
    """The latest day it is anywhere in Indonesia."""
    return today_in("Asia/Jayapura")


def due_controls() -> Iterator[int]:
    rows = Control.objects.in_force().running().filter(review_on__lte=last_day())
    untold = rows.exclude(noticed_for=F("review_on"))
    return untold.values_list("pk", flat=True).iterator()


def control_due(pk: int) -> int:
    """Once for each review date."""
    with transaction.atomic():
        rows = Control.objects.select_for_update(of=("self",), no_key=True)
        control = rows.select_related(*OF_DECISION).get(pk=pk)
        case = control.decision.case
        told = control.noticed_for == control.review_on
        if told or control.ended_at or control.review_on > case.today:
            return 0
        control.noticed_for = control.review_on
        control.save(update_fields=["noticed_for"])
        notices.tell_control_due(case, control)
    return 1


def overdue_orders() -> Iterator[int]:
    rows = Order.objects.filter(
        decision=F("case__decision"),
        case__status=CaseStatus.CONTROL_ACTIVE,
        acknowledged_at=None,
        reminded_at=None,
        due_on__lt=last_day(),
    )
    return rows.values_list("pk", flat=True).iterator()


def order_overdue(pk: int) -> int:
    """Once, when the days within which it is to be acknowledged have passed."""
    with transaction.atomic():
        rows = Order.objects.select_for_update(of=("self",), no_key=True)
        order = rows.select_related(*CASE).get(pk=pk)
        told = order.reminded_at or order.acknowledged_at
        if told or order.due_on is None or order.due_on >= order.case.today:
            return 0
        order.reminded_at = timezone.now()
        order.save(update_fields=["reminded_at"])
        notices.tell_unacknowledged(order.case, order)
    return 1


def open_past_reviews() -> Iterator[int]:
    rows = PastReview.objects.filter(
        decision=F("decision__case__decision"),
        decision__case__status=CaseStatus.CONTROL_ACTIVE,
        recorded_at=None,
        due_on__lte=last_day() + ONE_DAY,
    )
    return rows.values_list("pk", flat=True).iterator()


def past_due(pk: int) -> int:
    """On the day before it is due, on that day, and every day after it (rule 22)."""
    with transaction.atomic():
        rows = PastReview.objects.select_for_update(of=("self",), no_key=True)
        review = rows.select_related(*OF_DECISION).get(pk=pk)
        case: Case = review.decision.case
        early = review.due_on is None or review.due_on > case.today + ONE_DAY
        if early or review.recorded_at or review.reminded_on == case.today:
            return 0
        review.reminded_on = case.today
        review.save(update_fields=["reminded_on"])
        notices.tell_past_due(case, review)
    return 1
