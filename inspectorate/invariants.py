"""
What must hold between the rows of all apps, beyond what the database enforces.

Each check walks one kind of row and yields what it finds broken. Hashes are
computed again from what the vault holds, so a row that somebody changed behind the
program's back is named here, and so is a file that is gone from the store.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from audit.models import Event
from declarations.models import (
    CONFLICT_KINDS,
    Bar,
    Case,
    CaseStatus,
    CoolingOff,
    CopyKind,
    Decision,
    Obligation,
    Order,
    Outcome,
    RegisterCounter,
    Statement,
    Status,
)
from declarations.models.case_terms import DECIDED, OPEN
from documents.issuing import NotSealedYet, read_paper, read_pdf
from documents.models import Document, Standing
from inspectorate.campaign_invariants import faults as campaign_faults
from inspectorate.complaint_invariants import faults as complaint_faults
from inspectorate.control_invariants import faults as control_faults
from inspectorate.list_invariants import faults as list_faults
from inspectorate.matter_invariants import faults as matter_faults
from inspectorate.oversight_invariants import faults as oversight_faults
from inspectorate.paper_invariants import faults as paper_faults_of
from inspectorate.passing_invariants import faults as passing_faults
from inspectorate.privacy_invariants import faults as privacy_faults
from inspectorate.questionnaire_invariants import faults as questionnaire_faults
from inspectorate.roll_invariants import faults as roll_faults
from kpu_coi import vault
from kpu_coi.canonical import content_hash

CHUNK = 500
STANDING_OF = {
    Status.SIGNED: Standing.IN_FORCE,
    Status.SUPERSEDED: Standing.SUPERSEDED,
    Status.WITHDRAWN: Standing.WITHDRAWN,
}
ACTS = (
    "statement",
    "decision",
    "handling_order",
    "breach_letter",
    "cooling_off",
    "warning",
)
INSPECTORATE_COPIES = {CopyKind.REGION, CopyKind.MAIN, CopyKind.CHIEF}


@dataclass(frozen=True)
class Breach:
    """One row and what is wrong with it, in Indonesian."""

    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.row}: {self.what}"


def breaches() -> Iterator[Breach]:
    """Everything that is broken; nothing when all data hold together."""
    for check in CHECKS:
        yield from check()


def statements() -> Iterator[Breach]:
    """A signed statement, its evidence and its paper say the same (rules 8 and 72)."""
    signed = Statement.objects.exclude(status=Status.DRAFT).select_related(
        "document", "evidence", "template", "unit"
    )
    for statement in signed.order_by("pk").iterator(CHUNK):
        yield from named(f"pernyataan {statement.pk}", statement_faults(statement))


def statement_faults(statement: Statement) -> Iterator[str]:
    yield from paper_faults(statement, statement.read_content, statement.signed_at)
    if statement.evidence.user_id != statement.declarant_id:
        yield "bukti tanda tangan milik orang lain"
    if statement.template_id != statement.document.template_id:
        yield "versi naskah berbeda dari dokumennya"
    if statement.document.standing != STANDING_OF[statement.status]:
        yield "kedudukan dokumen tidak sesuai dengan status pernyataan"
    if statement.kind in CONFLICT_KINDS and not statement.document.confidential:
        yield "dokumen benturan kepentingan tidak ditandai rahasia"
    if statement.is_list and not statement.document.confidential:
        yield "daftar kepentingan pribadi tidak ditandai rahasia"


def paper_faults(act: Any, read: Callable[[], Any], signed_at: Any) -> Iterator[str]:
    """What statement and decision have in common: content, record, document."""
    document = act.document
    try:
        content, paper = read(), read_paper(document)
    except vault.VaultError:
        yield "isi tidak dapat dibuka dari brankas"
        return
    hashes = {
        content_hash(content),
        content_hash(paper["content"]),
        act.content_hash,
        act.evidence.content_hash,
        document.content_hash,
        paper["record"]["content_sha256"],
    }
    if len(hashes) != 1:
        yield "hash isi tidak sama di semua tempat"
    records = {content_hash(paper["record"]), act.record_hash, document.record_hash}
    if len(records) != 1:
        yield "hash catatan tidak sama di semua tempat"
    if {act.number, document.number} != {paper["record"]["number"]}:
        yield "nomor tidak sama di semua tempat"
    if document.signed_at != signed_at:
        yield "waktu tanda tangan berbeda dari dokumennya"


def supersessions() -> Iterator[Breach]:
    """What is superseded has its successor, by the same person (rule 3)."""
    for old in Statement.objects.filter(status=Status.SUPERSEDED).select_related(
        "superseded_by"
    ):
        row = f"pernyataan {old.pk}"
        successor = getattr(old, "superseded_by", None)
        if successor is None and not replaced_beside(old):
            yield Breach(row, "digantikan tanpa pengganti")
        elif successor and successor.declarant_id != old.declarant_id:
            yield Breach(row, "digantikan oleh pernyataan orang lain")


def replaced_beside(old: Statement) -> bool:
    """Whether a newer version of a conflict took its place beside its own old one."""
    renewed = Statement.objects.filter(
        declarant=old.declarant_id, signed_at=old.ended_at, kind__in=CONFLICT_KINDS
    )
    return old.is_free and renewed.exclude(supersedes=None).exists()


def cases() -> Iterator[Breach]:
    """A conflict has its case with the Inspektorat's copy (rules 7, 11 and 25)."""
    signed = Statement.objects.exclude(status=Status.DRAFT)
    conflicts = signed.filter(kind__in=CONFLICT_KINDS)
    for statement in conflicts.filter(case=None, superseded_by=None):
        yield Breach(f"pernyataan {statement.pk}", "tidak mempunyai perkara")
    rows = Case.objects.select_related("statement", "decision").prefetch_related(
        "copies", "clarifications"
    )
    for case in rows.order_by("pk").iterator(CHUNK):
        yield from named(f"perkara {case.pk}", case_faults(case))


def case_faults(case: Case) -> Iterator[str]:
    statement, decision = case.statement, case.decision
    if statement and statement.kind not in CONFLICT_KINDS:
        yield "perkara atas pernyataan yang bukan benturan kepentingan"
    if statement and statement.declarant_id != case.person_id:
        yield "perkara atas pernyataan orang lain"
    if decision and decision.case_id != case.pk:
        yield "putusannya milik perkara lain"
    if not INSPECTORATE_COPIES & {copy.kind for copy in case.copies.all()}:
        yield "tidak ada tembusan untuk Inspektorat"
    withdrawn = bool(statement) and statement.status == Status.WITHDRAWN
    if withdrawn != (case.status == CaseStatus.CANCELLED):
        yield "status perkara tidak sesuai dengan pencabutan pernyataan"
    asked = any(asked.answered_at is None for asked in case.clarifications.all())
    may_wait = (CaseStatus.NEEDS_INFO, CaseStatus.AWAITING_ADDRESSEE)
    if asked and case.status not in may_wait and case.status in OPEN:
        yield "ada pertanyaan terbuka, tetapi status bukan perlu klarifikasi"
    if not asked and case.status == CaseStatus.NEEDS_INFO:
        yield "perlu klarifikasi tanpa pertanyaan terbuka"
    if decision is None and case.status in DECIDED:
        yield "status perkara tidak sesuai dengan ada tidaknya putusan"
    if case.suspended == suspension_ended(case, decision):
        yield "penghentian sementara tidak sesuai dengan putusan"
    awaits = case.status in (CaseStatus.AWAITING_ADDRESSEE, CaseStatus.CANCELLED)
    if not (case.addressee_id or case.to_plenary or awaits):
        yield "tidak berada pada jabatan, Rapat Pleno, atau Inspektorat"
    if case.addressee_id and case.status == CaseStatus.AWAITING_ADDRESSEE:
        yield "menunggu penunjukan penelaah, tetapi sudah berada pada jabatan"


def suspension_ended(case: Case, decision: Decision | None) -> bool:
    """Only withdrawal, "no conflict" or the case's closing ends it (rule 25)."""
    if decision is None or case.status in OPEN:
        return case.status == CaseStatus.CANCELLED
    if case.status == CaseStatus.CLOSED:
        return True
    return decision.outcome == Outcome.NO_CONFLICT


def decisions() -> Iterator[Breach]:
    """A decision, its evidence, controls and paper say the same (rules 20 to 27)."""
    rows = Decision.objects.select_related(
        "document", "evidence", "case__statement"
    ).prefetch_related("controls", "case__kept_out")
    for decision in rows.order_by("pk").iterator(CHUNK):
        yield from named(f"putusan {decision.pk}", decision_faults(decision))


def decision_faults(decision: Decision) -> Iterator[str]:
    yield from paper_faults(decision, lambda: decision.content, decision.decided_at)
    case = decision.case
    if decision.evidence.user_id != decision.decided_by_id:
        yield "bukti tanda tangan milik orang lain"
    if decision.decided_by_id == case.person_id:
        yield "diputuskan oleh pembuat pernyataan sendiri"
    key = vault.person_key(decision.decided_by_id)
    named = {one.person_key for one in case.kept_out.all() if one.why == Bar.PARTY}
    if key in named and not renewed_since(decision):
        yield "diputuskan oleh orang yang disebut sebagai pihak lain"
    if decision.outcome != Outcome.NO_CONFLICT and not decision.controls.all():
        yield "tidak ada pengendalian"


def renewed_since(decision: Decision) -> bool:
    """
    Whether a newer version of the statement joined the case after that decision.

    It may name whoever decided before, and a bar does not say since when it holds.
    """
    statement = decision.case.statement
    return statement is not None and statement.signed_at > decision.decided_at


def obligations() -> Iterator[Breach]:
    """An obligation is met by the person's own signed statement (rules 1 and 2)."""
    met = Obligation.objects.exclude(fulfilled_by=None).select_related("fulfilled_by")
    for obligation in met.order_by("pk").iterator(CHUNK):
        row, statement = f"kewajiban {obligation.pk}", obligation.fulfilled_by
        if statement.declarant_id != obligation.user_id:
            yield Breach(row, "dipenuhi oleh pernyataan orang lain")
        if statement.status in {Status.DRAFT, Status.WITHDRAWN}:
            yield Breach(row, "dipenuhi oleh pernyataan yang tidak ditandatangani")
    for obligation in Obligation.objects.select_related("tenure__position"):
        row = f"kewajiban {obligation.pk}"
        if obligation.tenure.user_id != obligation.user_id:
            yield Breach(row, "menurut masa jabatan orang lain")
        if obligation.tenure.position.unit_id != obligation.unit_id:
            yield Breach(row, "di satker yang lain dari masa jabatannya")


def registers() -> Iterator[Breach]:
    """No number is above its register's counter (rule 30)."""
    counters = {
        (counter.unit.code, counter.kind, counter.year): counter.last
        for counter in RegisterCounter.objects.select_related("unit")
    }
    numbers = (
        Statement.objects.exclude(number=None).values_list("number", flat=True),
        Decision.objects.values_list("number", flat=True),
        Order.objects.values_list("number", flat=True),
        CoolingOff.objects.values_list("number", flat=True),
        Case.objects.filter(statement=None).values_list("number", flat=True),
    )
    for number in chain.from_iterable(found.iterator(CHUNK) for found in numbers):
        sequence, kind, unit, _, year = number.split("/")
        if int(sequence) > counters.get((unit, kind, int(year)), 0):
            yield Breach(f"nomor {number}", "melebihi penghitung registernya")


def documents() -> Iterator[Breach]:
    """Each paper belongs to an act, and what is sealed lies whole in the store."""
    rows = Document.objects.select_related(*ACTS, "countersignature")
    for document in rows.order_by("pk").iterator(CHUNK):
        yield from named(f"dokumen {document.pk}", document_faults(document))


def document_faults(document: Document) -> Iterator[str]:
    acts = [hasattr(document, name) for name in ACTS]
    if document.template_id and acts.count(True) != 1:
        yield "bukan milik tepat satu pernyataan, putusan, atau surat lain"
    try:
        read_pdf(document)
    except NotSealedYet:
        return
    except FileNotFoundError:
        yield "berkasnya tidak ada di penyimpanan"
    except (ValueError, vault.VaultError):
        yield "berkasnya bukan yang disegel"


def events() -> Iterator[Breach]:
    """Each signed statement and each decision left its line in the log (rule 65)."""
    streams = set(Event.objects.values_list("stream", flat=True).distinct())
    for pk in Statement.objects.exclude(status=Status.DRAFT).values_list(
        "pk", flat=True
    ):
        if f"statement:{pk}" not in streams:
            yield Breach(f"pernyataan {pk}", "tidak tercatat di log")
    for pk in Case.objects.values_list("pk", flat=True):
        if f"case:{pk}" not in streams:
            yield Breach(f"perkara {pk}", "tidak tercatat di log")


def rolls() -> Iterator[Breach]:
    """Nobody holds a post before it has days, after it is gone, or after leaving."""
    for row, fault in roll_faults():
        yield Breach(row, fault)


def controls() -> Iterator[Breach]:
    """Orders, controls and what was said of them agree (rules 21, 24 to 28)."""
    for row, fault in control_faults():
        yield Breach(row, fault)


def campaigns() -> Iterator[Breach]:
    """Days, ends and rungs of campaigns agree with what people owe (rules 1, 22)."""
    for row, fault in campaign_faults():
        yield Breach(row, fault)


def passing() -> Iterator[Breach]:
    """Cases that a superior opened, and files, are what they say (rules 4 and 18)."""
    for row, fault in passing_faults():
        yield Breach(row, fault)


def papers() -> Iterator[Breach]:
    """Marks on paper, packs and shared devices are what their rows say (rule 2)."""
    for row, fault in paper_faults_of():
        yield Breach(row, fault)


def complaints() -> Iterator[Breach]:
    """Status, history, dates, desk and vault of each complaint agree (rules 48, 49)."""
    for row, fault in complaint_faults():
        yield Breach(row, fault)


def data_rights() -> Iterator[Breach]:
    """Hours, sealed words and letters of requests and breaches agree (rules 63, 68)."""
    for row, fault in privacy_faults():
        yield Breach(row, fault)


def oversight() -> Iterator[Breach]:
    """Advice, notes, second thoughts and private questions agree (rules 19, 20, 29)."""
    for row, fault in oversight_faults():
        yield Breach(row, fault)


def matters() -> Iterator[Breach]:
    """Who stays out of what follows the cases (rules 7, 24 and 25)."""
    for row, fault in matter_faults():
        yield Breach(row, fault)


def renewals() -> Iterator[Breach]:
    """Newer versions, the cases that follow, and waiting periods agree (rule 3)."""
    for row, fault in list_faults():
        yield Breach(row, fault)


def questionnaires() -> Iterator[Breach]:
    """Nobody is asked by a version that could not be published."""
    for row, fault in questionnaire_faults():
        yield Breach(row, fault)


def named(row: str, faults: Iterable[str]) -> Iterator[Breach]:
    return (Breach(row, fault) for fault in faults)


CHECKS = (
    statements,
    supersessions,
    cases,
    decisions,
    obligations,
    registers,
    documents,
    events,
    rolls,
    controls,
    campaigns,
    passing,
    papers,
    complaints,
    data_rights,
    oversight,
    matters,
    renewals,
    questionnaires,
)
