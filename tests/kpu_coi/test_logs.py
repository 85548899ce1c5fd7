import json
import logging

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.urls import resolve

from kpu_coi.logs import JsonFormatter
from kpu_coi.middleware import ProxyMiddleware


@pytest.fixture
def lines():
    """What the loggers write while the test runs, each line read as JSON."""
    written = []

    class Collector(logging.Handler):
        def emit(self, record):
            written.append(json.loads(JsonFormatter().format(record)))

    collector = Collector()
    logging.getLogger().addHandler(collector)
    yield written
    logging.getLogger().removeHandler(collector)


@pytest.mark.django_db
def test_a_request_leaves_its_route_and_its_time_and_nothing_else(client, lines):
    client.get("/verifikasi/RAHASIA-1234/?nama=Wulan", REMOTE_ADDR="203.0.113.9")

    answered = [line for line in lines if line["logger"] == "kpu_coi.requests"]
    assert [set(line) for line in answered] == [
        {"time", "level", "logger", "message", "route", "method", "status", "ms"}
    ]
    assert answered[0]["route"] == "verifikasi/<str:token>/"
    for secret in ("RAHASIA", "Wulan", "203.0.113.9"):
        assert secret not in json.dumps(lines)


def test_a_failed_request_names_its_route_and_not_its_path(lines):
    request = RequestFactory().get("/verifikasi/RAHASIA-1234/")
    request.resolver_match = resolve("/verifikasi/RAHASIA-1234/")

    logging.getLogger("django.request").error(
        "Internal Server Error: %s",
        request.path,
        extra={"request": request, "status_code": 500},
    )

    assert lines[0]["route"] == "verifikasi/<str:token>/"
    assert lines[0]["status"] == 500
    assert "RAHASIA" not in json.dumps(lines)


@pytest.mark.django_db
def test_an_exception_leaves_its_kind_and_place_but_not_the_row(lines):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE person (name text UNIQUE)")
        cursor.execute("INSERT INTO person VALUES ('Wulan')")
        try:
            with transaction.atomic():
                cursor.execute("INSERT INTO person VALUES ('Wulan')")
        except IntegrityError:
            logging.getLogger("kpu_coi.trial").exception("It failed")

    assert lines[0]["exception"] == "django.db.utils.IntegrityError"
    assert lines[0]["sqlstate"] == "23505"
    assert lines[0]["constraint"] == "person_name_key"
    assert any("test_logs.py" in frame for frame in lines[0]["trace"])
    assert "Wulan" not in json.dumps(lines)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "127.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "10.6.6.6, 198.51.100.1, 192.0.2.7", "198.51.100.1"),
        (2, "198.51.100.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(
    settings, proxies, forwarded, address
):
    settings.TRUSTED_PROXIES = proxies
    seen = []
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    ProxyMiddleware(lambda request: seen.append(request.META["REMOTE_ADDR"]))(request)

    assert seen == [address]
