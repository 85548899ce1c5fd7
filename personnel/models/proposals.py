from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kpu_coi.constraints import all_or_none, known
from personnel.models.grants import (
    AT_ONCE,
    SCOPE_FITS_ROLE,
    WRONG_SCOPE,
    Grant,
    Role,
    reads_all_grants,
)
from personnel.models.people import User
from personnel.models.units import OversightRegion, Unit


class Outcome(models.TextChoices):
    PENDING = "PENDING", "Menunggu persetujuan"
    APPROVED = "APPROVED", "Disetujui"
    REFUSED = "REFUSED", "Ditolak"
    WITHDRAWN = "WITHDRAWN", "Ditarik"


class GrantProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who keep grants, one's own for everybody."""
        return self if reads_all_grants(user) else self.filter(user=user)

    def pending(self):
        return self.filter(outcome=Outcome.PENDING)

    def awaiting(self, user):
        """Those that this administrator may decide: of others, for others."""
        return self.pending().exclude(Q(proposed_by=user) | Q(user=user))

    def with_people(self):
        return self.select_related(
            "user", "unit", "region", "proposed_by", "decided_by", "grant"
        )


class GrantProposal(models.Model):
    """
    The wish that somebody be given a role, and what another person decided on it.

    `period` is what was proposed; the grant that came of it may begin later, on the
    day of the approval. `follows` is the grant that this one prolongs.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grant_proposals")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="grant_proposals"
    )
    region = models.ForeignKey(
        OversightRegion, models.PROTECT, null=True, related_name="grant_proposals"
    )
    period = DateRangeField()
    reason = models.CharField(max_length=500)
    follows = models.ForeignKey(
        Grant, models.PROTECT, null=True, related_name="prolongations"
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10, choices=Outcome, default=Outcome.PENDING, editable=False
    )
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=500, blank=True)
    grant = models.OneToOneField(
        Grant, models.PROTECT, null=True, related_name="proposal"
    )

    objects = GrantProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            known("role", Role, "grant_proposal_role_known"),
            known("outcome", Outcome, "grant_proposal_outcome_known"),
            models.CheckConstraint(
                name="grant_proposal_scope_fits_role",
                condition=SCOPE_FITS_ROLE,
                violation_error_message=WRONG_SCOPE,
            ),
            models.CheckConstraint(
                name="grant_proposal_period_has_days",
                condition=Q(period__isempty=False, period__startswith__isnull=False),
            ),
            all_or_none("decided_by", "decided_at", name="grant_proposal_decided"),
            models.CheckConstraint(
                name="grant_proposal_pending_is_undecided",
                condition=Q(outcome=Outcome.PENDING, decided_by__isnull=True)
                | (~Q(outcome=Outcome.PENDING) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="grant_proposal_grant_iff_approved",
                condition=Q(outcome=Outcome.APPROVED, grant__isnull=False)
                | (~Q(outcome=Outcome.APPROVED) & Q(grant__isnull=True)),
            ),
            models.CheckConstraint(
                name="grant_proposal_refusal_has_words",
                condition=(Q(outcome=Outcome.REFUSED) & ~Q(refusal=""))
                | (~Q(outcome=Outcome.REFUSED) & Q(refusal="")),
            ),
            models.CheckConstraint(
                name="grant_proposal_not_for_oneself",
                condition=~Q(proposed_by=F("user"))
                & (
                    Q(outcome__in=(Outcome.PENDING, Outcome.WITHDRAWN))
                    | ~Q(decided_by=F("user"))
                ),
            ),
            models.CheckConstraint(
                name="grant_proposal_two_people",
                condition=~Q(outcome__in=(Outcome.APPROVED, Outcome.REFUSED))
                | ~Q(decided_by=F("proposed_by"))
                | Q(outcome=Outcome.APPROVED, role__in=AT_ONCE),
            ),
            models.UniqueConstraint(
                name="grant_proposal_one_pending",
                fields=("user", "role", "unit", "region"),
                condition=Q(outcome=Outcome.PENDING),
                nulls_distinct=False,
            ),
        )

    def __str__(self):
        return f"usulan {self.pk}"

    def get_absolute_url(self):
        return reverse("personnel:grant_proposal", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.outcome == Outcome.PENDING

    @property
    def scope(self):
        """The unit or region; None for the nation."""
        return self.unit or self.region
