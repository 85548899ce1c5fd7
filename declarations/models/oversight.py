"""What stands beside a case: P3K2's recommendation and the Inspektorat's oversight."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from declarations.models.cases import Case
from declarations.models.decisions import Decision, Impact, Truth
from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known

PERSON = settings.AUTH_USER_MODEL


class Recommendation(models.Model):
    """
    What a P3K2 advised when he was asked, for good; kept apart from the decision.

    One for each time that the reviewer asked. Its classes are in clear, its reasons
    and controls sealed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="recommendations")
    asked_at = models.DateTimeField()
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    truth = models.CharField(max_length=10, choices=Truth)
    impact = models.CharField(max_length=10, choices=Impact)
    content_sealed = models.BinaryField()
    given_by = models.ForeignKey(PERSON, models.PROTECT, related_name="recommendations")
    given_as = models.CharField(max_length=300)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            known("truth", Truth, "recommendation_truth_known"),
            known("impact", Impact, "recommendation_impact_known"),
            models.UniqueConstraint(
                fields=["case", "asked_at"], name="recommendation_once_an_asking"
            ),
            models.CheckConstraint(
                name="recommendation_after_its_asking",
                condition=Q(given_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.public_id}"

    @property
    def context(self):
        return f"recommendation:{self.public_id}"

    @property
    def content(self):
        """Keys: truth_reason, impact_reason, controls (labels), reason."""
        return vault.open_json(bytes(self.content_sealed), context=self.context)


class NoteKind(models.TextChoices):
    COMMENT = "COMMENT", "Catatan"
    QUESTION = "QUESTION", "Permintaan penjelasan"
    ANSWER = "ANSWER", "Penjelasan penelaah"
    RECONSIDER = "RECONSIDER", "Permintaan pertimbangan ulang"
    UPHELD = "UPHELD", "Putusan dipertahankan"
    ESCALATION = "ESCALATION", "Dinaikkan ke atasan berikutnya"
    MONITORING = "MONITORING", "Dalam pemantauan"
    CONCLUSION = "CONCLUSION", "Pengawasan ditutup"


BETWEEN_BOTH = (
    NoteKind.QUESTION,
    NoteKind.ANSWER,
    NoteKind.RECONSIDER,
    NoteKind.UPHELD,
)
"""What Inspektorat and reviewer say to each other; a comment may join it."""
INTERNAL = (NoteKind.ESCALATION, NoteKind.MONITORING, NoteKind.CONCLUSION)
ONCE = (NoteKind.RECONSIDER, NoteKind.UPHELD, NoteKind.MONITORING, NoteKind.CONCLUSION)


class Note(models.Model):
    """
    One line of the oversight of a case; sealed, never for the person concerned.

    `shared` ones are read by the reviewer too, all others by the Inspektorat alone.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=NoteKind)
    shared = models.BooleanField(default=False)
    text_sealed = models.BinaryField()
    answers = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="answer"
    )
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_as = models.CharField(max_length=300)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            known("kind", NoteKind, "oversight_note_kind_known"),
            models.CheckConstraint(
                name="note_shared_as_its_kind_demands",
                condition=Q(kind__in=BETWEEN_BOTH, shared=True)
                | Q(kind__in=INTERNAL, shared=False)
                | Q(kind=NoteKind.COMMENT),
            ),
            models.CheckConstraint(
                name="note_answer_has_its_question",
                condition=Q(kind=NoteKind.ANSWER, answers__isnull=False)
                | (~Q(kind=NoteKind.ANSWER) & Q(answers__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(kind__in=ONCE),
                name="note_of_some_kinds_once",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.kind}"

    @property
    def context(self):
        return f"note:{self.public_id}"

    @property
    def text(self):
        return vault.open_json(bytes(self.text_sealed), context=self.context)


class Reconsideration(models.Model):
    """
    The one time that the Inspektorat asked to think again, and how it had stood.

    The clock of the case runs anew meanwhile; where the decision is upheld, the
    earlier one comes back.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="reconsideration")
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="reconsideration"
    )
    asked_at = models.DateTimeField()
    status_before = models.CharField(max_length=20)
    suspended_before = models.BooleanField()
    due_before = models.DateField()
    due_before_amount = models.PositiveSmallIntegerField()
    due_before_unit = models.CharField(max_length=15)
    due_before_rule = models.CharField(max_length=40)
    due_before_basis = models.TextField()
    due_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)

    class Meta:
        constraints = [
            all_or_none("ended_at", "upheld", name="reconsideration_end_whole")
        ]

    def __str__(self):
        return f"{self.case_id} {self.decision_id}"
