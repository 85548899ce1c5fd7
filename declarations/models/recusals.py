"""Who must stay out of what, from when to when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from deadlines.calendar import own_today
from declarations.models.cases import Case
from declarations.models.copies import kept_from
from declarations.models.decisions import Control
from declarations.models.matters import CaseMatter, MatterState, units_led_by
from kpu_coi.conditions import truth_of
from kpu_coi.constraints import known
from personnel.models import Unit
from personnel.reach import LEADERS

PERSON = settings.AUTH_USER_MODEL


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
