import pytest
from django.db import connection

from kpu_coi import health, queue

pytestmark = pytest.mark.django_db


def test_a_house_in_order_says_so_without_a_session(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/sehat/")

    assert answer.status_code == 200
    assert answer.json()["checks"] == {"database": "ok", "queue": "ok", "disk": "ok"}
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_job_that_nobody_takes_is_trouble(client):
    queue.tell("accounts.send_reset_link", user_id=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '10 minutes'"
        )

    answer = client.get("/sehat/")

    assert answer.status_code == 503
    assert answer.json()["checks"]["queue"] == "behind"
    assert answer.json()["queue_wait_seconds"] == 600


def test_a_retry_planned_for_later_is_no_trouble(client):
    queue.tell("accounts.send_reset_link", user_id=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '10 minutes'"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'"
        )

    assert client.get("/sehat/").status_code == 200


def test_a_full_disk_is_trouble(client, monkeypatch):
    monkeypatch.setattr(health, "free_bytes", lambda: 1024)

    answer = client.get("/sehat/")

    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] == "full"


def test_it_only_answers_those_who_read(client):
    assert client.post("/sehat/").status_code == 405
