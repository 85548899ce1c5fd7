"""What must hold between orders, controls, notes and the case they follow from."""

from collections.abc import Iterator

from declarations.models import (
    Case,
    CaseStatus,
    Control,
    Decision,
    HandlingFile,
    HandlingKind,
    Order,
    Outcome,
    Referral,
)
from documents.countersigning import read_second
from documents.issuing import read_paper, read_pdf
from documents.store import read_first
from documents.uploads.stored import read
from kpu_coi import vault
from kpu_coi.canonical import content_hash

CHUNK = 500


def faults() -> Iterator[tuple[str, str]]:
    for order in orders():
        yield from ((f"perintah {order.pk}", what) for what in order_faults(order))
    for control in controls():
        row = f"pengendalian {control.pk}"
        yield from ((row, what) for what in control_faults(control))
    for case in Case.objects.filter(status=CaseStatus.CLOSED).order_by("pk"):
        if not case.handling_notes.filter(kind=HandlingKind.CLOSED).exists():
            yield f"perkara {case.pk}", "ditutup tanpa alasan"
    yield from decision_faults()
    for file in HandlingFile.objects.order_by("pk").iterator(CHUNK):
        yield from ((f"berkas {file.pk}", what) for what in file_faults(file))


def orders() -> Iterator[Order]:
    rows = Order.objects.select_related(
        "case", "decision", "document__countersignature", "evidence", "acknowledgement"
    )
    return rows.order_by("pk").iterator(CHUNK)


def order_faults(order: Order) -> Iterator[str]:
    """The order, its evidence, its paper and its second signature say the same."""
    document = order.document
    if order.decision.case_id != order.case_id:
        yield "melaksanakan putusan perkara lain"
    if order.evidence.user_id != order.signed_by_id:
        yield "bukti tanda tangan milik orang lain"
    if order.signed_by_id == order.case.person_id:
        yield "ditandatangani oleh yang diperintah"
    try:
        content, paper = order.content, read_paper(document)
    except vault.VaultError:
        yield "isi tidak dapat dibuka dari brankas"
        return
    hashes = {
        content_hash(content),
        content_hash(paper["content"]),
        order.content_hash,
        order.evidence.content_hash,
        document.content_hash,
    }
    if len(hashes) != 1:
        yield "hash isi tidak sama di semua tempat"
    if len({content_hash(paper["record"]), order.record_hash}) != 1:
        yield "hash catatan tidak sama di semua tempat"
    if content["order"]["basis_hash"] != order.decision.content_hash:
        yield "mengutip putusan yang lain"
    yield from acknowledgement_faults(order)


def acknowledgement_faults(order: Order) -> Iterator[str]:
    """Who acknowledged is the person concerned, and the second seal says so."""
    second = getattr(order.document, "countersignature", None)
    if (order.acknowledged_at is None) != (second is None):
        yield "penerimaan dan segel kedua tidak sesuai"
    if order.acknowledgement is None or second is None:
        return
    if order.acknowledgement.user_id != order.case.person_id:
        yield "diterima oleh orang lain"
    if order.acknowledgement.content_hash != order.content_hash:
        yield "penerimaan atas naskah yang lain"
    try:
        record = read_second(second)["record"]
        if content_hash(record) != second.record_hash:
            yield "catatan penerimaan berubah"
        if second.is_sealed and not read_pdf(order.document).startswith(
            read_first(order.document)
        ):
            yield "berkas dengan dua segel tidak memuat berkas pertama"
    except (FileNotFoundError, ValueError, vault.VaultError):
        yield "penerimaan atau berkasnya tidak dapat dibaca"


def controls() -> Iterator[Control]:
    rows = Control.objects.select_related("decision__case").prefetch_related("notes")
    return rows.order_by("pk").iterator(CHUNK)


def control_faults(control: Control) -> Iterator[str]:
    """It ends with a reason, and before its case does (rule 25)."""
    notes = control.notes.all()
    ended = any(note.kind == HandlingKind.ENDED for note in notes)
    if ended != (control.ended_at is not None):
        yield "berakhir tanpa alasan, atau sebaliknya"
    case = control.decision.case
    if any(note.case_id != case.pk for note in notes):
        yield "catatannya milik perkara lain"
    over = case.status == CaseStatus.CLOSED
    replaced = case.decision_id not in (None, control.decision_id)
    if control.ended_at is None and (over or replaced):
        yield "masih berjalan, padahal perkaranya ditutup atau putusannya diganti"


def decision_faults() -> Iterator[tuple[str, str]]:
    """The second clock and the referral belong to decisions that ask for them."""
    rows = Decision.objects.select_related("past_review")
    for decision in rows.order_by("pk").iterator(CHUNK):
        asks = decision.outcome == Outcome.REVIEW_PAST_DECISION
        if not asks and hasattr(decision, "past_review"):
            yield f"putusan {decision.pk}", "tidak meminta keputusan terdahulu ditinjau"
    others = Referral.objects.exclude(decision__outcome=Outcome.REFERRED)
    for referral in others:
        yield f"rujukan {referral.pk}", "atas putusan yang tidak merujuk"


def file_faults(file: HandlingFile) -> Iterator[str]:
    owner = file.note or file.announcement
    if owner is not None and owner.case_id != file.case_id:
        yield "milik catatan perkara lain"
    try:
        read(file)
    except FileNotFoundError:
        yield "tidak ada di penyimpanan"
    except vault.VaultError:
        yield "tidak dapat dibuka dari brankas"
