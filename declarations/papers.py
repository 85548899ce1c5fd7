"""The paper of a statement: ordered at signing, with its place in the log."""

from audit import log
from declarations.content import Preview
from declarations.models import Statement
from documents.issuing import issue
from documents.models import Document, SigningEvidence
from documents.records import log_of, record_of
from kpu_coi.canonical import content_hash
from personnel.models import User
from personnel.titles import capacity, identity


def issue_paper(
    stored: Statement,
    preview: Preview,
    evidence: SigningEvidence,
    entries: list[log.Entry],
    *,
    by: User,
) -> None:
    """Record the act, then order its paper, which shows its place in the log."""
    number = str(stored.number)
    record = record_of(
        evidence=evidence,
        signer=identity(stored.tenure),
        unit=stored.unit,
        number=number,
        signed_at=evidence.signed_at,
    )
    stored.record_hash = content_hash(record)
    signing = log.Entry(
        "statement.sign",
        f"statement:{stored.pk}",
        by,
        {
            "number": number,
            "content_sha256": preview.content_hash,
            "record_sha256": stored.record_hash,
            "evidence": evidence.pk,
        },
    )
    events = log.record_all([*entries, signing])
    (event,) = (event for event in events if event.action == signing.action)
    stored.document = issue(
        template=preview.template,
        kind=stored.kind,
        number=number,
        unit=stored.unit,
        content=preview.content,
        record=record,
        log=log_of(event),
        confidential=stored.is_confidential,
        public=public_words(stored),
        signed_at=evidence.signed_at,
    )


def paper_of(statement: Statement) -> Document:
    """The paper of a signed statement; the database knows none without."""
    if statement.document is None:
        raise ValueError("A draft has no paper.")
    return statement.document


def public_words(stored: Statement) -> dict[str, str]:
    """What anybody may see at /verifikasi/: of what is confidential nothing (74)."""
    if stored.is_confidential:
        return {}
    return {"signer": stored.declarant.name, "position": capacity(stored.tenure)}
