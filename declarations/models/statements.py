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
STATEMENT_KINDS = (Kind.FREE, *CONFLICT_KINDS)
"""What the first question leads to; lists and pacts are asked for on their own."""

ONE_IN_FORCE = (Kind.FREE, Kind.INTEREST_LIST, Kind.INTEGRITY_PACT)
"""Of these one replaces the other; of conflicts several may be in force."""


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

    def in_force_of(self, user, kind):
        """What somebody has in force of a kind of which there is one at a time."""
        return self.in_force().filter(declarant=user, kind=kind)

    def drafts_and_free_in_force(self):
        """What Beranda tells of: drafts, and the free statement that holds now."""
        free = Q(status=Status.SIGNED, kind=Kind.FREE)
        return self.filter(Q(status=Status.DRAFT) | free)

    def with_declarant(self):
        """What building the content reads: person, post and unit."""
        return self.select_related(
            "declarant", "tenure__user", "tenure__position__unit", "amends"
        )

    def with_paper(self):
        return self.select_related(
            "unit",
            "regime",
            "document",
            "evidence",
            "tenure__position",
            "case",
            "former_case",
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
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="amendments"
    )
    former_case = models.ForeignKey(
        "declarations.Case",
        models.PROTECT,
        null=True,
        related_name="former_statements",
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
            models.CheckConstraint(
                name="statement_amends_only_as_a_conflict_draft",
                condition=Q(amends__isnull=True)
                | Q(status=Status.DRAFT, kind__in=CONFLICT_KINDS),
            ),
            models.CheckConstraint(
                name="statement_left_its_case_superseded",
                condition=Q(former_case__isnull=True)
                | Q(status=Status.SUPERSEDED, kind__in=CONFLICT_KINDS),
            ),
            models.UniqueConstraint(
                fields=["declarant"],
                condition=Q(status=Status.DRAFT, kind__in=CONFLICT_KINDS),
                name="statement_one_conflict_draft",
            ),
            *(
                models.UniqueConstraint(
                    fields=["declarant"],
                    condition=Q(status=status, kind=kind),
                    name=f"statement_one_{name}_{how}",
                )
                for kind, name in (
                    (Kind.FREE, "free"),
                    (Kind.INTEREST_LIST, "list"),
                    (Kind.INTEGRITY_PACT, "pact"),
                )
                for status, how in (
                    (Status.DRAFT, "draft"),
                    (Status.SIGNED, "in_force"),
                )
            ),
        )

    def __str__(self):
        return self.number or str(self.public_id)

    def get_absolute_url(self):
        return reverse("declarations:statement", args=[self.public_id])

    @property
    def continue_url(self):
        """Where a draft is gone on with: at its text, or at its topics."""
        name = "topics" if self.has_topics else "sign"
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
    def is_list(self):
        return self.kind == Kind.INTEREST_LIST

    @property
    def has_topics(self):
        """Whether it is answered page by page, rather than only read and signed."""
        return self.is_conflict or self.is_list

    @property
    def is_confidential(self):
        """Whether nothing of what it says may be seen at /verifikasi/ (rule 74)."""
        return self.has_topics

    @property
    def handling(self):
        """The case that it opened or belonged to; None without one."""
        if not self.is_conflict:
            return None
        return getattr(self, "case", None) or self.former_case

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
