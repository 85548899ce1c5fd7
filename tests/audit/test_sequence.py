from io import StringIO
from threading import Barrier
from threading import Event as Signal

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from audit import log, sequence
from audit.models import NO_HASH, Event, GlobalEntry
from audit.proof import prove
from audit.tasks import append_finished
from kpu_coi.canonical import sha256_hex
from tests.audit.test_log import in_threads
from tests.worker import work

pytestmark = pytest.mark.django_db(transaction=True)


def sequenced():
    entries = GlobalEntry.objects.order_by("position").select_related("event")
    return [(entry.position, entry.event.stream) for entry in entries]


def test_finished_events_are_appended_with_a_running_hash():
    first = log.record("case.open", stream="case:1", by=None)
    second = log.record("case.open", stream="case:2", by=None)

    assert sequence.append_finished() == 2

    running = sha256_hex((NO_HASH + first.hash).encode())
    assert GlobalEntry.objects.get(position=1).running_hash == running
    running = sha256_hex((running + second.hash).encode())
    assert GlobalEntry.objects.get(position=2).running_hash == running


def test_the_job_run_twice_appends_each_event_once():
    log.record("case.open", stream="case:1", by=None)
    append_finished(timestamp=0)

    append_finished(timestamp=60)
    log.record("case.open", stream="case:2", by=None)
    append_finished(timestamp=120)

    assert sequenced() == [(1, "case:1"), (2, "case:2")]


def test_two_jobs_at_once_append_each_event_once():
    for number in range(30):
        log.record("case.open", stream=f"case:{number}", by=None)
    start = Barrier(2)

    def job():
        start.wait(timeout=10)
        return sequence.append_finished()

    in_threads(job, job)
    sequence.append_finished()

    assert prove().sequenced == 30


def test_a_transaction_that_commits_late_is_not_skipped():
    recorded, looked = Signal(), Signal()

    def slow():
        with transaction.atomic():
            log.record("case.open", stream="case:slow", by=None)
            recorded.set()
            looked.wait(timeout=10)

    def quick():
        recorded.wait(timeout=10)
        log.record("case.open", stream="case:quick", by=None)
        sequence.append_finished()
        before = sequenced()
        looked.set()
        return before

    _, before = in_threads(slow, quick)
    sequence.append_finished()

    assert before == []
    assert sequenced() == [(1, "case:slow"), (2, "case:quick")]


def test_a_transaction_that_is_rolled_back_leaves_no_gap():
    with transaction.atomic():
        log.record("case.open", stream="case:1", by=None)
        transaction.set_rollback(True)
    log.record("case.open", stream="case:2", by=None)

    sequence.append_finished()

    assert sequenced() == [(1, "case:2")]


def test_more_events_than_a_batch_are_appended_in_one_run(monkeypatch):
    monkeypatch.setattr(sequence, "BATCH", 2)
    for number in range(5):
        log.record("case.open", stream=f"case:{number}", by=None)

    assert sequence.append_finished() == 5
    assert prove().sequenced == 5


def test_an_event_from_a_restored_backup_is_appended():
    """Its transaction id is that of another server, and may be far ahead."""
    event = log.record("case.open", stream="case:1", by=None)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_event SET transaction_id = '9000000000'")
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")

    sequence.append_finished()

    assert GlobalEntry.objects.get().event_id == event.pk
    assert Event.objects.count() == 1


def test_the_worker_appends_when_the_minute_comes():
    log.record("case.open", stream="case:1", by=None)
    append_finished.configure(queue="keeping").defer(timestamp=0)

    work("keeping")

    assert sequenced() == [(1, "case:1")]


def test_a_log_in_use_is_proved_as_it_stood_at_one_moment():
    """What somebody writes meanwhile and has not committed is not seen."""
    log.record("case.open", stream="case:1", by=None)
    sequence.append_finished()
    recorded, proved = Signal(), Signal()
    output = StringIO()

    def writer():
        with transaction.atomic():
            log.record("case.read", stream="case:1", by=None)
            recorded.set()
            proved.wait(timeout=10)

    def prover():
        recorded.wait(timeout=10)
        call_command("verify_audit", stdout=output)
        proved.set()

    in_threads(writer, prover)

    assert output.getvalue().startswith("Log utuh: 1 peristiwa dalam 1 aliran, 1 ")
