from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse

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
ADMINISTRATORS = (Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN)
AT_ONCE = (Role.UNIT_OPERATOR, Role.UPG)
"""What one organisation administrator gives alone; all else takes two people."""

SCOPE_FITS_ROLE = (
    Q(role__in=UNIT_ROLES, unit__isnull=False, region=None)
    | Q(role__in=REGION_ROLES, unit=None, region__isnull=False)
    | Q(role__in=NATION_ROLES, unit=None, region=None)
)
WRONG_SCOPE = (
    "Lingkup tidak sesuai dengan peran: peran satker memerlukan satker, auditor dan "
    "inspektur wilayah memerlukan inspektorat wilayah, peran lain berlaku nasional."
)


def reads_all_grants(user) -> bool:
    """Those who keep grants, and the officer who answers for personal data."""
    from personnel.grants import has_grant

    return any(has_grant(user, role) for role in (*ADMINISTRATORS, Role.DPO))


class GrantQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who keep grants, one's own for everybody."""
        return self if reads_all_grants(user) else self.filter(user=user)

    def in_force(self, on: date):
        return self.filter(period__contains=on)

    def future(self, on: date):
        return self.filter(period__startswith__gt=on)

    def ended(self, on: date):
        """Over, or ended before they began: those have no days left at all."""
        return self.filter(Q(period__endswith__lte=on) | Q(period__isempty=True))

    def not_over(self, on: date):
        return self.filter(
            Q(period__endswith__gt=on) | Q(period__endswith=None)
        ).exclude(period__isempty=True)

    def with_people(self):
        return self.select_related("user", "unit", "region")


class Grant(models.Model):
    """
    A role for a time, in one unit, in one oversight region, or everywhere.

    One that was ended before its first day has an empty period: it opens nothing.
    """

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
    ended_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="diakhiri oleh",
    )
    ended_at = models.DateTimeField("diakhiri pada", null=True, editable=False)
    end_reason = models.CharField(
        "alasan diakhiri", max_length=500, blank=True, editable=False
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "kewenangan"
        verbose_name_plural = "kewenangan"
        ordering = ("pk",)
        constraints = (
            known("role", Role, "grant_role_known"),
            models.CheckConstraint(
                name="grant_scope_fits_role",
                condition=SCOPE_FITS_ROLE,
                violation_error_message=WRONG_SCOPE,
            ),
            models.CheckConstraint(
                name="grant_period_has_days",
                condition=Q(period__isempty=False, period__startswith__isnull=False)
                | Q(period__isempty=True, ended_at__isnull=False),
                violation_error_message="Masa berlaku harus punya tanggal mulai.",
            ),
            models.CheckConstraint(
                name="grant_end_has_its_reason",
                condition=Q(ended_at__isnull=True, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
        )

    def __str__(self):
        scope = self.unit or self.region
        role = self.get_role_display()
        return f"{self.user}: {role}, {scope}" if scope else f"{self.user}: {role}"

    def get_absolute_url(self):
        return reverse("personnel:grant", args=[self.pk])

    @property
    def scope(self):
        """The unit or region; None for the nation."""
        return self.unit or self.region
