"""Sessions ended: by their owner, by an administrator, by a move that demands it."""

from django.db import transaction

from accounts.models import Session
from audit import log
from notifications import inbox
from personnel.models import User


def end(session: Session, *, by: User) -> None:
    """Sign out one device; at its next request it meets the sign-in page."""
    with transaction.atomic():
        ended, _ = Session.objects.filter(pk=session.pk).delete()
        if ended and session.user_id:
            _record("account.end_session", session.user_id, by, ended)


def end_others(user: User, *, besides: str, by: User) -> int:
    """Sign out every device but the one whose stored key is given."""
    return _end(user, by=by, besides=besides)


def end_all(user: User, *, by: User | None) -> int:
    """Sign out everywhere; tells how many sessions there were."""
    return _end(user, by=by, besides="")


def _end(user: User, *, by: User | None, besides: str) -> int:
    with transaction.atomic():
        gone = Session.objects.filter(user=user).exclude(pk=besides)
        ended, _ = gone.delete()
        if ended and by is not None and by != user:
            inbox.tell(
                user,
                "Administrator mengeluarkan semua perangkat dari akun Anda",
                body="Masuk lagi seperti biasa. Bila ragu, ganti kata sandi Anda.",
                path="/akun/keamanan/",
                about=f"user:{user.pk}",
            )
        if ended:
            _record("account.end_sessions", user.pk, by, ended)
    return ended


def _record(action: str, user_id: int, by: User | None, ended: int) -> None:
    log.record(action, stream=f"user:{user_id}", by=by, ended=ended)
