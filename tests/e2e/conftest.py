"""
Journeys: a browser, the real server, worker, PostgreSQL and a mail sink.

They start at the sign-in page, never write to the database, and every page that a
journey looks at is checked at two widths.
"""

import os
import time
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from tests.e2e import regimes, steps
from tests.e2e.cast import Cast
from tests.e2e.visitor import PHONE, Visitor
from tests.house import House, chromium_path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
]


def pytest_collection_modifyitems(items):
    """
    Journeys run last: what is quick to fail fails first.

    With several workers they stay together on one of them, as they share a house, and
    begin at once, so that the others have enough to do meanwhile.
    """
    here = Path(__file__).parent
    first = "PYTEST_XDIST_WORKER" in os.environ
    items.sort(key=lambda item: (here in item.path.parents) is not first)
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("house"))


def server_address() -> str:
    """The PostgreSQL that the tests use anyway, its maintenance database."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    parts = {
        "host": database["HOST"] or database["OPTIONS"].get("host", ""),
        "port": database["PORT"],
        "user": database["USER"],
        "password": database["PASSWORD"],
    }
    filled = {name: value for name, value in parts.items() if value}
    return psycopg.conninfo.make_conninfo(**filled, dbname="postgres")


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """The running house: url, outbox, var_dir, log(), manage(), start and stop."""
    folder = tmp_path_factory.mktemp("rumah")
    house = House(folder, server_address())
    try:
        house.build()
        house.start()
        yield house
    finally:
        house.tear_down()


@pytest.fixture(scope="package")
def people(site):
    """Whom the demonstration made, by the part they play: employee numbers."""
    return Cast(site.manage("demo", "--scale", "office", "--json"))


@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package", params=regimes.EACH, ids=str)
def regime(request, site, people, browser):
    """
    The legal basis of the regency: first its own, then another.

    An administrator puts the other into force, and the house waits for its day.
    """
    if request.param.former:
        administrator = Visitor(site, browser, width=PHONE, height=740)
        administrator.sign_in(people.nation("organisation"))
        steps.switch_regime(administrator, request.param, "33.21")
        assert administrator.close() == []
        site.wait_days(steps.DAYS_TO_REGIME.days)
    return request.param


@pytest.fixture
def visitors(site, browser):
    """Opens a browser window of its own for each person who comes."""
    opened = []

    def open_one(width: int = 1366, height: int = 900, **options) -> Visitor:
        visitor = Visitor(site, browser, width=width, height=height, **options)
        opened.append(visitor)
        return visitor

    yield open_one
    problems = [line for visitor in opened for line in visitor.close()]
    assert problems == []


@pytest.fixture
def phones(visitors, regime):
    """Opens phones; under the second legal basis the pages are not looked at again."""
    looks = not regime.former
    return lambda: visitors(width=PHONE, height=740, looks=looks)


@pytest.fixture
def eventually():
    """Waits until a question has an answer: the worker needs its seconds."""

    def wait(question, *, within: float = 60):
        until = time.monotonic() + within
        while True:
            answer = question()
            if answer or time.monotonic() > until:
                assert answer, f"no answer within {within} s"
                return answer
            time.sleep(0.3)

    return wait
