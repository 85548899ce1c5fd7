"""Starts the provider as a process of its own on a free port, and signs in to it."""

import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    build_opener,
    urlopen,
)

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.house import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
CLIENT_ID, CLIENT_SECRET, PASSWORD = "integritas", "rahasia-klien", "sandi-di-penyedia"


@contextmanager
def provider(folder: Path, *, people: list[dict], redirect_uris: list[str]):
    """The issuer's address, while the process runs."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "key.pem").write_bytes(pem(make_key()))
    told = {
        "people": people,
        "redirect_uris": redirect_uris,
        "password": PASSWORD,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    }
    (folder / "clients.json").write_text(json.dumps(told))
    port = free_port()
    issuer = f"http://localhost:{port}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.oidc", str(folder), str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(f"{issuer}/.well-known/openid-configuration", process, folder)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address, process, folder):
    until = time.monotonic() + 40
    while time.monotonic() < until and process.poll() is None:
        with suppress(URLError, ConnectionError):
            return urlopen(address, timeout=5).read()
        time.sleep(0.1)
    raise RuntimeError((folder / "log").read_text())


def make_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Browser:
    """Just enough of one to sign in at the provider and be sent back."""

    def __init__(self):
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()), Stay())

    def ask(self, address: str, form: dict | None = None) -> tuple[str, str]:
        """Where the answer leads, or "", and its page."""
        data = urlencode(form).encode() if form else None
        try:
            answer = self.opener.open(address, data, timeout=10)
        except HTTPError as problem:
            answer = problem
        with answer:
            page = answer.read().decode()
        assert answer.status < 400, page[-2000:]
        return answer.headers.get("Location", ""), page

    def sign_in(self, address: str, name: str) -> str:
        """From the address of the sign-in request to the one it is answered at."""
        issuer = re.match(r"http://localhost:\d+", address)[0]
        where, page = self.ask(address)
        for _ in range(6):
            if where.startswith("/"):
                where = issuer + where
            if where and not where.startswith(issuer):
                return where
            if where:
                address = where
                where, page = self.ask(address)
                continue
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
            form = {"csrfmiddlewaretoken": token, "login": name, "password": PASSWORD}
            where, page = self.ask(address, form)
        raise AssertionError(f"not sent back: {address}")
