from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from kpu_coi.charset import check_fields
from kpu_coi.constraints import known
from personnel.models.people import User
from personnel.models.units import Unit


class PositionKind(models.TextChoices):
    """The kinds of rule 44, from the top down."""

    CHAIR = "CHAIR", "Ketua"
    MEMBER = "MEMBER", "Anggota"
    SECGEN = "SECGEN", "Sekretaris Jenderal"
    DEPUTY = "DEPUTY", "Deputi"
    CHIEF_INSPECTOR = "CHIEF_INSPECTOR", "Inspektur Utama"
    REGIONAL_INSPECTOR = "REGIONAL_INSPECTOR", "Inspektur Wilayah"
    AUDITOR = "AUDITOR", "Auditor"
    BUREAU_HEAD = "BUREAU_HEAD", "Kepala Biro/Pusat"
    SECRETARY = "SECRETARY", "Sekretaris"
    DIVISION_HEAD = "DIVISION_HEAD", "Kepala Bagian"
    SUBDIV_HEAD = "SUBDIV_HEAD", "Kepala Subbagian"
    FUNCTIONAL = "FUNCTIONAL", "Fungsional"
    STAFF = "STAFF", "Pelaksana"
    ADHOC = "ADHOC", "Ad hoc"


OWN_SUPERIOR = "Jabatan tidak dapat menjadi atasannya sendiri."


class Acting(models.TextChoices):
    PERMANENT = "PERMANENT", "Definitif"
    ACTING = "ACTING", "Plt."
    DAILY = "DAILY", "Plh."


class PositionQuerySet(models.QuerySet):
    def standing(self, on: date):
        """Posts established and not abolished on that day."""
        return self.filter(
            Q(established_on__isnull=True) | Q(established_on__lte=on),
            Q(abolished_on__isnull=True) | Q(abolished_on__gt=on),
        )

    def with_lines(self, on: date):
        """Each post with the two lines that it has on that day, in `line_ids`."""
        former = FormerLine.objects.filter(position=OuterRef("pk"), until__gt=on)
        line = JSONObject(superior=F("superior"), other_line=F("other_line"))
        first = former.order_by("until").values(line=line)[:1]
        return self.annotate(former_line=Subquery(first))

    def on_latest_lines(self, on: date):
        """Posts whose own lines hold that day: no former line does."""
        former = FormerLine.objects.filter(position=OuterRef("pk"), until__gt=on)
        return self.filter(~Exists(former))


class Position(models.Model):
    """
    One seat in a unit; the tree of seats, not of people, carries the lines.

    `superior` is the line in which the post works; a Sekretaris also has
    `other_line`, the Sekretaris one level up, and the setting SECRETARY_LINE says
    which of the two is his direct superior. Both are the latest lines: what a post
    answers to on a day is in `line_ids`, read `with_lines(on)`.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="positions", verbose_name="satker"
    )
    kind = models.CharField("jenis jabatan", max_length=20, choices=PositionKind)
    title = models.CharField("nama jabatan", max_length=160)
    section = models.CharField("bagian", max_length=160, blank=True)
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="jabatan atasan",
    )
    other_line = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="administrative_subordinates",
        verbose_name="jabatan atasan administratif",
    )
    established_on = models.DateField("berdiri sejak", null=True, blank=True)
    abolished_on = models.DateField("dihapus sejak", null=True, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ("unit__code", "pk")
        constraints = (
            known("kind", PositionKind, "position_kind_known"),
            models.CheckConstraint(
                name="position_not_its_own_superior",
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")),
                violation_error_message=OWN_SUPERIOR,
            ),
            models.CheckConstraint(
                name="position_not_its_own_other_line",
                condition=Q(other_line__isnull=True) | ~Q(other_line=F("id")),
                violation_error_message=OWN_SUPERIOR,
            ),
            models.CheckConstraint(
                name="position_stands_for_some_days",
                condition=Q(established_on__isnull=True)
                | Q(abolished_on__isnull=True)
                | Q(abolished_on__gt=F("established_on")),
                violation_error_message="Jabatan dihapus sesudah berdiri.",
            ),
        )

    def __str__(self):
        return f"{self.title}, {self.unit}"

    @property
    def line_ids(self) -> tuple[int | None, int | None]:
        """Superior and other line on the day for which the post was read."""
        if self.former_line is not None:
            return self.former_line["superior"], self.former_line["other_line"]
        return self.superior_id, self.other_line_id

    def stands(self, on: date) -> bool:
        if self.established_on and self.established_on > on:
            return False
        return self.abolished_on is None or self.abolished_on > on

    @property
    def is_in_inspectorate(self) -> bool:
        return self.kind in INSPECTORATE_KINDS or self.section.startswith("Inspektorat")

    def clean(self):
        super().clean()
        from personnel.positions import check_lines

        check_fields(self, "title", "section")
        check_lines(self)


INSPECTORATE_KINDS = frozenset(
    {
        PositionKind.CHIEF_INSPECTOR,
        PositionKind.REGIONAL_INSPECTOR,
        PositionKind.AUDITOR,
    }
)


class FormerLineQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Of each post the former line that holds on that day, if one does."""
        nearer = FormerLine.objects.filter(
            position=OuterRef("position"), until__gt=on, until__lt=OuterRef("until")
        )
        return self.filter(~Exists(nearer), until__gt=on)


class FormerLine(models.Model):
    """
    The lines that a post had until a day (not included).

    Of several the one with the nearest `until` holds on a day before it; from the
    last `until` on the lines of the post itself do. A day in the future is a change
    that is planned.
    """

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="former_lines", verbose_name="jabatan"
    )
    superior = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="former_subordinates",
        verbose_name="jabatan atasan",
    )
    other_line = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="former_administrative_subordinates",
        verbose_name="jabatan atasan administratif",
    )
    until = models.DateField("sampai sebelum")

    objects = FormerLineQuerySet.as_manager()

    class Meta:
        verbose_name = "garis atasan terdahulu"
        verbose_name_plural = "garis atasan terdahulu"
        ordering = ("until",)
        constraints = (
            models.UniqueConstraint(
                fields=("position", "until"), name="former_line_one_a_day"
            ),
            models.CheckConstraint(
                name="former_line_not_its_own_superior",
                condition=Q(superior__isnull=True) | ~Q(superior=F("position")),
                violation_error_message=OWN_SUPERIOR,
            ),
            models.CheckConstraint(
                name="former_line_not_its_own_other_line",
                condition=Q(other_line__isnull=True) | ~Q(other_line=F("position")),
                violation_error_message=OWN_SUPERIOR,
            ),
        )

    def __str__(self):
        return f"{self.position}, sampai {self.until}"


def _point(field: str) -> Func:
    """A number as the range that holds only it, so that a GiST index takes it."""
    return Func(
        F(field),
        F(field),
        RangeBoundary(inclusive_lower=True, inclusive_upper=True),
        function="int8range",
        output_field=BigIntegerRangeField(),
    )


def _one_holder(acting: Acting) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=f"tenure_one_{acting.lower()}_holder",
        expressions=[
            (_point("position"), RangeOperators.OVERLAPS),
            ("period", RangeOperators.OVERLAPS),
        ],
        condition=Q(acting=acting),
        violation_error_message=(
            "Jabatan ini sudah ada pemangkunya (dengan sifat yang sama) pada masa itu."
        ),
    )


class TenureQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Tenures whose period holds that day; the person may be inactive."""
        return self.filter(period__contains=on)

    def with_people(self):
        return self.select_related("user", "position__unit")


class Tenure(models.Model):
    """A person holds a position from a day (included) to a day (not included)."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="tenures", verbose_name="pegawai"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="tenures", verbose_name="jabatan"
    )
    acting = models.CharField(
        "sifat", max_length=10, choices=Acting, default=Acting.PERMANENT
    )
    period = DateRangeField("masa jabatan")
    basis = models.CharField("dasar penugasan", max_length=120, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = "masa jabatan"
        verbose_name_plural = "masa jabatan"
        ordering = ("pk",)
        constraints = (
            known("acting", Acting, "tenure_acting_known"),
            *(_one_holder(acting) for acting in Acting),
            ExclusionConstraint(
                name="tenure_person_once_in_a_post",
                expressions=[
                    (_point("position"), RangeOperators.OVERLAPS),
                    (_point("user"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=(
                    "Pegawai ini sudah memangku jabatan yang sama pada masa itu."
                ),
            ),
            models.CheckConstraint(
                name="tenure_period_has_days",
                condition=Q(period__isempty=False, period__startswith__isnull=False),
                violation_error_message="Masa jabatan harus punya tanggal mulai.",
            ),
            models.CheckConstraint(
                name="tenure_daily_acting_has_an_end",
                condition=~Q(acting=Acting.DAILY) | Q(period__endswith__isnull=False),
                violation_error_message="Plh. harus punya tanggal berakhir.",
            ),
        )

    def __str__(self):
        return f"{self.user}, {self.capacity()}"

    def capacity(self) -> str:
        from personnel.titles import capacity

        return capacity(self)

    def clean(self):
        super().clean()
        if self.period and self.period.isempty:
            raise ValidationError({"period": "Tanggal berakhir harus setelah mulai."})
