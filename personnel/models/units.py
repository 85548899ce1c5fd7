from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from kpu_coi.charset import check_fields
from kpu_coi.constraints import known

NATIONAL_CODE = "00"
REGION_KINDS = (
    "Kabupaten Administrasi ",
    "Kota Administrasi ",
    "Kabupaten ",
    "Kota ",
)


class Level(models.TextChoices):
    NATIONAL = "NATIONAL", "KPU RI"
    PROVINCE = "PROVINCE", "KPU Provinsi"
    DISTRICT = "DISTRICT", "KPU Kabupaten/Kota"


class Zone(models.TextChoices):
    """The three zones of Indonesia by their short names."""

    WIB = "WIB", "WIB"
    WITA = "WITA", "WITA"
    WIT = "WIT", "WIT"


class SecretariatType(models.TextChoices):
    """How large a secretariat may be; KPU RI has none of the two."""

    A = "A", "Tipe A"
    B = "B", "Tipe B"


class Unit(models.Model):
    """One of the offices (satker). Its code is text: 12.10 is not 12.1."""

    code = models.CharField("kode", max_length=5, unique=True)
    level = models.CharField("tingkat", max_length=10, choices=Level)
    name = models.CharField("nama", max_length=120)
    name_long = models.CharField("nama lengkap", max_length=200)
    aliases = ArrayField(
        models.CharField(max_length=120),
        verbose_name="nama lain",
        default=list,
        blank=True,
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="satker atasan",
    )
    province_code = models.CharField("kode provinsi", max_length=2, blank=True)
    region_type = models.CharField("jenis wilayah", max_length=40, blank=True)
    region_name = models.CharField("wilayah", max_length=120, blank=True)
    capital = models.CharField("tempat kedudukan", max_length=80, blank=True)
    timezone = models.CharField("zona waktu", max_length=40, default="Asia/Jakarta")
    tz_abbr = models.CharField(
        "singkatan zona", max_length=4, choices=Zone, default=Zone.WIB
    )
    address = models.CharField("alamat", max_length=250, blank=True)
    letterhead_1 = models.CharField("kop surat baris 1", max_length=120)
    letterhead_2 = models.CharField("kop surat baris 2", max_length=120)
    secretariat_type = models.CharField(
        "tipe sekretariat", max_length=1, choices=SecretariatType, blank=True
    )

    class Meta:
        verbose_name = "satker"
        verbose_name_plural = "satker"
        ordering = ("code",)
        constraints = (
            known("level", Level, "unit_level_known"),
            known("tz_abbr", Zone, "unit_zone_known"),
            models.CheckConstraint(
                name="unit_secretariat_type_fits_level",
                condition=Q(secretariat_type="")
                | (
                    ~Q(level=Level.NATIONAL)
                    & Q(secretariat_type__in=SecretariatType.values)
                ),
                violation_error_message="KPU RI tidak mempunyai tipe sekretariat.",
            ),
            models.CheckConstraint(
                name="unit_code_fits_level",
                condition=Q(level=Level.NATIONAL, code=NATIONAL_CODE)
                | (
                    Q(level=Level.PROVINCE, code__regex=r"^[0-9]{2}$")
                    & ~Q(code=NATIONAL_CODE)
                )
                | Q(level=Level.DISTRICT, code__regex=r"^[0-9]{2}\.[0-9]{2}$"),
                violation_error_message="Kode tidak sesuai dengan tingkat satker.",
            ),
            models.CheckConstraint(
                name="unit_parent_unless_national",
                condition=Q(level=Level.NATIONAL, parent__isnull=True)
                | (~Q(level=Level.NATIONAL) & Q(parent__isnull=False)),
                violation_error_message="Selain KPU RI, satker harus punya atasan.",
            ),
            models.CheckConstraint(
                name="unit_province_code_is_in_code",
                condition=Q(level=Level.NATIONAL, province_code="")
                | (~Q(level=Level.NATIONAL) & Q(province_code=Left(F("code"), 2))),
                violation_error_message="Kode provinsi tidak sesuai dengan kode.",
            ),
        )

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        check_fields(self, *PRINTED)

    def lineage_codes(self) -> list[str]:
        """The codes from this unit up to the nation, read off its own code."""
        codes = [self.code]
        if self.level == Level.DISTRICT:
            codes.append(self.province_code)
        if self.level != Level.NATIONAL:
            codes.append(NATIONAL_CODE)
        return codes

    def place(self) -> str:
        """Where the office signs: its capital, else the region without its kind."""
        if self.capital:
            return self.capital
        for kind in REGION_KINDS:
            if self.region_name.startswith(kind):
                return self.region_name.removeprefix(kind)
        return self.region_name


PRINTED = ("name", "region_name", "capital", "address", "letterhead_1", "letterhead_2")


class OversightRegion(models.Model):
    """A region of the Inspektorat (Inspektorat Wilayah)."""

    code = models.CharField("kode", max_length=10, unique=True)
    name = models.CharField("nama", max_length=80)

    class Meta:
        verbose_name = "inspektorat wilayah"
        verbose_name_plural = "inspektorat wilayah"
        ordering = ("code",)

    def __str__(self):
        return self.name


class RegionProvince(models.Model):
    """Which region of the Inspektorat oversees a province, with its regencies."""

    region = models.ForeignKey(
        OversightRegion,
        models.PROTECT,
        related_name="provinces",
        verbose_name="inspektorat wilayah",
    )
    province = models.OneToOneField(
        Unit,
        models.PROTECT,
        related_name="oversight",
        verbose_name="provinsi",
        limit_choices_to={"level": Level.PROVINCE},
    )

    class Meta:
        verbose_name = "pembagian wilayah pengawasan"
        verbose_name_plural = "pembagian wilayah pengawasan"
        ordering = ("region__code", "province__code")

    def __str__(self):
        return f"{self.region}: {self.province}"
