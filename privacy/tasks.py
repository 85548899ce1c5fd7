"""Reminders at half the hours and past them; safe to run twice."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
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
    half = F("received_at") + (F("due_at") - F("received_at")) / 2
    halfway = rows.annotate(half_at=half).filter(half_at__lte=now, due_at__gt=now)
    for row in halfway.filter(half_told_at=None)[:AT_ONCE]:
        notices.tell_half(row)
        mark(row, "half_told_at", now)


@transaction.atomic
def remind_of_breaches(now: datetime) -> None:
    rows = locked(Breach.objects.unfinished().with_people())
    for row in rows.filter(due_at__lte=now, late_told_at=None)[:AT_ONCE]:
        notices.tell_breach_late(row)
        mark(row, "late_told_at", now)
    half = F("discovered_at") + (F("due_at") - F("discovered_at")) / 2
    halfway = rows.annotate(half_at=half).filter(half_at__lte=now, due_at__gt=now)
    for row in halfway.filter(half_told_at=None)[:AT_ONCE]:
        notices.tell_breach_half(row)
        mark(row, "half_told_at", now)


def locked(rows: QuerySet) -> QuerySet:
    return rows.select_for_update(of=("self",), no_key=True, skip_locked=True)


def mark(row: DataRequest | Breach, name: str, now: datetime) -> None:
    setattr(row, name, now)
    row.save(update_fields=[name])
