"""
Short-lived processes that take unknown files apart.

A parser fed by strangers runs without database, settings and secrets, with little
memory and time, and can write no file. Nothing here imports Django: the child must
start quickly.
"""

import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFUSED = 3
"""The exit code of a child that refuses its file; standard error ends in why."""


def confine(*, memory: int, seconds: int) -> None:
    """Called by the child first: bytes of address space, and seconds of computing."""
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def run(
    module: str, *arguments: str, data: bytes, patience: float
) -> subprocess.CompletedProcess[bytes]:
    """
    Run a module of this project on some bytes, and wait for what it writes.

    Raises subprocess.TimeoutExpired when the patience is over; the child is gone.
    """
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=data,
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        timeout=patience,
        check=False,
    )


def last_word(told: bytes) -> str:
    """The reason in one word; parsers may have warned before it."""
    said = told.decode(errors="replace").split()
    return said[-1] if said else ""
