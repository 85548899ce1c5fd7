"""Write to the audit log. Called last in each move, inside its transaction."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from audit.models import NO_HASH, Event
from kpu_coi.canonical import canonical_json, sha256_hex

LOCK_HEAD = """
    INSERT INTO audit_stream AS head (name, last_seq, last_hash) VALUES (%s, 0, %s)
    ON CONFLICT (name) DO UPDATE SET last_seq = head.last_seq
    RETURNING last_seq, last_hash
"""
MOVE_HEAD = "UPDATE audit_stream SET last_seq = %s, last_hash = %s WHERE name = %s"


@dataclass(frozen=True)
class Entry:
    """What is to be recorded: details carry ids and hashes, never content or names."""

    action: str
    stream: str
    by: Any = None
    details: Mapping[str, Any] = field(default_factory=dict)


def record(action: str, *, stream: str, by: Any, **details: Any) -> Event:
    """
    Append one event to a stream.

    `stream` names the aggregate ("case:17"), `by` is the acting User or None for the
    machine. Details must be JSON values. The head of the stream stays locked until
    the transaction ends, so call it last.
    """
    return record_all([Entry(action, stream, by, details)])[0]


def record_all(entries: Iterable[Entry]) -> list[Event]:
    """
    Append events to several streams, in sorted order of streams.

    The order keeps two moves over the same streams from waiting for each other.
    """
    ordered = sorted(entries, key=lambda entry: entry.stream)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        return [_append(cursor, entry) for entry in ordered]


def body_of(
    entry: Entry, *, seq: int, at: datetime.datetime, previous_hash: str
) -> bytes:
    """The canonical bytes of an event, exactly as they are hashed and stored."""
    return canonical_json(
        {
            "stream": entry.stream,
            "seq": seq,
            "at": at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
            "action": entry.action,
            "actor": actor_of(entry.by),
            "details": dict(entry.details),
            "previous": previous_hash,
        }
    )


def actor_of(by: Any) -> str:
    """The acting person as an id alone; the machine is the empty text."""
    return f"user:{by.pk}" if by is not None and by.pk else ""


def _append(cursor, entry: Entry) -> Event:
    cursor.execute(LOCK_HEAD, [entry.stream, NO_HASH])
    last_seq, previous_hash = cursor.fetchone()
    seq, at = last_seq + 1, timezone.now()
    body = body_of(entry, seq=seq, at=at, previous_hash=previous_hash)
    event = Event.objects.create(
        stream=entry.stream,
        seq=seq,
        at=at,
        action=entry.action,
        actor=actor_of(entry.by),
        body=body,
        previous_hash=previous_hash,
        hash=sha256_hex(body),
    )
    cursor.execute(MOVE_HEAD, [seq, event.hash, entry.stream])
    return event
