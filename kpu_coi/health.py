"""
/sehat/: whether the house stands, for load balancers and those on duty.

No session, no sign-in, no write. 200 when all is well, 503 when something needs a
person.
"""

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

LONGEST_WAIT = 300
LEAST_FREE = 200 * 1024 * 1024

OLDEST_DUE_JOB = """
    SELECT coalesce(extract(epoch FROM now() - min(due_since)), 0)
    FROM (
        SELECT coalesce(job.scheduled_at, event.at) AS due_since
        FROM procrastinate_jobs job
        LEFT JOIN LATERAL (
            SELECT at FROM procrastinate_events
            WHERE job_id = job.id ORDER BY id LIMIT 1
        ) event ON true
        WHERE job.status = 'todo'
          AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
    ) due
"""


@login_not_required
@require_safe
def health(request):
    """What was found, in words for machines; no names, no addresses, no versions."""
    wait = seconds_the_queue_waits()
    free = free_bytes()
    checks = {
        "database": "ok" if wait is not None else "unreachable",
        "queue": "ok" if wait is not None and wait < LONGEST_WAIT else "behind",
        "disk": "ok" if free >= LEAST_FREE else "full",
    }
    healthy = set(checks.values()) == {"ok"}
    facts = {
        "status": "ok" if healthy else "trouble",
        "checks": checks,
        "queue_wait_seconds": wait,
        "disk_free_mib": free // 1024 // 1024,
    }
    response = JsonResponse(facts, status=200 if healthy else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def seconds_the_queue_waits() -> int | None:
    """How long the oldest job that is due has waited; None without a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(OLDEST_DUE_JOB)
            return int(cursor.fetchone()[0])
    except DatabaseError:
        connection.close()
        return None


def free_bytes() -> int:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(settings.VAR_DIR).free
