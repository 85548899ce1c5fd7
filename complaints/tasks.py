from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.db import transaction
from procrastinate.contrib.django import app

from complaints import files as store
from complaints import limits, notices
from complaints.models import Complaint, Message
from complaints.workflow import desk


@app.task(name="complaints.tell_received")
@transaction.atomic
def tell_received(complaint_id: int) -> None:
    notices.tell_received(Complaint.objects.with_units().get(pk=complaint_id))


@app.task(name="complaints.tell_written")
@transaction.atomic
def tell_written(message_id: int) -> None:
    rows = Message.objects.select_related("complaint__handling_unit")
    notices.tell_written(rows.get(pk=message_id).complaint)


@app.task(name="complaints.tell_withdrawn")
@transaction.atomic
def tell_withdrawn(complaint_id: int) -> None:
    notices.tell_withdrawn(Complaint.objects.with_units().get(pk=complaint_id))


@app.task(name="complaints.tell_forwarded")
@transaction.atomic
def tell_forwarded(complaint_id: int) -> None:
    notices.tell_forwarded(Complaint.objects.with_units().get(pk=complaint_id))


@app.task(name="complaints.tell_plenary")
@transaction.atomic
def tell_plenary(complaint_id: int) -> None:
    notices.tell_plenary(Complaint.objects.with_units().get(pk=complaint_id))


@app.task(name="complaints.tell_lapsed")
@transaction.atomic
def tell_lapsed(complaint_id: int) -> None:
    notices.tell_lapsed(Complaint.objects.with_units().get(pk=complaint_id))


@app.periodic(cron="20 * * * *")
@app.task(name="complaints.let_lapse", queueing_lock="complaints.let_lapse")
def let_lapse(timestamp: int) -> None:
    """What was not completed in its 30 days counts as withdrawn (rule 48)."""
    for complaint in desk.overdue_completions():
        with suppress(PermissionDenied):
            desk.let_lapse(complaint)


@app.periodic(cron="*/10 * * * *")
@app.task(name="complaints.forget_old", queueing_lock="complaints.forget_old")
def forget_old(timestamp: int) -> None:
    """Remove files of forms that never came, and the counts of past hours."""
    store.forget_old()
    limits.forget_old()
