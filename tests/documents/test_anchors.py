from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from audit import log
from audit.models import GlobalEntry
from audit.sequence import append_finished
from documents import issuing, tasks
from documents.anchors import seal_day
from documents.models import Document
from tests.documents.checks import archive_faults, words_of
from tests.personnel.factories import make_unit


@pytest.fixture
def logged(transactional_db):
    """An event of today, in the global sequence."""
    make_unit("00")
    with transaction.atomic():
        log.record("coba.catat", stream="coba:1", by=None)
    append_finished()
    return GlobalEntry.objects.get()


def test_the_head_of_a_day_is_sealed_once(logged, papers_made, storage, tmp_path):
    today = timezone.localdate()

    document = seal_day(today)
    tasks.render(document.pk)

    made = Document.objects.get(pk=document.pk)
    pdf = issuing.read_pdf(made)
    digest = logged.running_hash
    words = words_of(pdf, tmp_path)
    assert archive_faults(pdf) == []
    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in words
    assert made.number == f"{today:%Y%m%d}/JKR/00"
    assert seal_day(today) is None


def test_a_day_without_events_has_no_anchor(logged):
    tasks.anchor(0)

    assert not Document.objects.exists()
    assert seal_day(timezone.localdate() - timedelta(days=1)) is None
    assert seal_day(date(2020, 1, 1)) is None


def test_anybody_may_check_an_anchor(logged, client):
    document = seal_day(timezone.localdate())

    text = client.get(f"/verifikasi/{document.token}/").content.decode()

    assert "Jangkar Harian Log Kegiatan" in text
    assert "Disegel oleh sistem" in text
