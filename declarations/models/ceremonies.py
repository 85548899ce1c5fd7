"""A ceremony in a hall, and the devices that people share there."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kpu_coi.constraints import all_or_none

PERSON = settings.AUTH_USER_MODEL
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_code():
    """What stands in the QR code: short enough to be typed, too long to be guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


class CeremonyQuerySet(models.QuerySet):
    def at_work(self):
        return self.filter(ended_at=None)

    def with_campaign(self):
        return self.select_related("campaign__unit", "unit", "opened_by")


class Ceremony(models.Model):
    """The signing of one campaign by one unit, in one place."""

    code = models.CharField(max_length=12, unique=True, default=new_code)
    campaign = models.ForeignKey(
        "declarations.Campaign", models.PROTECT, related_name="ceremonies"
    )
    unit = models.ForeignKey(
        "personnel.Unit", models.PROTECT, related_name="ceremonies"
    )
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = CeremonyQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            all_or_none("ended_at", "ended_by", name="ceremony_ending_whole"),
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                condition=Q(ended_at=None),
                name="ceremony_one_at_a_time",
            ),
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("declarations:ceremony", args=[self.code])

    @property
    def is_over(self):
        return self.ended_at is not None


class SharedDeviceQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(ended_at=None, ceremony__ended_at=None)


class SharedDevice(models.Model):
    """
    A device on which one after another signs; its cookie names it and nobody else.

    Who used it is not kept here: the signing evidence says all there is to say.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=60)
    started_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SharedDeviceQuerySet.as_manager()

    class Meta:
        ordering = ("started_at", "pk")

    def __str__(self):
        return str(self.public_id)
