"""A real worker, inside the test: takes up the jobs of some queues and returns."""

from django.db import connection
from procrastinate.contrib.django import app


def work(*queues: str) -> None:
    """
    Do every job of these queues (of all, without one) that is due now.

    Needs `django_db(transaction=True)`: a worker has its own connection.
    """
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=list(queues) or None,
            wait=False,
            install_signal_handlers=False,
            listen_notify=False,
        )


def jobs(task: str) -> list[tuple[str, int]]:
    """The status and attempts of each job of a task, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, attempts FROM procrastinate_jobs "
            "WHERE task_name = %s ORDER BY id",
            [task],
        )
        return cursor.fetchall()


def make_due() -> None:
    """Let the jobs that wait for their next attempt be due now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'"
        )
