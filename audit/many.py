"""Many events at once, for streams that nobody else writes: demonstrations alone."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from audit.log import Entry, actor_of, body_of
from audit.models import NO_HASH, Event, Stream
from kpu_coi.canonical import sha256_hex

AT_ONCE = 2000
COLUMNS = (
    *("stream", "seq", "at", "action", "actor", "body"),
    *("previous_hash", "hash"),
)
# A row of an INSERT would carry the default of its transaction as an expression, which
# Django compiles anew for each: that took half the time of a whole statement.
COPY = f"COPY audit_event ({', '.join(COLUMNS)}) FROM STDIN"


def chain(entries: Iterable[tuple[Entry, datetime]]) -> list[Event]:
    """
    The events of one new stream, each hashed onto the one before; nothing is stored.

    Takes what happened, each with its time, in order.
    """
    events: list[Event] = []
    for seq, (entry, at) in enumerate(entries, start=1):
        previous = events[-1].hash if events else NO_HASH
        body = body_of(entry, seq=seq, at=at, previous_hash=previous)
        events.append(
            Event(
                stream=entry.stream,
                seq=seq,
                at=at,
                action=entry.action,
                actor=actor_of(entry.by),
                body=body,
                previous_hash=previous,
                hash=sha256_hex(body),
            )
        )
    return events


def store(chains: Iterable[list[Event]]) -> None:
    """Store whole new chains with their heads, in the caller's transaction."""
    chains = [events for events in chains if events]
    Stream.objects.bulk_create(
        (
            Stream(name=last.stream, last_seq=last.seq, last_hash=last.hash)
            for *_, last in chains
        ),
        batch_size=AT_ONCE,
    )
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for events in chains:
            for event in events:
                copy.write_row([getattr(event, column) for column in COLUMNS])
