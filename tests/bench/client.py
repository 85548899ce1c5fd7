"""A small HTTP client: keep-alive, cookies, forms; cheap beside what it measures."""

import gzip
import re
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

INPUT = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"', re.IGNORECASE)
BOUNDARY = "batas-antara-isian"
URLENCODED = "application/x-www-form-urlencoded"
KEPT_ALIVE = 1.0  # the server hangs up after two idle seconds


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    bytes_gz: int
    seconds: float
    path: str

    def hidden_fields(self) -> dict[str, str]:
        """The hidden fields of the page's forms, the token among them."""
        fields = [dict(ATTRIBUTE.findall(tag)) for tag in INPUT.findall(self.text)]
        return {
            field["name"]: unescape(field.get("value", ""))
            for field in fields
            if field.get("type") == "hidden" and "name" in field
        }


class Client:
    """One person's browser, without drawing."""

    def __init__(self, url: str):
        self.host = urlsplit(url).netloc
        self.connection = HTTPConnection(self.host, timeout=60)
        self.cookies = {}
        self.used_at = 0.0

    def get(self, path: str) -> Answer:
        return self.send("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self.send("POST", path, urlencode(fields))

    def post_form(self, path: str, fields: dict[str, str]) -> Answer:
        """As a browser sends a form that takes files."""
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            f"{value}\r\n"
            for name, value in fields.items()
        ]
        body = "".join([*parts, f"--{BOUNDARY}--\r\n"])
        return self.send(
            "POST", path, body, f"multipart/form-data; boundary={BOUNDARY}"
        )

    def follow(self, answer: Answer) -> Answer:
        """The page that a redirect leads to."""
        while answer.status in {301, 302, 303}:
            answer = self.get(urljoin(answer.path, answer.headers["location"]))
        return answer

    def send(
        self, method: str, path: str, body: str | None = None, kind: str = URLENCODED
    ) -> Answer:
        address = urlsplit(path)
        target = address.path + (f"?{address.query}" if address.query else "")
        headers = {"Accept-Encoding": "gzip", "Origin": f"http://{self.host}"}
        if self.cookies:
            pairs = self.cookies.items()
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in pairs)
        if body is not None:
            headers["Content-Type"] = kind
        if time.monotonic() - self.used_at > KEPT_ALIVE:
            self.connection.close()
        began = time.perf_counter()
        self.connection.request(method, target, body, headers)
        response = self.connection.getresponse()
        raw = response.read()
        seconds = time.perf_counter() - began
        self.used_at = time.monotonic()
        self.keep(response.headers.get_all("Set-Cookie") or [])
        zipped = response.headers.get("Content-Encoding") == "gzip"
        plain = gzip.decompress(raw) if zipped else raw
        return Answer(
            status=response.status,
            headers={name.lower(): value for name, value in response.getheaders()},
            text=plain.decode(errors="replace"),
            bytes_gz=len(raw) if zipped else len(gzip.compress(raw)),
            seconds=seconds,
            path=target,
        )

    def keep(self, lines: list[str]):
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
