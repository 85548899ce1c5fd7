from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kpu_coi.constraints import all_or_none, known

LASTS = timedelta(days=14)


class Kind(models.TextChoices):
    ACTIVATION = "ACTIVATION", "Aktivasi"
    RECOVERY = "RECOVERY", "Pemulihan"


def expiry():
    return timezone.now() + LASTS


class ActivationQuerySet(models.QuerySet):
    def live(self):
        """Neither used nor revoked nor too old."""
        return self.open().filter(expires_at__gt=timezone.now())

    def open(self):
        return self.filter(used_at=None, revoked_at=None)


class Activation(models.Model):
    """
    A one-time code on a printed slip, of which only the keyed hash is kept.

    With it somebody chooses his first password, or, for a recovery, a new one. For
    some people it counts only when a second administrator has confirmed it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="activations"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="activations_made"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=expiry)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="activations_confirmed",
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            known("kind", Kind, "activation_kind_known"),
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(used_at=None, revoked_at=None),
                name="activation_one_open_each",
            ),
            models.CheckConstraint(
                name="activation_used_or_revoked",
                condition=Q(used_at=None) | Q(revoked_at=None),
            ),
            models.CheckConstraint(
                name="activation_not_for_oneself", condition=~Q(user=F("made_by"))
            ),
            all_or_none(
                "confirmed_by", "confirmed_at", name="activation_confirmed_whole"
            ),
            models.CheckConstraint(
                name="activation_confirmed_by_another",
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("made_by")) & ~Q(confirmed_by=F("user")),
            ),
        )

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"
