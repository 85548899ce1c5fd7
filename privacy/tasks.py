"""Reminders at half the hours and past them; safe to run twice."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.utils import timezone
from procrastinate.contrib.django import app

from privacy import notices
from privacy.models import Breach, DataRequest

AT_ONCE = 200


@app.periodic(cron="*/10 * * * *")
@app.task(name="privacy.remind", queueing_lock="privacy.remind")
def remind(timestamp: int) -> None:
    now = timezone.now()
    remind_of_requests(now)
    remind_of_breaches(now)


@transaction.atomic
def remind_of_requests(now: datetime) -> None:
    """Each row is told of once at half, once when late; its lock decides which run."""
    rows = locked(DataRequest.objects.open().select_related("user", "unit"))
    for row in rows.filter(due_at__lte=now, late_told_at=None)[:AT_ONCE]:
        notices.tell_late(row)
        mark(row, "late_told_at", now)
    for row in halfway(rows, "received_at", now)[:AT_ONCE]:
        notices.tell_half(row)
        mark(row, "half_told_at", now)


@transaction.atomic
def remind_of_breaches(now: datetime) -> None:
    rows = locked(Breach.objects.unfinished().with_people())
    for row in rows.filter(due_at__lte=now, late_told_at=None)[:AT_ONCE]:
        notices.tell_breach_late(row)
        mark(row, "late_told_at", now)
    for row in halfway(rows, "discovered_at", now)[:AT_ONCE]:
        notices.tell_breach_half(row)
        mark(row, "half_told_at", now)


def halfway(rows: QuerySet, start: str, now: datetime) -> QuerySet:
    """Those of which as much is gone as is left, or more, and nobody was told yet."""
    timed = rows.annotate(gone=Value(now) - F(start), left=F("due_at") - Value(now))
    return timed.filter(gone__gte=F("left"), due_at__gt=now, half_told_at=None)


def locked(rows: QuerySet) -> QuerySet:
    return rows.select_for_update(of=("self",), no_key=True, skip_locked=True)


def mark(row: DataRequest | Breach, name: str, now: datetime) -> None:
    setattr(row, name, now)
    row.save(update_fields=[name])
