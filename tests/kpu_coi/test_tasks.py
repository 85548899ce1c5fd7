"""The queue takes up what a dead worker left behind."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from notifications.inbox import tell
from tests.personnel.factories import make_user
from tests.worker import jobs, work

pytestmark = pytest.mark.django_db(transaction=True)

TASK = "notifications.send_email"


def leave_to_a_worker_last_heard(ago):
    """As if a worker had taken the job and then fallen silent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) "
            "RETURNING id",
            [timezone.now() - ago],
        )
        [worker] = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker]
        )


def take_up_stalled():
    from kpu_coi.tasks import take_up_stalled

    take_up_stalled.configure(queue="keeping").defer(timestamp=0)
    work("keeping")


def test_the_job_of_a_silent_worker_is_done_by_another(mailoutbox):
    tell(make_user(email="sari@kpu.example"), "Kabar", path="/", about="x:1")
    leave_to_a_worker_last_heard(timedelta(minutes=2))

    take_up_stalled()
    work("mail")

    assert [status for status, _ in jobs(TASK)] == ["succeeded"]
    assert len(mailoutbox) == 1


def test_the_job_of_a_living_worker_is_left_to_it(mailoutbox):
    tell(make_user(email="sari@kpu.example"), "Kabar", path="/", about="x:1")
    leave_to_a_worker_last_heard(timedelta(seconds=5))

    take_up_stalled()
    work("mail")

    assert [status for status, _ in jobs(TASK)] == ["doing"]
    assert mailoutbox == []
