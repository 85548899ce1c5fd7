"""Who read a case, and what was asked and answered about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from declarations.models.cases import Case
from kpu_coi import vault
from kpu_coi.constraints import all_or_none

PERSON = settings.AUTH_USER_MODEL


class Reading(models.Model):
    """Who read a case as what, first and last."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=300)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["first_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reader"], name="reading_once_a_reader"
            ),
            models.CheckConstraint(
                name="reading_first_before_last",
                condition=Q(first_at__lte=F("last_at")),
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.reader_id}"


class Clarification(models.Model):
    """One question of the reviewer and its answer, both sealed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clarifications")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question_sealed = models.BinaryField()
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    answer_sealed = models.BinaryField(null=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            all_or_none(
                "answer_sealed",
                "answered_by",
                "answered_at",
                name="clarification_answer_whole",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_at__isnull=True),
                name="clarification_one_open_a_case",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.public_id}"

    def context(self, part):
        """What binds a sealed text to its place: part is question or answer."""
        return f"clarification-{part}:{self.public_id}"

    @property
    def question(self):
        return vault.open_json(
            bytes(self.question_sealed), context=self.context("question")
        )

    @property
    def answer(self):
        if self.answer_sealed is None:
            return ""
        return vault.open_json(
            bytes(self.answer_sealed), context=self.context("answer")
        )
