import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kpu_coi import vault
from kpu_coi.canonical import canonical_json
from kpu_coi.constraints import known


class Kind(models.TextChoices):
    """What somebody declares (rule 33)."""

    FREE = "FREE", "Bebas Benturan Kepentingan"
    POTENTIAL = "POTENTIAL", "Potensi Benturan Kepentingan"
    ACTUAL = "ACTUAL", "Benturan Kepentingan Aktual"
    INTEREST_LIST = "INTEREST_LIST", "Daftar Kepentingan Pribadi"
    INTEGRITY_PACT = "INTEGRITY_PACT", "Pakta Integritas"


CONFLICT_KINDS = (Kind.POTENTIAL, Kind.ACTUAL)


class Status(models.TextChoices):
    """How a statement stands; what is done about it is its case's status (rule 34)."""

    DRAFT = "DRAFT", "Draf"
    SIGNED = "SIGNED", "Ditandatangani"
    SUPERSEDED = "SUPERSEDED", "Digantikan"
    WITHDRAWN = "WITHDRAWN", "Dicabut"


STANDINGS = {
    Status.DRAFT: ("", "Draf"),
    Status.SIGNED: ("ok", "Berlaku"),
    Status.SUPERSEDED: ("", "Digantikan"),
    Status.WITHDRAWN: ("", "Dicabut"),
}
ENDED = (Status.SUPERSEDED, Status.WITHDRAWN)
PINNED = (
    "regime",
    "template",
    "content",
    "content_hash",
    "record_hash",
    "number",
    "signed_at",
    "evidence",
    "document",
)


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        One's own, drafts included.

        Superiors and the Inspektorat read a signed statement through its case or
        its copy, which have rules of their own.
        """
        return self.filter(declarant=user)

    def drafts(self):
        return self.filter(status=Status.DRAFT)

    def of_kind(self, kind):
        """One kind; POTENTIAL and ACTUAL are one, as long as nothing is signed."""
        kinds = CONFLICT_KINDS if kind in CONFLICT_KINDS else [kind]
        return self.filter(kind__in=kinds)

    def in_force(self):
        return self.filter(status=Status.SIGNED)

    def free_in_force(self, user):
        return self.in_force().filter(declarant=user, kind=Kind.FREE)

    def drafts_and_free_in_force(self):
        """What Beranda tells of: drafts, and the free statement that holds now."""
        free = Q(status=Status.SIGNED, kind=Kind.FREE)
        return self.filter(Q(status=Status.DRAFT) | free)

    def with_declarant(self):
        """What building the content reads: person, post and unit."""
        return self.select_related(
            "declarant", "tenure__user", "tenure__position__unit"
        )

    def with_paper(self):
        return self.select_related(
            "unit", "regime", "document", "evidence", "tenure__position", "case"
        )

    def newest_first(self):
        return self.order_by(
            models.F("signed_at").desc(nulls_first=True), "-created_at"
        )


class Statement(models.Model):
    """
    What somebody signed, or is about to.

    Immutable once signed: superseded or withdrawn, never edited (rule 8). Answers
    and content lie sealed in the vault; in clear stands what lists need.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(
        max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    declarant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="statements"
    )
    tenure = models.ForeignKey(
        "personnel.Tenure", models.PROTECT, related_name="statements"
    )
    unit = models.ForeignKey(
        "personnel.Unit", models.PROTECT, related_name="statements"
    )
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    answers = models.BinaryField()

    regime = models.ForeignKey(
        "deadlines.Regime", models.PROTECT, null=True, related_name="+"
    )
    template = models.ForeignKey(
        "documents.PaperTemplate", models.PROTECT, null=True, related_name="+"
    )
    content = models.BinaryField(null=True)
    content_hash = models.CharField(max_length=64, null=True)
    record_hash = models.CharField(max_length=64, null=True)
    number = models.CharField(max_length=60, null=True, unique=True)
    signed_at = models.DateTimeField(null=True)
    evidence = models.OneToOneField(
        "documents.SigningEvidence",
        models.PROTECT,
        null=True,
        related_name="statement",
    )
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="statement"
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    ended_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            known("kind", Kind, name="statement_kind_known"),
            known("status", Status, name="statement_status_known"),
            models.CheckConstraint(
                name="statement_signed_whole",
                condition=Q(
                    ~Q(status=Status.DRAFT),
                    **{f"{name}__isnull": False for name in PINNED},
                )
                | Q(
                    status=Status.DRAFT,
                    supersedes__isnull=True,
                    **{f"{name}__isnull": True for name in PINNED},
                ),
            ),
            models.CheckConstraint(
                name="statement_ended_iff_not_in_force",
                condition=Q(status__in=ENDED, ended_at__isnull=False)
                | (~Q(status__in=ENDED) & Q(ended_at__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["declarant"],
                condition=Q(status=Status.DRAFT, kind=Kind.FREE),
                name="statement_one_free_draft",
            ),
            models.UniqueConstraint(
                fields=["declarant"],
                condition=Q(status=Status.DRAFT, kind__in=CONFLICT_KINDS),
                name="statement_one_conflict_draft",
            ),
            models.UniqueConstraint(
                fields=["declarant"],
                condition=Q(status=Status.SIGNED, kind=Kind.FREE),
                name="statement_one_free_in_force",
            ),
        )

    def __str__(self):
        return self.number or str(self.public_id)

    def get_absolute_url(self):
        return reverse("declarations:statement", args=[self.public_id])

    @property
    def continue_url(self):
        """Where a draft is gone on with: at its text, or at its topics."""
        name = "sign" if self.is_free else "topics"
        return reverse(f"declarations:{name}", args=[self.public_id])

    @property
    def kind_label(self):
        """What its regime calls the kind."""
        if self.regime:
            return self.regime.words["kinds"][self.kind]
        return self.get_kind_display()

    @property
    def standing(self):
        """The kind and the word of the tag that says how it stands."""
        if self.status == Status.SIGNED and self.is_conflict:
            return "info", self.case.get_status_display()
        return STANDINGS[self.status]

    @property
    def is_draft(self):
        return self.status == Status.DRAFT

    @property
    def is_free(self):
        return self.kind == Kind.FREE

    @property
    def is_conflict(self):
        return self.kind in CONFLICT_KINDS

    @property
    def vault_context(self):
        return f"statement:{self.public_id}"

    def read_answers(self):
        """The sealed answers of the draft, by topic."""
        return vault.open_json(bytes(self.answers), context=f"{self.vault_context}:a")

    def seal_answers(self, answers):
        self.answers = vault.seal_json(answers, context=f"{self.vault_context}:a")

    def read_content(self):
        """The content as signed, all displayed words included."""
        return vault.open_json(bytes(self.content), context=f"{self.vault_context}:c")

    def seal_content(self, content):
        self.content = vault.seal(
            canonical_json(content), context=f"{self.vault_context}:c"
        )


class RegisterCounter(models.Model):
    """The last number given in one unit's register of one kind in one year."""

    unit = models.ForeignKey(
        "personnel.Unit", models.PROTECT, related_name="register_counters"
    )
    kind = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], name="register_counter_one"
            ),
        )

    def __str__(self):
        return f"{self.kind}/{self.unit_id}/{self.year}: {self.last}"
