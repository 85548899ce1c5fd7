from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kpu_coi.constraints import known


class Trial(models.TextChoices):
    """What is tried and may be guessed; each counts by itself."""

    PASSWORD = "PASSWORD", "kata sandi"
    CODE = "CODE", "kode sekali pakai"
    ACTIVATION = "ACTIVATION", "kode slip"
    SOURCE = "SOURCE", "jaringan"


class LockQuerySet(models.QuerySet):
    def shut(self):
        """Locks that hold now."""
        return self.filter(locked_until__gt=timezone.now())


class Lock(models.Model):
    """
    Failures in a row, by account or by network source, and until when it is shut.

    The key is a keyed hash of the number that was typed, or of the network address;
    a number that nobody has is counted like any other.
    """

    trial = models.CharField(max_length=10, choices=Trial)
    key = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="locks"
    )
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(default=timezone.now)
    locked_until = models.DateTimeField(null=True, editable=False)

    objects = LockQuerySet.as_manager()

    class Meta:
        constraints = (
            known("trial", Trial, "lock_trial_known"),
            models.UniqueConstraint(fields=("trial", "key"), name="lock_once_each"),
            models.CheckConstraint(
                name="lock_of_source_names_nobody",
                condition=~Q(trial=Trial.SOURCE) | Q(user=None),
            ),
        )
        indexes = (models.Index(fields=("failed_at",), name="lock_by_age"),)

    def __str__(self):
        return f"{self.trial} {self.pk}"
