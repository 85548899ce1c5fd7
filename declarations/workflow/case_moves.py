"""
The life of a case as one table: its moves, from where to where, and who may.

`Case.status` is written by `making` and by the bodies of the moves it opens, nowhere
else. The buttons, docs/workflow.md and the verbs beside this module read the table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction

from audit import log
from audit.models import Event
from declarations.models import OPEN, Case, CaseStatus
from declarations.rules import cases as rules
from declarations.rules import oversight
from declarations.workflow import recusals
from kpu_coi.access import Verdict
from personnel.models import User

AWAITING = CaseStatus.AWAITING_ADDRESSEE
RECEIVED = CaseStatus.RECEIVED
UNDER_REVIEW = CaseStatus.UNDER_REVIEW
NEEDS_INFO = CaseStatus.NEEDS_INFO
REROUTED = CaseStatus.REROUTED
DECIDED = CaseStatus.DECIDED
CONTROL_ACTIVE = CaseStatus.CONTROL_ACTIVE
CLOSED = CaseStatus.CLOSED
CANCELLED = CaseStatus.CANCELLED

ON_A_DESK = frozenset({RECEIVED, UNDER_REVIEW, NEEDS_INFO, REROUTED})
REVIEWED = frozenset({UNDER_REVIEW, NEEDS_INFO})
SETTLED = frozenset({DECIDED, CONTROL_ACTIVE})
CONTROLLED = frozenset({CONTROL_ACTIVE})
ANY = frozenset(CaseStatus) - {CANCELLED}
TO_A_DESK = (RECEIVED, REROUTED, NEEDS_INFO)
STAYS: tuple[CaseStatus, ...] = ()


class Move(NamedTuple):
    """
    One thing that can be done to a case: from where, to where, and who may.

    Without targets the status stays; with several the body chooses.
    """

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


# Who reviews.
CHOOSE = Move(
    "choose_addressee",
    "Tunjuk penelaah",
    frozenset({AWAITING}),
    TO_A_DESK,
    rules.may_choose_addressee,
)
TO_PLENARY = Move(
    "refer_to_plenary",
    "Bawa ke Rapat Pleno",
    frozenset({AWAITING}),
    TO_A_DESK,
    rules.may_choose_addressee,
)
FORWARD = Move(
    "forward", "Teruskan ke atasan lain", ON_A_DESK, TO_A_DESK, rules.may_pass_on
)
RECUSE = Move(
    "recuse",
    "Undur diri sebagai penelaah",
    ON_A_DESK,
    (*TO_A_DESK, AWAITING),
    rules.may_pass_on,
)
ESCALATE = Move(
    "escalate",
    "Naikkan ke atasan berikutnya",
    ON_A_DESK,
    (*TO_A_DESK, AWAITING),
    oversight.may_escalate,
)
REROUTE = Move(
    "reroute",
    "Alihkan kepada atasan berikutnya",
    ON_A_DESK,
    (*TO_A_DESK, AWAITING),
    rules.must_move_on,
)

# What is found out.
OPEN_REVIEW = Move(
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
NAME_MATTERS = Move(
    "name_matters",
    "Tentukan agenda keputusan",
    REVIEWED | SETTLED,
    STAYS,
    rules.may_review,
)
CONSULT = Move("consult", "Minta saran P3K2", REVIEWED, STAYS, rules.may_consult)
RECOMMEND = Move("recommend", "Beri rekomendasi", REVIEWED, STAYS, rules.may_recommend)
JOIN = Move("join", "Perbarui pernyataan", frozenset(OPEN), STAYS, rules.is_concerned)
TO_FOLLOW = Move(
    "follow",
    "Perbarui pernyataan sesudah putusan",
    SETTLED | {CLOSED},
    STAYS,
    rules.is_concerned,
)
SUPERSEDE_CASE = Move(
    "supersede_case",
    "Gantikan dengan perkara baru",
    SETTLED | frozenset(OPEN),
    (CLOSED,),
    rules.must_be_superseded,
)
ANNOUNCE = Move(
    "announce",
    "Catat pernyataan terbuka",
    ON_A_DESK | SETTLED,
    STAYS,
    rules.may_announce,
)

# What is decided.
DECIDE = Move(
    "decide", "Putuskan", REVIEWED, (DECIDED, CONTROL_ACTIVE), rules.may_review
)
UPHOLD = Move(
    "uphold",
    "Pertahankan putusan",
    REVIEWED,
    (DECIDED, CONTROL_ACTIVE),
    rules.may_uphold,
)
CANCEL = Move(
    "cancel",
    "Cabut pernyataan",
    frozenset({AWAITING, RECEIVED}),
    (CANCELLED,),
    rules.may_withdraw,
)

# What follows from it.
ORDER = Move(
    "order",
    "Tanda tangani perintah penanganan",
    CONTROLLED,
    STAYS,
    rules.may_order,
)
ACKNOWLEDGE = Move(
    "acknowledge",
    "Terima perintah penanganan",
    CONTROLLED,
    STAYS,
    rules.may_acknowledge,
)
REPORT = Move("report", "Laporkan pelaksanaan", CONTROLLED, STAYS, rules.is_concerned)
RECHECK = Move("recheck", "Tinjau pengendalian", CONTROLLED, STAYS, rules.may_review)
END_CONTROL = Move(
    "end_control", "Akhiri pengendalian", CONTROLLED, STAYS, rules.may_review
)
REVIEW_PAST = Move(
    "review_past",
    "Catat peninjauan keputusan terdahulu",
    CONTROLLED,
    STAYS,
    rules.may_review_past,
)
CONFIRM = Move("confirm", "Konfirmasi keadaan", CONTROLLED, STAYS, rules.is_concerned)
REFER = Move(
    "refer", "Catat rujukan dan hasilnya", SETTLED | {CLOSED}, STAYS, rules.may_refer
)
CLOSE = Move("close", "Tutup perkara", SETTLED, (CLOSED,), rules.may_close)

# What the Inspektorat does.
COMMENT = Move("comment", "Beri catatan", ANY, STAYS, oversight.may_oversee)
INQUIRE = Move(
    "inquire",
    "Minta penjelasan penelaah",
    ANY - {AWAITING},
    STAYS,
    oversight.may_inquire,
)
RESPOND = Move(
    "respond", "Jawab Inspektorat", ANY - {AWAITING}, STAYS, oversight.may_respond
)
REMIND = Move("remind", "Ingatkan penelaah", ON_A_DESK, STAYS, oversight.may_remind)
RECONSIDER = Move(
    "reconsider",
    "Minta pertimbangkan ulang",
    SETTLED,
    (UNDER_REVIEW, NEEDS_INFO),
    oversight.may_ask_to_reconsider,
)
MONITOR = Move("monitor", "Tandai dalam pemantauan", ANY, STAYS, oversight.may_monitor)
END_OVERSIGHT = Move(
    "end_oversight",
    "Tutup pengawasan",
    SETTLED | {CLOSED},
    STAYS,
    oversight.may_end_oversight,
)

MOVES = (
    CHOOSE,
    TO_PLENARY,
    FORWARD,
    RECUSE,
    ESCALATE,
    REROUTE,
    OPEN_REVIEW,
    ASK,
    ANSWER,
    NAME_MATTERS,
    CONSULT,
    RECOMMEND,
    JOIN,
    TO_FOLLOW,
    SUPERSEDE_CASE,
    ANNOUNCE,
    DECIDE,
    UPHOLD,
    CANCEL,
    ORDER,
    ACKNOWLEDGE,
    REPORT,
    RECHECK,
    END_CONTROL,
    REVIEW_PAST,
    CONFIRM,
    REFER,
    CLOSE,
    COMMENT,
    INQUIRE,
    RESPOND,
    REMIND,
    RECONSIDER,
    MONITOR,
    END_OVERSIGHT,
)


def verdicts(user: User, case: Case) -> dict[str, Verdict]:
    """What the user may do with the case now, by the name of the move."""
    return {move.name: move.verdict(user, case) for move in MOVES}


@dataclass
class Told:
    """
    How the case stood before a move, what its body adds to the event, and the event.
    """

    before: str = field(init=False)
    details: dict[str, Any] = field(default_factory=dict)
    event: Event = field(init=False)


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
    the body. What the body adds to `told` goes into the event. Who must stay out of
    what follows in the same transaction.
    """
    told = told or Told()
    with transaction.atomic():
        stored = locked(case)
        move.verdict(by, stored).require()
        told.before = stored.status
        if move.targets:
            stored.status = move.targets[0]
        yield stored
        stored.save()
        recusals.follow(stored)
        told.event = log.record(
            f"case.{move.name}",
            stream=stream_of(stored),
            by=by,
            before=told.before,
            after=stored.status,
            **details,
            **told.details,
        )


def locked(case: Case) -> Case:
    """
    The case as stored, its row locked until the transaction ends.

    Locked first and read afterwards: a query that waits for the lock would join what
    the row pointed to before, and so find a case without its post.
    """
    Case.objects.select_for_update(no_key=True).only("pk").get(pk=case.pk)
    return Case.objects.with_statement().get(pk=case.pk)
