import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kpu_coi.constraints import all_or_none
from personnel.grants import has_grant, regions_of, units_of
from personnel.models import RegionProvince, Role


class CoolingOffQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        One's own; those who left a unit to its operator; of a region to its
        Inspektorat, and everybody to the Inspektur Utama.
        """
        if has_grant(user, Role.CHIEF_INSPECTOR):
            return self
        provinces = RegionProvince.objects.filter(region__in=regions_of(user))
        overseen = Q(unit__province_code__in=provinces.values("province__code"))
        here = Q(unit__in=units_of(user, Role.UNIT_OPERATOR))
        return self.filter(Q(person=user) | here | overseen)

    def running(self):
        """Those that nobody's return has ended, also when their last day is past."""
        return self.filter(ended_at=None)

    def running_on(self, day):
        return self.running().filter(ends_on__gte=day)

    def over_on(self, day):
        return self.exclude(pk__in=self.running_on(day).values("pk"))

    def with_people(self):
        return self.select_related("person", "unit", "tenure__position", "document")


class CoolingOff(models.Model):
    """
    The waiting period of somebody who left his last post (PermenPANRB 17/2024).

    Its days are computed once, by the rule of the day on which it begins, and stored
    with it. Whoever returns to a post ends it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="cooling_offs"
    )
    tenure = models.ForeignKey(
        "personnel.Tenure", models.PROTECT, related_name="cooling_offs"
    )
    unit = models.ForeignKey(
        "personnel.Unit", models.PROTECT, related_name="cooling_offs"
    )
    regime = models.ForeignKey("deadlines.Regime", models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    amount = models.PositiveSmallIntegerField()
    amount_unit = models.CharField(max_length=15)
    rule_code = models.CharField(max_length=40)
    legal_basis = models.TextField()
    noted_at = models.DateTimeField()
    number = models.CharField(max_length=60, unique=True)
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, related_name="cooling_off"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by_tenure = models.ForeignKey(
        "personnel.Tenure", models.PROTECT, null=True, related_name="+"
    )

    objects = CoolingOffQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cooling_off_forward", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None),
                name="cooling_off_one_a_person",
            ),
            all_or_none("ended_at", "ended_by_tenure", name="cooling_off_end_whole"),
        ]

    def __str__(self):
        return self.number

    @property
    def paper_url(self):
        return reverse("declarations:cooling_off_pdf", args=[self.public_id])
