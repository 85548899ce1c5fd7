"""Proof that the audit log is whole, or the first row that is not."""

import json
from dataclasses import dataclass
from datetime import UTC

from audit.models import NO_HASH, Event, GlobalEntry, Stream
from audit.sequence import running_hash
from kpu_coi.canonical import sha256_hex

CHUNK = 2000


class Broken(Exception):
    """The log does not hold together; the words name the row and what is wrong."""


@dataclass(frozen=True)
class Result:
    """What was proved."""

    events: int
    streams: int
    sequenced: int
    last_running_hash: str


def prove() -> Result:
    """
    Walk all streams, their heads and the global sequence.

    Raises Broken at the first row that does not hold. Run it in a REPEATABLE READ
    transaction while others write.
    """
    heads, events = prove_streams()
    prove_heads(heads)
    sequenced, running = prove_sequence()
    return Result(events, len(heads), sequenced, running)


def prove_streams() -> tuple[dict[str, tuple[int, str]], int]:
    """Each stream counts from 1 without a gap and each event follows its forerunner."""
    heads: dict[str, tuple[int, str]] = {}
    count = 0
    for event in Event.objects.order_by("stream", "seq").iterator(CHUNK):
        seq, previous = heads.get(event.stream, (0, NO_HASH))
        prove_event(event, seq + 1, previous)
        heads[event.stream] = (event.seq, event.hash)
        count += 1
    return heads, count


def prove_event(event: Event, seq: int, previous: str) -> None:
    where = f"peristiwa {event.pk} (aliran {event.stream}, urutan {event.seq})"
    if event.seq != seq:
        raise Broken(f"{where}: urutan {seq} hilang.")
    body = bytes(event.body)
    if sha256_hex(body) != event.hash:
        raise Broken(f"{where}: isi tidak cocok dengan hash.")
    if event.previous_hash != previous:
        raise Broken(f"{where}: tidak menyambung ke peristiwa sebelumnya.")
    if columns_of(event) != told_by(body):
        raise Broken(f"{where}: kolom tidak cocok dengan isi.")


def columns_of(event: Event) -> dict:
    """What the columns repeat of the hashed body."""
    return {
        "stream": event.stream,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": event.action,
        "actor": event.actor,
        "previous": event.previous_hash,
    }


def told_by(body: bytes) -> dict:
    """The same, as the hashed body tells it."""
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return {name: value for name, value in told.items() if name != "details"}


def prove_heads(heads: dict[str, tuple[int, str]]) -> None:
    """Each stream's head points at its last event: nothing was cut off."""
    stored = {
        stream.name: (stream.last_seq, stream.last_hash)
        for stream in Stream.objects.iterator(CHUNK)
    }
    for name in sorted(heads.keys() | stored.keys()):
        if heads.get(name) != stored.get(name):
            raise Broken(f"aliran {name}: kepala aliran tidak cocok dengan isinya.")


def prove_sequence() -> tuple[int, str]:
    """Positions count from 1 without a gap and each running hash follows the last."""
    position, running = 0, NO_HASH
    entries = GlobalEntry.objects.order_by("position").select_related("event")
    for entry in entries.iterator(CHUNK):
        where = f"urutan bersama {entry.position}"
        if entry.position != position + 1:
            raise Broken(f"{where}: urutan {position + 1} hilang.")
        running = running_hash(running, entry.event.hash)
        if entry.running_hash != running:
            raise Broken(f"{where}: hash berjalan tidak cocok.")
        position = entry.position
    return position, running
