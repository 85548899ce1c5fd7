"""`manage.py serve` as somebody types it: all from nothing, and nothing left behind."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

import psutil
import pytest

from kpu_coi.environment import BASE_DIR
from tests.house import free_port

PATIENCE = 120

# Each of these starts what the one before it has made.
pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("serve")]


class Served:
    """A running `serve`, with what it has said so far."""

    def __init__(self, var_dir: Path, port: int):
        unwanted = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DEBUG"}
        kept = {name: text for name, text in os.environ.items() if name not in unwanted}
        self.url = f"http://localhost:{port}"
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=BASE_DIR,
            env=kept | {"TRIAL": "1", "VAR_DIR": str(var_dir), "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.said += line

    def wait_until_open(self):
        until = time.monotonic() + PATIENCE
        while f"Buka {self.url}/" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.1)

    def children(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.reader.join()
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def var_dir():
    folder = Path(os.environ.get("VAR_DIR", BASE_DIR / "var")).resolve()
    folder = folder / "tes" / f"serve-{uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    yield folder
    until = time.monotonic() + 30
    while (folder / "postgres/postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.1)
    shutil.rmtree(folder)


@pytest.fixture
def serve(var_dir):
    running = []

    def start(port=None):
        running.append(Served(var_dir, port or free_port()))
        return running[-1]

    yield start
    for served in running:
        if served.process.poll() is None:
            served.end(signal.SIGTERM)


def page(url):
    with urlopen(url, timeout=10) as answer:
        return answer.status, answer.read().decode()


def all_gone(processes):
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    return alive == []


def test_a_first_start_makes_everything_and_ctrl_c_ends_it(serve, var_dir):
    served = serve()
    served.wait_until_open()
    children = served.children()

    status, html = page(f"{served.url}/akun/masuk/")
    assert status == 200
    sheet = re.search(r'href="(/static/css/app\.[^"]+\.css)"', html)[1]
    assert page(served.url + sheet)[0] == 200
    assert "kata sandi" in served.said
    assert len(children) >= 3

    assert served.end(signal.SIGINT) == 0
    assert "Data tetap tersimpan" in served.said
    assert all_gone(children)


def test_a_second_start_makes_nothing_anew_and_a_taken_port_is_named(serve):
    served = serve()
    served.wait_until_open()
    port = int(served.url.rpartition(":")[2])

    second = serve(port)

    assert "Membuat" not in served.said
    assert "Menyiapkan" not in served.said
    assert "Akun contoh" in served.said
    assert second.process.wait(PATIENCE) == 1
    second.end()
    assert f"PORT={port + 1} make run" in second.said
    assert served.end(signal.SIGTERM) == 0


def test_when_one_process_dies_all_stop_and_it_is_named(serve):
    served = serve()
    served.wait_until_open()
    children = served.children()
    worker = next(one for one in children if "procrastinate" in one.cmdline())

    worker.kill()

    assert served.process.wait(PATIENCE) == 1
    assert served.end() == 1
    assert "Proses worker berhenti sendiri" in served.said
    assert all_gone(children)


def test_children_of_a_killed_parent_do_not_stay(serve):
    served = serve()
    served.wait_until_open()
    children = served.children()

    served.process.kill()

    assert served.end() == -signal.SIGKILL
    assert all_gone(children)
