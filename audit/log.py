"""Write to the audit log. Called last in each move, inside its transaction."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
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
LOCK_HEADS = """
    INSERT INTO audit_stream AS head (name, last_seq, last_hash)
    SELECT name, 0, %s FROM unnest(%s::text[]) AS name ORDER BY name
    ON CONFLICT (name) DO UPDATE SET last_seq = head.last_seq
    RETURNING name, last_seq, last_hash
"""
MOVE_HEADS = """
    UPDATE audit_stream AS head SET last_seq = moved.seq, last_hash = moved.hash
    FROM unnest(%s::text[], %s::bigint[], %s::text[]) AS moved (name, seq, hash)
    WHERE head.name = moved.name
"""
STORE = """
    INSERT INTO audit_event
        (stream, seq, at, action, actor, body, previous_hash, hash)
    SELECT * FROM unnest(
        %s::text[], %s::bigint[], %s::timestamptz[], %s::text[], %s::text[],
        %s::bytea[], %s::text[], %s::text[]
    )
"""
STORED = ("stream", "seq", "at", "action", "actor", "body", "previous_hash", "hash")
AT_ONCE = 1_000
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


def record_many(entries: Iterable[Entry]) -> None:
    """
    Append events to many streams in a few statements for each thousand.

    The streams are locked in sorted order, as by `record_all`; entries of one stream
    are chained in the order in which they come.
    """
    ordered = sorted(entries, key=lambda entry: entry.stream)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for some in batched(ordered, AT_ONCE):
            _append_some(cursor, some)


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


def _append_some(cursor, entries: Sequence[Entry]) -> None:
    names = list(dict.fromkeys(entry.stream for entry in entries))
    cursor.execute(LOCK_HEADS, [NO_HASH, names])
    heads = {name: (seq, hash_) for name, seq, hash_ in cursor.fetchall()}
    events = []
    for entry in entries:
        seq, previous = heads[entry.stream]
        event = _event(entry, seq=seq + 1, previous_hash=previous)
        heads[entry.stream] = event.seq, event.hash
        events.append(event)
    columns = [[getattr(event, name) for event in events] for name in STORED]
    cursor.execute(STORE, columns)
    seqs = [heads[name][0] for name in names]
    cursor.execute(MOVE_HEADS, [names, seqs, [heads[name][1] for name in names]])


def _event(entry: Entry, *, seq: int, previous_hash: str) -> Event:
    at = timezone.now()
    body = body_of(entry, seq=seq, at=at, previous_hash=previous_hash)
    return Event(
        stream=entry.stream,
        seq=seq,
        at=at,
        action=entry.action,
        actor=actor_of(entry.by),
        body=body,
        previous_hash=previous_hash,
        hash=sha256_hex(body),
    )


def _append(cursor, entry: Entry) -> Event:
    cursor.execute(LOCK_HEAD, [entry.stream, NO_HASH])
    last_seq, previous_hash = cursor.fetchone()
    event = _event(entry, seq=last_seq + 1, previous_hash=previous_hash)
    event.save(force_insert=True)
    cursor.execute(MOVE_HEAD, [event.seq, event.hash, entry.stream])
    return event
