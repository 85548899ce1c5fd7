"""What the planner of PostgreSQL knows of rows that no transaction has committed."""

from django.db import connection


def take_statistics() -> None:
    """
    As the server does by itself some time after a commit; a test never commits.

    Where many tests ran before, it else takes tables full of their dead rows for full.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
