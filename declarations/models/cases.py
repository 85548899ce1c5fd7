"""The handling of a POTENTIAL or ACTUAL statement: cases, copies, decisions."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from deadlines.calendar import today_in
from deadlines.clocks import Due
from declarations.models.statements import NamedPerson
from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known
from personnel.grants import has_grant, regions_of
from personnel.lines import holder_of, posts_acted_for_by, posts_held_by
from personnel.models import OversightRegion, Position, Role

PERSON = settings.AUTH_USER_MODEL


class CaseStatus(models.TextChoices):
    AWAITING_ADDRESSEE = "AWAITING_ADDRESSEE", "Menunggu penunjukan penelaah"
    RECEIVED = "RECEIVED", "Diterima atasan"
    UNDER_REVIEW = "UNDER_REVIEW", "Dalam penelaahan"
    NEEDS_INFO = "NEEDS_INFO", "Perlu klarifikasi"
    REROUTED = "REROUTED", "Diteruskan ke atasan lain"
    DECIDED = "DECIDED", "Diputuskan"
    CONTROL_ACTIVE = "CONTROL_ACTIVE", "Pengendalian berjalan"
    CLOSED = "CLOSED", "Selesai"
    CANCELLED = "CANCELLED", "Dicabut"


OPEN = (
    CaseStatus.AWAITING_ADDRESSEE,
    CaseStatus.RECEIVED,
    CaseStatus.UNDER_REVIEW,
    CaseStatus.NEEDS_INFO,
    CaseStatus.REROUTED,
)
"""Nothing has been decided: the declarant's action is suspended (rule 7)."""

DECIDED = (CaseStatus.DECIDED, CaseStatus.CONTROL_ACTIVE, CaseStatus.CLOSED)


class RoutedReason(models.TextChoices):
    DIRECT = "DIRECT", "Atasan langsung"
    VACANT = "VACANT", "Jabatan atasan lowong"
    EXCLUDED = "EXCLUDED", "Atasan dilewati"
    CHOSEN = "CHOSEN", "Ditunjuk Inspektur Utama"
    PLENARY = "PLENARY", "Rapat Pleno"


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        Cases of one's own, those addressed to a post held today, and copies.

        Who is named in a statement as another party never sees its case.
        """
        today = timezone.localdate()
        posts = posts_held_by(user)
        named = NamedPerson.objects.filter(
            statement=OuterRef("statement"), person_key=vault.person_key(user.pk)
        )
        copies = Copy.objects.readable_by(user, today).filter(case=OuterRef("pk"))
        reviewed = Q(addressee__in=posts) & ~Q(status=CaseStatus.CANCELLED)
        others = (reviewed | Exists(copies)) & ~Exists(named)
        return self.filter(Q(statement__declarant=user) | others)

    def on_desk_of(self, user):
        """
        Cases of others that lie with a post the user acts for, or with the plenary.

        Whether he may act on one is for rules/cases.py to say.
        """
        mine = Q(addressee__in=posts_acted_for_by(user))
        if has_grant(user, Role.CHIEF_INSPECTOR, timezone.localdate()):
            mine |= Q(to_plenary=True) | Q(status=CaseStatus.AWAITING_ADDRESSEE)
        return self.visible_to(user).filter(mine).exclude(statement__declarant=user)

    def concerning(self, user):
        """Open cases on one's desk, own ones, and own ones decided in a month."""
        lately = timezone.now() - timedelta(days=30)
        own = Q(status__in=OPEN) | Q(decided_at__gte=lately)
        desk = self.on_desk_of(user).open()
        return self.filter(
            Q(pk__in=desk.values("pk")) | (Q(statement__declarant=user) & own)
        )

    def copied_to_post_of(self, user):
        """Cases of which a post of the user got the copy of the other line."""
        copies = Copy.objects.filter(
            case=OuterRef("pk"),
            kind=CopyKind.OTHER_LINE,
            position__in=posts_held_by(user),
        )
        return self.visible_to(user).filter(Exists(copies))

    def open(self):
        return self.filter(status__in=OPEN)

    def by_due_date(self):
        return self.order_by("due_on", "pk")

    def with_statement(self):
        return self.select_related(
            "statement__declarant",
            "statement__unit",
            "statement__regime",
            "statement__document",
            "statement__tenure__position__unit",
            "addressee__unit",
        )

    def for_page(self):
        """With all that the page of one case shows, in a constant number of queries."""
        named = NamedPerson.objects.filter(statement=OuterRef("statement"))
        return (
            self.with_statement()
            .select_related("decision__document", "decision__decided_by")
            .annotate(named_keys=ArraySubquery(named.values("person_key")))
        )


class Case(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.OneToOneField(
        "declarations.Statement", models.PROTECT, related_name="case"
    )
    status = models.CharField(max_length=20, choices=CaseStatus, editable=False)
    addressee = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="cases"
    )
    to_plenary = models.BooleanField(default=False)
    routed_reason = models.CharField(max_length=10, choices=RoutedReason)
    route_sealed = models.BinaryField()
    received_at = models.DateTimeField()
    due_on = models.DateField()
    due_amount = models.PositiveSmallIntegerField()
    due_unit = models.CharField(max_length=15)
    due_rule = models.CharField(max_length=40)
    legal_basis = models.TextField()
    suspended = models.BooleanField(default=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="cases_opened"
    )
    decided_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["addressee", "status"], name="case_by_addressee"),
            models.Index(fields=["status", "due_on"], name="case_by_due_date"),
        ]
        constraints = [
            known("status", CaseStatus, "case_status_known"),
            known("routed_reason", RoutedReason, "case_routed_reason_known"),
            all_or_none("opened_at", "opened_by", name="case_opening_whole"),
            models.CheckConstraint(
                name="case_decided_iff_dated",
                condition=Q(status__in=DECIDED, decided_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_cancelled_iff_dated",
                condition=Q(status=CaseStatus.CANCELLED, cancelled_at__isnull=False)
                | (~Q(status=CaseStatus.CANCELLED) & Q(cancelled_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_cancelled_never_opened",
                condition=~Q(status=CaseStatus.CANCELLED) | Q(opened_at__isnull=True),
            ),
            models.CheckConstraint(
                name="case_review_was_opened",
                condition=Q(opened_at__isnull=False)
                | Q(
                    status__in=[
                        CaseStatus.AWAITING_ADDRESSEE,
                        CaseStatus.RECEIVED,
                        CaseStatus.CANCELLED,
                    ]
                ),
            ),
            models.CheckConstraint(
                name="case_lies_with_somebody",
                condition=Q(addressee__isnull=False, to_plenary=False)
                | Q(addressee__isnull=True, to_plenary=True)
                | Q(
                    addressee__isnull=True,
                    to_plenary=False,
                    status__in=[CaseStatus.AWAITING_ADDRESSEE, CaseStatus.CANCELLED],
                ),
            ),
            models.CheckConstraint(
                name="case_open_is_suspended",
                condition=Q(suspended=True) | ~Q(status__in=OPEN),
            ),
        ]

    def __str__(self):
        return self.statement.number

    def get_absolute_url(self):
        return reverse("declarations:case", args=[self.public_id])

    @property
    def is_open(self):
        return self.status in OPEN

    @cached_property
    def reviewer(self):
        """Who holds the addressed post today; None for the plenary or a vacant post."""
        if self.addressee is None:
            return None
        return holder_of(self.addressee, today_in(self.addressee.unit.timezone))

    @property
    def today(self):
        """The day it is in the unit of the statement."""
        return today_in(self.statement.unit.timezone)

    @cached_property
    def named_keys(self):
        """The keys of the people whom the statement names as other parties."""
        named = NamedPerson.objects.filter(statement=self.statement_id)
        return frozenset(named.values_list("person_key", flat=True))

    def names(self, user):
        return vault.person_key(user.pk) in self.named_keys

    def is_copied_to(self, user):
        """Whether the person may read a copy of it today; asked once of each."""
        kept = self.__dict__.setdefault("_copied_to", {})
        if user.pk not in kept:
            mine = Copy.objects.readable_by(user, self.today)
            kept[user.pk] = mine.filter(case=self).exists()
        return kept[user.pk]

    @cached_property
    def recipients(self):
        """Its copies, with what names their recipients."""
        return list(self.copies.select_related("region", "position__unit"))

    @cached_property
    def readers(self):
        """Who has read it, with their first and last reading."""
        return list(self.readings.select_related("reader"))

    @property
    def route_context(self):
        return f"case-route:{self.public_id}"

    @property
    def route(self):
        """Hops, addressee and reasons, as they were found or chosen."""
        return vault.open_json(bytes(self.route_sealed), context=self.route_context)

    @property
    def latest_way(self):
        """The last of the ways it went: found at receipt, or when it went on."""
        route = self.route
        return route["again"][-1] if route.get("again") else route

    @property
    def due(self):
        """The due date with its rule, as computed at receipt."""
        return Due(
            on=self.due_on,
            amount=self.due_amount,
            unit=self.due_unit,
            legal_basis=self.legal_basis,
            rule_code=self.due_rule,
            zone_abbr=self.statement.unit.tz_abbr,
            unit_code=self.statement.unit.code,
        )


class CopyKind(models.TextChoices):
    REGION = "REGION", "Inspektorat Wilayah"
    MAIN = "MAIN", "Inspektorat Utama"
    CHIEF = "CHIEF", "Inspektur Utama"
    OTHER_LINE = "OTHER_LINE", "Atasan pada garis lain"


INSPECTORATE = "Inspektorat Utama Sekretariat Jenderal KPU"


def copy_line(kind: str, region, position) -> str:
    """A recipient as the "Tembusan:" of a letter names him (Keputusan KPU 323/2020)."""
    if kind == CopyKind.OTHER_LINE:
        return f"{position.title}, {position.unit.name}"
    if kind == CopyKind.REGION:
        return f"{INSPECTORATE}, u.p. {region.name}"
    if kind == CopyKind.CHIEF:
        return f"{INSPECTORATE}, u.p. Inspektur Utama"
    return INSPECTORATE


class CopyQuerySet(models.QuerySet):
    def readable_by(self, user, on):
        """Copies for the posts and the inspectorate duties of a person on a day."""
        held = posts_held_by(user)
        readable = Q(kind=CopyKind.OTHER_LINE, position__in=held)
        if has_grant(user, Role.CHIEF_INSPECTOR, on):
            return self.filter(readable | ~Q(kind=CopyKind.OTHER_LINE))
        regions = regions_of(user, on)
        return self.filter(readable | Q(kind=CopyKind.REGION, region__in=regions))

    def for_inspectorate(self, user):
        """The list of an auditor: without what a user reads as holder of a post."""
        return self.readable_by(user, timezone.localdate()).exclude(
            kind=CopyKind.OTHER_LINE
        )


class Copy(models.Model):
    """The Inspektorat's copy of a case, made with it, with its reading recorded."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=10, choices=CopyKind)
    region = models.ForeignKey(
        OversightRegion, models.PROTECT, null=True, related_name="copies"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="copies"
    )
    first_read_at = models.DateTimeField(null=True)
    first_read_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="copies_read"
    )

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("kind", CopyKind, "copy_kind_known"),
            all_or_none("first_read_at", "first_read_by", name="copy_reading_whole"),
            models.CheckConstraint(
                name="copy_goes_where_its_kind_says",
                condition=Q(
                    kind=CopyKind.REGION, region__isnull=False, position__isnull=True
                )
                | Q(
                    kind=CopyKind.OTHER_LINE,
                    region__isnull=True,
                    position__isnull=False,
                )
                | Q(
                    kind__in=[CopyKind.MAIN, CopyKind.CHIEF],
                    region__isnull=True,
                    position__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "region", "position"],
                nulls_distinct=False,
                name="copy_once_to_each",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.recipient}"

    @property
    def recipient(self):
        """Who gets it, in words: the region, the office or the post."""
        if self.region:
            return self.region.name
        if self.position:
            return f"{self.position.title}, {self.position.unit.name}"
        return self.get_kind_display()

    @property
    def line(self):
        """How a letter names the recipient."""
        return copy_line(self.kind, self.region, self.position)
