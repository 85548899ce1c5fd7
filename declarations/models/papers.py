"""Who declared on paper, because he has no phone at hand (rules 1 and 2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from documents.uploads.kinds import FileKind
from documents.uploads.stored import StoredFile
from kpu_coi.constraints import known

PERSON = settings.AUTH_USER_MODEL


class PaperScan(StoredFile):
    """The scanned sheet by which somebody says that he handed his paper in."""

    vault_name = "paper-scan"
    folder = "kertas"

    class Meta:
        constraints = (known("kind", FileKind, "paper_scan_kind_known"),)


class PaperEnd(models.TextChoices):
    """Why a mark on paper holds no more."""

    REPLACED = "REPLACED", "Digantikan tanda tangan elektronik"
    OBJECTED = "OBJECTED", "Disanggah oleh orangnya"
    TAKEN_BACK = "TAKEN_BACK", "Dibatalkan oleh operator"


class PaperSignatureQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)


class PaperSignature(models.Model):
    """
    The operator's mark that somebody has declared on paper.

    It knows no kind: both forms go into the same closed envelope (rule 2).
    """

    obligation = models.ForeignKey(
        "declarations.Obligation", models.PROTECT, related_name="paper_signatures"
    )
    scan = models.OneToOneField(PaperScan, models.PROTECT, related_name="signature")
    signed_on = models.DateField()
    marked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=PaperEnd, blank=True)

    objects = PaperSignatureQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="paper_signature_ended_iff_said_why",
                condition=Q(ended_at=None, end="")
                | Q(ended_at__isnull=False, end__in=PaperEnd.values),
            ),
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(ended_at=None),
                name="paper_signature_one_standing",
            ),
        )

    def __str__(self):
        return f"{self.obligation_id}/{self.pk}"
