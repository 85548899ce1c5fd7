"""
The audit log: events chained by hash, one chain per stream, and one chain over all.

Events hold text and hashes, no foreign keys to what they tell about, and no personal
names. Triggers refuse to change or remove them.
"""

from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

NO_HASH = "0" * 64


class TransactionId(models.Field):
    """The 64-bit id of the database transaction that inserted a row."""

    def db_type(self, connection):
        return "xid8"


class TransactionOfThisRow(Func):
    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = TransactionId()


class Stream(models.Model):
    """The head of one chain; its row is the lock under which the chain grows."""

    name = models.CharField("aliran", max_length=80, primary_key=True)
    last_seq = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=NO_HASH)

    class Meta:
        verbose_name = "aliran log"
        verbose_name_plural = "aliran log"

    def __str__(self):
        return self.name


class Event(models.Model):
    """
    One line of the log.

    `body` is the canonical JSON exactly as hashed: stream, seq, at, action, actor,
    details and previous hash. The other columns repeat it for searching.
    """

    stream = models.CharField("aliran", max_length=80)
    seq = models.BigIntegerField("urutan")
    at = models.DateTimeField("waktu", db_index=True)
    action = models.CharField("tindakan", max_length=80)
    actor = models.CharField("pelaku", max_length=40, blank=True)
    body = models.BinaryField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    transaction_id = TransactionId(db_default=TransactionOfThisRow(), editable=False)

    class Meta:
        verbose_name = "peristiwa"
        verbose_name_plural = "log"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "seq"], name="event_once_in_its_stream"
            ),
            models.CheckConstraint(
                condition=models.Q(seq__gte=1), name="event_seq_from_one"
            ),
        ]
        indexes = [models.Index(fields=["actor", "at"], name="event_by_actor")]

    def __str__(self):
        return f"{self.stream} #{self.seq} {self.action}"


class GlobalEntry(models.Model):
    """The place of an event in the one sequence over all streams."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="entry")
    running_hash = models.CharField(max_length=64)
    appended_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "urutan bersama"
        verbose_name_plural = "urutan bersama"
        ordering = ["position"]

    def __str__(self):
        return f"#{self.position}"
