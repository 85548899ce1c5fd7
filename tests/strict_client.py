"""A test client that is as strict as the browser, and a little stricter."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

DATA_BLOCKS = {"application/json", "application/ld+json"}
LEFT_OVER = ("{{", "{%", "{#")


class PageReader(HTMLParser):
    """Collects what a strict content security policy or a reader would refuse."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.form: dict | None = None
        self.code = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        where = f"<{tag}> at {self.getpos()}"
        for name, value in attributes.items():
            self.read_attribute(name, value or "", where)
        if tag == "style":
            self.faults.append(f"inline style sheet {where}")
        if tag == "script":
            self.code = True
            if "src" not in attributes and attributes.get("type") not in DATA_BLOCKS:
                self.faults.append(f"inline script {where}")
        if tag == "form":
            self.form = {"post": is_own_post(attributes), "token": False}
        if attributes.get("name") == "csrfmiddlewaretoken" and self.form:
            self.form["token"] = bool(attributes.get("value"))

    def read_attribute(self, name, value, where):
        if name == "style":
            self.faults.append(f"inline style {where}")
        if name.startswith("on"):
            self.faults.append(f"inline handler {name} {where}")
        if value.strip().lower().startswith("javascript:"):
            self.faults.append(f"script address in {name} {where}")
        if any(mark in value for mark in LEFT_OVER):
            self.faults.append(f"left-over template tag in {name} {where}")
        if name == "id":
            if value in self.ids:
                self.faults.append(f"id {value!r} stands twice {where}")
            self.ids.add(value)

    def handle_endtag(self, tag):
        if tag == "script":
            self.code = False
        if tag == "form" and self.form:
            if self.form["post"] and not self.form["token"]:
                self.faults.append(f"POST form without CSRF token at {self.getpos()}")
            self.form = None

    def handle_data(self, data):
        if not self.code and any(mark in data for mark in LEFT_OVER):
            self.faults.append(f"left-over template tag in {data.strip()!r}")


def is_own_post(attributes: dict) -> bool:
    method = (attributes.get("method") or "get").lower()
    return method == "post" and not urlsplit(attributes.get("action") or "").netloc


def faults_of(html: str) -> list[str]:
    """What is wrong with a page or fragment, in words; empty when nothing is."""
    reader = PageReader()
    reader.feed(html)
    reader.close()
    return reader.faults


class StrictClient(Client):
    """
    Checks CSRF, and refuses pages that the content security policy would break.

    POSTs carry a good token of their own accord, as a browser's form does;
    `csrf=False` leaves it out. Every HTML answer is read: no inline script,
    handler or style, no left-over template tag, no id twice, a token in each
    POST form.
    """

    def __init__(self, **defaults):
        super().__init__(enforce_csrf_checks=True, **defaults)

    def generic(self, method, path, *args, csrf=True, headers=None, **extra):
        if csrf and method not in {"GET", "HEAD", "OPTIONS"}:
            headers = {"X-CSRFToken": self.csrf_token()} | (headers or {})
        return super().generic(method, path, *args, headers=headers, **extra)

    def csrf_token(self) -> str:
        if settings.CSRF_COOKIE_NAME not in self.cookies:
            self.cookies[settings.CSRF_COOKIE_NAME] = _get_new_csrf_string()
        return self.cookies[settings.CSRF_COOKIE_NAME].value

    def request(self, **request):
        response = super().request(**request)
        kind = response.get("Content-Type", "")
        if kind.startswith("text/html") and not response.streaming:
            faults = faults_of(response.content.decode(response.charset))
            assert not faults, f"{request.get('PATH_INFO')}: " + "; ".join(faults)
        return response
