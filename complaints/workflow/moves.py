"""
The life of a complaint: its moves, who may make each, and what each leaves behind.

`Complaint.status` is written in this module and nowhere else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from audit import log
from complaints import promises, rules
from complaints.models import OPEN, Complaint, Status, Step
from complaints.rules import Actor, Party
from kpu_coi.access import Verdict


class Move(NamedTuple):
    name: str
    label: str
    sources: frozenset[Status]
    targets: tuple[Status, ...]
    rule: Callable[[Actor, Complaint], Verdict]

    def verdict(self, actor: Actor, complaint: Complaint) -> Verdict:
        if complaint.status not in self.sources:
            words = Status(complaint.status).label.lower()
            return Verdict(f"Tidak dapat dilakukan: status pengaduan ini {words}.")
        return self.rule(actor, complaint)


VERIFY = Move(
    "verify",
    "Mulai verifikasi",
    frozenset({Status.RECEIVED}),
    (Status.VERIFYING,),
    rules.may_handle,
)
ASK = Move(
    "ask",
    "Minta dilengkapi",
    frozenset({Status.VERIFYING}),
    (Status.INCOMPLETE,),
    rules.may_handle,
)
COMPLETE = Move(
    "complete",
    "Lengkapi",
    frozenset({Status.INCOMPLETE}),
    (Status.VERIFYING,),
    rules.may_speak_for_it,
)
REFUSE = Move(
    "refuse",
    "Nyatakan tidak memenuhi syarat",
    frozenset({Status.VERIFYING}),
    (Status.INELIGIBLE,),
    rules.may_handle,
)
ASSESS = Move(
    "assess",
    "Nyatakan lengkap dan telaah",
    frozenset({Status.VERIFYING}),
    (Status.ASSESSED,),
    rules.may_handle,
)
FORWARD = Move(
    "forward",
    "Teruskan",
    frozenset({Status.VERIFYING, Status.ASSESSED}),
    (Status.FORWARDED, Status.RECEIVED),
    rules.may_handle,
)
EXAMINE = Move(
    "examine",
    "Mulai pemeriksaan",
    frozenset({Status.ASSESSED}),
    (Status.EXAMINING,),
    rules.may_handle,
)
TO_PLENARY = Move(
    "refer_to_plenary",
    "Bawa ke rapat pleno",
    frozenset({Status.EXAMINING}),
    (Status.PLENARY,),
    rules.may_handle,
)
CLOSE_PROVEN = Move(
    "close_proven",
    "Tutup sebagai terbukti",
    frozenset({Status.ASSESSED, Status.EXAMINING, Status.PLENARY}),
    (Status.PROVEN,),
    rules.may_handle,
)
CLOSE_UNPROVEN = Move(
    "close_unproven",
    "Tutup sebagai tidak terbukti",
    frozenset({Status.ASSESSED, Status.EXAMINING, Status.PLENARY}),
    (Status.UNPROVEN,),
    rules.may_handle,
)
LET_LAPSE = Move(
    "let_lapse",
    "Anggap dicabut",
    frozenset({Status.INCOMPLETE}),
    (Status.WITHDRAWN_DEEMED,),
    rules.may_let_lapse,
)
WITHDRAW = Move(
    "withdraw",
    "Cabut pengaduan",
    OPEN - {Status.PLENARY},
    (Status.WITHDRAWN,),
    rules.may_speak_for_it,
)
ARCHIVE = Move(
    "archive",
    "Arsipkan",
    frozenset(
        {
            Status.INELIGIBLE,
            Status.FORWARDED,
            Status.PROVEN,
            Status.UNPROVEN,
            Status.WITHDRAWN,
            Status.WITHDRAWN_DEEMED,
        }
    ),
    (Status.ARCHIVED,),
    rules.may_handle,
)
MOVES = (
    VERIFY,
    ASK,
    COMPLETE,
    REFUSE,
    ASSESS,
    FORWARD,
    EXAMINE,
    TO_PLENARY,
    CLOSE_PROVEN,
    CLOSE_UNPROVEN,
    LET_LAPSE,
    WITHDRAW,
    ARCHIVE,
)


def verdicts(actor: Actor, complaint: Complaint) -> dict[str, Verdict]:
    """What somebody may do with the complaint now, by the name of the move."""
    return {move.name: move.verdict(actor, complaint) for move in MOVES}


@contextmanager
def making(
    move: Move, complaint: Complaint, *, by: Actor, **details: Any
) -> Iterator[Complaint]:
    """
    Lock the complaint, check the move against what is stored, then save and log it.

    The check runs on the locked row: two people may press at once. A move with
    several targets is given its own by the body. `stored.now` is the moment of the
    move; what the body puts into `stored.details` goes into the event.
    """
    with transaction.atomic():
        stored = locked(complaint)
        move.verdict(by, stored).require()
        before = stored.status
        stored.status = move.targets[0]
        stored.now = timezone.now()
        stored.details = details
        yield stored
        settle(stored, stored.now)
        stored.save()
        stored.event = log.record(
            f"complaint.{move.name}",
            stream=stream_of(stored),
            by=person(by),
            before=before,
            after=stored.status,
            **stored.details,
        )


def settle(stored: Complaint, now: datetime) -> None:
    """What follows from the new status: its date, its step, the promises still open."""
    stored.status_since = now
    Step.objects.create(complaint=stored, status=stored.status, at=now)
    if stored.is_open:
        stored.closed_at = None
    elif stored.closed_at is None:
        stored.closed_at = now
        promises.drop(stored, now)
    stored.due_on = promises.next_due(stored)


def locked(complaint: Complaint) -> Complaint:
    """The complaint as stored, its row locked until the transaction ends."""
    rows = Complaint.objects.with_units().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=complaint.pk)


def person(actor: Actor) -> Any:
    """Whom the log names: a signed-in person, or nobody."""
    return None if isinstance(actor, Party) else actor


def stream_of(complaint: Complaint) -> str:
    return f"complaint:{complaint.pk}"
