"""What Beranda tells of the inbox: the latest news, and how much is unread."""

from kpu_coi.home import SHOWN_RECENT, HomePart, Recent
from notifications.inbox import unread_for
from notifications.models import Message


def home(user) -> HomePart:
    """The latest news as what just happened; a count when some of it is unread."""
    latest = Message.objects.visible_to(user)[:SHOWN_RECENT]
    unread = unread_for(user).count()
    return HomePart(
        recent=[Recent(message.subject, message.created_at) for message in latest],
        asides=[("notifications/_unread.html", {"count": unread})] if unread else [],
    )
