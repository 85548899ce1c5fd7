"""
The real thing for journeys and benches: database, web server, worker and mail sink.

What runs is started by the same command lines as `make run` starts it.
"""

import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen
from uuid import uuid4

import psycopg
from aiosmtpd.controller import Controller
from django.utils.timezone import localdate
from psycopg import sql

from kpu_coi.preparing import commands

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Outbox:
    """A mail server that keeps what it gets; it can be closed and opened again."""

    def __init__(self):
        self.mails = []
        self.port = free_port()
        self.controller = None

    def open(self):
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(mail)
        return "250 OK"

    def to(self, address: str) -> list:
        return [mail for mail in self.mails if address in str(mail["To"])]


class House:
    """One installation in a folder of its own, with a database of its own."""

    def __init__(self, var_dir: Path, server: str):
        self.var_dir = var_dir
        self.server = server
        self.name = f"rumah_{uuid4().hex[:12]}"
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.outbox = Outbox()
        self.processes = {}
        self.days_ahead = 0

    @property
    def today(self) -> date:
        """The day on which the house is, by the clock of Jakarta."""
        return localdate() + timedelta(days=self.days_ahead)

    @property
    def database_url(self) -> str:
        parts = psycopg.conninfo.conninfo_to_dict(self.server)
        user = quote(parts.get("user", ""), safe="")
        password = quote(parts.get("password", ""), safe="")
        host, port = parts.get("host", ""), parts.get("port", "5432")
        who = f"{user}:{password}@" if password else f"{user}@"
        if host.startswith("/"):
            return f"postgresql://{who}/{self.name}?host={quote(host, safe='/')}"
        return f"postgresql://{who}{host}:{port}/{self.name}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DJANGO_SETTINGS_MODULE", "DEBUG", "SECRET_KEY"}
        }
        return kept | {
            "TRIAL": "1",
            "VAR_DIR": str(self.var_dir),
            "DATABASE_URL": self.database_url,
            "PORT": str(self.port),
            "BASE_URL": self.url,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.outbox.port),
            "PYTHONUNBUFFERED": "1",
        }

    def build(self, scale: str = "office"):
        """Database, units, demonstration offices (or the nation), static files."""
        self.var_dir.mkdir(parents=True, exist_ok=True)
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name))
            )
        self.manage("migrate", "--no-input", "-v0")
        self.manage("load_units")
        self.manage("demo", "--scale", scale)
        self.manage("collectstatic", "--no-input", "-v0")

    def manage(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            self.command("manage.py", *arguments),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"manage.py {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def command(self, *arguments: str) -> list[str]:
        """How a program of the house is started, on the day on which the house is."""
        later = ["-m", "tests.later", str(self.days_ahead)] if self.days_ahead else []
        return [sys.executable, *later, *arguments]

    def wait_days(self, days: int):
        """
        Some days pass: web server and worker are the same, on a later day.

        The worker alone is told, so that a paper it is making gets finished.
        """
        self.stop("web")
        self.processes["worker"].terminate()
        self.processes["worker"].wait(PATIENCE)
        self.stop("worker")
        self.days_ahead += days
        self.start_worker()
        self.start_web()

    def start(self):
        self.outbox.open()
        self.start_worker()
        self.start_web()

    def start_web(self):
        self.spawn("web", commands()["web"])
        self.wait_until_up()

    def start_worker(self):
        self.spawn("worker", commands()["worker"])

    def spawn(self, name: str, arguments: list[str], **environment: str):
        with (self.var_dir / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self.command(*arguments),
                cwd=ROOT,
                env=self.environment | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self, name: str, how: int = signal.SIGTERM):
        process = self.processes.pop(name, None)
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def wait_until_up(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(URLError, ConnectionError, TimeoutError):
                return urlopen(f"{self.url}/sehat/", timeout=5).read()
            if self.processes["web"].poll() is not None:
                break
            time.sleep(0.2)
        raise RuntimeError(f"The web server did not start.\n{self.log('web')}")

    def log(self, name: str) -> str:
        return (self.var_dir / f"{name}.log").read_text(errors="replace")

    def tear_down(self):
        for name in list(self.processes):
            self.stop(name)
        self.outbox.close()
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                    sql.Identifier(self.name)
                )
            )


def chromium_path() -> str:
    """The browser's program: the one without a window, where there is one."""
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found, "Chromium is missing: install it or name it in CHROMIUM."
    return found
