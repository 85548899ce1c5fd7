"""What oversight brings to Beranda and to the menu."""

from django.db.models import Count
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from declarations.models import Campaign, Obligation
from inspectorate.compliance import Tally
from inspectorate.scope import oversees
from inspectorate.views import copies_for
from kpu_coi.home import Duty, HomePart
from kpu_coi.navigation import Place, places_of
from personnel.grants import units_of
from personnel.models import Role

COPIES = "Tembusan"


def places(user):
    found = []
    overseer = oversees(user)
    if overseer:
        here = reverse_lazy("inspectorate:dashboard")
        found.append(Place("Dasbor", here))
        unread = copies_for(user).filter(first_read_at=None)
        there = reverse_lazy("inspectorate:copies")
        found.append(Place(COPIES, there, count=unread))
    if overseer or units_of(user, Role.UNIT_OPERATOR, timezone.localdate()):
        found.append(Place("Kepatuhan", reverse_lazy("inspectorate:compliance")))
    return found


def unread(user):
    """How many copies nobody has read, as the menu counts them."""
    return next(place.count for place in places_of(user) if place.label == COPIES)


def home(user):
    today = timezone.localdate()
    units = units_of(user, Role.UNIT_OPERATOR, today)
    asides = unit_asides(units, today) if units else []
    return HomePart(
        duties=unread_duty(user),
        asides=[("inspectorate/_home_aside.html", aside) for aside in asides],
    )


def unread_duty(user):
    if not oversees(user):
        return []
    waiting = unread(user)
    if not waiting:
        return []
    return [
        Duty(
            title="Baca tembusan yang belum dibaca",
            url=reverse("inspectorate:copies") + "?lihat=belum-dibaca",
            lines=(f"{waiting} tembusan",),
        )
    ]


def unit_asides(units, today):
    """How far the latest campaign of each unit is, where it has one; one query."""
    general = Campaign.objects.general().order_by()
    counted = (
        Obligation.objects.filter(unit__in=units)
        .counted()
        .filter(campaign__starts_on__lte=today, campaign__in=general)
        .values("unit", "campaign", "campaign__name", "campaign__due_on")
        .annotate(obliged=Count("pk"), declared=Count("met_at"))
        .order_by("campaign__starts_on", "campaign")
    )
    latest = {row["unit"]: row for row in counted}
    return [
        {
            "unit": unit,
            "campaign": {
                "pk": row["campaign"],
                "name": row["campaign__name"],
                "due_on": row["campaign__due_on"],
            },
            "tally": Tally(unit.code, unit.name, row["obliged"], row["declared"]),
        }
        for unit in units
        if (row := latest.get(unit.pk))
    ]
