"""Several acts at the same moment, each on a real connection of its own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

REFUSED = (PermissionDenied, ValidationError)
PATIENCE = 60


def at_once(
    *acts: Callable[[], Any], refused: tuple[type[Exception], ...] = REFUSED
) -> list[Any]:
    """
    What each act returned, or the refusal it met; let go at the same moment.

    Needs `django_db(transaction=True)`. Any other exception is the test's to see.
    """
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(timeout=20)
            return act()
        except refused as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(results: list[Any]) -> list[str]:
    """The words of those that were refused."""
    return [
        " ".join(result.messages)
        if isinstance(result, ValidationError)
        else str(result)
        for result in results
        if isinstance(result, REFUSED)
    ]


def alone(act: Callable[[], Any]) -> Any:
    """What it returns, on the thread's own connection, which is closed afterwards."""
    try:
        return act()
    finally:
        connection.close()


def until(condition: Callable[[], Any], what: str) -> Any:
    """Wait for something another one does; fail with words when it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    pytest.fail(f"{what} did not come about")


def somebody_waits() -> bool:
    """Whether a transaction of the server waits for what another one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0
