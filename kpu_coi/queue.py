"""News for a higher app, by the name of its task, in the same transaction."""

from collections.abc import Sequence

from procrastinate.contrib.django import app


def tell(task: str, **arguments: int | str) -> None:
    """
    Defer a task by its name, as "app.verb".

    The job is a row of the same database: it exists exactly when the caller's
    transaction commits. Arguments carry ids, never content.
    """
    app.configure_task(task).defer(**arguments)


def tell_each(task: str, jobs: Sequence[dict[str, int | str]]) -> None:
    """Defer a task once for each set of arguments, in one query."""
    if jobs:
        app.configure_task(task).batch_defer(*jobs)
