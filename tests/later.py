"""
Runs a program as on a day to come: `python -m tests.later DAYS [-m] PROGRAM ...`.

PROGRAM is a file, or after `-m` a module, with its own arguments. Only the time that
the application asks for is moved; database, cookies and queue keep the machine's.
"""

import runpy
import sys
from datetime import timedelta

from django.utils import timezone


def run(days: str, *command: str):
    now, ahead = timezone.now, timedelta(days=int(days))
    timezone.now = lambda: now() + ahead
    if command[0] == "-m":
        sys.argv = list(command[1:])
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(command)
        runpy.run_path(command[0], run_name="__main__")


if __name__ == "__main__":
    run(*sys.argv[1:])
