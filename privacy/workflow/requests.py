"""
The life of a request about one's own data: who may answer, and when.

`DataRequest.status` is written in this module and nowhere else. The clock is set once,
at receipt, and runs until the data are mended or the request is refused: 3 x 24 hours
to the hour, through weekends (UU 27/2022 Pasal 30, 32 and 41).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import log
from deadlines.hours import clock_for
from kpu_coi import vault
from kpu_coi.access import ALLOWED, Verdict
from personnel.models import User
from personnel.today import posts_today
from privacy import notices, rules
from privacy.models import (
    ERASURE_GROUNDS,
    DataRequest,
    Ground,
    RequestKind,
    RequestStatus,
)

RULES = {
    RequestKind.CORRECTION: "DATA_CORRECTION",
    RequestKind.ACCESS: "DATA_ACCESS",
    RequestKind.SUSPENSION: "DATA_SUSPENSION",
    RequestKind.ERASURE: "DATA_ERASURE",
}
RECEIVED, ACCEPTED = RequestStatus.RECEIVED, RequestStatus.ACCEPTED


class Move(NamedTuple):
    name: str
    label: str
    sources: frozenset[RequestStatus]
    target: RequestStatus
    rule: Callable[[User, DataRequest], Verdict]
    fits: Callable[[DataRequest], Verdict] = lambda request: ALLOWED

    def verdict(self, user: User, request: DataRequest) -> Verdict:
        if request.status not in self.sources:
            words = RequestStatus(request.status).label
            return Verdict(f"Tidak dapat dilakukan: status permintaan ini “{words}”.")
        if refused := self.fits(request).refusal:
            return Verdict(refused)
        return self.rule(user, request)


def is_no_erasure(request: DataRequest) -> Verdict:
    """Records of the office are destroyed by the archives schedule alone (rule 67)."""
    if request.kind == RequestKind.ERASURE:
        return Verdict(
            "Penghapusan mengikuti jadwal retensi arsip; jawab dengan alasan hukumnya."
        )
    return ALLOWED


ACCEPT = Move(
    "accept",
    "Setujui permintaan",
    frozenset({RECEIVED}),
    ACCEPTED,
    rules.may_handle,
    is_no_erasure,
)
COMPLETE = Move(
    "complete",
    "Catat selesai dikerjakan",
    frozenset({ACCEPTED}),
    RequestStatus.DONE,
    rules.may_handle,
)
REFUSE = Move(
    "refuse",
    "Tolak permintaan",
    frozenset({RECEIVED, ACCEPTED}),
    RequestStatus.REFUSED,
    rules.may_handle,
)
WITHDRAW = Move(
    "withdraw",
    "Tarik permintaan",
    frozenset({RECEIVED}),
    RequestStatus.WITHDRAWN,
    rules.may_withdraw,
)
MOVES = (ACCEPT, COMPLETE, REFUSE, WITHDRAW)


def verdicts(user: User, request: DataRequest) -> dict[str, Verdict]:
    """What the user may do with the request now, by the name of the move."""
    return {move.name: move.verdict(user, request) for move in MOVES}


def receive(
    *, by: User, kind: str, group: str, wrong: str, wanted: str = ""
) -> DataRequest:
    """Somebody asks about his own data; nobody can ask about another's."""
    now = timezone.now()
    posts = posts_today(by)
    unit = posts[0].position.unit if posts else None
    clock = clock_for(
        RULES[RequestKind(kind)],
        start=now,
        zone_abbr=unit.tz_abbr if unit else "WIB",
    )
    asked = DataRequest(
        user=by,
        unit=unit,
        kind=kind,
        group=group,
        received_at=now,
        due_at=clock.at,
        due_amount=clock.amount,
        due_rule=clock.rule_code,
        legal_basis=clock.legal_basis,
        zone_abbr=clock.zone_abbr,
    )
    words = {"wrong": wrong, "wanted": wanted}
    asked.asked_sealed = vault.seal_json(words, context=asked.context("asked"))
    with transaction.atomic():
        asked.save()
        notices.tell_received(asked)
        log.record(
            "data_request.receive",
            stream=stream_of(asked),
            by=by,
            kind=kind,
            group=group,
            due_at=clock.at.isoformat(),
        )
    return asked


def accept(request: DataRequest, *, by: User, answer: str) -> DataRequest:
    """It will be done; whoever must make the change is told."""
    with making(ACCEPT, request, by=by) as stored:
        seal_answer(stored, answer, by)
        notices.tell_changer(stored)
    return stored


def complete(request: DataRequest, *, by: User) -> DataRequest:
    """The change stands on the pages where such data are kept."""
    with making(COMPLETE, request, by=by) as stored:
        stored.ended_at = timezone.now()
    return stored


def refuse(request: DataRequest, *, by: User, ground: str, answer: str) -> DataRequest:
    """Refused with its ground in law; an erasure by two grounds alone (rule 68)."""
    erasure = request.kind == RequestKind.ERASURE
    if erasure and Ground(ground) not in ERASURE_GROUNDS:
        raise PermissionDenied(
            "Permintaan penghapusan ditolak dengan dasar Pasal 50 atau jadwal retensi "
            "arsip."
        )
    with making(REFUSE, request, by=by, ground=ground) as stored:
        seal_answer(stored, answer, by)
        stored.ground = Ground(ground)
        stored.ended_at = timezone.now()
    return stored


def withdraw(request: DataRequest, *, by: User) -> DataRequest:
    with making(WITHDRAW, request, by=by) as stored:
        stored.ended_at = timezone.now()
    return stored


def seal_answer(request: DataRequest, answer: str, by: User) -> None:
    request.answer_sealed = vault.seal_json(answer, context=request.context("answer"))
    request.answered_at = timezone.now()
    request.answered_by = by


def stream_of(request: DataRequest) -> str:
    return f"data-request:{request.pk}"


@contextmanager
def making(
    move: Move, request: DataRequest, *, by: User, **details: str
) -> Iterator[DataRequest]:
    """Lock the row, check the move on it, then save, tell the asker and log it."""
    with transaction.atomic():
        rows = DataRequest.objects.select_for_update(of=("self",), no_key=True)
        stored = rows.select_related("user", "unit").get(pk=request.pk)
        move.verdict(by, stored).require()
        before, stored.status = stored.status, move.target
        yield stored
        stored.save()
        if by.pk != stored.user_id:
            notices.tell_asker(stored)
        log.record(
            f"data_request.{move.name}",
            stream=stream_of(stored),
            by=by,
            before=before,
            after=stored.status,
            **details,
        )
