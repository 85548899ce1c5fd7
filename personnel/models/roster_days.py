"""How far the daily work on the roll has come, in each zone."""

from django.db import models

from kpu_coi.constraints import known
from personnel.models.units import Zone


class RosterDay(models.Model):
    """The last day whose beginnings and endings were told, by a zone's own clock."""

    zone = models.CharField(max_length=4, choices=Zone, unique=True)
    done = models.DateField()

    class Meta:
        constraints = (known("zone", Zone, "roster_day_zone_known"),)

    def __str__(self):
        return f"{self.zone} {self.done}"
