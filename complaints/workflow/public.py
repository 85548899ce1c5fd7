"""
What the complainant does: sends, completes, writes and withdraws a complaint.

He is known by the code words alone; the log names nobody.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit import log
from complaints import files as store
from complaints import promises
from complaints.models import (
    AccusedKey,
    Category,
    Complaint,
    File,
    Identity,
    Message,
    MessageKind,
    Status,
    Step,
)
from complaints.receipts import Token, receipt_hash
from complaints.registers import next_number
from complaints.routing import Accused, Routing, route
from complaints.rules import Party
from complaints.workflow.moves import COMPLETE, WITHDRAW, locked, making, stream_of
from deadlines.calendar import today_in
from kpu_coi import vault
from kpu_coi.access import ALLOWED, Verdict
from kpu_coi.queue import tell

CONTENT = ("what", "where", "when", "who", "how", "wish", "accused_post")
IDENTITY = ("name", "contact", "address")
COMPLAINANT = Party.COMPLAINANT
NEXT_KEY = "SELECT nextval(pg_get_serial_sequence('complaints_complaint', 'id'))"


def sent_with(token: Token) -> Complaint | None:
    """The complaint that was sent with this form, if it was."""
    rows = Complaint.objects.with_units()
    return rows.filter(receipt_hash=receipt_hash(token.code)).first()


def receive(told: dict[str, Any], *, token: Token, files: Iterable[File]) -> Complaint:
    """
    Store a complaint, final: number, desk, promised dates, files, event and notice.

    `told` is what the form holds, `files` lie in the store already. The same token
    gives the same complaint, also when two requests carry it at once.
    Law: UU 25/2009 Pasal 42, 44 (1); rules 46, 47 and 51.
    """
    try:
        with transaction.atomic():
            return stored(told, token, files)
    except IntegrityError:
        earlier = sent_with(token)
        if earlier is None:
            raise
        return earlier


def stored(told: dict[str, Any], token: Token, files: Iterable[File]) -> Complaint:
    """
    All rows of a new complaint, in one transaction.

    The number comes last: the register's row stays locked from then on, and whoever
    complains to the same desk at the same moment waits for it.
    """
    now = timezone.now()
    accused = accused_of(told)
    routing = route(accused, today_in(accused.unit.timezone))
    complaint = Complaint(
        pk=next_key(),
        receipt_hash=receipt_hash(token.code),
        category=told["category"],
        accused_unit=accused.unit,
        accused_class=accused.accused_class,
        identity=told["identity"],
        handling_unit=routing.unit,
        desk=routing.desk,
        status=Status.RECEIVED,
        status_since=now,
        received_at=now,
    )
    seal_told(complaint, told)
    made = promised(complaint)
    complaint.due_on = min(one.on for one in made)
    promises.keep(complaint, made)
    keep_out(complaint, routing)
    Step.objects.create(complaint=complaint, status=Status.RECEIVED, at=now)
    store.attach(files, complaint)
    tell("complaints.tell_received", complaint_id=complaint.pk)
    log.record(
        "complaint.received",
        stream=stream_of(complaint),
        by=None,
        unit=routing.unit.code,
        desk=str(routing.desk),
        due_on=complaint.due_on.isoformat(),
    )
    complaint.number = next_number(routing.unit, today_in(routing.unit.timezone))
    complaint.save(force_insert=True)
    return complaint


def next_key() -> int:
    """The key of a complaint whose row is written last."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_KEY)
        return cursor.fetchone()[0]


def accused_of(told: dict[str, Any]) -> Accused:
    return Accused(
        unit=told["unit"],
        accused_class=told["accused_class"],
        post=told["accused_post"],
        name=told["accused_name"],
    )


def seal_told(complaint: Complaint, told: dict[str, Any]) -> None:
    """What was told and who told it; nothing of an anonymous complainant is kept."""
    content = {name: told[name] for name in (*CONTENT, "accused_name")}
    complaint.content_sealed = vault.seal_json(
        content, context=complaint.context("content")
    )
    if complaint.identity != Identity.ANONYMOUS:
        complaint.identity_sealed = vault.seal_json(
            {name: told[name] for name in IDENTITY},
            context=complaint.context("identity"),
        )


def promised(complaint: Complaint) -> list[promises.clocks.Due]:
    """
    What is promised at receipt (rule 48).

    An anonymous complaint is information: it is answered and looked at, but the
    clock of UU 30/2014 does not run (rule 46).
    """
    codes = [promises.ANSWER, promises.COMPLETENESS]
    named = complaint.identity != Identity.ANONYMOUS
    if complaint.category == Category.COI and named:
        codes.append(promises.CONFLICT)
    unit = complaint.handling_unit
    return [promises.due(code, unit, complaint.received_at) for code in codes]


def keep_out(complaint: Complaint, routing: Routing) -> None:
    AccusedKey.objects.bulk_create(
        AccusedKey(complaint=complaint, kind=kind, key=key)
        for kind, key in routing.keys
    )


def note_kept(complaint: Complaint) -> None:
    """The complainant typed the code back: it was written down."""
    Complaint.objects.filter(pk=complaint.pk, receipt_kept_at=None).update(
        receipt_kept_at=timezone.now()
    )


def may_write(complaint: Complaint) -> Verdict:
    """Messages are open as long as somebody works on the complaint."""
    if complaint.is_open or complaint.status == Status.FORWARDED:
        return ALLOWED
    return Verdict("Pengaduan ini sudah selesai. Anda dapat mengirim pengaduan baru.")


def write(
    complaint: Complaint, *, body: str, token: Token, files: Iterable[File]
) -> Message:
    """
    A message of the complainant, with files; where something was asked, the answer.

    The answer brings the complaint back to verification, and its clocks run again.
    The same token gives the same message. Raises PermissionDenied.
    """
    try:
        with transaction.atomic():
            return written(complaint, body, token, files)
    except (IntegrityError, PermissionDenied):
        earlier = Message.objects.filter(once=token.mark).first()
        if earlier is None:
            raise
        return earlier


def written(
    complaint: Complaint, body: str, token: Token, files: Iterable[File]
) -> Message:
    if complaint.status == Status.INCOMPLETE:
        with making(COMPLETE, complaint, by=COMPLAINANT) as stored:
            message = added(stored, MessageKind.ANSWER, body, token, files)
            stored.details = {"message": message.pk}
            promises.meet(stored, [promises.COMPLETION], stored.now)
            promises.resume(stored)
            tell("complaints.tell_written", message_id=message.pk)
        return message
    stored = locked(complaint)
    may_write(stored).require()
    message = added(stored, MessageKind.MESSAGE, body, token, files)
    tell("complaints.tell_written", message_id=message.pk)
    log.record(
        "complaint.write", stream=stream_of(complaint), by=None, message=message.pk
    )
    return message


def added(
    complaint: Complaint,
    kind: MessageKind,
    body: str,
    token: Token,
    files: Iterable[File],
) -> Message:
    message = Message(
        complaint=complaint, kind=kind, at=timezone.now(), once=token.mark
    )
    message.body_sealed = vault.seal_json(body, context=message.context)
    message.save()
    store.attach(files, complaint, message)
    return message


def withdraw(complaint: Complaint) -> Complaint:
    """The complainant takes it back, as long as nothing has been decided."""
    with making(WITHDRAW, complaint, by=COMPLAINANT) as stored:
        promises.drop(stored, stored.now)
        tell("complaints.tell_withdrawn", complaint_id=stored.pk)
    return stored


def note_read(complaint: Complaint) -> None:
    """The complainant has seen what the desk wrote; nothing is written twice."""
    unread = complaint.messages.filter(author__isnull=False, read_at=None)
    unread.update(read_at=timezone.now())
