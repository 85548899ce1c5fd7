from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kpu_coi.constraints import known
from personnel.models.people import User
from personnel.models.positions import Tenure
from personnel.models.units import Unit


class RosterStatus(models.TextChoices):
    QUEUED = "QUEUED", "Menunggu dibaca"
    READING = "READING", "Sedang dibaca"
    READY = "READY", "Siap diperiksa"
    REFUSED = "REFUSED", "Tidak dapat dibaca"
    APPLYING = "APPLYING", "Sedang diterapkan"
    APPLIED = "APPLIED", "Sudah diterapkan"
    DISCARDED = "DISCARDED", "Dibuang"
    FAILED = "FAILED", "Gagal"


class RowVerdict(models.TextChoices):
    NEW = "NEW", "Baru"
    CHANGED = "CHANGED", "Berubah"
    ENDED = "ENDED", "Berakhir"
    UNCHANGED = "UNCHANGED", "Tetap"
    UNCLEAR = "UNCLEAR", "Belum jelas"
    ERROR = "ERROR", "Salah"


AT_WORK = (RosterStatus.QUEUED, RosterStatus.READING, RosterStatus.APPLYING)
SOUND = (RowVerdict.NEW, RowVerdict.CHANGED, RowVerdict.ENDED)
LEFT_OUT = (RowVerdict.UNCLEAR, RowVerdict.ERROR)


class RosterQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """
        Those of one's own unit for its operator; all for organisation administrators.

        A list for many units is theirs alone: it names people of every office.
        """
        from personnel.grants import has_grant, units_of
        from personnel.models.grants import Role

        if has_grant(user, Role.ORGANISATION_ADMIN):
            return self.all()
        own = units_of(user, Role.UNIT_OPERATOR)
        return self.filter(unit__in=own, many_units=False)

    def with_people(self):
        return self.select_related("unit", "uploaded_by", "applied_by")


class RosterImport(models.Model):
    """One list of people as an office handed it in, and what became of it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="rosters", verbose_name="satker"
    )
    many_units = models.BooleanField("untuk banyak satker", default=False)
    complete = models.BooleanField("daftar lengkap", default=True)
    as_of = models.DateField("berlaku sejak")
    status = models.CharField(
        "keadaan", max_length=10, choices=RosterStatus, default=RosterStatus.QUEUED
    )
    file_name = models.CharField("nama berkas", max_length=120)
    stored_as = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="diunggah oleh"
    )
    uploaded_at = models.DateTimeField("diunggah")
    problem = models.TextField("kendala", blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    skipped = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    applied_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="diterapkan oleh",
    )
    applied_at = models.DateTimeField("diterapkan", null=True)
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="diminta oleh"
    )
    forgotten_at = models.DateTimeField("isinya dihapus", null=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = "daftar pegawai"
        verbose_name_plural = "daftar pegawai"
        ordering = ("-pk",)
        constraints = (
            known("status", RosterStatus, "roster_status_known"),
            models.CheckConstraint(
                name="roster_applied_iff_dated",
                condition=Q(status=RosterStatus.APPLIED, applied_at__isnull=False)
                | (~Q(status=RosterStatus.APPLIED) & Q(applied_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="roster_file_until_forgotten",
                condition=Q(forgotten_at__isnull=True) | Q(stored_as=""),
            ),
        )

    def __str__(self):
        return f"{self.file_name}, {self.unit}"

    def get_absolute_url(self):
        return reverse("personnel:roster", kwargs={"public_id": self.public_id})

    @property
    def is_at_work(self) -> bool:
        return self.status in AT_WORK

    @property
    def context(self) -> str:
        return f"roster:{self.public_id}:file"

    def count(self, *verdicts: str) -> int:
        return sum(self.counts.get(verdict, 0) for verdict in verdicts)


class RosterRow(models.Model):
    """
    One row of a list with its verdict, or somebody who is missing from the list.

    What the row says is sealed; `reasons` may name posts and people of the unit, as
    its roll does.
    """

    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    line = models.PositiveIntegerField("baris", null=True)
    verdict = models.CharField("hasil", max_length=10, choices=RowVerdict)
    sealed = models.BinaryField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    tenure = models.ForeignKey(Tenure, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "baris daftar"
        verbose_name_plural = "baris daftar"
        ordering = ("place",)
        constraints = (
            known("verdict", RowVerdict, "roster_row_verdict_known"),
            models.UniqueConstraint(
                fields=("roster", "place"), name="roster_row_place_once"
            ),
        )
        indexes = (
            models.Index(fields=("roster", "verdict", "place"), name="roster_row_by"),
        )

    def context(self) -> str:
        return f"roster:{self.roster_id}:row:{self.place}"
