"""What comes with a complaint: messages in both directions, and files."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.complaints import Complaint
from documents.uploads.kinds import FileKind
from documents.uploads.stored import StoredFile
from kpu_coi import vault
from kpu_coi.constraints import known


class MessageKind(models.TextChoices):
    MESSAGE = "MESSAGE", "Pesan"
    QUESTION = "QUESTION", "Permintaan kelengkapan"
    ANSWER = "ANSWER", "Kelengkapan"
    OUTCOME = "OUTCOME", "Hasil"


class Message(models.Model):
    """
    One message; without an author it is the complainant's.

    The complainant never sees who wrote, only that the desk did. `once` is the keyed
    hash of the form's token: the same form pressed twice is one message.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=MessageKind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="complaint_messages",
    )
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=64, null=True, unique=True)
    body_sealed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("kind", MessageKind, "complaint_message_kind_known"),
            models.CheckConstraint(
                name="complaint_answer_is_the_complainants",
                condition=Q(kind="MESSAGE")
                | Q(kind="ANSWER", author__isnull=True)
                | Q(kind__in=["QUESTION", "OUTCOME"], author__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id} {self.kind}"

    @property
    def context(self):
        return f"complaint-message:{self.public_id}"

    @property
    def body(self):
        return vault.open_json(self.body_sealed, context=self.context)


class File(StoredFile):
    """
    A cleaned file in the vault, under a random name.

    It belongs to a complaint, and there to a message when it came with one; or it is
    kept for an hour for a form that was refused, named by the hash of its token.
    """

    vault_name = "complaint-file"
    folder = "pengaduan"

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, related_name="files"
    )
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, related_name="files"
    )
    kept_for = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("kind", FileKind, "complaint_file_kind_known"),
            models.CheckConstraint(
                name="complaint_file_belongs_or_is_kept",
                condition=(Q(complaint__isnull=False) & Q(kept_for=""))
                | (Q(complaint__isnull=True, message__isnull=True) & ~Q(kept_for="")),
            ),
        ]
