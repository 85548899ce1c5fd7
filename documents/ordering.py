"""Putting a document in the queue of papers to be made."""

from datetime import datetime

from procrastinate.contrib.django import app

RENDER = "documents.render"
QUEUE = "documents"


def lock_of(document_id: int) -> str:
    """The name under which one job at most waits for a document."""
    return f"{RENDER}:{document_id}"


def order(document_id: int, *, at: datetime | None = None) -> None:
    """
    Defer the job that renders a document, now or at a moment, in this transaction.

    Raises procrastinate's AlreadyEnqueued when one is waiting already.
    """
    app.configure_task(
        RENDER, queue=QUEUE, queueing_lock=lock_of(document_id), schedule_at=at
    ).defer(document_id=document_id)
