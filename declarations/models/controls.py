"""What follows from a decision: its order, what was reported, announced, referred."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from deadlines.clocks import Due
from declarations.models.cases import Case
from declarations.models.decisions import WITH_CASE, Control, Decision
from documents.uploads.kinds import FileKind
from documents.uploads.stored import StoredFile
from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known

PERSON = settings.AUTH_USER_MODEL


class Clock(models.Model):
    """A due date with the rule it came from, computed once; none where no rule is."""

    due_on = models.DateField(null=True)
    due_amount = models.PositiveSmallIntegerField(null=True)
    due_unit = models.CharField(max_length=15, blank=True)
    due_rule = models.CharField(max_length=40, blank=True)
    legal_basis = models.TextField(blank=True)
    counts_from = "diterima"

    class Meta:
        abstract = True

    def set_due(self, due: Due | None) -> None:
        if due is None:
            return
        self.due_on, self.due_amount = due.on, due.amount
        self.due_unit, self.due_rule = due.unit, due.rule_code
        self.legal_basis = due.legal_basis

    def due_in(self, unit) -> Due | None:
        """The due date on the calendar of the unit that must act."""
        if self.due_on is None or self.due_amount is None:
            return None
        return Due(
            on=self.due_on,
            amount=self.due_amount,
            unit=self.due_unit,
            legal_basis=self.legal_basis,
            rule_code=self.due_rule,
            zone_abbr=unit.tz_abbr,
            unit_code=unit.code,
            since=self.counts_from,
        )


class Order(Clock):
    """
    The handling order by which a decision's controls are to be carried out.

    Signed by the reviewer, then acknowledged by the person concerned on the same file
    by a second seal; due is by when he must.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="orders")
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="handling_order"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=60, unique=True)
    content_sealed = models.BinaryField()
    content_hash = models.CharField(max_length=64)
    record_hash = models.CharField(max_length=64)
    template = models.ForeignKey(
        "documents.PaperTemplate", models.PROTECT, related_name="+"
    )
    signed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="orders_signed")
    signed_as = models.CharField(max_length=300)
    signed_at = models.DateTimeField()
    evidence = models.OneToOneField(
        "documents.SigningEvidence", models.PROTECT, related_name="handling_order"
    )
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, related_name="handling_order"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledgement = models.OneToOneField(
        "documents.SigningEvidence",
        models.PROTECT,
        null=True,
        related_name="acknowledged_order",
    )
    reminded_at = models.DateTimeField(null=True)
    counts_from = "ditandatangani"

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            all_or_none(
                "acknowledged_at", "acknowledgement", name="order_acknowledged_whole"
            )
        ]

    def __str__(self):
        return self.number

    @property
    def context(self):
        return f"order:{self.public_id}"

    @property
    def content(self):
        """The paper's content as it was signed."""
        return vault.open_json(bytes(self.content_sealed), context=self.context)


class HandlingKind(models.TextChoices):
    REPORTED = "REPORTED", "Melaporkan pelaksanaan"
    ACCEPTED = "ACCEPTED", "Menerima laporan"
    MORE = "MORE", "Meminta laporan dilengkapi"
    EXTENDED = "EXTENDED", "Memperpanjang pengendalian"
    ENDED = "ENDED", "Mengakhiri pengendalian"
    STILL = "STILL", "Menyatakan keadaannya masih ada"
    OVER = "OVER", "Menyatakan keadaannya sudah berakhir"
    CLOSED = "CLOSED", "Menutup perkara"


ON_A_CONTROL = (
    HandlingKind.REPORTED,
    HandlingKind.ACCEPTED,
    HandlingKind.MORE,
    HandlingKind.EXTENDED,
    HandlingKind.ENDED,
)
CONFIRMATIONS = (HandlingKind.STILL, HandlingKind.OVER)


class HandlingNote(models.Model):
    """What was said and done after a decision: on one control, or on the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handling_notes")
    control = models.ForeignKey(
        Control, models.PROTECT, null=True, related_name="notes"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=HandlingKind)
    text_sealed = models.BinaryField()
    review_on = models.DateField(null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    by_as = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            known("kind", HandlingKind, "note_kind_known"),
            models.CheckConstraint(
                name="handling_note_on_a_control_iff_its_kind_says",
                condition=Q(kind__in=ON_A_CONTROL, control__isnull=False)
                | (~Q(kind__in=ON_A_CONTROL) & Q(control__isnull=True)),
            ),
            models.CheckConstraint(
                name="handling_note_extends_to_a_day",
                condition=Q(kind=HandlingKind.EXTENDED, review_on__isnull=False)
                | (~Q(kind=HandlingKind.EXTENDED) & Q(review_on__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["control"],
                condition=Q(kind=HandlingKind.ENDED),
                name="handling_note_ends_a_control_once",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind=HandlingKind.CLOSED),
                name="handling_note_closes_a_case_once",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.kind}"

    @property
    def context(self):
        return f"handling-note:{self.public_id}"

    @property
    def text(self):
        return vault.open_json(bytes(self.text_sealed), context=self.context)


class Announcement(models.Model):
    """Where a relation to an election participant was declared openly (rule 6)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="announcement")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    held_on = models.DateField()
    told_sealed = models.BinaryField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self):
        return f"{self.case_id} {self.held_on}"

    @property
    def context(self):
        return f"announcement:{self.public_id}"

    @property
    def told(self):
        """Forum, place and number of the minutes."""
        return vault.open_json(bytes(self.told_sealed), context=self.context)


class HandlingFile(StoredFile):
    """Evidence of an execution or of an announcement."""

    vault_name = "handling-file"
    folder = "perkara"

    case = models.ForeignKey(Case, models.PROTECT, related_name="handling_files")
    note = models.ForeignKey(
        HandlingNote, models.PROTECT, null=True, related_name="files"
    )
    announcement = models.ForeignKey(
        Announcement, models.PROTECT, null=True, related_name="files"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("kind", FileKind, "handling_file_kind_known"),
            models.CheckConstraint(
                name="handling_file_belongs_to_one_thing",
                condition=Q(note__isnull=False, announcement__isnull=True)
                | Q(note__isnull=True, announcement__isnull=False),
            ),
        ]


class PastResult(models.TextChoices):
    KEPT = "KEPT", "Dipertahankan"
    CHANGED = "CHANGED", "Diubah"
    ANNULLED = "ANNULLED", "Dibatalkan"


MENDED = (PastResult.CHANGED, PastResult.ANNULLED)


class PastReview(Clock):
    """The second look at what was decided before the conflict was known (rule 21)."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="past_review"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    result = models.CharField(max_length=10, choices=PastResult, blank=True)
    new_number = models.CharField(max_length=100, blank=True)
    new_on = models.DateField(null=True)
    reasons_sealed = models.BinaryField(null=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    counts_from = "putusan"

    class Meta:
        constraints = [
            all_or_none(
                "reasons_sealed",
                "recorded_by",
                "recorded_at",
                name="past_review_recorded_whole",
            ),
            models.CheckConstraint(
                name="past_review_result_iff_recorded",
                condition=Q(result="", recorded_at__isnull=True)
                | Q(result__in=PastResult.values, recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="past_review_new_decision_iff_not_kept",
                condition=(
                    Q(new_number="", new_on__isnull=True) & ~Q(result__in=MENDED)
                )
                | (Q(new_on__isnull=False, result__in=MENDED) & ~Q(new_number="")),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id} {self.result}"

    @property
    def context(self):
        return f"past-review:{self.public_id}"

    @property
    def reasons(self):
        return vault.open_json(bytes(self.reasons_sealed), context=self.context)


class Forum(models.TextChoices):
    """Where a case can be referred to."""

    DISCIPLINE = "DISCIPLINE", "Pemeriksaan disiplin (PP 94/2021)"
    ETHICS = "ETHICS", "Dewan Etik atau majelis kode etik"
    DKPP = "DKPP", "Dewan Kehormatan Penyelenggara Pemilu"


class ReferralResult(models.TextChoices):
    UNPROVEN = "UNPROVEN", "Tidak terbukti"
    ORAL = "ORAL", "Ringan: teguran lisan"
    WRITTEN = "WRITTEN", "Ringan: teguran tertulis"
    DISSATISFACTION = "DISSATISFACTION", "Ringan: pernyataan tidak puas secara tertulis"
    CUT_6 = "CUT_6", "Sedang: potongan tunjangan kinerja 25% selama 6 bulan"
    CUT_9 = "CUT_9", "Sedang: potongan tunjangan kinerja 25% selama 9 bulan"
    CUT_12 = "CUT_12", "Sedang: potongan tunjangan kinerja 25% selama 12 bulan"
    DEMOTED = "DEMOTED", "Berat: penurunan jabatan setingkat selama 12 bulan"
    RELEASED = "RELEASED", "Berat: pembebasan dari jabatan selama 12 bulan"
    DISMISSED = "DISMISSED", "Berat: pemberhentian tidak atas permintaan sendiri"
    ETHICS_WARNED = "ETHICS_WARNED", "Etik: teguran tertulis"
    ETHICS_SUSPENDED = "ETHICS_SUSPENDED", "Etik: pemberhentian sementara"
    ETHICS_REMOVED = "ETHICS_REMOVED", "Etik: pemberhentian tetap"


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        The register, for who reviews the case and for the Inspektorat.

        The person concerned reads his own on the page of his case (rules 27 and 68).
        """
        desk = Case.objects.on_desk_of(user)
        overseen = Case.objects.overseen_by(user)
        return self.filter(
            Q(decision__case__in=desk.values("pk"))
            | Q(decision__case__in=overseen.values("pk"))
        )

    def with_case(self):
        return self.select_related(*WITH_CASE)


class Referral(models.Model):
    """To whom a case was handed for discipline or ethics, and what came of it."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="referral")
    forum = models.CharField(max_length=12, choices=Forum)
    referred_on = models.DateField()
    number = models.CharField(max_length=100)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    result = models.CharField(max_length=20, choices=ReferralResult, blank=True)
    result_on = models.DateField(null=True)
    result_number = models.CharField(max_length=100, blank=True)
    result_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    result_at = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-referred_on", "-pk"]
        constraints = [
            known("forum", Forum, "referral_forum_known"),
            models.CheckConstraint(
                name="referral_result_known",
                condition=Q(result__in=["", *ReferralResult.values]),
            ),
            all_or_none(
                "result_on", "result_by", "result_at", name="referral_result_whole"
            ),
            models.CheckConstraint(
                name="referral_result_iff_dated",
                condition=Q(result="", result_on__isnull=True, result_number="")
                | (Q(result_on__isnull=False) & ~Q(result="") & ~Q(result_number="")),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id} {self.forum}"
