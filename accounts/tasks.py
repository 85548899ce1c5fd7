from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts import locks, reset
from accounts.sessions import SessionStore
from accounts.workflow import addresses, sessions
from personnel.models import User

WHILE_THE_LINK_IS_WANTED = RetryStrategy(max_attempts=8, exponential_wait=3)


@app.task(name="accounts.send_reset_link", queue="mail", retry=WHILE_THE_LINK_IS_WANTED)
def send_reset_link(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    if user.is_active and user.email:
        reset.send_link(user)


@app.task(name="accounts.end_sessions")
def end_sessions(user_id: int) -> None:
    """Sign somebody out everywhere, as when he has left."""
    sessions.end_all(User.objects.get(pk=user_id), by=None)


@app.periodic(cron="* * * * *")
@app.task(
    name="accounts.tell_former_addresses",
    queue="mail",
    queueing_lock="accounts.tell_former_addresses",
)
def tell_former_addresses(timestamp: int) -> None:
    addresses.tell_all()


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.clear_old", queueing_lock="accounts.clear_old")
def clear_old(timestamp: int) -> None:
    """Sessions that have run out, and locks that nobody remembers."""
    SessionStore.clear_expired()
    locks.clear_old()
