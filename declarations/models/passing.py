"""Of what a case was reminded, and what a superior writes before he opens one."""

import uuid

from django.conf import settings
from django.db import models

from declarations.models.cases import Case
from kpu_coi import vault
from kpu_coi.constraints import known

PERSON = settings.AUTH_USER_MODEL


class ReminderStep(models.TextChoices):
    """Of what a case that waits is reminded (rule 22)."""

    HALF = "HALF", "Separuh waktu"
    DAY_BEFORE = "DAY_BEFORE", "Satu hari kerja sebelum tenggat"
    DUE = "DUE", "Hari tenggat"
    OVERDUE = "OVERDUE", "Terlambat"
    SUPERIOR = "SUPERIOR", "Atasan penelaah diberi tahu"
    INSPECTORATE = "INSPECTORATE", "Inspektorat diberi tahu"


class CaseReminder(models.Model):
    """
    That a step of a case has been told, so that it is told once.

    `on` is the due date that the step belongs to, so that a new due date begins anew;
    of the daily step it is the day itself.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=12, choices=ReminderStep)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            known("step", ReminderStep, "case_reminder_step_known"),
            models.UniqueConstraint(
                fields=["case", "step", "on"], name="case_reminder_once_a_step"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.step} {self.on}"


class AccountDraft(models.Model):
    """
    What a superior writes of a conflict that nobody declared, before he opens it.

    One of each superior about each tenure; sealed, and nobody else's to see.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    tenure = models.ForeignKey("personnel.Tenure", models.PROTECT, related_name="+")
    answers_sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "tenure"], name="account_draft_one_a_tenure"
            )
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def context(self):
        return f"account-draft:{self.public_id}"

    def read_answers(self):
        return vault.open_json(bytes(self.answers_sealed), context=self.context)

    def seal_answers(self, answers):
        self.answers_sealed = vault.seal_json(answers, context=self.context)
