"""That somebody read what lies sealed is an event too (rule 64)."""

from datetime import timedelta

from django.utils import timezone

from audit import log
from audit.log import actor_of
from audit.models import Event
from personnel.models import User

SAME_VISIT = timedelta(minutes=1)


def note_reading(action: str, *, stream: str, by: User) -> None:
    """Record it; reading again within a minute is the same visit."""
    since = timezone.now() - SAME_VISIT
    lately = Event.objects.filter(actor=actor_of(by), at__gt=since)
    if not lately.filter(stream=stream, action=action).exists():
        log.record(action, stream=stream, by=by)
