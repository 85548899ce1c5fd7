"""What the desk adds to a complaint: records, referrals, and who has read it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.complaints import Complaint
from complaints.models.terms import Triage
from kpu_coi import vault
from kpu_coi.constraints import known
from personnel.models import Unit


class RecordKind(models.TextChoices):
    HEARING = "HEARING", "Klarifikasi"
    CONCLUSION = "CONCLUSION", "Kesimpulan"
    OUTCOME = "OUTCOME", "Hasil"
    REFERRAL = "REFERRAL", "Penerusan"
    DISCLOSURE = "DISCLOSURE", "Pembukaan identitas"
    RELATED = "RELATED", "Orang yang terkait"


class Record(models.Model):
    """
    What an officer put down in the course of the work; sealed, never changed.

    The complainant does not see it. What belongs into it stands with the verb of
    `complaints.workflow.desk` that writes it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="records")
    kind = models.CharField(max_length=10, choices=RecordKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="complaint_records"
    )
    at = models.DateTimeField()
    told_sealed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [known("kind", RecordKind, "complaint_record_kind_known")]

    def __str__(self):
        return f"{self.complaint_id} {self.kind}"

    @property
    def context(self):
        return f"complaint-record:{self.public_id}"

    @property
    def told(self) -> dict[str, Any]:
        return vault.open_json(self.told_sealed, context=self.context)


class Referral(models.Model):
    """
    Where a complaint went (rule 57): up within KPU, or out of it.

    Within KPU it says the unit and the number in that desk's register; outside it
    holds the ticket that the other office gave, once it is known.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="referrals")
    outcome = models.CharField(max_length=20, choices=Triage)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="complaint_referrals"
    )
    number = models.CharField(max_length=40, null=True, unique=True)
    ticket = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="complaint_referrals"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("outcome", Triage, "complaint_referral_known"),
            models.CheckConstraint(
                name="complaint_referral_within_has_number",
                condition=Q(outcome="FORWARD_UP", unit__isnull=False)
                & Q(number__isnull=False, ticket="")
                | ~Q(outcome="FORWARD_UP") & Q(unit__isnull=True, number__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id} {self.outcome}"


class Reading(models.Model):
    """Who has opened a complaint, from when to when."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="complaint_readings"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "reader"], name="complaint_reading_once"
            )
        ]

    def __str__(self):
        return f"{self.complaint_id} {self.reader_id}"
