"""The register of breaches, what was told of each and to whom (UU 27/2022, 46)."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from deadlines.hours import HourClock
from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known
from personnel.grants import has_grant
from personnel.models import Role, Unit, User, Zone

PERSON = settings.AUTH_USER_MODEL


class BreachKind(models.TextChoices):
    COMPLAINT_SEEN = (
        "COMPLAINT_SEEN",
        "Pengaduan atau identitas pengadu terlihat orang yang tidak berhak",
    )
    WRONG_EYES = "WRONG_EYES", "Data terlihat orang yang tidak berhak"
    WRONG_ADDRESS = "WRONG_ADDRESS", "Surat atau berkas terkirim ke alamat yang salah"
    LOST = "LOST", "Perangkat, berkas, atau surat hilang"
    INTRUSION = "INTRUSION", "Akun atau sistem dimasuki pihak lain"
    ALTERED = "ALTERED", "Data berubah, rusak, atau terhapus"
    OTHER = "OTHER", "Lainnya"


class DataCategory(models.TextChoices):
    IDENTITY = "IDENTITY", "Identitas dan kontak"
    POSTS = "POSTS", "Jabatan dan kepegawaian"
    STATEMENTS = "STATEMENTS", "Pernyataan benturan kepentingan"
    COMPLAINTS = "COMPLAINTS", "Pengaduan atau identitas pengadu"
    FINANCE = "FINANCE", "Keuangan pribadi (data spesifik)"
    HEALTH = "HEALTH", "Kesehatan (data spesifik)"
    OTHER_SPECIFIC = "OTHER_SPECIFIC", "Data spesifik lain"
    ACCOUNT = "ACCOUNT", "Akun dan kata sandi"


class BreachStatus(models.TextChoices):
    OPEN = "OPEN", "Dilaporkan"
    ASSESSED = "ASSESSED", "Dinilai"
    NOTIFIED = "NOTIFIED", "Diberitahukan"
    CLOSED = "CLOSED", "Selesai"
    NO_BREACH = "NO_BREACH", "Bukan kegagalan pelindungan"


RUNNING = (BreachStatus.OPEN, BreachStatus.ASSESSED)
NOTIFIED = (BreachStatus.NOTIFIED, BreachStatus.CLOSED)


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, user: User) -> "BreachQuerySet":
        """
        The DPO's register; the Inspektur Utama and organisation administrators read it.

        Everybody sees what he reported himself. What each may read of a breach is for
        rules.py to say.
        """
        roles = (Role.DPO, Role.CHIEF_INSPECTOR, Role.ORGANISATION_ADMIN)
        if any(has_grant(user, role) for role in roles):
            return self.all()
        return self.filter(reported_by=user)

    def in_register_of(self, user: User) -> "BreachQuerySet":
        """Without what somebody sees only because he reported it."""
        seen = self.visible_to(user)
        return seen if sees_register(user) else seen.none()

    def unfinished(self) -> "BreachQuerySet":
        """Those whose clock runs: somebody has still to be told."""
        untold = Q(status="NOTIFIED") & (
            Q(subjects_told_at=None) | Q(authority_told_at=None)
        )
        return self.filter(Q(status__in=RUNNING) | untold)

    def told_to_the_public(self) -> "BreachQuerySet":
        return self.filter(status__in=NOTIFIED, to_public=True)

    def with_people(self) -> "BreachQuerySet":
        return self.select_related("unit", "reported_by")


def sees_register(user: User) -> bool:
    roles = (Role.DPO, Role.CHIEF_INSPECTOR, Role.ORGANISATION_ADMIN)
    return any(has_grant(user, role) for role in roles)


class Breach(models.Model):
    """
    One suspected failure to protect personal data.

    In clear stands what the register lists; what was reported and found lies in the
    vault. `public_text` is written to be published.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=BreachKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="breaches")
    units = models.ManyToManyField(Unit, related_name="breaches_concerned", blank=True)
    discovered_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    due_amount = models.PositiveSmallIntegerField()
    due_rule = models.CharField(max_length=40)
    legal_basis = models.CharField(max_length=200)
    zone_abbr = models.CharField(max_length=4, choices=Zone)
    status = models.CharField(
        max_length=10, choices=BreachStatus, default=BreachStatus.OPEN, editable=False
    )
    report_sealed = models.BinaryField()
    findings_sealed = models.BinaryField(null=True)
    categories = ArrayField(
        models.CharField(max_length=16, choices=DataCategory), default=list
    )
    people_count = models.PositiveIntegerField(null=True)
    to_public = models.BooleanField(default=False)
    public_text = models.TextField(blank=True)
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    notified_at = models.DateTimeField(null=True)
    subjects_told_at = models.DateTimeField(null=True)
    authority_told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    half_told_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ["-discovered_at", "-pk"]
        indexes = [models.Index(fields=["status", "due_at"], name="breach_by_due")]
        constraints = [
            known("kind", BreachKind, "breach_kind_known"),
            known("status", BreachStatus, "breach_status_known"),
            known("zone_abbr", Zone, "breach_zone_known"),
            all_or_none(
                *("findings_sealed", "assessed_at", "assessed_by"),
                name="breach_assessment_whole",
            ),
            models.CheckConstraint(
                name="breach_judged_when_past_open",
                condition=Q(status="OPEN") | Q(assessed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_notified_iff_dated",
                condition=Q(status__in=NOTIFIED, notified_at__isnull=False)
                | (~Q(status__in=NOTIFIED) & Q(notified_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="breach_ended_iff_dated",
                condition=Q(status__in=["CLOSED", "NO_BREACH"], ended_at__isnull=False)
                | (~Q(status__in=["CLOSED", "NO_BREACH"]) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="breach_closed_when_all_were_told",
                condition=~Q(status="CLOSED")
                | Q(subjects_told_at__isnull=False, authority_told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_public_has_its_words",
                condition=Q(to_public=False, public_text="")
                | (Q(to_public=True) & ~Q(public_text="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("privacy:breach", args=[self.public_id])

    @property
    def is_running(self) -> bool:
        """Whether somebody has still to be told, so that the clock counts."""
        untold = not (self.subjects_told_at and self.authority_told_at)
        return self.status in RUNNING or (self.status == "NOTIFIED" and untold)

    @property
    def clock(self) -> HourClock:
        return HourClock(
            self.due_at,
            self.due_amount,
            self.legal_basis,
            self.due_rule,
            self.zone_abbr,
            since="diketahui",
        )

    @property
    def category_words(self) -> list[str]:
        return [str(DataCategory(code).label) for code in self.categories]

    def context(self, part: str) -> str:
        """What binds a sealed text to its place: part is report or findings."""
        return f"breach-{part}:{self.public_id}"

    @property
    def report(self) -> dict[str, str]:
        """The title and the words of whoever reported it."""
        sealed = bytes(self.report_sealed)
        return vault.open_json(sealed, context=self.context("report"))

    @property
    def findings(self) -> dict[str, Any]:
        """The three contents that the law demands, the people concerned, the reason."""
        if self.findings_sealed is None:
            return {}
        sealed = bytes(self.findings_sealed)
        return vault.open_json(sealed, context=self.context("findings"))


class Recipient(models.TextChoices):
    SUBJECTS = "SUBJECTS", "Subjek data pribadi"
    AUTHORITY = "AUTHORITY", "Lembaga pelindungan data pribadi"


class BreachLetter(models.Model):
    """One of the two sealed letters about a breach: to those concerned, and above."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="letters")
    recipient = models.CharField(max_length=10, choices=Recipient)
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, related_name="breach_letter"
    )
    evidence = models.OneToOneField(
        "documents.SigningEvidence", models.PROTECT, related_name="breach_letter"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("recipient", Recipient, "breachletter_recipient_known"),
            models.UniqueConstraint(
                fields=["breach", "recipient"], name="breachletter_once_to_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id} {self.recipient}"


class Channel(models.TextChoices):
    INBOX = "INBOX", "Kabar pada layanan ini"
    EMAIL = "EMAIL", "Surel"
    POST = "POST", "Surat tercetak"
    HAND = "HAND", "Diserahkan langsung"
    SYSTEM = "SYSTEM", "Layanan elektronik lembaga"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def to(self, user: User) -> "DeliveryQuerySet":
        """The letters that went to this person himself."""
        return self.filter(recipient=Recipient.SUBJECTS, user=user)

    def with_letter(self) -> "DeliveryQuerySet":
        return self.select_related("letter__document", "letter__breach")


class Delivery(models.Model):
    """When and how a letter reached somebody; `user` where he is one of the staff."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(BreachLetter, models.PROTECT, related_name="deliveries")
    recipient = models.CharField(max_length=10, choices=Recipient)
    user = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="breach_notices"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    note_sealed = models.BinaryField(null=True)
    delivered_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["delivered_at", "pk"]
        constraints = [
            known("recipient", Recipient, "delivery_recipient_known"),
            known("channel", Channel, "delivery_channel_known"),
            models.UniqueConstraint(
                fields=["letter", "user"], name="delivery_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.channel}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:notice_letter", args=[self.public_id])

    @property
    def note_context(self) -> str:
        return f"breach-delivery:{self.public_id}"

    @property
    def note(self) -> str:
        if self.note_sealed is None:
            return ""
        return vault.open_json(bytes(self.note_sealed), context=self.note_context)


class RegisterCounter(models.Model):
    """The last number given in one unit's register of one kind in one year."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="privacy_counters")
    kind = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], name="privacy_counter_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.unit_id}/{self.year}: {self.last}"
