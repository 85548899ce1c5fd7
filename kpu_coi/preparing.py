"""
What must be there before the first page: tables, static files, units, and in a
trial the demonstration offices. Each step looks first whether it is needed.
"""

import hashlib
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kpu_coi.environment import BASE_DIR

PREPARING_LOCK = 7_031_945


def prepare(say: Callable[[str], None]) -> None:
    """Do what is missing, one process at a time; `say` gets a line for each step."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING_LOCK])
        try:
            migrate(say)
            collect_static(say)
            load_units(say)
            make_demonstration(say)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING_LOCK])


def migrate(say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Menyiapkan tabel ...")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(say: Callable[[str], None]) -> None:
    stamp = settings.VAR_DIR / "stempel" / "static"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state and settings.STATIC_ROOT.exists():
        return
    say("Mengumpulkan berkas statis ...")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def static_state() -> str:
    """A hash over path, size and time of every file that would be collected."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_units(say: Callable[[str], None]) -> None:
    if not apps.get_model("personnel", "Unit").objects.exists():
        say("Memuat satker ...")
        call_command("load_units", verbosity=0, stdout=StringIO())


def make_demonstration(say: Callable[[str], None]) -> None:
    """In a trial without people: the demonstration, and its accounts in a file."""
    if not settings.TRIAL or apps.get_model("personnel", "User").objects.exists():
        return
    say("Membuat kantor contoh ...")
    told = StringIO()
    call_command("demo", scale="office", stdout=told)
    accounts_file().write_text(told.getvalue())


def accounts_file() -> Path:
    """Where the demonstration accounts are listed."""
    return settings.VAR_DIR / "akun-contoh.txt"


def commands() -> dict[str, list[str]]:
    """The processes of a house: their names and command lines, run from BASE_DIR."""
    manage = str(BASE_DIR / "manage.py")
    return {
        "web": ["-m", "gunicorn", "kpu_coi.wsgi"],
        "worker": [
            *(manage, "procrastinate", "worker", "--concurrency", "2"),
            *("--shutdown-graceful-timeout", "20", "--delete-jobs", "successful"),
        ],
    }
