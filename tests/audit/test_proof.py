import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit import log, sequence
from audit.models import Event, GlobalEntry
from kpu_coi.canonical import canonical_json, sha256_hex

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """Three events of case:1 and one of case:2, all in the global sequence."""
    streams = ("case:1", "case:1", "case:2", "case:1")
    made = [log.record("case.read", stream=stream, by=None) for stream in streams]
    append_as_if_committed()
    return made


def append_as_if_committed():
    """Append to the sequence within the test's own transaction, which never ends."""
    position, running = 0, "0" * 64
    for event in Event.objects.order_by("pk"):
        position, running = position + 1, sequence.running_hash(running, event.hash)
        GlobalEntry.objects.create(position=position, event=event, running_hash=running)


def tamper(statement, *values):
    """Change the log as only the owner of the database can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_globalentry DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_stream DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def verify():
    output = StringIO()
    call_command("verify_audit", stdout=output)
    return output.getvalue()


def test_a_whole_log_is_proved(events):
    running = GlobalEntry.objects.get(position=4).running_hash

    assert verify() == (
        "Log utuh: 4 peristiwa dalam 2 aliran, 4 dalam urutan bersama "
        f"(hash berjalan {running}).\n"
    )


def test_an_empty_log_is_whole():
    assert verify().startswith("Log utuh: 0 peristiwa")


def test_a_break_is_told_with_exit_status_one(events):
    tamper("UPDATE audit_stream SET last_seq = 9 WHERE name = 'case:2'")

    with pytest.raises(CommandError, match="Log rusak") as refusal:
        verify()

    assert refusal.value.returncode == 1


@pytest.mark.rule(65)
def test_a_changed_body_is_found_and_named(events):
    second = events[1]
    tamper("UPDATE audit_event SET body = body || ' ' WHERE id = %s", second.pk)

    with pytest.raises(CommandError) as refusal:
        verify()

    assert str(refusal.value) == (
        f"Log rusak: peristiwa {second.pk} (aliran case:1, urutan 2): "
        "isi tidak cocok dengan hash."
    )


@pytest.mark.rule(65)
def test_a_forged_body_with_its_own_hash_breaks_the_next_link(events):
    body = json.loads(bytes(events[1].body)) | {"action": "case.decide"}
    forged = canonical_json(body)
    tamper(
        "UPDATE audit_event SET action = 'case.decide', body = %s, hash = %s "
        "WHERE id = %s",
        forged,
        sha256_hex(forged),
        events[1].pk,
    )

    with pytest.raises(CommandError, match=r"urutan 3.*tidak menyambung"):
        verify()


@pytest.mark.parametrize(
    "change",
    [
        "action = 'case.decide'",
        "actor = 'user:9'",
        "at = at + interval '1 second'",
    ],
)
def test_a_column_that_differs_from_the_body_is_found(events, change):
    tamper(f"UPDATE audit_event SET {change} WHERE id = %s", events[2].pk)

    with pytest.raises(CommandError, match=r"aliran case:2, urutan 1.*kolom"):
        verify()


def test_an_event_moved_to_another_stream_is_found(events):
    tamper("UPDATE audit_event SET stream = 'case:3' WHERE id = %s", events[2].pk)

    with pytest.raises(CommandError, match=r"aliran case:3, urutan 1.*kolom"):
        verify()


def test_a_removed_event_is_found(events):
    tamper("DELETE FROM audit_globalentry")
    tamper("DELETE FROM audit_event WHERE id = %s", events[1].pk)

    with pytest.raises(CommandError, match="urutan 2 hilang"):
        verify()


def test_a_cut_off_end_is_found_by_the_head(events):
    tamper("DELETE FROM audit_globalentry")
    tamper("DELETE FROM audit_event WHERE id = %s", events[3].pk)

    with pytest.raises(CommandError, match="aliran case:1: kepala aliran"):
        verify()


def test_a_removed_stream_is_found(events):
    tamper("DELETE FROM audit_stream WHERE name = 'case:2'")

    with pytest.raises(CommandError, match="aliran case:2: kepala aliran"):
        verify()


def test_a_gap_in_the_global_sequence_is_found(events):
    tamper("DELETE FROM audit_globalentry WHERE position = 2")

    with pytest.raises(CommandError, match="urutan bersama 3: urutan 2 hilang"):
        verify()


def test_a_changed_running_hash_is_found(events):
    tamper("UPDATE audit_globalentry SET running_hash = 'x' WHERE position = 3")

    with pytest.raises(CommandError, match="urutan bersama 3: hash berjalan"):
        verify()


def test_two_events_swapped_in_the_global_sequence_are_found(events):
    tamper("DELETE FROM audit_globalentry WHERE position IN (2, 3)")
    first, second = events[1], events[2]
    for position, event in ((2, second), (3, first)):
        GlobalEntry.objects.create(
            position=position,
            event=event,
            running_hash=GlobalEntry.objects.get(position=1).running_hash,
        )

    with pytest.raises(CommandError, match="urutan bersama 2: hash berjalan"):
        verify()
