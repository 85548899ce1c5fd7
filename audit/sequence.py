"""
The one sequence over all streams, with a running hash: what the daily anchor seals.

An event may commit after one with a higher id. So only what lies below the oldest
transaction still running is appended: nothing can turn up before it any more. A row
whose transaction id this server has not reached yet came with a restored backup and
is long finished.
"""

from django.db import connection, transaction

from audit.models import NO_HASH, GlobalEntry
from kpu_coi.canonical import sha256_hex

LOCK = 0x6B70755F6C6F67  # "kpu_log"
BATCH = 5000
FINISHED = """
    SELECT id, hash FROM audit_event AS event
    WHERE (transaction_id < pg_snapshot_xmin(pg_current_snapshot())
           OR transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))
      AND NOT EXISTS (SELECT FROM audit_globalentry WHERE event_id = event.id)
    ORDER BY id LIMIT %s
"""


def append_finished() -> int:
    """
    Append every finished event that the sequence does not have; returns how many.

    Safe to run twice and at once: whoever comes second leaves it to the first.
    """
    appended = 0
    while batch := append_batch():
        appended += batch
    return appended


@transaction.atomic
def append_batch() -> int:
    """Append at most BATCH finished events."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(FINISHED, [BATCH])
        finished = cursor.fetchall()
    last = GlobalEntry.objects.order_by("-position").first()
    position = last.position if last else 0
    running = last.running_hash if last else NO_HASH
    entries = []
    for event_id, event_hash in finished:
        position, running = position + 1, running_hash(running, event_hash)
        entries.append(
            GlobalEntry(position=position, event_id=event_id, running_hash=running)
        )
    GlobalEntry.objects.bulk_create(entries)
    return len(entries)


def running_hash(before: str, event_hash: str) -> str:
    """The SHA-256 over the running hash before, and the hash of the next event."""
    return sha256_hex(f"{before}{event_hash}".encode())
