"""What oversight brings to Beranda and to the menu."""

from django.urls import reverse, reverse_lazy
from django.utils import timezone

from declarations.models import Obligation
from inspectorate.compliance import tally_of
from inspectorate.scope import oversees
from inspectorate.views import copies_for
from kpu_coi.home import Duty, HomePart
from kpu_coi.navigation import Place
from personnel.grants import units_of
from personnel.models import Role

KEPT = "_unread_copies"


def places(user):
    found = []
    overseer = oversees(user)
    if overseer:
        here = reverse_lazy("inspectorate:dashboard")
        found.append(Place("Dasbor", here))
        found.append(
            Place("Tembusan", reverse_lazy("inspectorate:copies"), count=unread(user))
        )
    if overseer or units_of(user, Role.UNIT_OPERATOR, timezone.localdate()):
        found.append(Place("Kepatuhan", reverse_lazy("inspectorate:compliance")))
    return found


def unread(user):
    """How many copies nobody has read; counted once for menu and Beranda together."""
    if KEPT not in user.__dict__:
        user.__dict__[KEPT] = copies_for(user).filter(first_read_at=None).count()
    return user.__dict__[KEPT]


def home(user):
    today = timezone.localdate()
    asides = [
        ("inspectorate/_home_aside.html", aside)
        for unit in units_of(user, Role.UNIT_OPERATOR, today)
        if (aside := unit_aside(unit, today))
    ]
    return HomePart(duties=unread_duty(user), asides=asides)


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


def unit_aside(unit, today):
    """How far the latest campaign of a unit is; None where there is none."""
    last = (
        Obligation.objects.filter(unit=unit)
        .running_on(today)
        .select_related("campaign")
        .order_by("-campaign__starts_on")
        .first()
    )
    if last is None:
        return None
    people = Obligation.objects.filter(unit=unit, campaign=last.campaign)
    tally = tally_of(unit, people)
    return {"unit": unit, "campaign": last.campaign, "tally": tally}
