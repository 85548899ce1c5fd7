"""
The life of a statement: draft, signed, then superseded or withdrawn (rules 3 and 8).

`Statement.status` is written in this module and nowhere else. Nothing signed is ever
deleted; a draft may be, and is nobody's business but its writer's (rule 9).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import log
from declarations import routing
from declarations.content import (
    Preview,
    day_of,
    drafting_of,
    keeps_lists,
    preview_of,
)
from declarations.files import forget
from declarations.models import Kind, Statement, Status
from declarations.notices import statements as notices
from declarations.papers import issue_paper, paper_of
from declarations.registers import next_number
from declarations.rules import statements as rules
from declarations.topics import kind_of
from declarations.workflow import campaigns, cases, renewal, roster
from declarations.workflow.case_moves import CANCEL
from documents.issuing import set_standing
from documents.models import SigningEvidence, Standing
from documents.signing import Proof, evidence_from
from kpu_coi.access import ALLOWED, Verdict
from personnel.lines import tenures_of
from personnel.models import Tenure, User
from personnel.titles import capacity

REGISTER_CODES = {
    Kind.FREE: "BBK",
    Kind.POTENTIAL: "PBK",
    Kind.ACTUAL: "PKK",
    Kind.INTEREST_LIST: "DKP",
    Kind.INTEGRITY_PACT: "PIN",
}
NO_POST = (
    "Anda belum tercatat memangku jabatan. Hubungi bagian kepegawaian satuan kerja."
)
POST_ENDED = "Masa jabatan yang dipilih sudah berakhir. Pilih jabatan yang berlaku."
NO_CONSENT = "Centang pernyataan persetujuan sebelum menandatangani."


class ContentChanged(Exception):
    """What would be signed now is not what was shown. Carries the new text."""

    def __init__(self, preview: Preview):
        super().__init__("The content is not the one that was shown.")
        self.preview = preview


class StaleTopic(Exception):
    """The topic was saved elsewhere since this form was opened."""

    def __init__(self, version: int):
        super().__init__("The topic was saved elsewhere meanwhile.")
        self.version = version


class Move(NamedTuple):
    """One way to change a statement: from where, to where, and who may."""

    name: str
    sources: frozenset[Status]
    target: Status | None
    rule: Callable[[User, Statement], Verdict]

    def verdict(self, user: User, statement: Statement) -> Verdict:
        """Whether the statement's status and the person allow this move."""
        if statement.status not in self.sources:
            status = Status(statement.status).label
            return Verdict(f"Tidak dapat dilakukan: status pernyataan ini “{status}”.")
        return self.rule(user, statement)


def may_withdraw(user: User, statement: Statement) -> Verdict:
    """The declarant, and with a case only before the superior opened it (rule 8)."""
    verdict = rules.is_declarant(user, statement)
    if not verdict or not statement.is_conflict:
        return verdict
    return CANCEL.verdict(user, statement.case)


DRAFT, SIGNED = frozenset({Status.DRAFT}), frozenset({Status.SIGNED})
FILL = Move("fill", DRAFT, Status.DRAFT, rules.may_fill)
SIGN = Move("sign", DRAFT, Status.SIGNED, rules.may_sign)
DISCARD = Move("discard", DRAFT, None, rules.may_discard)
SUPERSEDE = Move("supersede", SIGNED, Status.SUPERSEDED, rules.may_supersede)
WITHDRAW = Move("withdraw", SIGNED, Status.WITHDRAWN, may_withdraw)
MOVES = [FILL, SIGN, DISCARD, SUPERSEDE, WITHDRAW]


def verdicts(user: User, statement: Statement) -> dict[str, Verdict]:
    """Every move by its name, and whether it is open to this person now."""
    return {move.name: move.verdict(user, statement) for move in MOVES}


@contextmanager
def making(move: Move, statement: Statement, *, by: User) -> Iterator[Statement]:
    """
    Lock the declarant and the row, and check the move against what is stored now.

    The declarant is locked first, so that two statements of one person never pass
    each other on the way to superseding a third. The caller saves and logs.
    """
    with transaction.atomic():
        stored = locked(statement)
        move.verdict(by, stored).require()
        yield stored


def locked(statement: Statement) -> Statement:
    """The stored statement, its declarant and itself locked until the end."""
    User.objects.select_for_update(no_key=True).get(pk=statement.declarant_id)
    return (
        Statement.objects.select_for_update(of=["self"], no_key=True)
        .with_declarant()
        .select_related("unit")
        .get(pk=statement.pk)
    )


def start(user: User, kind: Kind, *, tenure: Tenure | None = None) -> Statement:
    """
    The person's draft of a kind, made if there is none.

    POTENTIAL and ACTUAL share one draft, whose answers decide between them. A list of
    interests begins with what stands in the one in force. Takes the tenure in which
    to sign, by default the first of today's. Raises PermissionDenied for somebody who
    holds no post, and for a list where the unit's regime asks for none.
    """
    tenure = tenure or tenures_of(user, timezone.localdate()).first()
    if tenure is None or tenure.user_id != user.pk:
        raise PermissionDenied(NO_POST)
    existing = draft_of(user, kind)
    if existing:
        return existing
    now = timezone.now()
    made = Statement(
        kind=kind,
        declarant=user,
        tenure=tenure,
        unit=tenure.position.unit,
        created_at=now,
        saved_at=now,
    )
    answers = {}
    if made.is_list:
        keeps_lists(drafting_of(made).regime).require()
        old = Statement.objects.in_force_of(user, kind).first()
        answers = answers_again(old) if old else {}
    made.seal_answers(answers)
    return begun(made, by=user)


def answers_again(old: Statement) -> dict[str, Any]:
    """The answers of something signed, as the first saving of a new draft."""
    kept = old.read_answers()
    return {slug: {"raw": topic["raw"], "version": 1} for slug, topic in kept.items()}


def begun(made: Statement, *, by: User) -> Statement:
    """Store a new draft; where one was begun at the same moment, that one."""
    try:
        with transaction.atomic():
            made.save()
            log.record(
                "statement.start",
                stream=f"statement:{made.pk}",
                by=by,
                unit=made.unit.code,
            )
    except IntegrityError:
        return Statement.objects.drafts().of_kind(made.kind).get(declarant=by)
    return made


def draft_of(user: User, kind: Kind) -> Statement | None:
    """The person's draft that a statement of this kind is written in."""
    drafts = Statement.objects.drafts().filter(declarant=user)
    return drafts.of_kind(kind).select_related("unit").first()


def choose_post(statement: Statement, tenure: Tenure, *, by: User) -> Statement:
    """Sign the draft in another of one's posts. Raises PermissionDenied."""
    with making(FILL, statement, by=by) as stored:
        held(tenure, stored).require()
        stored.tenure = tenure
        stored.unit = tenure.position.unit
        stored.save(update_fields=["tenure", "unit"])
    return stored


def held(tenure: Tenure, statement: Statement) -> Verdict:
    """Whether the declarant holds that post today."""
    is_own = tenure.user_id == statement.declarant_id
    if not is_own or day_of(statement) not in tenure.period:
        return Verdict(POST_ENDED)
    return ALLOWED


def save_topic(
    statement: Statement,
    slug: str,
    typed: Mapping[str, list[str]],
    *,
    version: int,
    by: User,
    offered: Mapping[str, Mapping[str, list[str]]] | None = None,
) -> int:
    """
    Keep what was typed in one topic, sound or not, and say its new version.

    Takes the version that the form was opened with, and what this topic offers to
    others: filled in beforehand as long as nobody has saved them. Raises StaleTopic
    when the topic was saved elsewhere since, unless with the same words.
    """
    with making(FILL, statement, by=by) as stored:
        answers = stored.read_answers()
        kept = answers.get(slug, {"raw": {}, "version": 0})
        typed = {name: list(values) for name, values in typed.items()}
        if kept["version"] and kept["raw"] == typed:
            return kept["version"]
        if kept["version"] != version:
            raise StaleTopic(kept["version"])
        answers[slug] = {"raw": typed, "version": version + 1}
        for other, words in (offered or {}).items():
            if not answers.get(other, {}).get("version"):
                answers[other] = {"raw": words, "version": 0}
        stored.seal_answers(answers)
        if stored.is_conflict:
            stored.kind = kind_of(answers)
        stored.saved_at = timezone.now()
        stored.save(update_fields=["answers", "kind", "saved_at"])
    return version + 1


def discard(statement: Statement, *, by: User) -> None:
    """Delete a draft. Raises PermissionDenied for anything signed."""
    with making(DISCARD, statement, by=by) as stored:
        stream = f"statement:{stored.pk}"
        forget(stored.attachments.all())
        stored.delete()
        log.record("statement.discard", stream=stream, by=by)


def sign(
    statement: Statement,
    *,
    by: User,
    proof: Proof,
    content_hash: str,
    consent: bool,
    drawing: dict[str, Any] | None = None,
) -> Statement:
    """
    Sign a draft: freeze, number, evidence, case, copies, log, paper, in one go.

    Takes the proof of identity, taken before, and the SHA-256 of the text that was
    shown. Signing again what is signed gives the same statement back. Raises
    ContentChanged where the text would now be another, content.Incomplete,
    ProofRefused, BadDrawing, PermissionDenied, and Statement.DoesNotExist for a
    draft that was deleted. Law: UU 30/2014 Pasal 43; rules 4, 8, 11, 30 and 72.
    """
    with transaction.atomic():
        stored = locked(statement)
        if stored.content_hash == content_hash and stored.declarant_id == by.pk:
            return stored
        SIGN.verdict(by, stored).require()
        held(stored.tenure, stored).require()
        if not consent:
            raise PermissionDenied(NO_CONSENT)
        preview = preview_of(stored)
        if preview.content_hash != content_hash:
            raise ContentChanged(preview)
        evidence = evidence_from(
            proof,
            user=by,
            consent=preview.consent,
            content_hash=content_hash,
            capacity=capacity(stored.tenure),
            drawing=drawing,
        )
        freeze(stored, preview, evidence)
        follow_up(stored, preview, evidence, by=by)
    return stored


def freeze(stored: Statement, preview: Preview, evidence: SigningEvidence) -> None:
    """Pin what is signed. The number comes late: its counter stays locked."""
    stored.regime = preview.regime
    stored.template = preview.template
    stored.seal_content(preview.content)
    stored.content_hash = preview.content_hash
    stored.evidence = evidence
    stored.signed_at = evidence.signed_at
    stored.status = Status.SIGNED
    on = evidence.signed_at.astimezone(ZoneInfo(stored.unit.timezone)).date()
    stored.number = next_number(stored.unit, REGISTER_CODES[Kind(stored.kind)], on)


def follow_up(
    stored: Statement, preview: Preview, evidence: SigningEvidence, *, by: User
) -> None:
    """What signing leaves behind beside the statement itself."""
    campaigns.fulfil(stored, day_of(stored))
    amended, stored.amends = stored.amends, None
    entries = []
    for replaced in replaced_by(stored, amended):
        supersede(replaced, stored, by=by)
        entries.append(
            log.Entry(
                "statement.supersede",
                f"statement:{replaced.pk}",
                by,
                {"by_statement": stored.pk},
            )
        )
    if amended:
        renewal.renew(amended, stored, preview)
    elif stored.is_conflict:
        cases.open_case(stored, preview)
    issue_paper(stored, preview, evidence, entries, by=by)
    stored.save()
    if stored.is_free and preview.routing:
        notices.free_signed(stored, preview.routing.addressee)


def replaced_by(stored: Statement, amended: Statement | None) -> list[Statement]:
    """What a newer statement takes the place of: of its kind, or the one amended."""
    kind = Kind.FREE if stored.is_conflict else Kind(stored.kind)
    same = Statement.objects.in_force_of(stored.declarant, kind)
    found = list(same.select_related("document"))
    return [amended, *found] if amended else found


def supersede(replaced: Statement, successor: Statement, *, by: User) -> None:
    """
    A newer statement takes the place of one in force (rule 3).

    Where it takes the place of two, the version that it amends is the one that the
    chain remembers.
    """
    SUPERSEDE.verdict(by, replaced).require()
    if successor.supersedes is None:
        successor.supersedes = replaced
    campaigns.hand_over(replaced, successor)
    replaced.status = Status.SUPERSEDED
    replaced.ended_at = successor.signed_at
    replaced.save(update_fields=["status", "ended_at"])
    set_standing(paper_of(replaced), Standing.SUPERSEDED, by=by)


def withdraw(statement: Statement, *, by: User) -> Statement:
    """
    Withdraw a signed statement; what it met is owed again where he still works.

    Raises PermissionDenied, with words, once a superior has opened its case.
    """
    with making(WITHDRAW, statement, by=by) as stored:
        stored.status = Status.WITHDRAWN
        stored.ended_at = timezone.now()
        stored.save(update_fields=["status", "ended_at"])
        campaigns.reopen(stored)
        stored.amendments.filter(status=Status.DRAFT).update(amends=None)
        if stored.is_conflict:
            cases.cancel_case(stored, by=by)
        set_standing(paper_of(stored), Standing.WITHDRAWN, by=by)
        roster.follow([stored.declarant_id])
        log.record("statement.withdraw", stream=f"statement:{stored.pk}", by=by)
        if stored.is_free:
            found = routing.routing_for(stored.tenure, on=day_of(stored), named=())
            notices.free_withdrawn(stored, found.addressee)
    return stored
