"""The e-mail that announces news: a subject, a number, a link, and no content."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from notifications.models import Mailing, Message


@transaction.atomic
def send(message_id: int) -> bool:
    """
    Send the e-mail about a message, unless it has been sent; tells whether it was.

    The mailing's row is locked while the mail server is asked, so two workers send
    it once; only a crash between the server's answer and the commit sends it again,
    with the same Message-ID. What was taken back is not sent. Raises what the mail
    server raises.
    """
    mailing = (
        Mailing.objects.select_for_update(of=["self"])
        .select_related("message__recipient")
        .filter(message_id=message_id)
        .first()
    )
    if mailing is None or mailing.emailed_at or not mailing.message.recipient.email:
        return False
    email_about(mailing.message).send()
    mailing.emailed_at = timezone.now()
    mailing.save(update_fields=["emailed_at"])
    return True


def email_about(message: Message) -> EmailMessage:
    """The e-mail in full, to the address the recipient has today."""
    text = render_to_string(
        "emails/message.txt",
        {
            "message": message,
            "url": settings.BASE_URL + message.path,
            "site_name": settings.SITE_NAME,
        },
    )
    host = urlsplit(settings.BASE_URL).hostname
    return EmailMessage(
        subject=" ".join(f"{settings.SITE_NAME}: {message.subject}".split()),
        body=text.strip(),
        to=[message.recipient.email],
        headers={
            "Message-ID": f"<kabar-{message.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
