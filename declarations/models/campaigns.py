from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CampaignQuerySet(models.QuerySet):
    def running_on(self, day):
        """Those that have begun; one past its due date still wants its people."""
        return self.filter(starts_on__lte=day)


class Campaign(models.Model):
    """A period in which everybody on the roll of some units must declare (rule 1)."""

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
            models.CheckConstraint(
                name="campaign_due_after_start",
                condition=Q(due_on__gte=F("starts_on")),
            ),
        )

    def __str__(self):
        return self.name


class ObligationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def running_on(self, day):
        return self.filter(campaign__starts_on__lte=day)

    def unmet(self):
        return self.filter(fulfilled_by=None)

    def with_campaign(self):
        return self.select_related("campaign", "unit")


class Obligation(models.Model):
    """
    One person's duty in one campaign.

    Whether it is met is known to the unit's operator; by which kind of statement
    is not (rule 2).
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="obligations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="obligations"
    )
    tenure = models.ForeignKey(
        "personnel.Tenure", models.PROTECT, related_name="obligations"
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

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = (
            "campaign__due_on",
            "pk",
        )
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "user"], name="obligation_once_a_person"
            ),
        )

    def __str__(self):
        return f"{self.campaign_id}/{self.user_id}"
