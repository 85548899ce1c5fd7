"""News for a higher app, by the name of its task, in the same transaction."""

from procrastinate.contrib.django import app


def tell(task: str, **arguments: int | str) -> None:
    """
    Defer a task by its name, as "app.verb".

    The job is a row of the same database: it exists exactly when the caller's
    transaction commits. Arguments carry ids, never content.
    """
    app.configure_task(task).defer(**arguments)
