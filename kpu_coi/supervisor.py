"""Processes that live and die together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 30
LONGEST_LOG = 20 * 1024 * 1024
PR_SET_PDEATHSIG = 1
# A password check takes 19 MiB, which each of many heaps would keep.
LEAN = {"MALLOC_ARENA_MAX": "2"}


class Household:
    """Starts Python processes, each with its log, and stops all when one ends."""

    def __init__(self, folder: Path, logs: Path):
        self.folder = folder
        self.logs = logs
        self.processes: dict[str, subprocess.Popen] = {}
        self.asked_to_stop = False

    def start(self, name: str, arguments: list[str]) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        with self.log_of(name).open("ab") as log:
            if log.tell() > LONGEST_LOG:
                log.truncate(0)
            self.processes[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=self.folder,
                env=LEAN | os.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )

    def log_of(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def listen(self) -> None:
        """Ctrl-C, a closed terminal and a service manager all ask to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, number, frame) -> None:
        self.asked_to_stop = True

    def ended(self) -> str:
        """The name of a process that has ended, or nothing while all run."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                return name
        return ""

    def watch(self) -> str:
        """Wait until asked to stop, or until one ends: its name."""
        while not self.asked_to_stop:
            if name := self.ended():
                return name
            time.sleep(0.2)
        return ""

    def stop(self) -> None:
        """Ask all to end, the last started first; end those that do not listen."""
        for process in reversed(self.processes.values()):
            with suppress(ProcessLookupError):
                process.terminate()
        until = time.monotonic() + PATIENCE
        for process in self.processes.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def last_words(self, name: str, lines: int = 15) -> str:
        text = self.log_of(name).read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])


def end_with_parent() -> None:
    """On Linux a process whose parent was killed is asked to end as well."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
