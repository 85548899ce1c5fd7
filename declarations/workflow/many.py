"""
Many FREE statements at once, for the figures of a demonstration.

What is stored is what `statements.sign` stores, built by the same functions: content,
evidence, record, number, paper and log agree, and `check_data` and `verify_audit`
prove it. Somebody may sign year after year: each statement then takes the place of the
one before. Only notices are left out, and papers wait for their turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from audit import many as audit_many
from audit.log import Entry
from audit.models import Event
from deadlines.regimes import regime_for
from declarations.content import free_content
from declarations.models import Kind, Obligation, Statement, Status
from declarations.papers import public_words
from declarations.registers import next_numbers
from declarations.workflow.statements import REGISTER_CODES
from documents.issuing import prepared
from documents.models import (
    Document,
    Method,
    PaperTemplate,
    SigningEvidence,
    Standing,
)
from documents.records import log_of, record_of
from kpu_coi import vault
from kpu_coi.canonical import content_hash
from personnel.lines import lines_of
from personnel.models import Tenure, Unit
from personnel.titles import capacity, identity

AT_ONCE = 500
READING_TOOK = timedelta(minutes=4)
PAPERS_TAKE = timedelta(days=2)
RESERVE = """
    SELECT nextval(pg_get_serial_sequence('declarations_statement', 'id'))
    FROM generate_series(1, %s)
"""


@dataclass(frozen=True)
class Signing:
    """Who signs a FREE statement, and when. The obligation has its people at hand."""

    obligation: Obligation
    at: datetime

    @property
    def unit(self) -> Unit:
        return self.obligation.tenure.position.unit

    @property
    def template(self) -> PaperTemplate:
        campaign = self.obligation.campaign
        if campaign is None:
            raise ValueError("Many sign at once for a campaign alone.")
        return campaign.template

    @property
    def day(self) -> date:
        return self.at.astimezone(ZoneInfo(self.unit.timezone)).date()


@dataclass
class Act:
    """One signing on its way: what is built of it, and the act that follows it."""

    signing: Signing
    statement: Statement
    content: dict[str, Any]
    evidence: SigningEvidence
    number: str
    successor: "Act | None" = None


@transaction.atomic
def sign_free(histories: Sequence[Sequence[Signing]], *, address: str) -> int:
    """
    Sign for people who have signed nothing yet, for each as often as his history
    says, the earliest first; says how many were signed.

    Each obligation comes with user, campaign's template, and tenure with user and
    position's unit. `address` stands for the network address of all of them.
    """
    everything = [one for history in histories for one in history]
    ordered = sorted(everything, key=lambda one: (one.unit.pk, one.day.year, one.at))
    lines = lines_of([one.obligation.tenure for one in ordered], timezone.localdate())
    network = vault.network_hash(address)
    acts = {
        one: begun(one, pk, number, lines[one.obligation.tenure_id].addressee, network)
        for one, pk, number in zip(
            ordered, reserved(len(ordered)), numbers(ordered), strict=True
        )
    }
    for history in histories:
        for earlier, later in pairwise(history):
            follow(acts[earlier], acts[later])
    store(list(acts.values()))
    Obligation.objects.bulk_update(
        [one.obligation for one in ordered],
        ["fulfilled_by", "met_at"],
        batch_size=AT_ONCE,
    )
    return len(acts)


def follow(earlier: Act, later: Act) -> None:
    """The later statement takes the place of the earlier one (rule 3)."""
    earlier.successor = later
    earlier.statement.status = Status.SUPERSEDED
    earlier.statement.ended_at = later.signing.at
    later.statement.supersedes_id = earlier.statement.pk


def store(acts: Sequence[Act]) -> None:
    """Evidence, papers, statements and log of the acts, table by table."""
    SigningEvidence.objects.bulk_create(
        [act.evidence for act in acts], batch_size=AT_ONCE
    )
    records = [record_for(act) for act in acts]
    chains = [
        chain_of(act, content_hash(record))
        for act, record in zip(acts, records, strict=True)
    ]
    documents = [
        paper_for(act, record, events[1])
        for act, record, events in zip(acts, records, chains, strict=True)
    ]
    wait_in_turn(documents)
    Document.objects.bulk_create(documents, batch_size=AT_ONCE)
    for act, document in zip(acts, documents, strict=True):
        act.statement.evidence, act.statement.document = act.evidence, document
        act.statement.record_hash = document.record_hash
        act.signing.obligation.fulfilled_by = act.statement
        act.signing.obligation.met_at = act.statement.signed_at
    Statement.objects.bulk_create([act.statement for act in acts], batch_size=AT_ONCE)
    audit_many.store([*chains, *map(standing_chain, acts)])


def wait_in_turn(documents: Sequence[Document]) -> None:
    """Let the worker make the papers over some days, beside what people order."""
    first = timezone.now() + PAPERS_TAKE / len(documents) if documents else None
    for place, document in enumerate(documents):
        document.next_attempt_at = first and first + place * PAPERS_TAKE / len(
            documents
        )


def reserved(count: int) -> list[int]:
    """Ids for that many statements: the log names them before they are stored."""
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [count])
        return [pk for (pk,) in cursor.fetchall()]


def numbers(ordered: Sequence[Signing]) -> list[str]:
    """The next numbers of each unit's register, in the order of signing."""
    found: list[str] = []
    for _, rows in groupby(ordered, key=lambda one: (one.unit.pk, one.day.year)):
        some = list(rows)
        days = [one.day for one in some]
        found += next_numbers(some[0].unit, REGISTER_CODES[Kind.FREE], days)
    return found


def begun(
    one: Signing, pk: int, number: str, superior: Tenure | None, network: str
) -> Act:
    """The statement as its declarant signs it, with its content and evidence."""
    template = one.template
    regime = regime_for(one.unit.lineage_codes(), one.day)
    statement = Statement(
        pk=pk,
        kind=Kind.FREE,
        status=Status.SIGNED,
        declarant=one.obligation.tenure.user,
        tenure=one.obligation.tenure,
        unit=one.unit,
        created_at=one.at - READING_TOOK,
        saved_at=one.at - READING_TOOK,
        signed_at=one.at,
        number=number,
        regime=regime,
        template=template,
    )
    statement.seal_answers({})
    content = free_content(statement, regime, template, superior)
    statement.seal_content(content)
    statement.content_hash = content_hash(content)
    evidence = SigningEvidence(
        user=statement.declarant,
        method=Method.PASSWORD,
        proved_at=one.at,
        signed_at=one.at,
        consent=content["text"]["consent"],
        content_hash=statement.content_hash,
        network_hash=network,
        capacity=capacity(statement.tenure),
    )
    return Act(one, statement, content, evidence, number)


def record_for(act: Act) -> dict[str, Any]:
    """How and when it was signed."""
    return record_of(
        evidence=act.evidence,
        signer=identity(act.statement.tenure),
        unit=act.statement.unit,
        number=act.number,
        signed_at=act.signing.at,
    )


def chain_of(act: Act, record_hash: str) -> list[Event]:
    """What the log says of it: begun, signed, and what took its place."""
    statement = act.statement
    stream, by = f"statement:{statement.pk}", statement.declarant
    started = Entry("statement.start", stream, by, {"unit": statement.unit.code})
    signed = Entry(
        "statement.sign",
        stream,
        by,
        {
            "number": act.number,
            "content_sha256": statement.content_hash,
            "record_sha256": record_hash,
            "evidence": act.evidence.pk,
        },
    )
    entries = [(started, statement.created_at), (signed, act.signing.at)]
    if act.successor:
        told = {"by_statement": act.successor.statement.pk}
        superseded = Entry("statement.supersede", stream, by, told)
        entries.append((superseded, act.successor.signing.at))
    return audit_many.chain(entries)


def standing_chain(act: Act) -> list[Event]:
    """What the log says of the standing of its paper."""
    if act.successor is None:
        return []
    document = act.statement.document
    entry = Entry(
        "document.superseded",
        f"document:{document.pk}",
        act.statement.declarant,
        {"number": document.number},
    )
    return audit_many.chain([(entry, act.successor.signing.at)])


def paper_for(act: Act, record: dict[str, Any], event: Event) -> Document:
    """Its paper, as signing orders it, with the standing that it has by now."""
    statement = act.statement
    document = prepared(
        template=act.signing.template,
        kind=statement.kind,
        number=act.number,
        unit=statement.unit,
        content=act.content,
        record=record,
        log=log_of(event),
        confidential=False,
        public=public_words(statement),
        signed_at=act.signing.at,
    )
    if act.successor:
        document.standing = Standing.SUPERSEDED
        document.standing_since = act.successor.signing.at
    return document
