import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from threading import Event as Signal

import pytest
from django.contrib.auth import get_user_model
from django.db import InternalError, ProgrammingError, connection, transaction

from audit import log
from audit.log import Entry
from audit.models import NO_HASH, Event, GlobalEntry, Stream
from audit.proof import prove
from kpu_coi.canonical import sha256_hex

pytestmark = pytest.mark.django_db

REFUSED = (InternalError, ProgrammingError)


@pytest.fixture
def person():
    return get_user_model()(pk=71, name="Sekar Arum Widyastuti")


def in_threads(*works):
    """Run each piece of work in a thread with a connection of its own."""

    def with_own_connection(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(with_own_connection, work) for work in works]
    return [future.result() for future in futures]


@pytest.mark.rule(65)
def test_an_event_stores_the_bytes_that_were_hashed(person):
    event = log.record("case.decide", stream="case:17", by=person, decision=4)

    event.refresh_from_db()
    body = bytes(event.body)
    told = json.loads(body)
    assert sha256_hex(body) == event.hash
    assert told == {
        "stream": "case:17",
        "seq": 1,
        "at": told["at"],
        "action": "case.decide",
        "actor": "user:71",
        "details": {"decision": 4},
        "previous": NO_HASH,
    }


@pytest.mark.rule(65)
def test_the_acting_person_is_an_id_and_never_a_name(person):
    event = log.record("case.read", stream="case:17", by=person)

    assert event.actor == "user:71"
    assert b"Sekar" not in event.body


def test_what_the_machine_does_has_no_actor():
    event = log.record("case.remind", stream="case:17", by=None)

    assert event.actor == ""


@pytest.mark.rule(65)
def test_each_stream_counts_from_one_and_links_to_its_own_last_event():
    first = log.record("case.open", stream="case:1", by=None)
    other = log.record("case.open", stream="case:2", by=None)
    second = log.record("case.read", stream="case:1", by=None)

    assert (first.seq, first.previous_hash) == (1, NO_HASH)
    assert (other.seq, other.previous_hash) == (1, NO_HASH)
    assert (second.seq, second.previous_hash) == (2, first.hash)
    assert Stream.objects.get(name="case:1").last_hash == second.hash


def test_several_streams_are_locked_in_sorted_order():
    events = log.record_all(
        [
            Entry("statement.sign", "statement:9"),
            Entry("case.open", "case:3", details={"statement": 9}),
        ]
    )

    assert [event.stream for event in events] == ["case:3", "statement:9"]


def test_an_event_of_a_move_that_fails_does_not_exist():
    with transaction.atomic():
        log.record("case.open", stream="case:1", by=None)
        transaction.set_rollback(True)

    assert not Event.objects.exists()
    assert not Stream.objects.exists()


def test_details_that_are_no_json_are_refused():
    with pytest.raises(TypeError):
        log.record("case.open", stream="case:1", by=None, when=object())


@pytest.mark.rule(65)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'lain'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
        "UPDATE audit_globalentry SET running_hash = 'lain'",
        "DELETE FROM audit_globalentry",
        "TRUNCATE audit_globalentry",
        "DELETE FROM audit_stream",
        "TRUNCATE audit_stream",
    ],
)
def test_the_database_refuses_to_change_the_log(statement):
    event = log.record("case.open", stream="case:1", by=None)
    GlobalEntry.objects.create(position=1, event=event, running_hash=NO_HASH)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(REFUSED, match="append-only"), transaction.atomic():
            cursor.execute(statement)

    assert Event.objects.get().action == "case.open"


def test_recording_asks_the_database_three_times(django_assert_num_queries):
    log.record("case.open", stream="case:1", by=None)

    with django_assert_num_queries(3):
        log.record("case.read", stream="case:1", by=None)


@pytest.mark.django_db(transaction=True)
def test_two_connections_racing_on_one_stream_give_a_whole_chain():
    start = Barrier(2)

    def ten_moves():
        start.wait(timeout=10)
        for number in range(10):
            with transaction.atomic():
                log.record("case.read", stream="case:1", by=None, number=number)

    in_threads(ten_moves, ten_moves)

    seqs = Event.objects.order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, 21))
    assert prove().events == 20


@pytest.mark.django_db(transaction=True)
def test_a_second_move_waits_until_the_first_has_committed():
    locked, waiting = Signal(), Signal()

    def first():
        with transaction.atomic():
            log.record("case.open", stream="case:1", by=None)
            locked.set()
            waiting.wait(timeout=10)

    def second():
        locked.wait(timeout=10)
        waiting.set()
        return log.record("case.read", stream="case:1", by=None)

    _, event = in_threads(first, second)

    assert event.seq == 2
    assert event.previous_hash == Event.objects.get(seq=1).hash


@pytest.mark.django_db(transaction=True)
def test_opposite_orders_of_streams_do_not_block_each_other():
    start = Barrier(2)

    def moves(*streams):
        start.wait(timeout=10)
        for _ in range(10):
            log.record_all([Entry("case.touch", stream) for stream in streams])

    in_threads(
        lambda: moves("case:1", "statement:1"), lambda: moves("statement:1", "case:1")
    )

    assert prove().events == 40


def test_many_events_of_many_streams_are_chained_as_single_ones_are():
    log.record("person.join", stream="user:1", by=None)
    entries = [
        log.Entry("tenure.begin", "user:2", None, {"tenure": 5}),
        log.Entry("tenure.end", "user:1", None, {"tenure": 4}),
        log.Entry("person.leave", "user:1", None, {"last_day": "2026-11-27"}),
    ]

    log.record_many(entries)

    told = Event.objects.order_by("stream", "seq").values_list(
        "stream", "seq", "action"
    )
    assert list(told) == [
        ("user:1", 1, "person.join"),
        ("user:1", 2, "tenure.end"),
        ("user:1", 3, "person.leave"),
        ("user:2", 1, "tenure.begin"),
    ]
    assert prove().events == 4
