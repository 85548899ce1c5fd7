"""
The press: a process of its own that sets letters and seals them.

    python -m documents.press FD

It talks with the pressroom over the inherited socket FD: first the configuration,
answered when it is warm; then papers, or sealed files that want a second seal, each
answered by the sealed PDF or by the name of what went wrong. It has no database, no
settings and no network, and it is killed and replaced when it hangs or dies.
"""

import base64
import contextlib
import gc
import json
import logging
import os
import resource
import socket
import sys
from typing import Any

from django.conf import settings

from documents import frames, letters, sealing, typesetting
from documents.sample import sample_paper
from kpu_coi.canonical import canonical_json

MEMORY = 1536 * 1024 * 1024


def render_and_seal(paper: dict[str, Any], seal: sealing.Seal) -> bytes:
    """A frozen paper as sealed PDF/A-3a and PDF/UA-1, its seal checked."""
    return sealing.seal_and_check(typesetting.typeset(paper), seal)


def plain(paper: dict[str, Any]) -> bytes:
    """The same HTML by WeasyPrint as it comes, the floor of the benchmark."""
    return typesetting.plain(letters.html(paper))


def warm_up(seal: sealing.Seal) -> None:
    """Load fonts, style and key before the first paper, and leave them out of GC."""
    render_and_seal(sample_paper(), seal)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def countersign(asked: dict[str, Any], seal: sealing.Seal) -> bytes:
    """A sealed file with the second seal that was asked for."""
    return sealing.countersign(
        base64.b64decode(asked["pdf"]),
        seal,
        reason=asked["reason"],
        record=canonical_json(asked["record"]),
    )


def answer(asked: dict[str, Any], seal: sealing.Seal) -> bytes:
    """The reply to one order: "+" and the PDF, or "-" and the name of the fault."""
    make = countersign if "pdf" in asked else render_and_seal
    try:
        return b"+" + make(asked, seal)
    except Exception as problem:
        return b"-" + type(problem).__name__.encode()


def serve(line: socket.socket) -> None:
    """Answer until the pressroom hangs up."""
    config = json.loads(frames.receive(line))
    seal = sealing.load(config)
    warm_up(seal)
    frames.send(line, b"+")
    while True:
        frames.send(line, answer(json.loads(frames.receive(line)), seal))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    settings.configure(USE_I18N=False)
    # What is logged could hold words of a paper; faults travel as names instead.
    logging.lastResort = None
    line = socket.socket(fileno=int(sys.argv[1]))
    with contextlib.suppress(EOFError, ConnectionError):
        serve(line)
    os._exit(0)


if __name__ == "__main__":
    main()
