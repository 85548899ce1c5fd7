"""What must hold of requests about data and of breaches; part of `check_data`."""

from collections.abc import Iterator
from datetime import timedelta

from audit.models import Event
from documents.issuing import read_paper
from kpu_coi import vault
from kpu_coi.canonical import content_hash
from privacy.models import Breach, BreachLetter, DataRequest

A_DAY = timedelta(hours=24)
CHUNK = 500


def faults() -> Iterator[tuple[str, str]]:
    """Every request and breach that does not hold together, and what is wrong."""
    logged = Event.objects.filter(stream__regex=r"^(data-request|breach):")
    streams = set(logged.values_list("stream", flat=True).distinct())
    for asked in DataRequest.objects.order_by("pk").iterator(CHUNK):
        for fault in request_faults(asked):
            yield f"permintaan data {asked.pk}", fault
        if f"data-request:{asked.pk}" not in streams:
            yield f"permintaan data {asked.pk}", "tidak tercatat di log"
    rows = Breach.objects.prefetch_related("letters__document", "letters__evidence")
    for breach in rows.order_by("pk").iterator(CHUNK):
        for fault in breach_faults(breach):
            yield f"kejadian {breach}", fault
        if f"breach:{breach.pk}" not in streams:
            yield f"kejadian {breach}", "tidak tercatat di log"


def request_faults(asked: DataRequest) -> Iterator[str]:
    """Its hours are those of its rule, and what is sealed can be opened (rule 68)."""
    if asked.due_at != asked.received_at + asked.due_amount * A_DAY:
        yield "batas waktunya bukan menurut aturannya"
    try:
        opened = [asked.asked, asked.answer]
    except vault.VaultError:
        yield "isi tidak dapat dibuka"
        return
    if not opened[0].get("wrong"):
        yield "tidak memuat apa yang diminta"


def breach_faults(breach: Breach) -> Iterator[str]:
    """Its hours, its sealed words, and the two letters once it was told (rule 63)."""
    if breach.due_at != breach.discovered_at + breach.due_amount * A_DAY:
        yield "batas waktunya bukan menurut aturannya"
    try:
        opened = [breach.report, breach.findings]
    except vault.VaultError:
        yield "isi tidak dapat dibuka"
        return
    if not opened[0].get("story"):
        yield "tidak memuat laporannya"
    letters = list(breach.letters.all())
    if len(letters) != (2 if breach.notified_at else 0):
        yield "suratnya bukan tepat dua"
    for letter in letters:
        yield from letter_faults(letter)


def letter_faults(letter: BreachLetter) -> Iterator[str]:
    document = letter.document
    digest = content_hash(read_paper(document)["content"])
    if {digest, document.content_hash} != {letter.evidence.content_hash}:
        yield f"surat {document.number} bukan yang ditandatangani"
    if not document.confidential:
        yield f"surat {document.number} tidak dirahasiakan"
