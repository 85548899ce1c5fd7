import errno
import os
import socket
import time
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from kpu_coi import preparing
from kpu_coi.environment import BASE_DIR
from kpu_coi.supervisor import Household

FIRST_ANSWER = 60


class Command(BaseCommand):
    help = "Menyiapkan yang belum ada, lalu menjalankan web dan pekerja bersama-sama."
    requires_system_checks = ()

    def handle(self, **options):
        self.check_port()
        preparing.prepare(self.say)
        connections.close_all()
        household = Household(BASE_DIR, settings.VAR_DIR / "catatan")
        household.listen()
        ended = ""
        try:
            for name, arguments in preparing.commands().items():
                household.start(name, arguments)
            ended = self.wait_for_web(household)
            if not ended and not household.asked_to_stop:
                self.welcome(household)
                ended = household.watch()
        finally:
            household.stop()
        if ended:
            raise CommandError(
                f"Proses {ended} berhenti sendiri, maka semuanya dihentikan. "
                f"Catatan terakhirnya:\n{household.last_words(ended)}"
            )
        self.say("Berhenti. Data tetap tersimpan.")

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()

    def check_port(self):
        """Say so before anything else when somebody else has the port."""
        host = os.environ.get("BIND", "127.0.0.1")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, settings.PORT))
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    raise CommandError(
                        f"{host}:{settings.PORT}: {problem}"
                    ) from problem
                raise CommandError(
                    f"Porta {settings.PORT} sedang dipakai. Pilih yang lain, "
                    f"misalnya: PORT={settings.PORT + 1} make run"
                ) from problem

    def wait_for_web(self, household):
        """Wait for the first answer; the name of a process that ended instead."""
        until = time.monotonic() + FIRST_ANSWER
        while time.monotonic() < until and not household.asked_to_stop:
            if name := household.ended():
                return name
            if answers(f"http://127.0.0.1:{settings.PORT}/sehat/"):
                return ""
            time.sleep(0.1)
        return "" if household.asked_to_stop else "web"

    def welcome(self, household):
        accounts = preparing.accounts_file()
        if settings.TRIAL and accounts.exists():
            self.say("\n" + accounts.read_text().rstrip())
        self.say(f"\nCatatan: {household.logs}")
        self.say(f"Buka {settings.BASE_URL}/ di peramban. Ctrl-C untuk berhenti.\n")


def answers(url: str) -> bool:
    """Whether the web process answers, well or ill."""
    try:
        with urlopen(url, timeout=2):  # noqa: S310 - our own address
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
