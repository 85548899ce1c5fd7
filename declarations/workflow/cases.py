"""
The way of a case from receipt to the questions before a decision: verb by verb.

The clock is set once, at receipt, and never pauses; a case stays with its post,
whoever holds it. The table of moves stands in case_moves.py.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit import log
from deadlines import clocks
from declarations import routing as routes
from declarations.case_clocks import clock_of, strictest
from declarations.content import Preview
from declarations.models import (
    Bar,
    Case,
    Clarification,
    Copy,
    KeptOut,
    Matter,
    Reading,
    RoutedReason,
    Statement,
)
from declarations.models.cases import LEAST_TIME
from declarations.notices import cases as notices
from declarations.rules import cases as rules
from declarations.workflow import recusals
from declarations.workflow.case_moves import (
    ANSWER,
    ASK,
    AWAITING,
    CANCEL,
    CHOOSE,
    NEEDS_INFO,
    OPEN_REVIEW,
    RECEIVED,
    REROUTED,
    TO_PLENARY,
    making,
    stream_of,
)
from declarations.workflow.matters import name as name_matters
from kpu_coi import vault
from personnel.lines import tenures_of
from personnel.models import Position, Tenure, User
from personnel.titles import capacity, identity

SAME_VISIT = timedelta(minutes=1)


def open_case(
    statement: Statement, preview: Preview, *, follows: Case | None = None
) -> Case:
    """
    Open the case of a POTENTIAL or ACTUAL statement that is being signed.

    It may follow a decided case, whose statement was brought up to date.

    Belongs into the transaction of the signing: case, copies, event and notices
    come with the statement or not at all (rule 11). Raises ValueError for a statement
    that is not signed.
    """
    if statement.number is None or statement.signed_at is None or not preview.routing:
        raise ValueError("A case is opened for a signed statement.")
    case = Case(
        number=statement.number,
        person=statement.declarant,
        tenure=statement.tenure,
        unit=statement.unit,
        regime=preview.regime,
        statement=statement,
        election_party=preview.election_party,
        follows=follows,
        received_at=statement.signed_at,
    )
    return receive(
        case,
        preview.routing,
        named=preview.named,
        matters=preview.matters,
        by=statement.declarant,
    )


def receive(
    case: Case,
    routing: routes.Routing,
    *,
    named: Collection[int],
    by: User,
    matters: Collection[Matter] = (),
) -> Case:
    """
    Lay a new case on the desk to which it is routed, with all that comes with it.

    The due date is computed here, once, from the strictest rule that applies (rule
    21). Whoever is named stays out of it (rule 20), and from now on its person out
    of what it concerns (rule 7). Belongs into a transaction.
    """
    due = strictest(case)
    plenary = routing.line.plenary
    if not case.status:
        case.status = RECEIVED if routing.addressee or plenary else AWAITING
    case.addressee = routing.addressee.position if routing.addressee else None
    case.to_plenary = plenary
    case.routed_reason = routing.routed_reason
    case.set_due(due)
    seal_route(case, routes.as_trail(routing))
    case.save()
    keep_out(case, named, Bar.PARTY)
    name_matters(case, matters, by=by)
    for target in routing.copies:
        Copy.objects.create(
            case=case, kind=target.kind, region=target.region, position=target.position
        )
    notices.tell_received(case)
    log.record(
        "case.received",
        stream=stream_of(case),
        by=by,
        statement=case.statement_id,
        initiated=case.initiated_by_id is not None,
        basis_sha256=case.basis_hash,
        addressee=case.addressee_id,
        holder=routing.addressee.user_id if routing.addressee else None,
        copies=[target.kind.value for target in routing.copies],
        due_on=due.on.isoformat(),
        status=case.status,
    )
    recusals.follow(case)
    return case


def keep_out(case: Case, people: Collection[int], why: Bar) -> None:
    """From now on these people, by id, neither see the case nor act in it (rule 20)."""
    KeptOut.objects.bulk_create(
        [
            KeptOut(case=case, person_key=vault.person_key(person), why=why)
            for person in sorted(people)
        ],
        ignore_conflicts=True,
    )
    case.__dict__.pop("kept_out_rows", None)


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
    with making(OPEN_REVIEW, case, by=by) as stored:
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
    declarant = by.pk == case.person_id
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
    least = clocks.due(LEAST_TIME, received_at=timezone.now(), **clock_of(stored))
    if least.on > stored.due_on:
        stored.set_due(least)


def with_choice(route: dict[str, Any], choice: dict[str, Any]) -> dict[str, Any]:
    """The choice stands behind the way that led to it: the first, or the latest."""
    again = route.get("again", [])
    if not again:
        return {**route, "chosen": choice}
    return {**route, "again": [*again[:-1], {**again[-1], "chosen": choice}]}


def seal_route(case: Case, trail: dict[str, Any]) -> None:
    """The trail names people whom the statement names, so it lies in the vault."""
    case.route_sealed = vault.seal_json(trail, context=case.route_context)
