"""The evidence of one campaign in one unit as one file, made by a job (rule 62)."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from kpu_coi.constraints import known

KEPT_FOR = timedelta(days=14)


class PackContents(models.TextChoices):
    """PROOFS look alike for everybody; STATEMENTS are for the Inspektorat alone."""

    PROOFS = "PROOFS", "Bukti telah menyatakan"
    STATEMENTS = "STATEMENTS", "Surat Pernyataan Bebas"


class PackState(models.TextChoices):
    WAITING = "WAITING", "Sedang dibuat"
    READY = "READY", "Siap diunduh"
    FAILED = "FAILED", "Gagal dibuat"
    REMOVED = "REMOVED", "Sudah dihapus"


class PackQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=PackState.WAITING)

    def ready(self):
        return self.filter(state=PackState.READY)


class Pack(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(
        "declarations.Campaign", models.PROTECT, related_name="packs"
    )
    unit = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="packs")
    contents = models.CharField(max_length=10, choices=PackContents)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    ordered_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=PackState, default=PackState.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stored_as = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ("-ordered_at", "-pk")
        constraints = (
            known("contents", PackContents, "pack_contents_known"),
            known("state", PackState, "pack_state_known"),
            models.UniqueConstraint(
                fields=["campaign", "unit", "contents"],
                condition=Q(state=PackState.WAITING),
                name="pack_one_waiting",
            ),
            models.CheckConstraint(
                name="pack_ready_has_its_file",
                condition=~Q(state=PackState.READY)
                | (~Q(stored_as="") & Q(made_at__isnull=False)),
            ),
        )

    def __str__(self):
        return str(self.public_id)

    @property
    def context(self):
        """What binds its sealed file to it."""
        return f"pack:{self.public_id}"

    @property
    def is_waiting(self):
        return self.state == PackState.WAITING

    @property
    def is_ready(self):
        return self.state == PackState.READY

    @property
    def percent(self):
        return 100 * self.done / self.total if self.total else 0

    @property
    def left(self):
        return max(self.total - self.done, 0)

    @property
    def kept_until(self):
        return self.made_at + KEPT_FOR if self.made_at else None


class PackReading(models.Model):
    """Who took a pack, and when: the people whose statements lie in it are told."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.pack_id}/{self.reader_id}"
