"""
Many FREE statements at once, for the figures of a demonstration.

What is stored is what `statements.sign` stores, built by the same functions: content,
evidence, record, number, paper and log agree, and `check_data` and `verify_audit`
prove it. Only notices are left out, and papers wait for their turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from audit import many as audit_many
from audit.log import Entry
from audit.models import Event
from deadlines.regimes import regime_for
from declarations.content import free_content
from declarations.models import Kind, Obligation, Statement, Status
from declarations.records import log_of, record_of
from declarations.registers import next_numbers
from declarations.workflow.statements import REGISTER_CODES, public_words
from documents.issuing import prepared
from documents.models import Document, Method, SigningEvidence
from kpu_coi import vault
from kpu_coi.canonical import content_hash
from personnel.lines import lines_of
from personnel.models import Unit
from personnel.titles import capacity

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
    def day(self):
        return self.at.astimezone(ZoneInfo(self.unit.timezone)).date()


@transaction.atomic
def sign_free(signings: Sequence[Signing], *, address: str) -> int:
    """
    Sign for people who have signed nothing yet; says how many.

    Each obligation comes with user, campaign's template, and tenure with user and
    position's unit. `address` stands for the network address of all of them.
    """
    ordered = sorted(signings, key=lambda one: (one.unit.pk, one.day.year, one.at))
    tenures = [one.obligation.tenure for one in ordered]
    lines = lines_of(tenures, timezone.localdate())
    statements = [
        drafted(one, pk)
        for one, pk in zip(ordered, reserved(len(ordered)), strict=True)
    ]
    number(ordered, statements)
    network = vault.network_hash(address)
    contents = [
        frozen(one, statement, lines[one.obligation.tenure_id].addressee, network)
        for one, statement in zip(ordered, statements, strict=True)
    ]
    SigningEvidence.objects.bulk_create(
        [statement.evidence for statement in statements], batch_size=AT_ONCE
    )
    records = [record_for(statement) for statement in statements]
    chains = [chain_of(statement) for statement in statements]
    pause = PAPERS_TAKE / max(1, len(statements))
    rows = zip(statements, contents, records, chains, strict=True)
    for place, (statement, content, record, events) in enumerate(rows):
        statement.document = paper_for(statement, content, record, events[-1])
        statement.document.next_attempt_at += place * pause
    Document.objects.bulk_create(
        [statement.document for statement in statements], batch_size=AT_ONCE
    )
    for statement in statements:  # the foreign keys take the ids given meanwhile
        statement.evidence = statement.evidence
        statement.document = statement.document
    Statement.objects.bulk_create(statements, batch_size=AT_ONCE)
    audit_many.store(chains)
    for one, statement in zip(ordered, statements, strict=True):
        one.obligation.fulfilled_by = statement
    Obligation.objects.bulk_update(
        [one.obligation for one in ordered], ["fulfilled_by"], batch_size=AT_ONCE
    )
    return len(statements)


def reserved(count: int) -> list[int]:
    """Ids for that many statements: the log names them before they are stored."""
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [count])
        return [pk for (pk,) in cursor.fetchall()]


def drafted(one: Signing, pk: int) -> Statement:
    """The statement as its declarant begins it."""
    made = Statement(
        pk=pk,
        kind=Kind.FREE,
        declarant=one.obligation.tenure.user,
        tenure=one.obligation.tenure,
        unit=one.unit,
        created_at=one.at - READING_TOOK,
        saved_at=one.at - READING_TOOK,
    )
    made.seal_answers({})
    return made


def number(ordered: Sequence[Signing], statements: Sequence[Statement]) -> None:
    """Give the numbers of each unit's register, in the order of signing."""
    pairs = zip(ordered, statements, strict=True)
    for _, found in groupby(
        pairs, key=lambda pair: (pair[0].unit.pk, pair[0].day.year)
    ):
        rows = list(found)
        numbers = next_numbers(
            rows[0][0].unit, REGISTER_CODES[Kind.FREE], [one.day for one, _ in rows]
        )
        for (_, statement), given in zip(rows, numbers, strict=True):
            statement.number = given


def frozen(one: Signing, statement: Statement, superior, network: str) -> dict:
    """Pin what is signed, with its evidence; returns the content."""
    template = one.obligation.campaign.template
    regime = regime_for(one.unit.lineage_codes(), one.day)
    content = free_content(statement, regime, template, superior)
    statement.regime, statement.template = regime, template
    statement.seal_content(content)
    statement.content_hash = content_hash(content)
    statement.signed_at = one.at
    statement.status = Status.SIGNED
    statement.evidence = SigningEvidence(
        user=statement.declarant,
        method=Method.PASSWORD,
        proved_at=one.at,
        signed_at=one.at,
        consent=content["text"]["consent"],
        content_hash=statement.content_hash,
        network_hash=network,
        capacity=capacity(statement.tenure),
    )
    return content


def record_for(statement: Statement) -> dict:
    """How and when it was signed; pins the record's hash."""
    record = record_of(
        evidence=statement.evidence,
        signer=statement.tenure,
        unit=statement.unit,
        number=statement.number,
        signed_at=statement.signed_at,
    )
    statement.record_hash = content_hash(record)
    return record


def chain_of(statement: Statement) -> list[Event]:
    """What the log says of it: begun, then signed."""
    stream, by = f"statement:{statement.pk}", statement.declarant
    started = Entry("statement.start", stream, by, {"unit": statement.unit.code})
    signed = Entry(
        "statement.sign",
        stream,
        by,
        {
            "number": statement.number,
            "content_sha256": statement.content_hash,
            "record_sha256": statement.record_hash,
            "evidence": statement.evidence.pk,
        },
    )
    return audit_many.chain(
        [(started, statement.created_at), (signed, statement.signed_at)]
    )


def paper_for(
    statement: Statement, content: dict, record: dict, event: Event
) -> Document:
    """Its paper, as signing orders it."""
    return prepared(
        template=statement.template,
        kind=statement.kind,
        number=statement.number,
        unit=statement.unit,
        content=content,
        record=record,
        log=log_of(event),
        confidential=False,
        public=public_words(statement),
        signed_at=statement.signed_at,
    )
