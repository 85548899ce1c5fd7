"""
Papers: their wording, what was issued, and how each signature was proven.

`Document.standing` and `Document.state` are written by `documents.issuing` and
`documents.store` alone.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from kpu_coi.constraints import all_or_none, known

# Crockford's alphabet: no I, L, O or U, so that a code read aloud is typed right.
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_GROUPS = 7
TOKEN_GROUP_SIZE = 4


class Kind(models.TextChoices):
    FREE = "FREE", "Surat Pernyataan Bebas"
    POTENTIAL = "POTENTIAL", "Surat Pernyataan Potensi"
    ACTUAL = "ACTUAL", "Surat Pernyataan Aktual"
    INTEREST_LIST = "INTEREST_LIST", "Daftar Kepentingan Pribadi"
    INTEGRITY_PACT = "INTEGRITY_PACT", "Pakta Integritas"
    DECISION = "DECISION", "Hasil Penelaahan"
    ORDER = "ORDER", "Perintah Penanganan"
    WARNING = "WARNING", "Surat Peringatan"
    COOLING_OFF = "COOLING_OFF", "Pemberitahuan Masa Tunggu"
    ANCHOR = "ANCHOR", "Jangkar Harian Log"
    BREACH_NOTICE = "BREACH_NOTICE", "Pemberitahuan Kegagalan Pelindungan Data Pribadi"


class Standing(models.TextChoices):
    IN_FORCE = "IN_FORCE", "Berlaku"
    SUPERSEDED = "SUPERSEDED", "Digantikan"
    WITHDRAWN = "WITHDRAWN", "Ditarik"
    REVOKED = "REVOKED", "Dicabut"


class State(models.TextChoices):
    PENDING = "PENDING", "Sedang dibuat"
    SEALED = "SEALED", "Tersegel"
    FAILED = "FAILED", "Tertunda karena gangguan"


class Method(models.TextChoices):
    PASSWORD = "PASSWORD", "Kata sandi akun"
    TOTP = "TOTP", "Kata sandi akun, lalu kode sekali pakai (TOTP)"
    PASSKEY = "PASSKEY", "Kunci sandi perangkat dengan verifikasi pengguna"
    BSRE = "BSRE", "Sertifikat elektronik BSrE"


def new_token() -> str:
    """A verification code of 140 random bits, in seven groups that can be typed."""
    return "-".join(
        "".join(secrets.choice(CODE_LETTERS) for _ in range(TOKEN_GROUP_SIZE))
        for _ in range(TOKEN_GROUPS)
    )


def new_file_name() -> str:
    """A path in the store that says nothing about what lies there."""
    name = secrets.token_hex(20)
    return f"dokumen/{name[:2]}/{name}.bin"


class PaperTemplate(models.Model):
    """
    One version of a letter's wording. Never changed: what is signed pins it.

    `content` holds title (two lines), kind_name, opening, addressing,
    addressing_open, clauses, control_clauses, closing, role and consent.
    """

    code = models.CharField(max_length=20)
    regime_code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    valid_from = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["regime_code", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "regime_code", "version"],
                name="papertemplate_version_once",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.regime_code} versi {self.version}"


class MadeQuerySet(models.QuerySet):
    def unsealed(self):
        return self.exclude(state=State.SEALED)


class DocumentQuerySet(MadeQuerySet):
    def by_code(self, text):
        """The documents with this verification code, however it was typed."""
        return self.filter(token=tidy_token(text))


class Made(models.Model):
    """A file that a worker makes: how far that is, and what was stored."""

    state = models.CharField(
        max_length=8, choices=State, default=State.PENDING, editable=False
    )
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=80, blank=True)
    file = models.CharField(max_length=200, unique=True, default=new_file_name)
    pdf_sha256 = models.CharField(max_length=64, null=True, unique=True)
    pdf_size = models.PositiveIntegerField(null=True)
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_sealed(self):
        return self.state == State.SEALED


class Document(Made):
    token = models.CharField(
        max_length=40, unique=True, default=new_token, editable=False
    )
    template = models.ForeignKey(
        PaperTemplate, models.PROTECT, null=True, related_name="documents"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=80)
    unit_code = models.CharField(max_length=20)
    unit_name = models.CharField(max_length=200)
    confidential = models.BooleanField()
    record = models.BinaryField()
    content_hash = models.CharField(max_length=64)
    record_hash = models.CharField(max_length=64)
    public = models.JSONField(default=dict)
    signed_at = models.DateTimeField()
    issued_at = models.DateTimeField(auto_now_add=True)
    standing = models.CharField(
        max_length=12, choices=Standing, default=Standing.IN_FORCE, editable=False
    )
    standing_since = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=~Q(state="SEALED"),
                name="document_unsealed",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(kind="ANCHOR"),
                name="document_one_anchor_a_day",
            ),
            known("kind", Kind, "document_kind_known"),
            known("standing", Standing, "document_standing_known"),
            known("state", State, "document_state_known"),
            all_or_none(
                "pdf_sha256", "pdf_size", "sealed_at", name="document_seal_whole"
            ),
            models.CheckConstraint(
                name="document_sealed_iff_stored",
                condition=Q(state="SEALED", sealed_at__isnull=False)
                | (~Q(state="SEALED") & Q(sealed_at__isnull=True)),
            ),
        ]

    def __str__(self):
        return self.number


class Countersignature(Made):
    """
    The second seal on the file of a text that two people sign as one (ADR 0026).

    `record` is how and when the second signed, and its place in the log; the file
    made of it begins with the first one, byte by byte.
    """

    document = models.OneToOneField(
        Document, models.PROTECT, related_name="countersignature"
    )
    record = models.BinaryField()
    record_hash = models.CharField(max_length=64)
    reason = models.BinaryField()
    signed_at = models.DateTimeField()

    objects = MadeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=~Q(state="SEALED"),
                name="countersignature_unsealed",
            )
        ]
        constraints = [
            known("state", State, "countersignature_state_known"),
            all_or_none(
                "pdf_sha256",
                "pdf_size",
                "sealed_at",
                name="countersignature_seal_whole",
            ),
            models.CheckConstraint(
                name="countersignature_sealed_iff_stored",
                condition=Q(state="SEALED", sealed_at__isnull=False)
                | (~Q(state="SEALED") & Q(sealed_at__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.document_id} ({self.state})"


class SigningEvidence(models.Model):
    """How somebody proved who he was when he signed, and to what he agreed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="signings"
    )
    method = models.CharField(max_length=10, choices=Method)
    proved_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    consent = models.TextField()
    content_hash = models.CharField(max_length=64)
    network_hash = models.CharField(max_length=64)
    drawing = models.JSONField(null=True)
    capacity = models.CharField(max_length=300)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            known("method", Method, "signingevidence_method_known"),
            models.CheckConstraint(
                name="signingevidence_proved_before_signed",
                condition=Q(proved_at__lte=models.F("signed_at")),
            ),
            models.CheckConstraint(
                name="signingevidence_consents", condition=~Q(consent="")
            ),
        ]

    def __str__(self):
        return f"{self.get_method_display()}, {self.signed_at:%Y-%m-%d %H:%M}"

    @property
    def is_certified(self):
        """Only a BSrE certificate makes it a certified signature (PP 71/2019, 60)."""
        return self.method == Method.BSRE


class ProofAttempt(models.Model):
    """One try to prove an identity; removed when it succeeds. Bounds guessing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="proofattempt_recent")]

    def __str__(self):
        return f"{self.user_id} {self.at:%Y-%m-%d %H:%M}"


def tidy_token(text: str) -> str:
    """
    A verification code as stored, from what somebody typed.

    Case, spaces and hyphens do not matter; O counts as 0, I and L as 1.
    """
    plain = "".join(text.split()).replace("-", "").upper()
    plain = plain.translate(str.maketrans("OIL", "011"))
    size = TOKEN_GROUP_SIZE
    return "-".join(plain[start : start + size] for start in range(0, len(plain), size))
