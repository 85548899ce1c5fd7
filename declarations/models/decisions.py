"""What the reviewer decided: drafts, decisions, controls."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from declarations.models.case_terms import CaseStatus
from declarations.models.cases import Case
from kpu_coi import vault
from kpu_coi.constraints import known

PERSON = settings.AUTH_USER_MODEL


class Truth(models.TextChoices):
    TRUE = "TRUE", "Benar"
    PARTLY = "PARTLY", "Sebagian benar"
    FALSE = "FALSE", "Tidak benar"


class Impact(models.TextChoices):
    LOW = "LOW", "Rendah"
    MEDIUM = "MEDIUM", "Sedang"
    HIGH = "HIGH", "Tinggi"


class Outcome(models.TextChoices):
    NO_CONFLICT = "NO_CONFLICT", "Tidak terdapat benturan, tugas dilanjutkan"
    CONTROLLABLE = "CONTROLLABLE", "Potensi, dapat dikendalikan"
    RECUSED = "RECUSED", "Aktual, tidak dilibatkan dalam keputusan"
    REVIEW_PAST_DECISION = (
        "REVIEW_PAST_DECISION",
        "Keputusan terdahulu ditinjau kembali",
    )
    REFERRED = "REFERRED", "Diteruskan ke pemeriksaan disiplin atau etik"
    OUT_OF_SCOPE = "OUT_OF_SCOPE", "Tidak dapat dinilai, bukan wewenang"


class DecisionDraft(models.Model):
    """What one person has typed for a decision that is not signed yet; sealed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    answers_sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "author"], name="decision_draft_once_an_author"
            )
        ]

    def __str__(self):
        return f"{self.case_id} {self.author_id}"

    @property
    def context(self):
        return f"decision-draft:{self.case_id}:{self.author_id}"

    @property
    def answers(self):
        return vault.open_json(bytes(self.answers_sealed), context=self.context)


class Decision(models.Model):
    """
    A signed decision on a case; the one in force is the case's `decision`.

    Its words are sealed, its classes are not.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=60, unique=True)
    truth = models.CharField(max_length=10, choices=Truth)
    impact = models.CharField(max_length=10, choices=Impact)
    outcome = models.CharField(max_length=25, choices=Outcome)
    plenary_on = models.DateField(null=True)
    plenary_number = models.CharField(max_length=100, blank=True)
    content_sealed = models.BinaryField()
    content_hash = models.CharField(max_length=64)
    record_hash = models.CharField(max_length=64)
    template = models.ForeignKey(
        "documents.PaperTemplate", models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        PERSON, models.PROTECT, related_name="decisions_signed"
    )
    decided_as = models.CharField(max_length=300)
    decided_at = models.DateTimeField()
    evidence = models.OneToOneField(
        "documents.SigningEvidence", models.PROTECT, related_name="decision"
    )
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="decision"
    )

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            known("truth", Truth, "decision_truth_known"),
            known("impact", Impact, "decision_impact_known"),
            known("outcome", Outcome, "decision_outcome_known"),
            models.CheckConstraint(
                name="decision_plenary_whole",
                condition=Q(plenary_on__isnull=True, plenary_number="")
                | (Q(plenary_on__isnull=False) & ~Q(plenary_number="")),
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def context(self):
        return f"decision:{self.public_id}"

    @property
    def content(self):
        """The paper's content as it was signed."""
        return vault.open_json(bytes(self.content_sealed), context=self.context)


class ControlState(models.TextChoices):
    """How a control stands on a day; computed, never stored."""

    DUE = "DUE", "Perlu ditinjau"
    RUNNING = "RUNNING", "Berjalan"
    AHEAD = "AHEAD", "Belum mulai"
    ENDED = "ENDED", "Berakhir"


WITH_CASE = [f"decision__case__{name}" for name in ("person", "unit", "regime")]


class ControlQuerySet(models.QuerySet):
    def with_case(self):
        return self.select_related(*WITH_CASE)

    def of_decisions_that_stand(self):
        return self.filter(decision=F("decision__case__decision"))

    def in_force(self):
        """Those of the decision that stands, of a case whose controls run."""
        found = self.of_decisions_that_stand()
        return found.filter(decision__case__status=CaseStatus.CONTROL_ACTIVE)

    def running(self):
        return self.filter(ended_at=None)

    def in_state(self, state, day):
        which = {
            ControlState.ENDED: Q(ended_at__isnull=False),
            ControlState.DUE: Q(ended_at=None, review_on__lte=day),
            ControlState.RUNNING: Q(
                ended_at=None, review_on__gt=day, starts_on__lte=day
            ),
            ControlState.AHEAD: Q(ended_at=None, review_on__gt=day, starts_on__gt=day),
        }
        return self.filter(which[state])


class Control(models.Model):
    """
    A measure ordered in a decision. Scope and persons stand in its content.

    `noticed_for` is the review date of which the reviewer has been told that it came.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="controls")
    order = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=30)
    starts_on = models.DateField()
    review_on = models.DateField()
    substitute_key = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)
    noticed_for = models.DateField(null=True)

    objects = ControlQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "order"]
        indexes = [models.Index(fields=["review_on"], name="control_by_review_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "order"], name="control_order_unique"
            ),
            models.CheckConstraint(
                name="control_reviewed_after_start",
                condition=Q(review_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id} {self.form}"

    def state_on(self, day) -> "ControlState":
        if self.ended_at is not None:
            return ControlState.ENDED
        if self.review_on <= day:
            return ControlState.DUE
        return ControlState.RUNNING if self.starts_on <= day else ControlState.AHEAD
