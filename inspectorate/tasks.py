from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from complaints.models import Complaint
from inspectorate import complaint_copies, samples

TRIES = 120
PAUSE = timedelta(seconds=5)


@app.task(name="inspectorate.keep_samples")
def keep_samples(tries: int = 0) -> None:
    """Copy a sample of each kind of paper; look again while some are being made."""
    samples.keep_samples()
    if samples.missing() and tries < TRIES:
        keep_samples.configure(schedule_at=timezone.now() + PAUSE).defer(
            tries=tries + 1
        )


@app.task(name="inspectorate.complaint_received")
@transaction.atomic
def complaint_received(complaint_id: int) -> None:
    complaint = Complaint.objects.with_units().get(pk=complaint_id)
    complaint_copies.tell_received(complaint)
