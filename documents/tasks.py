"""Making the papers that were issued, and taking up those that fell by the way."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from documents.anchors import seal_day
from documents.countersigning import read_reason, read_second
from documents.models import Countersignature, Document, State
from documents.ordering import COUNTERSIGN, QUEUE, RENDER, order
from documents.pressroom import press
from documents.store import (
    NotSealedYet,
    keep_countersigned,
    keep_pdf,
    read_first,
    read_paper,
)

logger = logging.getLogger(__name__)

SHOWN_AS_FAILED_AFTER = 4
LONGEST_PAUSE = timedelta(hours=1)
AT_ONCE = 500


@app.task(name=RENDER, queue=QUEUE)
def render(document_id: int) -> None:
    """
    Render, seal, check and store one document.

    Safe to run twice and to be killed anywhere: what is stored and what the row says
    change together, and only while the row does not say SEALED. A fault is noted,
    shown, and tried again after a growing pause.
    """
    document = Document.objects.get(pk=document_id)
    if document.state == State.SEALED:
        return
    try:
        keep_pdf(document.pk, press().make(read_paper(document)))
    except Exception as problem:
        logger.exception("document %s could not be made", document_id)
        postpone(document_id, problem)


@app.task(name=COUNTERSIGN, queue=QUEUE)
def countersign(document_id: int) -> None:
    """
    Append the second seal to the file of a document; as `render` otherwise.

    Comes again later where the file itself has not been made yet.
    """
    rows = Countersignature.objects.select_related("document")
    made = rows.get(document=document_id)
    if made.is_sealed:
        return
    try:
        pdf = press().countersign(
            read_first(made.document),
            reason=read_reason(made),
            record=read_second(made),
        )
        keep_countersigned(made.pk, pdf)
    except NotSealedYet as problem:
        postpone(made.pk, problem, model=Countersignature)
    except Exception as problem:
        logger.exception("document %s could not be countersigned", document_id)
        postpone(made.pk, problem, model=Countersignature)


def postpone(
    pk: int, problem: Exception, *, model: type[Document | Countersignature] = Document
) -> None:
    """Note what went wrong and order the next attempt: after 2, 4, 8 ... seconds."""
    with transaction.atomic():
        made = model._default_manager.select_for_update(no_key=True).get(pk=pk)
        if made.state == State.SEALED:
            return
        made.attempts += 1
        pause = min(timedelta(seconds=2 ** min(made.attempts, 20)), LONGEST_PAUSE)
        made.next_attempt_at = timezone.now() + pause
        made.fault = f"{type(problem).__name__}: {problem}"[:80]
        if made.attempts >= SHOWN_AS_FAILED_AFTER:
            made.state = State.FAILED
        made.save(update_fields=["attempts", "next_attempt_at", "fault", "state"])
        if isinstance(made, Countersignature):
            try_order(made.document_id, at=made.next_attempt_at, task=COUNTERSIGN)
        else:
            try_order(made.pk, at=made.next_attempt_at)


def try_order(document_id: int, **how) -> None:
    """Order a document unless a job already waits for it."""
    try:
        with transaction.atomic():
            order(document_id, **how)
    except AlreadyEnqueued:
        pass


@app.periodic(cron="20 0,12 * * *")
@app.task(name="documents.anchor", queue=QUEUE, queueing_lock="documents.anchor")
def anchor(timestamp: int) -> None:
    """Seal the log's head of yesterday; twice a day, in case the first did not run."""
    seal_day(timezone.localdate() - timedelta(days=1))


@app.periodic(cron="* * * * *")
@app.task(
    name="documents.take_up", queue=QUEUE, queueing_lock="documents.take_up", priority=5
)
def take_up(timestamp: int) -> None:
    """
    Order again what should long have been made: its worker was killed, or the job lost.
    """
    now = timezone.now()
    overdue = Document.objects.unsealed().filter(next_attempt_at__lt=now)
    for document_id in overdue.values_list("pk", flat=True)[:AT_ONCE]:
        try_order(document_id)
    seconds = Countersignature.objects.unsealed().filter(next_attempt_at__lt=now)
    for document_id in seconds.values_list("document", flat=True)[:AT_ONCE]:
        try_order(document_id, task=COUNTERSIGN)
