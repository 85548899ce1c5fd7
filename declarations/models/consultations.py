"""A private question before declaring: seen by the asker and one adviser alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known
from personnel.grants import grants_of, has_grant
from personnel.models import REGION_ROLES, OversightRegion, Role, Unit

PERSON = settings.AUTH_USER_MODEL


class Desk(models.TextChoices):
    P3K2 = "P3K2", "P3K2"
    INSPECTORATE = "INSPECTORATE", "Inspektorat"


def desks_of(user) -> Q:
    """The questions to desks at which the person advises today; no query of its own."""
    today = timezone.localdate()
    grants = grants_of(user, today) if user.is_active else []
    units = [grant.unit_id for grant in grants if grant.role == Role.P3K2]
    regions = [grant.region_id for grant in grants if grant.role in REGION_ROLES]
    mine = Q(desk=Desk.P3K2, unit__in=units)
    mine |= Q(desk=Desk.INSPECTORATE, region__in=regions)
    if has_grant(user, Role.CHIEF_INSPECTOR, today):
        mine |= Q(desk=Desk.INSPECTORATE, region=None)
    return mine


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own questions, and those one has taken up and still may advise on."""
        return self.filter(Q(asker=user) | (Q(adviser=user) & desks_of(user)))

    def taken_by(self, user):
        return self.filter(desks_of(user), adviser=user)

    def at_desks_of(self, user):
        """All that came to his desks for him, taken or not; never what he asked."""
        meant = Q(meant_for=None) | Q(meant_for=user)
        return self.filter(meant, desks_of(user)).exclude(asker=user)

    def waiting_for(self, user):
        """
        What nobody has taken up: of these only number and date may be shown.

        Not what the asker has taken back from this very adviser.
        """
        waiting = self.at_desks_of(user).filter(adviser=None, closed_at=None)
        return waiting.exclude(readings__reader=user)

    def offered_to(self, user):
        """What another adviser would hand over to him, once the asker agrees."""
        return self.filter(offered_to=user, closed_at=None)

    def with_people(self):
        return self.select_related("asker", "adviser", "offered_to", "unit", "region")


class Consultation(models.Model):
    """
    One question with its thread. It is not a declaration and stands in no register.

    Subject and messages lie in the vault. Whoever takes it up first owns it; before
    that the desk knows no more than that something waits.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asker = models.ForeignKey(PERSON, models.PROTECT, related_name="consultations")
    desk = models.CharField(max_length=12, choices=Desk)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(
        OversightRegion, models.PROTECT, null=True, related_name="+"
    )
    meant_for = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    subject_sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    adviser = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="consultations_taken"
    )
    taken_at = models.DateTimeField(null=True)
    offered_to = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            known("desk", Desk, "consultation_desk_known"),
            all_or_none("adviser", "taken_at", name="consultation_taking_whole"),
            all_or_none("offered_to", "offered_at", name="consultation_offer_whole"),
            models.CheckConstraint(
                name="consultation_desk_has_its_place",
                condition=Q(desk=Desk.P3K2, unit__isnull=False, region__isnull=True)
                | Q(desk=Desk.INSPECTORATE, unit__isnull=True),
            ),
            models.CheckConstraint(
                name="consultation_never_with_oneself",
                condition=(Q(adviser__isnull=True) | ~Q(adviser=F("asker")))
                & (Q(offered_to__isnull=True) | ~Q(offered_to=F("asker"))),
            ),
            models.CheckConstraint(
                name="consultation_offered_by_its_adviser",
                condition=Q(offered_to__isnull=True)
                | Q(adviser__isnull=False, closed_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"KSL-{self.pk:06d}"

    def get_absolute_url(self):
        return reverse("declarations:consultation", args=[self.public_id])

    @property
    def context(self):
        return f"consultation-subject:{self.public_id}"

    @property
    def subject(self):
        return vault.open_json(bytes(self.subject_sealed), context=self.context)

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def desk_name(self):
        if self.unit:
            return f"P3K2 {self.unit.name}"
        return self.region.name if self.region else "Inspektur Utama"

    @property
    def state(self):
        """How it stands, as (kind of the tag, words)."""
        if self.closed_at:
            return "ok", "Selesai"
        if self.adviser_id is None:
            return "warn", "Menunggu penasihat"
        return "info", "Sedang dijawab"


class ConsultationMessage(models.Model):
    """What one of the two wrote; sealed."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="messages"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text_sealed = models.BinaryField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.consultation_id} {self.public_id}"

    @property
    def context(self):
        return f"consultation-message:{self.public_id}"

    @property
    def text(self):
        return vault.open_json(bytes(self.text_sealed), context=self.context)


class ConsultationReading(models.Model):
    """Which adviser read a question, first and last."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="readings"
    )
    reader = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["first_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "reader"],
                name="consultation_reading_once_a_reader",
            )
        ]

    def __str__(self):
        return f"{self.consultation_id} {self.reader_id}"
