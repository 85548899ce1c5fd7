"""
The paper comes once and valid, wherever its worker dies.

Real workers, started as an office starts them, are killed before, during and after
rendering; then another one takes the document up.
"""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Event
from documents import issuing, sealing, tasks
from documents.models import Document
from documents.pressroom import ROOT, trusted_roots
from tests.races import somebody_waits, until


def database_url():
    made = connection.settings_dict
    who = f"{quote(made['USER'], safe='')}:{quote(made['PASSWORD'], safe='')}"
    return f"postgresql://{who}@/{made['NAME']}?host={quote(made['HOST'], safe='/')}"


@pytest.fixture
def start_worker():
    """Start workers of the queue of papers; those still running end with the test."""
    started = []

    def start():
        worker = subprocess.Popen(
            [
                *(sys.executable, "manage.py", "procrastinate", "worker"),
                *("--queues", "documents", "--concurrency", "1"),
                *("--fetch-job-polling-interval", "0.2"),
            ],
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "DATABASE_URL": database_url(),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def press_of(worker):
    """The process number of a worker's press, or None."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == worker.pid and b"documents.press" in command:
            return int(folder.name)
    return None


def job_status(document):
    return ProcrastinateJob.objects.get(
        task_name="documents.render", args={"document_id": document.pk}
    ).status


@contextmanager
def somebody_holds(statement, *parameters):
    """Another transaction keeps the worker waiting at one point."""
    with psycopg.connect(database_url()) as other:
        other.execute(statement, parameters)
        yield
        other.rollback()


def kill(worker):
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def take_up(document):
    """The periodic task, once the time has come."""
    Document.objects.filter(pk=document.pk).update(
        next_attempt_at=timezone.now() - timedelta(seconds=1)
    )
    tasks.take_up(0)


def assert_made_once(document):
    until(
        lambda: Document.objects.get(pk=document.pk).state == "SEALED",
        "the sealed paper",
    )
    made = Document.objects.get(pk=document.pk)
    pdf = issuing.read_pdf(made)
    assert sealing.check(pdf, sealing.trusted(Path(trusted_roots()))) == "whole"
    assert len(pdf) == made.pdf_size
    assert (
        Event.objects.filter(
            stream=f"document:{document.pk}", action="document.seal"
        ).count()
        == 1
    )


@pytest.fixture
def document(transactional_db, issue):
    document = issue("POTENTIAL")
    yield document
    storages["default"].delete(Document.objects.get(pk=document.pk).file)


@pytest.mark.rule(8)
def test_a_worker_makes_the_paper(document, start_worker):
    start_worker()

    assert_made_once(document)
    until(lambda: job_status(document) == "succeeded", "the end of the job")


@pytest.mark.rule(8)
def test_killed_before_rendering(document, start_worker):
    worker = start_worker()
    until(lambda: job_status(document) == "doing", "the start of the job")
    kill(worker)
    assert Document.objects.get(pk=document.pk).state == "PENDING"

    take_up(document)
    start_worker()

    assert_made_once(document)


@pytest.mark.rule(8)
def test_its_press_killed_while_rendering(document, start_worker):
    worker = start_worker()
    press = until(lambda: press_of(worker), "the press")
    os.kill(press, signal.SIGKILL)

    assert_made_once(document)


@pytest.mark.rule(8)
def test_killed_between_rendering_and_storing(document, start_worker):
    held = "SELECT 1 FROM documents_document WHERE id = %s FOR UPDATE"
    with somebody_holds(held, document.pk):
        worker = start_worker()
        until(somebody_waits, "the worker at the row")
        kill(worker)
    assert Document.objects.get(pk=document.pk).state == "PENDING"

    take_up(document)
    start_worker()

    assert_made_once(document)


@pytest.mark.rule(8)
def test_killed_between_storing_and_committing(document, start_worker):
    held = "INSERT INTO audit_stream (name, last_seq, last_hash) VALUES (%s, 0, %s)"
    stored = storages["default"]
    with somebody_holds(held, f"document:{document.pk}", "0" * 64):
        worker = start_worker()
        until(somebody_waits, "the worker at the log")
        until(lambda: stored.exists(document.file), "the file")
        kill(worker)
    assert Document.objects.get(pk=document.pk).state == "PENDING"

    take_up(document)
    start_worker()

    assert_made_once(document)
    assert Document.objects.get(pk=document.pk).file == document.file


@pytest.mark.rule(8)
def test_two_workers_at_once_keep_one_paper(document, start_worker):
    tasks.try_order(document.pk)
    take_up(document)
    start_worker()
    start_worker()

    assert_made_once(document)
