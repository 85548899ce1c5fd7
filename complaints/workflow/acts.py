"""
What the desk does without moving a complaint: writes, hears, names, reads, opens.

Like a move, an act locks the complaint, is checked against what is stored now, and
leaves an event; the status stays.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import log
from complaints import promises, rules
from complaints.letters import Letter, letter
from complaints.models import (
    OPEN,
    AccusedKey,
    AccusedKeyKind,
    Complaint,
    Desk,
    File,
    Message,
    MessageKind,
    Reading,
    Record,
    RecordKind,
    Status,
    Triage,
)
from complaints.routing import free_desks
from complaints.rules import Actor
from complaints.workflow.desk import OFFICES, put_down, say
from complaints.workflow.moves import locked, stream_of
from kpu_coi import vault
from kpu_coi.access import Verdict
from notifications.inbox import take_back
from personnel.models import User

SAME_VISIT = timedelta(minutes=1)


class Act(NamedTuple):
    name: str
    label: str
    statuses: frozenset[Status]
    rule: Callable[[Actor, Complaint], Verdict]

    def verdict(self, actor: Actor, complaint: Complaint) -> Verdict:
        if complaint.status not in self.statuses:
            words = Status(complaint.status).label.lower()
            return Verdict(f"Tidak dapat dilakukan: status pengaduan ini {words}.")
        return self.rule(actor, complaint)


WRITE = Act(
    "write", "Tulis kepada pengadu", OPEN | {Status.FORWARDED}, rules.may_handle
)
HEAR = Act(
    "hear",
    "Catat klarifikasi",
    frozenset({Status.ASSESSED, Status.EXAMINING}),
    rules.may_handle,
)
DISCLOSE = Act(
    "disclose",
    "Buka identitas pengadu",
    OPEN - {Status.RECEIVED},
    rules.may_disclose,
)
TAKE_OVER = Act(
    "take_over", "Ambil alih", OPEN - {Status.RECEIVED}, rules.may_take_over
)
RELATE = Act("relate", "Catat orang yang terkait", OPEN, rules.may_handle)
NOTE_TICKET = Act(
    "note_ticket",
    "Catat nomor laporan",
    frozenset({Status.FORWARDED}),
    rules.may_handle,
)
ACTS = (WRITE, HEAR, DISCLOSE, TAKE_OVER, RELATE, NOTE_TICKET)


def verdicts(actor: Actor, complaint: Complaint) -> dict[str, Verdict]:
    """What somebody may do beside the moves, by the name of the act."""
    return {act.name: act.verdict(actor, complaint) for act in ACTS}


@contextmanager
def doing(act: Act, complaint: Complaint, *, by: User) -> Iterator[Complaint]:
    """Lock the complaint, check the act against what is stored, then log it."""
    with transaction.atomic():
        stored = locked(complaint)
        act.verdict(by, stored).require()
        stored.now = timezone.now()
        stored.details = {}
        yield stored
        log.record(
            f"complaint.{act.name}", stream=stream_of(stored), by=by, **stored.details
        )


def write(complaint: Complaint, *, by: User, body: str, once: str) -> Message:
    """
    A message to the complainant; the same form (`once`) is the same message.

    It is an answer to what was given as information.
    """
    try:
        with doing(WRITE, complaint, by=by) as stored:
            message = say(stored, MessageKind.MESSAGE, body, by=by, once=once)
            answered = (promises.ANSWER, promises.INFORMATION)
            promises.meet(stored, answered, stored.now)
            stored.due_on = promises.next_due(stored)
            stored.save(update_fields=["due_on"])
            stored.details = {"message": message.pk}
            return message
    except IntegrityError:
        earlier = Message.objects.filter(once=once, complaint=complaint).first()
        if earlier is None:
            raise
        return earlier


def hear(complaint: Complaint, *, by: User, told: dict[str, Any]) -> Record:
    """
    The record of a hearing: day, place, who took part, whether heard apart, minutes.

    Law: UU 25/2009 Pasal 48 (3); rule 53.
    """
    with doing(HEAR, complaint, by=by) as stored:
        record = put_down(stored, RecordKind.HEARING, told, by=by)
        stored.details = {"record": record.pk}
    return record


def disclose(complaint: Complaint, *, by: User, reason: str) -> dict[str, str]:
    """Name and contact of who asked to stay unnamed; each opening is put down."""
    with doing(DISCLOSE, complaint, by=by) as stored:
        record = put_down(stored, RecordKind.DISCLOSURE, {"reason": reason}, by=by)
        stored.details = {"record": record.pk}
        return stored.complainant


def take_over(complaint: Complaint, *, by: User) -> Complaint:
    with doing(TAKE_OVER, complaint, by=by) as stored:
        stored.details = {"before": stored.officer_id}
        stored.officer = by
        stored.save(update_fields=["officer"])
    return stored


def relate(complaint: Complaint, *, by: User, person: User, reason: str) -> None:
    """
    Keep out somebody whom the complaint turns out to concern (rule 20).

    From then on it does not exist for him, and news of it is taken back. Raises
    PermissionDenied where nobody would be left at the desk: then it must be forwarded
    first.
    """
    with doing(RELATE, complaint, by=by) as stored:
        key = vault.person_key(person.pk)
        if not staffed_without(stored, key):
            raise PermissionDenied(
                "Tidak ada petugas lain di meja ini. Teruskan pengaduan lebih dahulu."
            )
        AccusedKey.objects.get_or_create(
            complaint=stored, kind=AccusedKeyKind.RELATED, key=key
        )
        take_back(person, about=stream_of(stored))
        told = {"person": person.name, "reason": reason}
        record = put_down(stored, RecordKind.RELATED, told, by=by)
        stored.details = {"record": record.pk}


def staffed_without(complaint: Complaint, key: str) -> bool:
    kept_out = {key, *complaint.accused_keys.values_list("key", flat=True)}
    here = (complaint.handling_unit, Desk(complaint.desk))
    chief = (complaint.handling_unit, Desk.CHIEF_INSPECTOR)
    free = free_desks([here, chief], kept_out, complaint.today)
    return (here[0].pk, here[1]) in free


def note_ticket(complaint: Complaint, *, by: User, ticket: str) -> None:
    """The number that the other office gave, once it is known (rule 57)."""
    with doing(NOTE_TICKET, complaint, by=by) as stored:
        referral = stored.referrals.latest("pk")
        referral.ticket = ticket
        referral.save(update_fields=["ticket"])
        where = OFFICES[Triage(referral.outcome)]
        text = letter(Letter.TICKET, stored, destination=where, ticket=ticket)
        say(stored, MessageKind.MESSAGE, text, by=by)
        stored.details = {"referral": referral.pk}


def note_reading(complaint: Complaint, *, by: User) -> None:
    """Record who reads a complaint; again within a minute is the same visit."""
    now = timezone.now()
    if any(
        reading.reader_id == by.pk and reading.last_at > now - SAME_VISIT
        for reading in complaint.readers
    ):
        return
    with transaction.atomic():
        Reading.objects.update_or_create(
            complaint=complaint,
            reader=by,
            defaults={"last_at": now},
            create_defaults={"first_at": now, "last_at": now},
        )
        unread = complaint.messages.filter(author=None, read_at=None)
        if rules.may_handle(by, complaint):
            unread.update(read_at=now)
        log.record("complaint.read", stream=stream_of(complaint), by=by)
    del complaint.readers


def note_file_reading(complaint: Complaint, file: File, *, by: User) -> None:
    """Record who saved a file of the complaint, each time."""
    log.record("complaint.read_file", stream=stream_of(complaint), by=by, file=file.pk)
