from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts import reset
from personnel.models import User

WHILE_THE_LINK_IS_WANTED = RetryStrategy(max_attempts=8, exponential_wait=3)


@app.task(name="accounts.send_reset_link", queue="mail", retry=WHILE_THE_LINK_IS_WANTED)
def send_reset_link(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    if user.is_active and user.email:
        reset.send_link(user)


@app.task(name="accounts.end_sessions")
def end_sessions(user_id: int) -> None:
    """An account was shut: Django's sessions of it are refused at every request."""
