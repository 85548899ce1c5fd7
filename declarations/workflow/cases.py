"""
The life of a case: its moves, who may make each, and what each leaves behind.

`Case.status` is written in this module and nowhere else. The clock is set once, at
receipt, and never pauses; a case stays with its post, whoever holds it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from audit import log
from audit.models import Event
from deadlines import clocks
from declarations import case_notices as notices
from declarations import routing as routes
from declarations.models import (
    Case,
    CaseStatus,
    Clarification,
    Copy,
    Reading,
    RoutedReason,
    Statement,
)
from declarations.rules import cases as rules
from kpu_coi import vault
from kpu_coi.access import Verdict
from personnel.lines import tenures_of
from personnel.models import Position, Tenure, User
from personnel.titles import capacity, identity

CLOCKS = ("EXAMINE", "DECIDE_CONTROL")
LEAST_TIME = "NEW_ADDRESSEE"
SAME_VISIT = timedelta(minutes=1)


class Move(NamedTuple):
    name: str
    label: str
    sources: frozenset[CaseStatus]
    targets: tuple[CaseStatus, ...]
    rule: Callable[[Any, Case], Verdict]

    def verdict(self, user: User | None, case: Case) -> Verdict:
        if case.status not in self.sources:
            words = CaseStatus(case.status).label
            return Verdict(f"Tidak dapat dilakukan: status perkara ini “{words}”.")
        return self.rule(user, case)


@dataclass
class Told:
    """What the body of a move adds to its event, and then the event itself."""

    details: dict[str, Any] = field(default_factory=dict)
    event: Event = field(init=False)


RECEIVED = CaseStatus.RECEIVED
UNDER_REVIEW = CaseStatus.UNDER_REVIEW
NEEDS_INFO = CaseStatus.NEEDS_INFO
AWAITING = CaseStatus.AWAITING_ADDRESSEE
REROUTED = CaseStatus.REROUTED

CHOOSE = Move(
    "choose_addressee",
    "Tunjuk penelaah",
    frozenset({AWAITING}),
    (RECEIVED, REROUTED, NEEDS_INFO),
    rules.may_choose_addressee,
)
TO_PLENARY = Move(
    "refer_to_plenary",
    "Bawa ke Rapat Pleno",
    frozenset({AWAITING}),
    (RECEIVED, REROUTED, NEEDS_INFO),
    rules.may_choose_addressee,
)
OPEN = Move(
    "open",
    "Mulai menelaah",
    frozenset({RECEIVED, REROUTED}),
    (UNDER_REVIEW,),
    rules.may_review,
)
ASK = Move(
    "ask",
    "Minta klarifikasi",
    frozenset({UNDER_REVIEW}),
    (NEEDS_INFO,),
    rules.may_review,
)
ANSWER = Move(
    "answer",
    "Jawab klarifikasi",
    frozenset({NEEDS_INFO}),
    (UNDER_REVIEW,),
    rules.may_answer,
)
DECIDE = Move(
    "decide",
    "Putuskan",
    frozenset({UNDER_REVIEW, NEEDS_INFO}),
    (CaseStatus.DECIDED, CaseStatus.CONTROL_ACTIVE),
    rules.may_review,
)
CANCEL = Move(
    "cancel",
    "Cabut pernyataan",
    frozenset({AWAITING, RECEIVED}),
    (CaseStatus.CANCELLED,),
    rules.may_withdraw,
)
REROUTE = Move(
    "reroute",
    "Alihkan kepada atasan berikutnya",
    frozenset({RECEIVED, UNDER_REVIEW, NEEDS_INFO, REROUTED}),
    (RECEIVED, REROUTED, NEEDS_INFO, AWAITING),
    rules.must_move_on,
)
MOVES = (CHOOSE, TO_PLENARY, OPEN, ASK, ANSWER, DECIDE, CANCEL, REROUTE)


def verdicts(user: User, case: Case) -> dict[str, Verdict]:
    """What the user may do with the case now, by the name of the move."""
    return {move.name: move.verdict(user, case) for move in MOVES}


def open_case(
    statement: Statement, routing: routes.Routing, *, received_at: datetime
) -> Case:
    """
    Open the case of a POTENTIAL or ACTUAL statement that is being signed.

    Belongs into the transaction of the signing: case, copies, event and notices
    come with the statement or not at all (rule 11). The due date is computed here,
    once, from the strictest rule that applies (rule 21). Raises ValueError for a
    statement that is not signed.
    """
    unit, regime = statement.unit, statement.regime
    if regime is None:
        raise ValueError("A case is opened for a signed statement.")
    due = clocks.strictest(
        CLOCKS,
        regime=regime,
        received_at=received_at,
        zone=unit.timezone,
        zone_abbr=unit.tz_abbr,
        unit_code=unit.code,
    )
    plenary = routing.line.plenary
    case = Case(
        statement=statement,
        status=RECEIVED if routing.addressee or plenary else AWAITING,
        addressee=routing.addressee.position if routing.addressee else None,
        to_plenary=plenary,
        routed_reason=routing.routed_reason,
        received_at=received_at,
        due_on=due.on,
        due_amount=due.amount,
        due_unit=due.unit,
        due_rule=due.rule_code,
        legal_basis=due.legal_basis,
    )
    seal_route(case, routes.as_trail(routing))
    case.save()
    for target in routing.copies:
        Copy.objects.create(
            case=case, kind=target.kind, region=target.region, position=target.position
        )
    notices.tell_received(case)
    log.record(
        "case.received",
        stream=stream_of(case),
        by=statement.declarant,
        statement=statement.pk,
        addressee=case.addressee_id,
        holder=routing.addressee.user_id if routing.addressee else None,
        copies=[target.kind.value for target in routing.copies],
        due_on=due.on.isoformat(),
        status=case.status,
    )
    return case


def cancel_case(statement: Statement, *, by: User) -> Case:
    """
    Close the case of a statement that its declarant withdraws.

    Allowed only before anybody has opened it (rule 8); raises PermissionDenied.
    """
    with making(CANCEL, statement.case, by=by) as case:
        case.cancelled_at = timezone.now()
        case.suspended = False
        notices.tell_cancelled(case)
    return case


def choose_addressee(case: Case, *, by: User, tenure: Tenure) -> Case:
    """The Inspektur Utama chooses who reviews where the line ended (rule 13)."""
    with making(CHOOSE, case, by=by, position=tenure.position_id) as stored:
        rules.may_be_addressee(tenure, stored).require()
        hand_to(stored, tenure.position)
        give_time(stored)
        stored.routed_reason = RoutedReason.CHOSEN
        choice = {"who": identity(tenure), "why": "Ditunjuk oleh Inspektur Utama."}
        seal_route(stored, with_choice(stored.route, choice))
        notices.tell_reviewer(stored)
    return stored


def refer_to_plenary(case: Case, *, by: User) -> Case:
    """The case goes to the Rapat Pleno; the Inspektorat Utama records it (rule 15)."""
    with making(TO_PLENARY, case, by=by) as stored:
        stored.to_plenary = True
        hand_to(stored, None)
        stored.routed_reason = RoutedReason.PLENARY
        choice = {"who": None, "why": "Diputuskan dalam Rapat Pleno KPU."}
        seal_route(stored, with_choice(stored.route, choice))
    return stored


def open_review(case: Case, *, by: User) -> Case:
    """The reviewer opens the case and so acknowledges it (rule 21)."""
    with making(OPEN, case, by=by) as stored:
        if stored.opened_at is None:
            stored.opened_at = timezone.now()
            stored.opened_by = by
    return stored


def ask(case: Case, *, by: User, question: str) -> Clarification:
    """Ask the declarant; the clock runs on (design: it never pauses)."""
    with making(ASK, case, by=by) as stored:
        asked = Clarification(
            case=stored,
            asked_by=by,
            asked_as=capacity_in(stored, by),
            asked_at=timezone.now(),
        )
        asked.question_sealed = vault.seal_json(
            question, context=asked.context("question")
        )
        asked.save()
        notices.tell_asked(stored)
    return asked


def answer(case: Case, *, by: User, answer: str) -> Clarification:
    """The declarant answers the question that is open."""
    with making(ANSWER, case, by=by) as stored:
        asked = stored.clarifications.get(answered_at=None)
        asked.answer_sealed = vault.seal_json(answer, context=asked.context("answer"))
        asked.answered_by = by
        asked.answered_at = timezone.now()
        asked.save()
        notices.tell_answered(stored)
    return asked


def note_reading(case: Case, *, by: User) -> None:
    """
    Record that somebody other than the declarant reads what was declared.

    Before a reviewer opens the case its page shows nothing to be read. Reading again
    within a minute is the same visit. The first reading of a copy is
    noted on the copy itself (rule 31).
    """
    declarant = by.pk == case.statement.declarant_id
    if declarant or not rules.may_read_content(by, case):
        return
    now = timezone.now()
    if any(
        reading.reader_id == by.pk and reading.last_at > now - SAME_VISIT
        for reading in case.readers
    ):
        return
    with transaction.atomic():
        role = capacity_in(case, by)
        Reading.objects.update_or_create(
            case=case,
            reader=by,
            defaults={"last_at": now},
            create_defaults={"capacity": role, "first_at": now, "last_at": now},
        )
        mine = Copy.objects.readable_by(by, timezone.localdate(now))
        mine.filter(case=case, first_read_at=None).update(
            first_read_at=now, first_read_by=by
        )
        log.record("case.read", stream=stream_of(case), by=by)
    del case.readers


def capacity_in(case: Case, user: User) -> str:
    """In which post somebody meets a case: the addressed one, else his own."""
    holder = case.reviewer
    if holder and holder.user_id == user.pk:
        return capacity(holder)
    own = tenures_of(user, case.today).first()
    return capacity(own) if own else user.name


def hand_to(stored: Case, post: Position | None) -> None:
    """Lay a locked case on another desk, in the status that fits what was done."""
    stored.addressee = post
    stored.__dict__.pop("reviewer", None)
    if stored.clarifications.filter(answered_at=None).exists():
        stored.status = NEEDS_INFO
    else:
        stored.status = REROUTED if stored.opened_at else RECEIVED


def give_time(stored: Case) -> None:
    """
    A new addressee has the remaining time, at least one working day (rule 17).

    The clock runs on; where too little is left, the new due date is stored with the
    rule that gives it.
    """
    statement = stored.statement
    if statement.regime is None:
        raise ValueError("A case belongs to a signed statement.")
    least = clocks.due(
        LEAST_TIME,
        regime=statement.regime,
        received_at=timezone.now(),
        zone=statement.unit.timezone,
        zone_abbr=statement.unit.tz_abbr,
        unit_code=statement.unit.code,
    )
    if least.on > stored.due_on:
        stored.due_on, stored.due_amount = least.on, least.amount
        stored.due_unit, stored.due_rule = least.unit, least.rule_code
        stored.legal_basis = least.legal_basis


def with_choice(route: dict[str, Any], choice: dict[str, Any]) -> dict[str, Any]:
    """The choice stands behind the way that led to it: the first, or the latest."""
    again = route.get("again", [])
    if not again:
        return {**route, "chosen": choice}
    return {**route, "again": [*again[:-1], {**again[-1], "chosen": choice}]}


def seal_route(case: Case, trail: dict[str, Any]) -> None:
    """The trail names people whom the statement names, so it lies in the vault."""
    case.route_sealed = vault.seal_json(trail, context=case.route_context)


def stream_of(case: Case) -> str:
    return f"case:{case.pk}"


@contextmanager
def making(
    move: Move,
    case: Case,
    *,
    by: User | None,
    told: Told | None = None,
    **details: Any,
) -> Iterator[Case]:
    """
    Lock the case, check the move against what is stored now, then save and log it.

    The check runs on the locked row: the copy in the caller's hands may be stale,
    and two people may press at once. A move with several targets is given its own by
    the body. What the body adds to `told` goes into the event.
    """
    told = told or Told()
    with transaction.atomic():
        stored = locked(case)
        move.verdict(by, stored).require()
        before = stored.status
        stored.status = move.targets[0]
        yield stored
        stored.save()
        told.event = log.record(
            f"case.{move.name}",
            stream=stream_of(stored),
            by=by,
            before=before,
            after=stored.status,
            **details,
            **told.details,
        )


def locked(case: Case) -> Case:
    """The case as stored, its row locked until the transaction ends."""
    rows = Case.objects.with_statement().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=case.pk)
