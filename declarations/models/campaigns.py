import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from declarations.models.steps import Step
from kpu_coi.conditions import truth_of
from kpu_coi.constraints import all_or_none, known
from personnel.grants import has_grant, regions_of, units_of
from personnel.models import NATIONAL_CODE, RegionProvince, Role

A_YEAR = timedelta(days=365)


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        Those that reach a unit which the person operates or oversees.

        And those of the units just below his own, which report to his.
        All of them for organisation administrators and the Inspektur Utama.
        """
        if any(has_grant(user, role) for role in SEES_ALL):
            return self
        regions = regions_of(user)
        provinces = RegionProvince.objects.filter(region__in=regions)
        codes = provinces.values("province__code")
        own = units_of(user, Role.UNIT_OPERATOR)
        lineage = {code for unit in own for code in unit.lineage_codes()}
        if regions:
            lineage.add(NATIONAL_CODE)
        return self.filter(
            Q(unit__in=own)
            | Q(unit__parent__in=own)
            | Q(unit__province_code__in=codes)
            | Q(cascade=True, unit__code__in=lineage)
        )

    def open(self):
        """Those that nobody has ended early."""
        return self.filter(closed_at=None)

    def running_on(self, day):
        """Those that have begun; one past its due date still wants its people."""
        return self.open().filter(starts_on__lte=day)

    def not_over_on(self, day):
        """Those whose last day is still to come, also where they begin later."""
        return self.open().filter(due_on__gte=day)

    def at_work_on(self, day):
        return self.running_on(day).filter(due_on__gte=day)

    def to_come_on(self, day):
        return self.open().filter(starts_on__gt=day)

    def over_on(self, day):
        return self.filter(Q(due_on__lt=day) | Q(closed_at__isnull=False))

    def general(self):
        """Those that ask everybody for a statement, whose share says something."""
        return self.exclude(SPECIAL)

    def general_first(self):
        """The latest of those, then the rest; what a page of one office begins with."""
        return self.order_by(truth_of(SPECIAL), "-starts_on", "-pk")

    def widest_first(self):
        """
        What a page of many offices begins with: the widest of a year, then the latest.

        First the nation's, then a province's with its offices, then those of one
        office; after them what ended over a year ago, and what does not ask everybody.
        """
        old = Q(due_on__lt=timezone.localdate() - A_YEAR)
        narrow, below = Q(cascade=False), ~Q(unit__code=NATIONAL_CODE)
        order = [truth_of(last) for last in (SPECIAL, old, narrow, below)]
        return self.order_by(*order, "-starts_on", "-pk")

    def with_unit(self):
        return self.select_related("unit", "template", "closed_by", "opened_by")


SEES_ALL = (Role.ORGANISATION_ADMIN, Role.CHIEF_INSPECTOR)


class Occasion(models.TextChoices):
    """Why a campaign is held (rule 1)."""

    YEARLY = "YEARLY", "Tahunan"
    JOINING = "JOINING", "Pegawai baru"
    MOVING = "MOVING", "Mutasi"
    STAGE = "STAGE", "Sebelum tahapan pemilu"
    EVENT = "EVENT", "Acara penandatanganan"


STANDING = (Occasion.JOINING, Occasion.MOVING)
"""They oblige nobody when they are opened, but each who comes while they run."""


class Asks(models.TextChoices):
    """What a campaign asks everybody for."""

    STATEMENT = "STATEMENT", "Surat pernyataan bebas atau potensi"
    INTEREST_LIST = "INTEREST_LIST", "Daftar Kepentingan Pribadi"
    INTEGRITY_PACT = "INTEGRITY_PACT", "Pakta Integritas"

    @classmethod
    def met_by(cls, kind):
        """What a signed statement of a kind meets: a list or a pact only its own."""
        return cls(kind) if kind in cls.values else cls.STATEMENT


SPECIAL = Q(occasion__in=STANDING) | ~Q(asks=Asks.STATEMENT)
"""They do not ask everybody for a statement: their share says nothing of an office."""


class Campaign(models.Model):
    """
    A period in which everybody on the roll of some units must declare (rule 1).

    A standing one, for those who join or move in, gives each of them so many working
    days from his first day. `template` is the wording for the regime of its own unit;
    `wordings` holds that and one for each other regime.
    """

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
    wordings = models.ManyToManyField(
        "documents.PaperTemplate", related_name="pinned_by"
    )
    starts_on = models.DateField()
    due_on = models.DateField()
    working_days = models.PositiveSmallIntegerField(null=True)
    reminders = ArrayField(models.PositiveSmallIntegerField(), default=list)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="campaigns_opened"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closing_reason = models.CharField(max_length=500, blank=True)

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
            models.CheckConstraint(
                name="campaign_standing_iff_days_given",
                condition=Q(occasion__in=STANDING, working_days__isnull=False)
                | (~Q(occasion__in=STANDING) & Q(working_days=None)),
            ),
            all_or_none("closed_at", "closed_by", name="campaign_closing_whole"),
            models.CheckConstraint(
                name="campaign_closed_with_reason",
                condition=Q(closed_at=None, closing_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closing_reason="")),
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("declarations:campaign", args=[self.public_id])

    @property
    def is_standing(self):
        return self.occasion in STANDING

    @property
    def is_closed(self):
        return self.closed_at is not None

    def phase_on(self, day):
        """The kind and the word of the tag that says whether it runs."""
        if self.is_closed:
            return "", "Diakhiri"
        if day < self.starts_on:
            return "info", "Akan datang"
        if day <= self.due_on:
            return "ok", "Berjalan"
        return "", "Selesai" if self.is_standing else "Lewat tenggat"

    def covers(self, unit):
        """Whether people of that unit owe it; the unit's code tells those above."""
        return self.unit_id == unit.pk or (
            self.cascade and self.unit.code in unit.lineage_codes()
        )


class Excuse(models.TextChoices):
    """Why an obligation is not owed any more although it was never met."""

    LEFT = "LEFT", "Tidak bekerja lagi"
    MOVED = "MOVED", "Pindah ke satker lain"
    CLOSED = "CLOSED", "Kampanye diakhiri lebih awal"


GONE = (Excuse.LEFT, Excuse.MOVED)


class ObligationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def running_on(self, day):
        """Those of campaigns that have begun, and those that no campaign asks for."""
        begun = Q(campaign__starts_on__lte=day, campaign__closed_at=None)
        return self.filter(begun | Q(campaign=None))

    def unmet(self):
        """Neither signed for nor handed in on paper, and still owed."""
        return self.filter(fulfilled_by=None, on_paper=None, excused_at=None)

    def met(self):
        return self.exclude(met_at=None)

    def meetable_by(self, statement, on):
        """
        What a statement of its declarant meets when it is signed that day.

        Also what he handed in on paper, which an electronic signature replaces. A move
        asks for a statement.
        """
        asks = Asks.met_by(statement.kind)
        wanted = Q(campaign__asks=asks)
        if asks == Asks.STATEMENT:
            wanted |= Q(campaign=None)
        owed = self.of(statement.declarant).filter(fulfilled_by=None, excused_at=None)
        return owed.running_on(on).filter(wanted)

    def counted(self):
        """
        Without those who left or moved before they declared (rule 79).

        Whoever had not declared when a campaign was ended early stays counted: the
        share is the one that was reached, and ending it makes no unit look better.
        """
        return self.exclude(excuse__in=GONE)

    def late_on(self, day):
        return self.unmet().filter(due_on__lt=day, campaign__closed_at=None)

    def with_campaign(self):
        return self.select_related("campaign", "unit")

    def with_ladder(self):
        """With the day of the warning letter, if there was one."""
        warned = Step.objects.warnings().filter(obligation=OuterRef("pk"))
        return self.with_campaign().annotate(warned_on=Subquery(warned.values("on")))


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
    due_on = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)
    on_paper = models.OneToOneField(
        "declarations.PaperSignature", models.PROTECT, null=True, related_name="+"
    )
    met_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)
    excuse = models.CharField(max_length=10, choices=Excuse, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = (
            "due_on",
            "pk",
        )
        indexes = (
            models.Index(
                fields=["due_on"],
                condition=Q(fulfilled_by=None, excused_at=None),
                name="obligation_owed",
            ),
            models.Index(
                fields=["campaign"],
                condition=Q(told_at=None, fulfilled_by=None, excused_at=None),
                name="obligation_untold",
            ),
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
                name="obligation_due_iff_campaign",
                condition=Q(campaign=None, due_on=None)
                | Q(campaign__isnull=False, due_on__isnull=False),
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
    def asks(self):
        """What is owed: what its campaign asks for, or after a move a statement."""
        return self.campaign.asks if self.campaign else Asks.STATEMENT

    @property
    def is_met(self):
        return self.met_at is not None

    @property
    def is_owed(self):
        return self.met_at is None and self.excused_at is None
