from django.conf import settings
from django.db import models


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was sent to this person, and nothing else."""
        return self.filter(recipient=user)

    def unread(self):
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """
    News for one person: shown in the inbox, announced by e-mail.

    Carries no content of a statement, only numbers, units and dates.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages"
    )
    subject = models.CharField(max_length=200)
    body = models.CharField(max_length=500, blank=True)
    path = models.CharField(max_length=300)
    about = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="message_inbox"),
            models.Index(
                fields=["recipient"],
                condition=models.Q(read_at__isnull=True),
                name="message_unread",
            ),
            models.Index(fields=["about"], name="message_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith="/"), name="message_path_is_local"
            )
        ]

    def __str__(self):
        return self.subject


class Mailing(models.Model):
    """The e-mail about a message; its row is locked while the mail server is asked."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="mailing")
    emailed_at = models.DateTimeField(null=True, editable=False)

    def __str__(self):
        return f"e-mail {self.message_id}"
