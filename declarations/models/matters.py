"""What is to be decided in a unit, on whom, and which cases concern it."""

import hashlib
import uuid

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from deadlines.calendar import today_in
from declarations.models.cases import Case
from kpu_coi import vault
from kpu_coi.constraints import all_or_none, known
from personnel.grants import has_grant, regions_of, units_of
from personnel.home import LEADING
from personnel.models import Role, Unit, User
from personnel.reach import LEADERS, provinces_of
from personnel.today import posts_today

PERSON = settings.AUTH_USER_MODEL


def units_led_by(user, kinds=LEADING) -> set[int]:
    """
    The units, by id, in which somebody holds a post of these kinds today.

    LEADING prepare decisions; LEADERS chair or call the meetings that take them.
    """
    return {
        held.position.unit_id
        for held in posts_today(user)
        if held.position.kind in kinds
    }


def units_overseen_by(user) -> Q:
    """As a condition on `unit`: those of an auditor's region; all for the chief."""
    if has_grant(user, Role.CHIEF_INSPECTOR):
        return Q(unit__isnull=False)
    regions = regions_of(user, timezone.localdate())
    if not regions:
        return Q(pk__in=[])
    return Q(unit__province_code__in=provinces_of(regions))


def units_with_register_for(user) -> models.QuerySet[Unit]:
    """The units whose whole list of recusals somebody reads, for a meeting or over."""
    led = Q(pk__in=units_led_by(user, LEADERS))
    if has_grant(user, Role.CHIEF_INSPECTOR):
        return Unit.objects.all()
    if regions := regions_of(user, timezone.localdate()):
        led |= Q(province_code__in=provinces_of(regions))
    return Unit.objects.filter(led)


class MatterKind(models.TextChoices):
    PROCUREMENT = "PROCUREMENT", "Pengadaan atau tender"
    APPOINTMENT = "APPOINTMENT", "Pengangkatan atau seleksi"
    VERIFICATION = "VERIFICATION", "Verifikasi partai atau peserta"
    PLENARY = "PLENARY", "Rapat Pleno"
    TRANSFER = "TRANSFER", "Mutasi"
    OTHER = "OTHER", "Lainnya"


class MatterState(models.TextChoices):
    OPEN = "OPEN", "Belum diputus"
    DECIDED = "DECIDED", "Sudah diputus"
    DROPPED = "DROPPED", "Tidak dilanjutkan"


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        Of the units that one leads in, keeps as operator or oversees.

        Administrators keep accounts and posts, and read no agenda.
        """
        return self.filter(kept_in(user) | units_overseen_by(user))

    def open(self):
        return self.filter(state=MatterState.OPEN)

    def with_those_out(self):
        """Each with whoever stays out of it, so that `stays_out` needs no query."""
        mine = CaseMatter.objects.filter(matter=OuterRef("pk"), case__suspended=True)
        people = MatterParty.objects.filter(matter=OuterRef("pk"))
        return self.annotate(
            conflicted_ids=ArraySubquery(mine.values("case__person")),
            party_keys=ArraySubquery(people.values("person_key")),
        )

    def by_date(self):
        return self.order_by("expected_from", "pk")


def people_of(matters) -> dict:
    """Those of the office on whom each matter decides, in one query for all."""
    named = {matter.pk: matter.read_parties()["people"] for matter in matters}
    wanted = {person for people in named.values() for person in people}
    users = User.objects.in_bulk(wanted) if wanted else {}
    return {
        matter: [users[person] for person in people] for matter, people in named.items()
    }


def kept_in(user) -> Q:
    units = units_led_by(user)
    units |= {unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)}
    return Q(unit__in=units)


class Matter(models.Model):
    """
    Something to be decided in a unit. Title and dates in clear, its parties sealed.

    The title is read by everybody of the unit who declares a conflict on it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters")
    kind = models.CharField(max_length=15, choices=MatterKind)
    title = models.CharField(max_length=160)
    expected_from = models.DateField()
    expected_until = models.DateField()
    parties_sealed = models.BinaryField()
    state = models.CharField(
        max_length=10, choices=MatterState, default=MatterState.OPEN, editable=False
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="matters_made")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="matters_settled"
    )

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["expected_from", "pk"]
        indexes = [
            models.Index(fields=["unit", "state", "expected_from"], name="matter_list")
        ]
        constraints = [
            known("kind", MatterKind, "matter_kind_known"),
            known("state", MatterState, "matter_state_known"),
            all_or_none("settled_at", "settled_by", name="matter_settling_whole"),
            models.CheckConstraint(
                name="matter_open_iff_not_settled",
                condition=Q(state=MatterState.OPEN, settled_at__isnull=True)
                | (~Q(state=MatterState.OPEN) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="matter_dates_in_order",
                condition=Q(expected_until__gte=F("expected_from")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("declarations:matter", args=[self.public_id])

    @property
    def is_open(self):
        return self.state == MatterState.OPEN

    @property
    def today(self):
        return today_in(self.unit.timezone)

    @property
    def mark(self):
        """Another one after each edit: its parties are sealed anew every time."""
        return hashlib.sha256(self.parties_sealed).hexdigest()

    @property
    def parties_context(self):
        return f"matter-parties:{self.public_id}"

    def seal_parties(self, parties):
        self.parties_sealed = vault.seal_json(parties, context=self.parties_context)

    def read_parties(self):
        """Its parties: names of others in `names`, ids of the office's in `people`."""
        return vault.open_json(bytes(self.parties_sealed), context=self.parties_context)

    @cached_property
    def party_keys(self):
        return frozenset(self.people.values_list("person_key", flat=True))

    @cached_property
    def conflicted_ids(self):
        named = self.named_in.filter(case__suspended=True)
        return frozenset(named.values_list("case__person", flat=True))

    def stays_out(self, user):
        """Whether he has an open conflict on it, or is its party (rule 13)."""
        return user.pk in self.conflicted_ids or self.has_party(user)

    @cached_property
    def party_people(self):
        """Those of the office on whom it decides."""
        return people_of([self])[self.pk]

    def has_party(self, user):
        keys = self.party_keys
        return bool(keys) and vault.person_key(user.pk) in keys


class MatterParty(models.Model):
    """Somebody of the office on whom a matter decides, held as a keyed hash."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="people")
    person_key = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person_key"], name="matter_party_once"
            )
        ]

    def __str__(self):
        return f"{self.matter_id}/{self.person_key[:8]}"


class CaseMatter(models.Model):
    """A case concerns a matter: as the declarant said, or as the reviewer found."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="named_matters")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="named_in")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "matter"], name="case_matter_named_once"
            )
        ]

    def __str__(self):
        return f"{self.case_id} {self.matter_id}"
