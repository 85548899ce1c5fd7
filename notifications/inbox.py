"""The inbox of each person, and the e-mail that announces what is new in it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kpu_coi.queue import tell as defer
from kpu_coi.queue import tell_each
from notifications.models import Mailing, Message, MessageQuerySet


def tell(recipient, subject: str, *, path: str, about: str, body: str = "") -> Message:
    """
    Put news into a person's inbox, and into the post when he has an e-mail address.

    `path` is the local address of the page it is about, `about` the aggregate as in
    the audit log ("case:17"). Subject and body carry numbers, units and dates, never
    the content of a statement. Belongs into the caller's transaction: the e-mail is
    due exactly when that commits.
    """
    with transaction.atomic():
        message = Message.objects.create(
            recipient=recipient, subject=subject, body=body, path=path, about=about
        )
        if recipient.email:
            Mailing.objects.create(message=message)
            defer("notifications.send_email", message_id=message.pk)
    return message


@dataclass(frozen=True)
class News:
    """What `tell` takes, for many people at once."""

    recipient: Any
    subject: str
    path: str
    about: str
    body: str = ""


def tell_many(news: Collection[News]) -> None:
    """Put news into many inboxes; as `tell`, with a constant number of queries."""
    with transaction.atomic():
        messages = Message.objects.bulk_create(
            Message(
                recipient=one.recipient,
                subject=one.subject,
                body=one.body,
                path=one.path,
                about=one.about,
            )
            for one in news
        )
        posted = [message for message in messages if message.recipient.email]
        Mailing.objects.bulk_create(Mailing(message=message) for message in posted)
        tell_each(
            "notifications.send_email", [{"message_id": one.pk} for one in posted]
        )


def take_back(recipient, *, about: str) -> None:
    """
    Remove news about something that the person must not know of any more.

    An e-mail that has left cannot be called back; one that waits is not sent.
    """
    with transaction.atomic():
        gone = Message.objects.filter(recipient=recipient, about=about)
        Mailing.objects.filter(message__in=gone).delete()
        gone.delete()


def unread_for(user) -> MessageQuerySet:
    """What the person has not opened yet, the newest first."""
    return Message.objects.visible_to(user).unread()


def mark_read(messages: MessageQuerySet) -> int:
    """Mark those of the messages that are unread as read now; tells how many."""
    return messages.unread().update(read_at=timezone.now())
