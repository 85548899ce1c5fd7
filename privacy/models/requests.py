"""What somebody asks of the office about his own data, and how it was answered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from deadlines.hours import HourClock
from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known
from personnel.grants import has_grant, units_of
from personnel.models import Role, Unit, User, Zone

PERSON = settings.AUTH_USER_MODEL


class RequestKind(models.TextChoices):
    CORRECTION = "CORRECTION", "Perbaikan data"
    ACCESS = "ACCESS", "Akses atau salinan data"
    SUSPENSION = "SUSPENSION", "Penundaan atau pembatasan pemrosesan"
    ERASURE = "ERASURE", "Penghapusan data"


class FieldGroup(models.TextChoices):
    IDENTITY = "IDENTITY", "Identitas (nama, nomor, pangkat, surel)"
    POSTS = "POSTS", "Jabatan dan masa jabatan"
    ROLES = "ROLES", "Kewenangan"
    ACCOUNT = "ACCOUNT", "Akun"
    STATEMENTS = "STATEMENTS", "Pernyataan, perkara, dan surat"
    NOTICES = "NOTICES", "Kabar dan kewajiban"
    OTHER = "OTHER", "Lainnya"


class RequestStatus(models.TextChoices):
    RECEIVED = "RECEIVED", "Diterima"
    ACCEPTED = "ACCEPTED", "Disetujui, sedang dikerjakan"
    DONE = "DONE", "Selesai dikerjakan"
    REFUSED = "REFUSED", "Ditolak"
    WITHDRAWN = "WITHDRAWN", "Ditarik"


OPEN = (RequestStatus.RECEIVED, RequestStatus.ACCEPTED)
"""The clock runs: the law wants the data mended within it, not only an answer."""


class Ground(models.TextChoices):
    """Why a request is refused, by law."""

    CORRECT = "CORRECT", "Data yang tersimpan sudah benar"
    SIGNED = (
        "SIGNED",
        "Surat yang sudah ditandatangani tidak diubah, hanya digantikan "
        "(UU 11/2008 Pasal 11)",
    )
    OTHERS = (
        "OTHERS",
        "Perubahan akan mengungkap data pribadi orang lain (UU 27/2022 Pasal 33)",
    )
    STATE = (
        "STATE",
        "Penegakan hukum atau kepentingan umum penyelenggaraan negara "
        "(UU 27/2022 Pasal 50)",
    )
    ARCHIVES = (
        "ARCHIVES",
        "Masih dalam masa retensi menurut jadwal retensi arsip "
        "(UU 27/2022 Pasal 43 sampai 45, UU 43/2009)",
    )


ERASURE_GROUNDS = (Ground.STATE, Ground.ARCHIVES)


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, user: User) -> "DataRequestQuerySet":
        """One's own, and those one's office is to handle."""
        return self.filter(Q(user=user) | handled_by(user))

    def of(self, user: User) -> "DataRequestQuerySet":
        return self.filter(user=user)

    def on_desk_of(self, user: User) -> "DataRequestQuerySet":
        """What others ask, for those who handle it."""
        return self.filter(handled_by(user)).exclude(user=user)

    def open(self) -> "DataRequestQuerySet":
        return self.filter(status__in=OPEN)

    def with_people(self) -> "DataRequestQuerySet":
        return self.select_related("user", "unit", "answered_by")


def handled_by(user: User) -> Q:
    """
    Everything for the DPO and organisation administrators; for a unit's operator the
    corrections of identity of that unit's people.
    """
    if has_grant(user, Role.DPO) or has_grant(user, Role.ORGANISATION_ADMIN):
        return Q(pk__isnull=False)
    return Q(
        unit__in=units_of(user, Role.UNIT_OPERATOR),
        kind=RequestKind.CORRECTION,
        group=FieldGroup.IDENTITY,
    )


class DataRequest(models.Model):
    """
    One request. What is wrong and the answer lie in the vault.

    `unit` is where the person worked when he asked, and whose clock shows the
    deadline; people without a post have none.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="data_requests")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="data_requests"
    )
    kind = models.CharField(max_length=12, choices=RequestKind)
    group = models.CharField(max_length=12, choices=FieldGroup)
    asked_sealed = models.BinaryField()
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_amount = models.PositiveSmallIntegerField()
    due_rule = models.CharField(max_length=40)
    legal_basis = models.CharField(max_length=200)
    zone_abbr = models.CharField(max_length=4, choices=Zone)
    status = models.CharField(
        max_length=10,
        choices=RequestStatus,
        default=RequestStatus.RECEIVED,
        editable=False,
    )
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    answer_sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    half_told_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["user", "-received_at"], name="datarequest_of_user"),
            models.Index(fields=["status", "due_at"], name="datarequest_by_due"),
        ]
        constraints = [
            known("kind", RequestKind, "datarequest_kind_known"),
            known("group", FieldGroup, "datarequest_group_known"),
            known("status", RequestStatus, "datarequest_status_known"),
            known("zone_abbr", Zone, "datarequest_zone_known"),
            all_or_none(
                *("answer_sealed", "answered_at", "answered_by"),
                name="datarequest_answer_whole",
            ),
            models.CheckConstraint(
                name="datarequest_refused_iff_grounded",
                condition=Q(status="REFUSED", ground__in=Ground.values)
                | (~Q(status="REFUSED") & Q(ground="")),
            ),
            models.CheckConstraint(
                name="datarequest_ended_iff_not_open",
                condition=Q(status__in=OPEN, ended_at__isnull=True)
                | (~Q(status__in=OPEN) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="datarequest_answered_when_judged",
                condition=Q(status__in=["RECEIVED", "WITHDRAWN"])
                | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="datarequest_erasure_is_never_carried_out",
                condition=~Q(kind="ERASURE", status__in=["ACCEPTED", "DONE"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:request", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def clock(self) -> HourClock:
        return HourClock(
            self.due_at,
            self.due_amount,
            self.legal_basis,
            self.due_rule,
            self.zone_abbr,
        )

    def context(self, part: str) -> str:
        """What binds a sealed text to its place: part is asked or answer."""
        return f"data-request-{part}:{self.public_id}"

    @property
    def asked(self) -> dict[str, str]:
        """What is wrong and what it should be, as the person wrote it."""
        sealed = bytes(self.asked_sealed)
        return vault.open_json(sealed, context=self.context("asked"))

    @property
    def answer(self) -> str:
        if self.answer_sealed is None:
            return ""
        sealed = bytes(self.answer_sealed)
        return vault.open_json(sealed, context=self.context("answer"))
