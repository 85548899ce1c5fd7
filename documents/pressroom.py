"""
Keeps one press at work: starts it, feeds it, replaces it when it hangs or dies.

The queue runs jobs in threads; a lock lets one paper at a time through. A press is
given 15 seconds a paper, 1.5 GB of memory, and is renewed after 500 papers.
"""

import atexit
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from documents import frames
from documents.certificate import ROOT_FILE, TRIAL_PASSWORD, trial_stores
from kpu_coi.canonical import canonical_json

ROOT = Path(__file__).resolve().parent.parent
SECONDS_A_PAPER = 15.0
SECONDS_TO_WARM = 60.0
PAPERS_A_PRESS = 500
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "HOME")


class PressFault(Exception):
    """A paper could not be made now. Names the fault, never the paper's words."""


def seal_config() -> dict[str, str]:
    """
    What the press needs to seal: paths, password and addresses.

    Raises ImproperlyConfigured in production when no key store is named.
    """
    given = dict(settings.SEAL)
    if given["pkcs12"]:
        return given
    if not settings.TRIAL:
        raise ImproperlyConfigured("Set SEAL_PKCS12 to the key store of the seal.")
    seal, stamp = trial_stores(Path(settings.VAR_DIR) / "kunci")
    return given | {
        "pkcs12": str(seal),
        "password": TRIAL_PASSWORD.decode(),
        "stamp": str(stamp),
    }


def trusted_roots() -> str:
    """The path of the authorities whose seals are ours, or the empty text."""
    if settings.SEAL["trust"] or not settings.TRIAL:
        return settings.SEAL["trust"]
    folder = Path(settings.VAR_DIR) / "kunci"
    trial_stores(folder)
    return str(folder / ROOT_FILE)


def small_environment() -> dict[str, str]:
    """What a child process needs of the environment: no secret of the site's."""
    return {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}


class Press:
    """One child process that makes papers, started when the first one comes."""

    def __init__(
        self,
        *,
        seconds: float = SECONDS_A_PAPER,
        papers: int = PAPERS_A_PRESS,
    ) -> None:
        self.seconds = seconds
        self.papers = papers
        self.lock = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None
        self.line: socket.socket | None = None
        self.scratch = ""
        self.made = 0

    def countersign(self, pdf: bytes, *, reason: str, record: dict[str, Any]) -> bytes:
        """A sealed PDF with the second seal; raises as `make` does."""
        coded = base64.b64encode(pdf).decode()
        return self.make({"pdf": coded, "reason": reason, "record": record})

    def make(self, paper: dict[str, Any]) -> bytes:
        """
        The sealed PDF of a frozen paper.

        Raises PressFault when the press died, took too long or refused; the next
        call gets a fresh one.
        """
        with self.lock:
            try:
                reply = self._ask(paper)
            except TimeoutError as problem:
                self._stop()
                raise PressFault("Waktu pembuatan habis") from problem
            except (OSError, EOFError) as problem:
                self._stop()
                raise PressFault("Proses pembuat dokumen berhenti") from problem
            self.made += 1
            if self.made >= self.papers or reply == b"-MemoryError":
                self._stop()
        if reply[:1] != b"+":
            raise PressFault(reply[1:].decode(errors="replace"))
        return reply[1:]

    def close(self) -> None:
        """End the child process; the next paper starts another."""
        with self.lock:
            self._stop()

    def _ask(self, paper: dict[str, Any]) -> bytes:
        line = self.line
        if line is None or self.child is None or self.child.poll() is not None:
            self._stop()
            line = self._start()
        line.settimeout(self.seconds)
        frames.send(line, canonical_json(paper))
        return frames.receive(line)

    def _start(self) -> socket.socket:
        config = seal_config()
        scratch_root = Path(settings.VAR_DIR) / "sementara"
        scratch_root.mkdir(parents=True, exist_ok=True)
        sweep(scratch_root)
        self.scratch = tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=scratch_root)
        ours, theirs = socket.socketpair()
        self.line = ours
        try:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "documents.press", str(theirs.fileno())],
                cwd=ROOT,
                env=small_environment() | {"TMPDIR": self.scratch},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        finally:
            theirs.close()
        ours.settimeout(SECONDS_TO_WARM)
        frames.send(ours, json.dumps(config).encode())
        frames.receive(ours)
        return ours

    def _stop(self) -> None:
        if self.line is not None:
            self.line.close()
        if self.child is not None:
            self.child.kill()
            self.child.wait()
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)
        self.child, self.line, self.scratch, self.made = None, None, "", 0


def sweep(folder: Path) -> None:
    """Remove what presses of workers that are no more have left."""
    for entry in folder.iterdir():
        owner = entry.name.partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(entry, ignore_errors=True)


@cache
def press() -> Press:
    """The press of this worker."""
    made = Press()
    atexit.register(made.close)
    return made
