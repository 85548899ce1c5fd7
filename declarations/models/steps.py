import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kpu_coi.constraints import known


class StepKind(models.TextChoices):
    """A rung of the ladder for those who have not declared."""

    REMINDER = "REMINDER", "Diingatkan"
    WARNING = "WARNING", "Surat peringatan"
    REPORT = "REPORT", "Dilaporkan ke atasan"


class StepQuerySet(models.QuerySet):
    def warnings(self):
        return self.filter(kind=StepKind.WARNING)

    def with_letter(self):
        return self.select_related(
            "document", "obligation__campaign", "obligation__unit", "obligation__user"
        )


class Step(models.Model):
    """
    One thing that was done about an obligation: what, when, and by whom.

    `by` is None where the machine did it on its day. `on` is the day by the clock of
    the unit: nobody is reminded twice a day. `told` is the superior of a report.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    obligation = models.ForeignKey(
        "declarations.Obligation", models.CASCADE, related_name="steps"
    )
    kind = models.CharField(max_length=10, choices=StepKind)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    told = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="reports_received",
    )
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="warning"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            known("kind", StepKind, "step_kind_known"),
            models.UniqueConstraint(
                fields=["obligation", "on"],
                condition=Q(kind=StepKind.REMINDER),
                name="step_one_reminder_a_day",
            ),
            models.UniqueConstraint(
                fields=["obligation", "kind"],
                condition=~Q(kind=StepKind.REMINDER),
                name="step_each_rung_once",
            ),
            models.CheckConstraint(
                name="step_letter_iff_warning",
                condition=Q(kind=StepKind.WARNING, document__isnull=False)
                | (~Q(kind=StepKind.WARNING) & Q(document=None)),
            ),
            models.CheckConstraint(
                name="step_told_only_in_report",
                condition=Q(told=None) | Q(kind=StepKind.REPORT),
            ),
        )

    def __str__(self):
        return f"{self.kind} {self.obligation_id}"

    def get_absolute_url(self):
        return reverse("declarations:warning_letter", args=[self.public_id])
