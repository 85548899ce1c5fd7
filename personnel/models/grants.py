from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from kpu_coi.constraints import known
from personnel.models.people import User
from personnel.models.units import OversightRegion, Unit


class Role(models.TextChoices):
    UNIT_OPERATOR = "UNIT_OPERATOR", "Operator satker"
    COMPLAINT_OFFICER = "COMPLAINT_OFFICER", "Petugas pengaduan"
    P3K2 = "P3K2", "Pengelola konflik kepentingan (P3K2)"
    PLENARY_VIEWER = "PLENARY_VIEWER", "Ketua/anggota pleno"
    UPG = "UPG", "Unit Pengendalian Gratifikasi"
    AUDITOR = "AUDITOR", "Auditor wilayah"
    REGION_CHIEF = "REGION_CHIEF", "Inspektur wilayah"
    CHIEF_INSPECTOR = "CHIEF_INSPECTOR", "Inspektur Utama"
    ORGANISATION_ADMIN = "ORGANISATION_ADMIN", "Administrator organisasi"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "Administrator sistem"
    DPO = "DPO", "Pejabat Pelindungan Data Pribadi"


UNIT_ROLES = (
    Role.UNIT_OPERATOR,
    Role.COMPLAINT_OFFICER,
    Role.P3K2,
    Role.PLENARY_VIEWER,
    Role.UPG,
)
REGION_ROLES = (Role.AUDITOR, Role.REGION_CHIEF)
NATION_ROLES = (
    Role.CHIEF_INSPECTOR,
    Role.ORGANISATION_ADMIN,
    Role.SYSTEM_ADMIN,
    Role.DPO,
)


class GrantQuerySet(models.QuerySet):
    def in_force(self, on: date):
        return self.filter(period__contains=on)


class Grant(models.Model):
    """A role for a time, in one unit, in one oversight region, or everywhere."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="grants", verbose_name="pegawai"
    )
    role = models.CharField("peran", max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="satker",
    )
    region = models.ForeignKey(
        OversightRegion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="inspektorat wilayah",
    )
    period = DateRangeField("masa berlaku")

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "kewenangan"
        verbose_name_plural = "kewenangan"
        ordering = ("pk",)
        constraints = (
            known("role", Role, "grant_role_known"),
            models.CheckConstraint(
                name="grant_scope_fits_role",
                condition=Q(role__in=UNIT_ROLES, unit__isnull=False, region=None)
                | Q(role__in=REGION_ROLES, unit=None, region__isnull=False)
                | Q(role__in=NATION_ROLES, unit=None, region=None),
                violation_error_message=(
                    "Lingkup tidak sesuai dengan peran: peran satker memerlukan "
                    "satker, auditor dan inspektur wilayah memerlukan inspektorat "
                    "wilayah, peran lain berlaku nasional."
                ),
            ),
            models.CheckConstraint(
                name="grant_period_has_days",
                condition=Q(period__isempty=False, period__startswith__isnull=False),
                violation_error_message="Masa berlaku harus punya tanggal mulai.",
            ),
        )

    def __str__(self):
        scope = self.unit or self.region
        role = self.get_role_display()
        return f"{self.user}: {role}, {scope}" if scope else f"{self.user}: {role}"
