from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q

from declarations.identification.questions import QuestionSet
from kpu_coi.constraints import all_or_none


class QuestionnaireQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def drafts(self):
        return self.filter(published_at__isnull=True)

    def newest_first(self):
        return self.order_by("regime", "-version")


class Questionnaire(models.Model):
    """
    One version of the questions that lead to FREE or to the topics of a conflict.

    A draft until it is published; from then on the database refuses every change.
    `revision` grows with each change of a draft, so that two editors notice each other.
    """

    regime = models.ForeignKey(
        "deadlines.Regime", models.PROTECT, related_name="questionnaires"
    )
    version = models.PositiveSmallIntegerField()
    questions = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["regime", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "version"], name="questionnaire_version_once"
            ),
            models.UniqueConstraint(
                fields=["regime"],
                condition=Q(published_at__isnull=True),
                name="questionnaire_one_draft_a_regime",
            ),
            all_or_none(
                "published_at", "valid_from", name="questionnaire_publication_whole"
            ),
        ]

    def __str__(self):
        return f"{self.regime_id} {self.version}"

    @property
    def is_draft(self):
        return self.published_at is None

    @cached_property
    def question_set(self):
        """Its questions as they are asked."""
        return QuestionSet.of(self.questions)
