"""What the public sent: the complaint, its history and its promised dates."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property

from audit.models import Event
from complaints.models.terms import (
    CLOSED,
    KKN,
    OPEN,
    AccusedClass,
    Category,
    Desk,
    Identity,
    Status,
    Triage,
)
from complaints.standing import keys_of
from deadlines.calendar import today_in
from deadlines.clocks import Due
from deadlines.models import DayUnit
from kpu_coi import vault
from kpu_coi.constraints import known
from personnel.grants import has_grant, regions_of, units_of
from personnel.models import RegionProvince, Role, Unit


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        The desk that handles it, the plenary it lies with, the Inspektorat's copies.

        Never somebody who is accused, named or related, nor who holds a post at or
        below an accused chief (rules 20 and 51): for him it does not exist.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        plenaries = units_of(user, Role.PLENARY_VIEWER)
        mine = desk_of(user)
        mine |= Q(status=Status.PLENARY, handling_unit__in=plenaries)
        if has_grant(user, Role.CHIEF_INSPECTOR):
            mine |= Q(category__in=KKN)
        elif regions := regions_of(user):
            overseen = RegionProvince.objects.filter(region__in=regions)
            codes = overseen.values("province__code")
            mine |= Q(category__in=KKN, accused_unit__province_code__in=codes)
        return self.filter(mine).not_about(user)

    def not_about(self, user):
        """Without those that name the person or a post at or above his."""
        about = AccusedKey.objects.filter(complaint=OuterRef("pk"))
        return self.exclude(Exists(about.filter(key__in=keys_of(user))))

    def handled_by(self, user):
        """Those on which the person's own desk works."""
        return self.filter(desk_of(user)).not_about(user)

    def marking_copies(self, user):
        """Says of each by `is_copy` whether another desk than the person's has it."""
        copies = ExpressionWrapper(~desk_of(user), output_field=models.BooleanField())
        return self.annotate(is_copy=copies)

    def with_pending(self):
        """With its open promises in `pending`; one query."""
        pending = Promise.objects.pending()
        return self.prefetch_related(
            models.Prefetch("promises", pending, to_attr="pending")
        )

    def open(self):
        return self.filter(status__in=OPEN)

    def working(self):
        """Open, and not waiting for the complainant."""
        return self.open().exclude(status=Status.INCOMPLETE)

    def with_units(self):
        return self.select_related("handling_unit", "accused_unit")

    def for_page(self):
        """With its officer, whom it concerns, and its steps, in the same query."""
        keys = AccusedKey.objects.filter(complaint=OuterRef("pk"))
        steps = Step.objects.filter(complaint=OuterRef("pk"))
        return (
            self.with_units()
            .select_related("officer")
            .annotate(
                keys_about=ArraySubquery(keys.values("key")),
                step_statuses=ArraySubquery(steps.values("status")),
                step_times=ArraySubquery(steps.values("at")),
            )
        )


def desk_of(user):
    """The condition that a complaint lies on the person's own desk."""
    desks = units_of(user, Role.COMPLAINT_OFFICER)
    mine = Q(desk=Desk.UNIT, handling_unit__in=desks)
    if has_grant(user, Role.CHIEF_INSPECTOR):
        mine |= Q(desk=Desk.CHIEF_INSPECTOR)
    return mine


class Complaint(models.Model):
    """
    One complaint. In clear stands what lists need; the rest lies in the vault.

    `receipt_hash` is the keyed hash of the code words that only the complainant
    has. `number` comes from the register of the unit that handled it first; a desk
    that gets it later keeps its own in a Referral. `officer` is in charge of it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt_hash = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=40, unique=True)
    category = models.CharField(max_length=20, choices=Category)
    accused_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="complaints_about"
    )
    accused_class = models.CharField(max_length=10, choices=AccusedClass)
    identity = models.CharField(max_length=15, choices=Identity)
    handling_unit = models.ForeignKey(Unit, models.PROTECT, related_name="complaints")
    desk = models.CharField(max_length=20, choices=Desk, default=Desk.UNIT)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="complaints_in_charge",
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.RECEIVED, editable=False
    )
    status_since = models.DateTimeField()
    triage = models.CharField(max_length=20, choices=Triage, blank=True)
    needs_examination = models.BooleanField(null=True)
    received_at = models.DateTimeField()
    receipt_kept_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    content_sealed = models.BinaryField()
    identity_sealed = models.BinaryField(null=True)

    # Set while a move is being made, for those who come after its body.
    now: datetime
    details: dict[str, Any]
    event: Event

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["handling_unit", "status", "due_on"], name="complaint_by_desk"
            ),
            models.Index(fields=["accused_unit"], name="complaint_by_accused_unit"),
            models.Index(
                fields=["status", "desk", "due_on"], name="complaint_by_status"
            ),
        ]
        constraints = [
            known("category", Category, "complaint_category_known"),
            known("accused_class", AccusedClass, "complaint_class_known"),
            known("identity", Identity, "complaint_identity_known"),
            known("desk", Desk, "complaint_desk_known"),
            known("status", Status, "complaint_status_known"),
            models.CheckConstraint(
                name="complaint_triage_known",
                condition=Q(triage__in=["", *Triage.values]),
            ),
            models.CheckConstraint(
                name="complaint_closed_iff_dated",
                condition=Q(status__in=CLOSED, closed_at__isnull=False)
                | Q(status__in=OPEN, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="complaint_anonymous_has_no_identity",
                condition=Q(identity=Identity.ANONYMOUS, identity_sealed__isnull=True)
                | (~Q(identity=Identity.ANONYMOUS) & Q(identity_sealed__isnull=False)),
            ),
            models.CheckConstraint(
                name="complaint_hash_is_whole",
                condition=Q(receipt_hash__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("complaints:desk_complaint", args=[self.public_id])

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def today(self):
        """The day it is where it is handled."""
        return today_in(self.handling_unit.timezone)

    @property
    def due(self):
        """The promise that is due next, with its words; needs `with_pending`."""
        next_ones = [one for one in self.pending if one.due_on == self.due_on]
        return next_ones[0].due if next_ones and self.due_on else None

    @cached_property
    def keys_about(self):
        """The keys of the people and posts that must not learn of it."""
        return list(self.accused_keys.values_list("key", flat=True))

    @cached_property
    def readers(self):
        """Who has read it, with the first and the last reading."""
        return list(self.readings.select_related("reader"))

    @property
    def copied(self):
        """Whether the Inspektorat has a copy."""
        return self.category in KKN

    def context(self, part):
        """What binds a sealed part ("content", "identity") to this complaint."""
        return f"complaint:{self.public_id}:{part}"

    @property
    def content(self):
        """What was told: what, where, when, who, how, wish, post, name."""
        return vault.open_json(self.content_sealed, context=self.context("content"))

    @property
    def complainant(self):
        """Name, contact and address; empty for an anonymous complaint."""
        if self.identity_sealed is None:
            return {}
        return vault.open_json(self.identity_sealed, context=self.context("identity"))


class AccusedKeyKind(models.TextChoices):
    PERSON = "PERSON", "Orang yang diadukan"
    POST = "POST", "Jabatan yang diadukan"
    RELATED = "RELATED", "Orang yang terkait"


class AccusedKey(models.Model):
    """
    Somebody who must not learn of the complaint, as a keyed hash.

    PERSON and RELATED hold the key of a person, POST that of a post: it keeps out
    whoever holds the post, and everybody in a post below it.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="accused_keys"
    )
    kind = models.CharField(max_length=10, choices=AccusedKeyKind)
    key = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("kind", AccusedKeyKind, "accused_key_kind_known"),
            models.UniqueConstraint(
                fields=["complaint", "kind", "key"], name="accused_key_once"
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id} {self.kind}"


class Step(models.Model):
    """When a complaint came into a status: the dates that the complainant sees."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps")
    status = models.CharField(max_length=20, choices=Status)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [known("status", Status, "step_status_known")]

    def __str__(self):
        return f"{self.complaint_id} {self.status}"


class PromiseQuerySet(models.QuerySet):
    def pending(self):
        """Still to be kept, their clock running or paused."""
        return self.filter(met_at=None, dropped_at=None)


class Promise(models.Model):
    """
    A date promised to the complainant, with the rule it was computed by.

    While the complainant is asked to complete, `paused_on` stops the clock
    (rule 48); `due_on` is moved by the days that were waited.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="promises")
    code = models.CharField(max_length=40)
    due_on = models.DateField()
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=DayUnit)
    legal_basis = models.CharField(max_length=200)
    paused_on = models.DateField(null=True)
    met_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            known("unit", DayUnit, "promise_unit_known"),
            models.UniqueConstraint(
                fields=["complaint", "code"],
                condition=Q(met_at=None, dropped_at=None),
                name="promise_pending_once",
            ),
            models.CheckConstraint(
                name="promise_met_or_dropped",
                condition=Q(met_at=None) | Q(dropped_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id} {self.code} {self.due_on}"

    @property
    def due(self):
        """The date with its words, on the clock of the unit that handles it."""
        unit = self.complaint.handling_unit
        return Due(
            on=self.due_on,
            amount=self.amount,
            unit=self.unit,
            legal_basis=self.legal_basis,
            rule_code=self.code,
            zone_abbr=unit.tz_abbr,
            unit_code=unit.code,
        )


class RegisterCounter(models.Model):
    """The last number that a unit's complaint register gave out in a year."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="complaint_registers")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        ordering = ["unit", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], name="one_complaint_register_a_year"
            )
        ]

    def __str__(self):
        return f"{self.unit_id} {self.year}: {self.last}"
