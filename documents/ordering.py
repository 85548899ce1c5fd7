"""Putting a document in the queue of papers to be made."""

from datetime import datetime

from procrastinate.contrib.django import app

RENDER = "documents.render"
COUNTERSIGN = "documents.countersign"
QUEUE = "documents"


def lock_of(document_id: int, task: str = RENDER) -> str:
    """The name under which one job at most waits for a document."""
    return f"{task}:{document_id}"


def order(document_id: int, *, at: datetime | None = None, task: str = RENDER) -> None:
    """
    Defer the job that makes a document's file, now or at a moment, in this transaction.

    Raises procrastinate's AlreadyEnqueued when one is waiting already.
    """
    app.configure_task(
        task, queue=QUEUE, queueing_lock=lock_of(document_id, task), schedule_at=at
    ).defer(document_id=document_id)
