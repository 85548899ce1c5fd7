"""Who gets a copy of a case, and who is kept out of it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known
from personnel.grants import has_grant, regions_of
from personnel.models import OversightRegion, Position, Role
from personnel.today import posts_held_by

PERSON = settings.AUTH_USER_MODEL


class Bar(models.TextChoices):
    """Why somebody is kept out of a case."""

    PARTY = "PARTY", "Pihak lain"
    RECUSED = "RECUSED", "Mengundurkan diri dari penelaahan"
    REPORTER = "REPORTER", "Pelapor"


class KeptOut(models.Model):
    """
    Somebody of the office who may neither see nor act in a case (rule 20).

    Held as a keyed hash: enough to keep him away, too little to list who is named by
    whom.
    """

    case = models.ForeignKey(
        "declarations.Case", models.PROTECT, related_name="kept_out"
    )
    person_key = models.CharField(max_length=64, db_index=True)
    why = models.CharField(max_length=10, choices=Bar)

    class Meta:
        constraints = [
            known("why", Bar, "kept_out_why_known"),
            models.UniqueConstraint(
                fields=["case", "person_key"], name="kept_out_once_a_case"
            ),
        ]

    def __str__(self):
        return f"{self.case_id}/{self.person_key[:8]}"


def kept_from(user, case) -> Exists:
    """Whether the user is kept out of a case, by the name that a row has for it."""
    key = vault.person_key(user.pk)
    return Exists(KeptOut.objects.filter(case=OuterRef(case), person_key=key))


class CopyKind(models.TextChoices):
    REGION = "REGION", "Inspektorat Wilayah"
    MAIN = "MAIN", "Inspektorat Utama"
    CHIEF = "CHIEF", "Inspektur Utama"
    OTHER_LINE = "OTHER_LINE", "Atasan pada garis lain"


INSPECTORATE = "Inspektorat Utama Sekretariat Jenderal KPU"


def copy_line(kind: str, region, position) -> str:
    """A recipient as the "Tembusan:" of a letter names him (Keputusan KPU 323/2020)."""
    if kind == CopyKind.OTHER_LINE:
        return f"{position.title}, {position.unit.name}"
    if kind == CopyKind.REGION:
        return f"{INSPECTORATE}, u.p. {region.name}"
    if kind == CopyKind.CHIEF:
        return f"{INSPECTORATE}, u.p. Inspektur Utama"
    return INSPECTORATE


class CopyQuerySet(models.QuerySet):
    def readable_by(self, user, on):
        """Copies for the posts and the inspectorate duties of a person on a day."""
        held = posts_held_by(user)
        readable = Q(kind=CopyKind.OTHER_LINE, position__in=held)
        if has_grant(user, Role.CHIEF_INSPECTOR, on):
            return self.filter(readable | ~Q(kind=CopyKind.OTHER_LINE))
        regions = regions_of(user, on)
        return self.filter(readable | Q(kind=CopyKind.REGION, region__in=regions))

    def for_inspectorate(self, user):
        """The list of an auditor: without what a user reads as holder of a post."""
        return self.readable_by(user, timezone.localdate()).exclude(
            kind=CopyKind.OTHER_LINE
        )

    def visible_to_inspectorate(self, user):
        """
        Those of it that concern others' cases from which he is not kept out.

        A copy that somebody may read shows him its case: nothing else is asked.
        """
        own = user.cases.values("pk")
        return self.for_inspectorate(user).filter(
            ~Q(case__in=own), ~kept_from(user, "case")
        )


class Copy(models.Model):
    """The Inspektorat's copy of a case, made with it, with its reading recorded."""

    case = models.ForeignKey("declarations.Case", models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=10, choices=CopyKind)
    region = models.ForeignKey(
        OversightRegion, models.PROTECT, null=True, related_name="copies"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="copies"
    )
    first_read_at = models.DateTimeField(null=True)
    first_read_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="copies_read"
    )

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("kind", CopyKind, "copy_kind_known"),
            all_or_none("first_read_at", "first_read_by", name="copy_reading_whole"),
            models.CheckConstraint(
                name="copy_goes_where_its_kind_says",
                condition=Q(
                    kind=CopyKind.REGION, region__isnull=False, position__isnull=True
                )
                | Q(
                    kind=CopyKind.OTHER_LINE,
                    region__isnull=True,
                    position__isnull=False,
                )
                | Q(
                    kind__in=[CopyKind.MAIN, CopyKind.CHIEF],
                    region__isnull=True,
                    position__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "region", "position"],
                nulls_distinct=False,
                name="copy_once_to_each",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.recipient}"

    @property
    def recipient(self):
        """Who gets it, in words: the region, the office or the post."""
        if self.region:
            return self.region.name
        if self.position:
            return f"{self.position.title}, {self.position.unit.name}"
        return self.get_kind_display()

    @property
    def line(self):
        """How a letter names the recipient."""
        return copy_line(self.kind, self.region, self.position)
