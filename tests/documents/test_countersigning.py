"""The second seal: the first one still holds, and both files are known."""

import io
import json
from datetime import timedelta

import page
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.status import SignatureCoverageLevel

from documents import issuing, press, sealing, tasks, typesetting, verification
from documents.countersigning import countersign
from documents.models import Countersignature, Document
from tests.documents.checks import archive_faults
from tests.documents.papers import LOG, content_of, paper_of, second_record_of

# WeasyPrint leaves its colour profile open.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning",
    "ignore:.*sRGB2014:ResourceWarning",
)

RECORD = {"evidence": {"method": "PASSWORD"}, "number": "0002/PRN/33.21/XI/2026"}
REASON = "Diterima Wagiyem, Pengelola Keuangan, pada Selasa, 24 November 2026"
# The validator asks that each seal covers the whole file, as if there were one: veraPDF
# judges each revision, and so does the test, by what each seal closed.
ONE_SEAL_ONLY = "PDFA3A-SIGNATURE-BYTERANGE-001"


@pytest.fixture(scope="module")
def once(seal):
    return press.render_and_seal(paper_of("ORDER"), seal)


@pytest.fixture(scope="module")
def twice(once, seal):
    record = json.dumps(RECORD).encode()
    return sealing.countersign(once, seal, reason=REASON, record=record)


def record_in(signature):
    """The record in a seal: a PDF reader takes its bytes for text where it can."""
    found = signature.sig_object["/KPU_Catatan"]
    return json.loads(getattr(found, "original_bytes", found))


def test_both_seals_hold_and_each_covers_what_it_closed(once, twice, seal):
    first, second = sealing.seals_of(twice)
    of_first = sealing.validate(first, seal.roots)
    of_second = sealing.validate(second, seal.roots)

    assert of_first.bottom_line
    assert of_second.bottom_line
    assert of_first.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    assert of_second.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert of_first.modification_level == ModificationLevel.FORM_FILLING
    assert of_first.docmdp_ok
    assert (first.field_name, second.field_name) == ("Segel", "Segel 2")
    assert twice.startswith(once)
    assert sealing.check(twice, seal.roots) == "whole"


def test_the_second_seal_carries_who_acknowledged_and_the_record(twice):
    _, second = sealing.seals_of(twice)

    assert second.sig_object["/Reason"] == REASON
    assert record_in(second) == RECORD


def test_a_file_with_two_seals_is_still_an_accessible_archive_file(once, twice):
    assert archive_faults(once) == []
    faults = [
        failure.rule_id for _, found in archive_faults(twice) for failure in found
    ]
    assert set(faults) <= {ONE_SEAL_ONLY}
    ua = page.validate_pdf_bytes(twice, profile=page.ValidationProfile.PDF_UA_1)
    assert ua.is_compliant


def test_a_changed_record_breaks_the_second_seal_and_not_the_first(twice, seal):
    written = RECORD["evidence"]["method"].encode().hex().encode()
    changed = twice.replace(written, b"PASSKEYS".hex().encode())
    assert changed != twice

    first, second = sealing.seals_of(changed)

    assert sealing.check(changed, seal.roots) == "broken"
    assert sealing.validate(first, seal.roots).intact
    assert not sealing.validate(second, seal.roots).intact


def test_a_changed_page_breaks_both(twice, seal):
    at = twice.index(b"stream\n") + 40
    changed = twice[:at] + bytes([twice[at] ^ 1]) + twice[at + 1 :]

    assert sealing.check(changed, seal.roots) == "broken"


def test_a_file_with_two_seals_or_none_is_not_sealed_again(twice, seal):
    for pdf in (twice, typesetting.typeset(paper_of("ORDER"))):
        with pytest.raises(sealing.NotSound, match="first"):
            sealing.countersign(pdf, seal, reason=REASON, record=b"{}")


# --- the worker ---------------------------------------------------------------------


@pytest.fixture
def acknowledged(issue, papers_made, storage):
    """An order whose file is made and whose second signature waits for its seal."""
    document = issue("ORDER")
    tasks.render(document.pk)
    document.refresh_from_db()
    countersign(document, record=second_record_of(content_of("ORDER")), log=LOG)
    return document


@pytest.mark.django_db
def test_the_worker_appends_the_second_seal_and_keeps_both_files(acknowledged):
    before = issuing.read_pdf(acknowledged)

    tasks.countersign(acknowledged.pk)
    tasks.countersign(acknowledged.pk)

    after = issuing.read_pdf(Document.objects.get(pk=acknowledged.pk))
    made = Countersignature.objects.get()
    assert after.startswith(before)
    assert len(sealing.seals_of(after)) == 2
    assert (made.is_sealed, made.pdf_size) == (True, len(after))
    _, second = sealing.seals_of(after)
    record = record_in(second)
    assert record["first"]["content_sha256"] == acknowledged.content_hash
    assert record["record"]["evidence"]["signer"]["name"] == "Wagiyem"
    assert "Diterima Wagiyem" in second.sig_object["/Reason"]


@pytest.mark.django_db
def test_a_second_signature_before_the_file_is_made_waits_for_it(
    issue, papers_made, storage, caplog
):
    document = issue("ORDER")
    countersign(document, record=second_record_of(content_of("ORDER")), log=LOG)
    jobs = ProcrastinateJob.objects.filter(task_name="documents.countersign")
    jobs.delete()

    tasks.countersign(document.pk)

    waiting = Countersignature.objects.get()
    assert (waiting.state, waiting.attempts) == ("PENDING", 1)
    assert jobs.get().scheduled_at == waiting.next_attempt_at
    assert not [entry for entry in caplog.records if entry.levelname == "ERROR"]
    tasks.render(document.pk)
    tasks.countersign(document.pk)
    made = Document.objects.get(pk=document.pk)
    assert len(sealing.seals_of(issuing.read_pdf(made))) == 2


@pytest.mark.django_db
def test_a_lost_job_of_a_second_seal_is_taken_up(acknowledged):
    ProcrastinateJob.objects.filter(task_name="documents.countersign").delete()
    Countersignature.objects.update(
        next_attempt_at=timezone.now() - timedelta(minutes=1)
    )

    tasks.take_up(0)
    tasks.take_up(0)

    jobs = ProcrastinateJob.objects.filter(task_name="documents.countersign")
    assert jobs.get().args == {"document_id": acknowledged.pk}


@pytest.mark.django_db
def test_a_second_signature_under_another_text_is_refused(issue):
    document = issue("ORDER")
    other = second_record_of(content_of("ORDER", title=["Lain", "Lagi"]))

    with pytest.raises(ValueError, match="another text"):
        countersign(document, record=other, log=LOG)


@pytest.mark.rule(74)
@pytest.mark.django_db
def test_both_files_are_known_and_the_older_says_that_there_is_a_newer(
    acknowledged, client
):
    before = issuing.read_pdf(acknowledged)
    tasks.countersign(acknowledged.pk)
    after = issuing.read_pdf(Document.objects.get(pk=acknowledged.pk))

    older, newer = verification.examine(before), verification.examine(after)

    assert older.genuine
    assert newer.genuine
    assert older.document == newer.document == acknowledged
    assert "Sebelum diterima" in older.version
    assert "Sesudah diterima" in newer.version
    file = SimpleUploadedFile("a.pdf", io.BytesIO(after).read(), "application/pdf")
    page_of_file = client.post("/verifikasi/berkas/", {"berkas": file})
    text = page_of_file.content.decode()
    assert "Sesudah diterima" in text
    assert "Wagiyem" not in text
    changed = verification.examine(after + b"\n% catatan\n")
    assert changed.altered
