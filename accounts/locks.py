"""
Guessing made slow: by account and by source, without an address in clear.

A try is counted before it is checked, so that many at once are not more than one
after another, and taken back when it was right. After five failures an account is
shut for five minutes, then one more try is open, then ten minutes, up to an hour.
While it is shut the right password is refused like a wrong one; a number that
nobody has is shut alike.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Lock, Trial
from audit import log
from kpu_coi.vault import keyed_hash, network_hash
from notifications import inbox
from personnel.models import User

ALLOWED_FAILURES = 5
FIRST_LOCK = timedelta(minutes=5)
LONGEST_LOCK = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
# A whole office goes out through one address: many may fail within its window.
SOURCE_FAILURES = 100
SOURCE_WINDOW = timedelta(minutes=10)
TOLD = {
    Trial.PASSWORD: "Kata sandi akun Anda beberapa kali salah diketik",
    Trial.CODE: "Kode sekali pakai akun Anda beberapa kali salah diketik",
    Trial.ACTIVATION: "Kode slip akun Anda beberapa kali salah diketik",
}
TOLD_MORE = (
    "Akun Anda dikunci sementara dan terbuka lagi dengan sendirinya. Jika yang mencoba "
    "bukan Anda, ganti kata sandi Anda."
)


class Locked(Exception):
    """Too many failures: nothing is checked until the lock has ended."""


@dataclass(frozen=True)
class Attempt:
    """A try that counts as a failure until it turns out right."""

    account: Lock
    source: Lock

    def was_right(self) -> None:
        """Forget the account's failures; of the source's take back this one alone."""
        own = Lock.objects.filter(pk=self.account.pk)
        own.update(failures=0, locked_until=None)
        others = Lock.objects.filter(pk=self.source.pk, failures__gt=0)
        others.update(failures=F("failures") - 1)

    def was_wrong(self) -> None:
        """Log what is shut from now on; its owner is told the first time."""
        for lock in (self.account, self.source):
            if lock.locked_until:
                _announce(lock)


def attempt(trial: str, number: str, *, address: str) -> Attempt:
    """
    Count a try for an account from an address.

    Raises Locked when either is shut. Call it outside a transaction that may roll
    back, and tell the answer whether it was right.
    """
    user = User.objects.filter(employee_number=number).first()
    source = _count(Trial.SOURCE, network_hash(address), None)
    account = _count(trial, keyed_hash("lock", number.casefold()), user)
    return Attempt(account, source)


def lift(person: User, *, by: User) -> int:
    """End the locks of a person's account; tells how many there were."""
    with transaction.atomic():
        shut = Lock.objects.shut().filter(user=person)
        ended = shut.update(failures=0, locked_until=None)
        if ended:
            log.record("account.unlock", stream=f"user:{person.pk}", by=by)
    return ended


def clear_old() -> None:
    """Remove what has no meaning any more."""
    Lock.objects.filter(failed_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


@transaction.atomic
def _count(trial: str, key: str, user: User | None) -> Lock:
    now = timezone.now()
    Lock.objects.bulk_create([Lock(trial=trial, key=key)], ignore_conflicts=True)
    lock = Lock.objects.select_for_update(of=["self"]).get(trial=trial, key=key)
    if lock.locked_until and lock.locked_until > now:
        raise Locked
    of_source = trial == Trial.SOURCE
    if now - lock.failed_at > (SOURCE_WINDOW if of_source else FORGOTTEN_AFTER):
        lock.failures, lock.failed_at = 0, now
    lock.failures += 1
    lock.locked_until = _shut_until(lock, now)
    lock.user = user
    if not of_source:
        lock.failed_at = now
    lock.save()
    return lock


def _shut_until(lock: Lock, now: datetime) -> datetime | None:
    """From this try on, should it be wrong."""
    if lock.trial == Trial.SOURCE:
        return now + SOURCE_WINDOW if lock.failures >= SOURCE_FAILURES else None
    over = lock.failures - ALLOWED_FAILURES
    if over < 0:
        return None
    return now + min(FIRST_LOCK * 2 ** min(over, 10), LONGEST_LOCK)


@transaction.atomic
def _announce(lock: Lock) -> None:
    if lock.user and lock.failures == ALLOWED_FAILURES:
        inbox.tell(
            lock.user,
            TOLD[Trial(lock.trial)],
            body=TOLD_MORE,
            path="/akun/keamanan/",
            about=f"user:{lock.user.pk}",
        )
    log.record(
        "account.lock",
        stream=f"user:{lock.user.pk}" if lock.user else "accounts:locks",
        by=None,
        trial=str(lock.trial),
        until=lock.locked_until.isoformat() if lock.locked_until else "",
    )
