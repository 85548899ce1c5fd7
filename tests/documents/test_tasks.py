from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from documents import issuing, tasks
from documents.models import Document
from documents.pressroom import Press

pytestmark = pytest.mark.django_db


def stored(document):
    return Document.objects.get(pk=document.pk)


def waiting(document):
    return ProcrastinateJob.objects.filter(
        task_name="documents.render", status="todo", args={"document_id": document.pk}
    )


def begun(document):
    """A worker has taken the job that was deferred on issue."""
    waiting(document).delete()


def test_the_paper_of_a_free_statement_lies_in_the_store_as_it_is(
    issue, papers_made, storage
):
    document = issue("FREE")

    tasks.render(document.pk)

    made = stored(document)
    assert made.is_sealed
    assert (storage / made.file).read_bytes() == issuing.read_pdf(made)


def test_a_confidential_paper_lies_sealed_in_the_store(issue, papers_made, storage):
    document = issue("POTENTIAL")

    tasks.render(document.pk)

    made = stored(document)
    assert issuing.read_pdf(made).startswith(b"%PDF")
    assert b"%PDF" not in (storage / made.file).read_bytes()


def test_making_it_again_changes_nothing(issue, papers_made, storage):
    document = issue()
    tasks.render(document.pk)
    first = stored(document)

    tasks.render(document.pk)

    assert stored(document).pdf_sha256 == first.pdf_sha256
    assert len([file for file in storage.rglob("*") if file.is_file()]) == 1


def test_a_store_that_is_full_loses_nothing(issue, papers_made, storage, caplog):
    document = issue()
    begun(document)
    storage.write_text("Here no folder can be made.")

    tasks.render(document.pk)

    failed = stored(document)
    assert failed.state == "PENDING"
    assert failed.attempts == 1
    assert failed.fault
    assert waiting(document).get().scheduled_at == failed.next_attempt_at
    assert "Wagiyem" not in caplog.text
    storage.unlink()
    tasks.render(document.pk)
    assert stored(document).is_sealed
    assert stored(document).fault == ""


def test_after_four_faults_it_says_so_and_goes_on_trying(issue, papers_made, storage):
    document = issue()
    storage.write_text("Here no folder can be made.")
    states = []
    for _ in range(5):
        begun(document)
        tasks.render(document.pk)
        states.append(stored(document).state)

    assert states == ["PENDING"] * 3 + ["FAILED"] * 2
    assert waiting(document).count() == 1
    storage.unlink()
    tasks.render(document.pk)
    assert stored(document).is_sealed


def test_the_pauses_grow_to_an_hour(issue):
    document = issue()
    pauses = []
    for _ in range(14):
        before = timezone.now()
        tasks.postpone(document.pk, OSError("full"))
        pauses.append(
            round((stored(document).next_attempt_at - before).total_seconds())
        )

    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600]


def test_a_press_that_takes_too_long_is_a_fault_like_any_other(
    issue, monkeypatch, storage
):
    slow = Press(seconds=0.001)
    monkeypatch.setattr(tasks, "press", lambda: slow)
    document = issue()
    begun(document)

    tasks.render(document.pk)

    slow.close()
    assert stored(document).state == "PENDING"
    assert stored(document).fault == "PressFault: Waktu pembuatan habis"


def test_what_fell_by_the_way_is_ordered_again_and_only_once(issue):
    lost, on_its_way, in_time = issue(), issue(), issue()
    for document in (lost, on_its_way):
        Document.objects.filter(pk=document.pk).update(
            next_attempt_at=timezone.now() - timedelta(minutes=1)
        )
    begun(lost)
    begun(in_time)

    tasks.take_up(0)
    tasks.take_up(60)

    assert waiting(lost).count() == 1
    assert waiting(on_its_way).count() == 1
    assert waiting(in_time).count() == 0


def test_a_file_that_was_changed_in_the_store_is_not_given_out(
    issue, papers_made, storage
):
    document = issue()
    tasks.render(document.pk)
    made = stored(document)
    (storage / made.file).write_bytes(b"%PDF-1.7 lain")

    with pytest.raises(ValueError, match="not the one"):
        issuing.read_pdf(made)


def test_the_answer_to_a_browser_is_a_file_that_nobody_caches(
    issue, papers_made, storage
):
    document = issue("POTENTIAL")
    tasks.render(document.pk)

    response = issuing.pdf_response(stored(document), "pernyataan.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="pernyataan.pdf"'
    assert response["Cache-Control"] == "private, no-store"


def test_the_store_of_the_tests_is_their_own(storage):
    assert storages["default"].location == str(storage)
