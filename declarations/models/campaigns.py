import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kpu_coi.constraints import known


class CampaignQuerySet(models.QuerySet):
    def running_on(self, day):
        """Those that have begun; one past its due date still wants its people."""
        return self.filter(starts_on__lte=day)

    def not_over_on(self, day):
        """Those whose last day is still to come, also where they begin later."""
        return self.filter(due_on__gte=day)


class Occasion(models.TextChoices):
    """Why a campaign is held (rule 1)."""

    YEARLY = "YEARLY", "Tahunan"
    JOINING = "JOINING", "Pegawai baru"
    MOVING = "MOVING", "Mutasi"
    STAGE = "STAGE", "Sebelum tahapan pemilu"
    EVENT = "EVENT", "Acara penandatanganan"


class Asks(models.TextChoices):
    """What a campaign asks everybody for."""

    STATEMENT = "STATEMENT", "Surat pernyataan bebas atau potensi"
    INTEREST_LIST = "INTEREST_LIST", "Daftar Kepentingan Pribadi"
    INTEGRITY_PACT = "INTEGRITY_PACT", "Pakta Integritas"


class Campaign(models.Model):
    """A period in which everybody on the roll of some units must declare (rule 1)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occasion = models.CharField(
        max_length=10, choices=Occasion, default=Occasion.YEARLY
    )
    asks = models.CharField(max_length=20, choices=Asks, default=Asks.STATEMENT)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="campaigns")
    cascade = models.BooleanField(default=False)
    template = models.ForeignKey(
        "documents.PaperTemplate", models.PROTECT, related_name="campaigns"
    )
    starts_on = models.DateField()
    due_on = models.DateField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="campaigns_opened"
    )
    opened_at = models.DateTimeField()

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = (
            "-starts_on",
            "-pk",
        )
        constraints = (
            known("occasion", Occasion, "campaign_occasion_known"),
            known("asks", Asks, "campaign_asks_known"),
            models.CheckConstraint(
                name="campaign_due_after_start",
                condition=Q(due_on__gte=F("starts_on")),
            ),
        )

    def __str__(self):
        return self.name

    def covers(self, unit):
        """Whether people of that unit owe it; the unit's code tells those above."""
        return self.unit_id == unit.pk or (
            self.cascade and self.unit.code in unit.lineage_codes()
        )


class Excuse(models.TextChoices):
    """Why an obligation is not owed any more although it was never met."""

    LEFT = "LEFT", "Tidak bekerja lagi"
    MOVED = "MOVED", "Pindah ke satker lain"


class ObligationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def running_on(self, day):
        """Those of campaigns that have begun, and those that no campaign asks for."""
        return self.filter(Q(campaign__starts_on__lte=day) | Q(campaign=None))

    def unmet(self):
        """Neither signed for nor handed in on paper, and still owed."""
        return self.filter(fulfilled_by=None, on_paper=None, excused_at=None)

    def met(self):
        return self.exclude(met_at=None)

    def open_to_signature(self):
        """Unmet, or met on paper, which an electronic signature replaces."""
        return self.filter(fulfilled_by=None, excused_at=None)

    def counted(self):
        """Without those who left or moved before they declared (rule 79)."""
        return self.filter(excused_at=None)

    def with_campaign(self):
        return self.select_related("campaign", "unit")


class Obligation(models.Model):
    """
    One person's duty in one campaign and unit; or, without a campaign, in the unit
    to which he has moved (rule 79).

    Whether it is met is known to the unit's operator; by which kind of statement
    is not (rule 2). `met_at` is when it was first met: it stays when another statement
    takes the place of the one that met it, or the change would tell of a conflict.
    """

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, related_name="obligations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="obligations"
    )
    # Only a tenure that never began is ever deleted, and with it what it would have
    # owed: nothing of that could be met, or mattered to a register, before it began.
    tenure = models.ForeignKey(
        "personnel.Tenure", models.CASCADE, related_name="obligations"
    )
    unit = models.ForeignKey(
        "personnel.Unit", models.PROTECT, related_name="obligations"
    )
    fulfilled_by = models.ForeignKey(
        "declarations.Statement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obligations",
    )
    on_paper = models.OneToOneField(
        "declarations.PaperSignature", models.PROTECT, null=True, related_name="+"
    )
    met_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)
    excuse = models.CharField(max_length=10, choices=Excuse, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = (
            "campaign__due_on",
            "pk",
        )
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "user", "unit"],
                name="obligation_once_a_person_and_unit",
            ),
            models.UniqueConstraint(
                fields=["tenure"],
                condition=Q(campaign=None),
                name="obligation_of_a_move_once",
            ),
            models.CheckConstraint(
                name="obligation_excuse_known",
                condition=Q(excuse__in=["", *Excuse.values]),
            ),
            models.CheckConstraint(
                name="obligation_excused_iff_reasoned",
                condition=Q(excused_at=None, excuse="")
                | (Q(excused_at__isnull=False, fulfilled_by=None) & ~Q(excuse="")),
            ),
            models.CheckConstraint(
                name="obligation_met_one_way",
                condition=Q(met_at=None, fulfilled_by=None, on_paper=None)
                | Q(met_at__isnull=False, fulfilled_by__isnull=False, on_paper=None)
                | Q(met_at__isnull=False, fulfilled_by=None, on_paper__isnull=False),
            ),
            models.CheckConstraint(
                name="obligation_excused_is_unmet",
                condition=Q(excused_at=None) | Q(met_at=None),
            ),
        )

    def __str__(self):
        return f"{self.campaign_id}/{self.user_id}"

    @property
    def is_met(self):
        return self.met_at is not None
