"""What counts as a working day, which deadlines run, and which words a regime uses."""

from django.db import models
from django.db.models import F, Q

from kpu_coi.constraints import known


class HolidayKind(models.TextChoices):
    NATIONAL = "NATIONAL", "Libur nasional"
    COLLECTIVE_LEAVE = "COLLECTIVE_LEAVE", "Cuti bersama"
    LOCAL = "LOCAL", "Libur setempat"


class Holiday(models.Model):
    """A day on which no deadline runs, everywhere or in one unit."""

    date = models.DateField("tanggal")
    name = models.CharField("nama", max_length=120)
    kind = models.CharField("jenis", max_length=20, choices=HolidayKind)
    unit_code = models.CharField(
        "kode satuan kerja",
        max_length=20,
        blank=True,
        help_text="Diisi hanya untuk libur setempat.",
    )

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["date"]
        constraints = [
            known("kind", HolidayKind, "holiday_kind_known"),
            models.UniqueConstraint(
                fields=["date", "unit_code"],
                name="holiday_once_a_day",
                violation_error_message="Tanggal ini sudah tercatat sebagai libur.",
            ),
            models.CheckConstraint(
                name="holiday_local_iff_of_a_unit",
                condition=Q(kind="LOCAL") & ~Q(unit_code="")
                | ~Q(kind="LOCAL") & Q(unit_code=""),
                violation_error_message=(
                    "Libur setempat menyebut satuan kerja; libur lain tidak."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.date:%d-%m-%Y} {self.name}"


class Regime(models.Model):
    """A legal basis with its own words, lists and deadlines."""

    code = models.CharField("kode", max_length=40, primary_key=True)
    name = models.CharField("nama", max_length=200)
    legal_basis = models.CharField("dasar hukum", max_length=300)
    words = models.JSONField("istilah")

    class Meta:
        verbose_name = "rezim"
        verbose_name_plural = "rezim"
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def conflict(self) -> str:
        """What this basis calls it: "benturan kepentingan", "konflik kepentingan"."""
        return self.words["conflict"]

    @property
    def asks_interest_list(self) -> bool:
        """Whether this basis wants everybody's list of personal interests."""
        return bool(self.words.get("interest_list"))


class TermList(models.TextChoices):
    SOURCE = "SOURCE", "Sumber"
    FORM = "FORM", "Bentuk situasi"
    KIND_CLASS = "KIND_CLASS", "Jenis"
    BACKGROUND = "BACKGROUND", "Latar belakang"
    RELATION = "RELATION", "Hubungan"
    DECISION = "DECISION", "Putusan"
    CONTROL = "CONTROL", "Pengendalian"
    IMPACT = "IMPACT", "Dampak"
    TRUTH = "TRUTH", "Kebenaran situasi"


class RegimeTerm(models.Model):
    """One entry of a list from which people choose."""

    regime = models.ForeignKey(
        Regime, models.PROTECT, related_name="terms", verbose_name="rezim"
    )
    list_code = models.CharField("daftar", max_length=20, choices=TermList)
    code = models.CharField("kode", max_length=40)
    label = models.CharField("label", max_length=300)
    order = models.PositiveSmallIntegerField("urutan")
    hidden = models.BooleanField("disembunyikan", default=False)
    help = models.CharField("penjelasan", max_length=400, blank=True)

    class Meta:
        verbose_name = "pilihan"
        verbose_name_plural = "daftar pilihan"
        ordering = ["regime", "list_code", "order"]
        constraints = [
            known("list_code", TermList, "term_list_known"),
            models.UniqueConstraint(
                fields=["regime", "list_code", "code"], name="term_once_in_its_list"
            ),
        ]

    def __str__(self):
        return self.label


class RegimeAdoption(models.Model):
    """From when a unit, with all below it, works under a regime."""

    regime = models.ForeignKey(Regime, models.PROTECT, verbose_name="rezim")
    unit_code = models.CharField(
        "kode satuan kerja",
        max_length=20,
        blank=True,
        help_text="Kosong berarti berlaku di semua satuan kerja.",
    )
    valid_from = models.DateField("berlaku sejak")

    class Meta:
        verbose_name = "pemberlakuan rezim"
        verbose_name_plural = "pemberlakuan rezim"
        ordering = ["unit_code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "valid_from"], name="one_adoption_a_day"
            )
        ]

    def __str__(self):
        return f"{self.regime_id} · {self.unit_code or 'semua'} · {self.valid_from}"


class DayUnit(models.TextChoices):
    WORKING_DAY = "WORKING_DAY", "hari kerja"
    CALENDAR_DAY = "CALENDAR_DAY", "hari"


class DeadlineRule(models.Model):
    """How long somebody has for something, and by which law."""

    code = models.CharField("kode", max_length=40)
    regime = models.ForeignKey(
        Regime,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="rezim",
        help_text="Kosong berarti berlaku pada semua rezim.",
    )
    amount = models.PositiveSmallIntegerField("jumlah")
    unit = models.CharField("satuan", max_length=20, choices=DayUnit)
    legal_basis = models.CharField("dasar hukum", max_length=200)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        verbose_name = "aturan tenggat"
        verbose_name_plural = "aturan tenggat"
        ordering = ["code", "regime", "valid_from"]
        constraints = [
            known("unit", DayUnit, "deadline_unit_known"),
            models.CheckConstraint(
                name="deadline_amount_positive", condition=Q(amount__gte=1)
            ),
            models.CheckConstraint(
                name="deadline_period_forward",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["code", "regime", "valid_from"],
                nulls_distinct=False,
                name="one_deadline_a_code_and_start",
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.amount} {self.get_unit_display()}"
