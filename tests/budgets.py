"""What a first visit costs: gzip bytes of a page and of all that it loads."""

import gzip
import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

KILO = 1000
PUBLIC = {"total": 60 * KILO, "css": 15 * KILO, "js": 25 * KILO, "requests": 6}
STAFF = {"total": 100 * KILO, "css": 15 * KILO, "js": 45 * KILO, "requests": 10}

CSS_PARTS = re.compile(rb"url\(\s*[\"']?([^\"')]+)")
JS_PARTS = re.compile(
    rb"""(?:^|[;\s])(?:import|export)\b[^;"']*?["']([^"']+\.js)["']"""
    rb"""|\bimport\(\s*["']([^"']+\.js)["']\s*\)"""
)
LOADED_LINKS = {"stylesheet", "icon", "modulepreload", "preload"}


class Loads(HTMLParser):
    """Addresses that a browser fetches by itself when it reads the page."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in {"script", "img", "source"} and attributes.get("src"):
            self.found.append(attributes["src"])
        rel = set((attributes.get("rel") or "").split())
        if tag == "link" and rel & LOADED_LINKS:
            self.found.append(attributes["href"])


def gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def parts_of(url: str, content: bytes) -> list[str]:
    """What a style sheet or a module fetches in turn."""
    pattern = {".css": CSS_PARTS, ".js": JS_PARTS}.get(posixpath.splitext(url)[1])
    if pattern is None or "/vendor/" in url:
        return []
    return [
        urljoin(url, next(filter(None, match.groups())).decode())
        for match in pattern.finditer(content)
    ]


def kind_of(url: str) -> str:
    return {".css": "css", ".js": "js"}.get(posixpath.splitext(url)[1], "images")


def page_weight(client, url: str, *, status: int = 200) -> dict:
    """
    Gzip bytes as {"total", "html", "css", "js", "images"}, and {"requests", "foreign"}.

    `client` is Django's test client, signed in as needed; style sheets count with all
    their pictures, scripts with all modules they import.
    """
    response = client.get(url)
    assert response.status_code == status, f"{url}: {response.status_code}"
    reader = Loads()
    reader.feed(response.content.decode())
    weight = {"html": gzipped(response.content), "css": 0, "js": 0, "images": 0}
    foreign, seen, waiting = [], set(), [urljoin(url, part) for part in reader.found]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        path = urlsplit(address)
        if path.netloc:
            foreign.append(address)
            continue
        content = loaded(client, path.path)
        weight[kind_of(path.path)] += gzipped(content)
        waiting += parts_of(path.path, content)
    return weight | {
        "total": sum(weight.values()),
        "requests": 1 + len(seen),
        "foreign": foreign,
    }


def loaded(client, path: str) -> bytes:
    if path.startswith(settings.STATIC_URL):
        file = finders.find(path.removeprefix(settings.STATIC_URL))
        assert file, f"{path} is not among the static files"
        return Path(file).read_bytes()
    return client.get(path).content


def assert_within(budget: dict, weight: dict) -> None:
    """`assert_within(STAFF, page_weight(client, url))`; nothing from elsewhere."""
    over = {
        name: (weight[name], limit)
        for name, limit in budget.items()
        if weight[name] > limit
    }
    assert not over, f"over budget (is, may be): {over}"
    assert not weight["foreign"], f"from elsewhere: {weight['foreign']}"
