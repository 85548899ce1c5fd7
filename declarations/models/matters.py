"""What is to be decided in a unit, which cases concern it, and who stays out of it."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from deadlines.calendar import own_today, today_in
from declarations.models.cases import Case
from declarations.models.copies import kept_from
from declarations.models.decisions import Control
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


class Source(models.TextChoices):
    PROVISIONAL = "PROVISIONAL", "Sementara, sampai diputuskan"
    ORDERED = "ORDERED", "Diperintahkan dalam putusan"


# What a row of the list says, and what it takes to read it.
SHOWN = (
    *("source", "starts_on", "until", "ended_on", "case__id"),
    *("person__name", "unit__name", "unit__timezone", "control__order"),
    *("control__decision__public_id", "control__decision__content_sealed"),
)


class RecusalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        One's own, those of cases that one sees, and those of a unit that one heads.

        Whoever is kept out of a case learns of no recusal in it either (rule 20).
        """
        cases = Case.objects.visible_to(user).filter(pk=OuterRef("case"))
        headed = Q(unit__in=units_led_by(user, LEADERS)) & ~kept_from(user, "case")
        return self.filter(Q(person=user) | headed | Exists(cases))

    def live(self):
        """Not ended, whatever their dates say."""
        return self.filter(ended_on=None)

    def biting(self, on: date):
        """
        Those that keep somebody out on a day.

        A planned last day alone ends nothing: only an act does (rule 25).
        """
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=on),
            starts_on__lte=on,
        )

    def expired(self):
        """Past the planned last day, not ended, while what it is about is open."""
        return self.filter(past_its_last_day())

    def overlapping(self):
        """
        Two that were ordered in different cases of one person on the same matter.

        Several measures of one decision belong together and are no overlap.
        """
        return self.filter(overlapped())

    def for_list(self):
        """With all that a row shows, in a constant number of queries."""
        return (
            self.select_related("person", "unit", "case", "control__decision")
            .prefetch_related("case__named_matters__matter")
            .only(*SHOWN)
            .annotate(
                is_expired=truth_of(past_its_last_day()),
                is_overlapping=truth_of(overlapped()),
            )
        )


def past_its_last_day() -> Q:
    named = CaseMatter.objects.filter(case=OuterRef("case"))
    pending = named.filter(matter__state=MatterState.OPEN)
    past = Q(ended_on=None, until__isnull=False) & own_today("unit", "until__lt")
    return past & (Exists(pending) | ~Exists(named))


def overlapped() -> Q:
    return Q(ended_on=None) & Q(Exists(overlaps_of_outer()))


def truth_of(condition: Q) -> ExpressionWrapper:
    """As a column. Of what has ended the matters and other recusals are not read."""
    return ExpressionWrapper(condition, output_field=models.BooleanField())


def overlaps_of_outer() -> RecusalQuerySet:
    """Live recusals of the same person on the same matter whose days meet."""
    matters = CaseMatter.objects.filter(case=OuterRef(OuterRef(OuterRef("case"))))
    same = CaseMatter.objects.filter(matter__in=matters.values("matter"))
    return (
        Recusal.objects.live()
        .filter(person=OuterRef("person"), case__in=same.values("case"))
        .exclude(case=OuterRef("case"))
        .filter(Q(until=None) | Q(until__gte=OuterRef("starts_on")))
        .filter(starts_on__lte=Coalesce(OuterRef("until"), date.max))
    )


class Recusal(models.Model):
    """
    A named person must not take part, from a day on (rules 7, 24 and 25).

    Provisional from the day on which a conflict is received until it is decided;
    ordered by a control of the decision in force. In what: the matters of its case
    or, where none is known, the scope of the control. `until` is the day planned for
    its end or review, `ended_on` the first day on which it no longer holds.
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="recusals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recusals")
    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    control = models.ForeignKey(
        Control, models.PROTECT, null=True, related_name="recusals"
    )
    source = models.CharField(max_length=12, choices=Source)
    starts_on = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["unit", "ended_on"], name="recusal_by_unit"),
            models.Index(fields=["person", "ended_on"], name="recusal_by_person"),
        ]
        constraints = [
            known("source", Source, "recusal_source_known"),
            models.CheckConstraint(
                name="recusal_ordered_iff_by_a_control",
                condition=Q(source=Source.ORDERED, control__isnull=False)
                | Q(source=Source.PROVISIONAL, control__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["case", "control"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="recusal_once_while_it_lasts",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.source}"

    @property
    def matters(self):
        return [named.matter for named in self.case.named_matters.all()]

    @property
    def scope(self):
        """What the control that ordered it says of its reach; empty without one."""
        if self.control is None:
            return ""
        written = self.control.decision.content["review"]["controls"]
        return written[self.control.order - 1]["scope"]
