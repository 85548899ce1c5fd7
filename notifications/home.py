"""What Beranda tells of the inbox: the latest news, and how much is unread."""

from kpu_coi.counting import rows_in
from kpu_coi.home import SHOWN_RECENT, HomePart, Recent
from notifications.inbox import unread_for
from notifications.models import Message


def home(user) -> HomePart:
    """The latest news as what just happened; a count when some of it is unread."""
    messages = Message.objects.visible_to(user)
    latest = messages.annotate(unread_in_all=rows_in(unread_for(user)))[:SHOWN_RECENT]
    unread = latest[0].unread_in_all if latest else 0
    return HomePart(
        recent=[Recent(message.subject, message.created_at) for message in latest],
        asides=[("notifications/_unread.html", {"count": unread})] if unread else [],
    )
