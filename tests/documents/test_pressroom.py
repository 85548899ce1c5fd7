import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from documents import pressroom
from documents.pressroom import Press, PressFault
from documents.text import check_text
from tests.documents.checks import archive_faults
from tests.documents.papers import STATEMENT, paper_of


@pytest.fixture
def press():
    press = Press()
    yield press
    press.close()


def test_a_press_that_died_is_replaced(press):
    first = press.make(paper_of("FREE"))
    dead = press.child.pid
    os.kill(dead, signal.SIGKILL)
    press.child.wait()

    second = press.make(paper_of("FREE"))

    assert first.startswith(b"%PDF")
    assert second.startswith(b"%PDF")
    assert press.child.pid != dead


def test_a_press_that_hangs_is_ended_and_the_next_paper_gets_another(press):
    press.make(paper_of("FREE"))
    hung = press.child.pid
    press.seconds = 1.0
    os.kill(hung, signal.SIGSTOP)

    with pytest.raises(PressFault, match="Waktu"):
        press.make(paper_of("FREE"))

    press.seconds = 15.0
    assert not Path(f"/proc/{hung}").exists()
    assert press.make(paper_of("FREE")).startswith(b"%PDF")


def test_a_press_is_renewed_after_its_share_of_papers():
    press = Press(papers=1)
    press.make(paper_of("FREE"))
    assert press.child is None

    assert press.make(paper_of("FREE")).startswith(b"%PDF")
    press.close()


def test_a_fault_travels_as_a_name_without_the_words_of_the_paper(press):
    paper = paper_of("FREE")
    del paper["record"]["signed_at"]

    with pytest.raises(PressFault) as fault:
        press.make(paper)

    assert str(fault.value) == "KeyError"
    assert press.make(paper_of("FREE")).startswith(b"%PDF")


def test_the_press_knows_no_secret_of_the_site(press, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", os.environ.get("DATABASE_URL", ""))
    monkeypatch.setenv("VAULT_KEYS", "rahasia")
    monkeypatch.setenv("SEAL_PKCS12_PASSWORD", "rahasia")
    press.make(paper_of("FREE"))

    known = Path(f"/proc/{press.child.pid}/environ").read_bytes()

    assert b"rahasia" not in known
    assert b"DATABASE_URL" not in known


def test_the_press_is_held_to_its_memory(press):
    press.make(paper_of("FREE"))

    limits = Path(f"/proc/{press.child.pid}/limits").read_text()

    (line,) = [row for row in limits.splitlines() if row.startswith("Max address")]
    assert line.split()[3] == str(1536 * 1024 * 1024)


def test_nothing_is_left_behind_by_presses_of_workers_that_are_no_more(tmp_path):
    gone, own, other = (
        tmp_path / "999999999-x",
        tmp_path / f"{os.getpid()}-y",
        tmp_path / "z",
    )
    for folder in (gone, own, other):
        folder.mkdir()

    pressroom.sweep(tmp_path)

    assert [folder.exists() for folder in (gone, own, other)] == [False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "kata " * 4000,
        "\n".join("kata " * 19 for _ in range(200)),
        ("x" * 60 + " ") * 327,
        "i " * 10_000,
        "a\n\n" * 66,
    ],
)
def test_the_largest_text_that_a_field_takes_is_made_in_time(running_press, text):
    assert check_text(text.strip()) == []

    pdf = running_press.make(
        paper_of("POTENTIAL", statement=STATEMENT | {"duty": text.strip()})
    )

    assert archive_faults(pdf) == []


def test_in_production_a_seal_must_be_configured(settings):
    settings.TRIAL = False
    settings.SEAL = {"pkcs12": "", "password": "", "tsa_url": "", "trust": ""}

    with pytest.raises(ImproperlyConfigured, match="SEAL_PKCS12"):
        pressroom.seal_config()


def test_the_web_process_loads_neither_typesetter_nor_sealer():
    program = (
        "import sys, kpu_coi.wsgi\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "import documents.tasks, documents.issuing, documents.signing\n"
        "heavy = {'weasyprint', 'pyhanko', 'fontTools', 'pikepdf'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=pressroom.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "heavy: []"
