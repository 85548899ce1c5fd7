"""What requests about data and the register of breaches bring to Beranda and menu."""

from typing import Any

from django.urls import reverse

from kpu_coi.home import Duty, HomePart
from kpu_coi.navigation import Place
from personnel.grants import has_grant, units_of
from personnel.models import Role
from privacy.models import Breach, BreachStatus, DataRequest, sees_register

SHOWN = 20
TITLES = {
    BreachStatus.OPEN: "Nilai dugaan kegagalan pelindungan data",
    BreachStatus.ASSESSED: "Tanda tangani pemberitahuan kegagalan pelindungan data",
    BreachStatus.NOTIFIED: "Catat penyampaian surat pemberitahuan",
}


def handles(user: Any) -> bool:
    """Whether requests of others can reach that person."""
    roles = (Role.DPO, Role.ORGANISATION_ADMIN)
    return any(has_grant(user, role) for role in roles) or bool(
        units_of(user, Role.UNIT_OPERATOR)
    )


def places(user: Any) -> list[Place]:
    """For those who answer requests, or keep or read the register."""
    found = []
    if handles(user):
        waiting = DataRequest.objects.on_desk_of(user).open()
        address = reverse("privacy:desk")
        found.append(Place("Permintaan data", address, count=waiting))
    if sees_register(user):
        address = reverse("privacy:breaches")
        found.append(Place("Insiden data", address))
    return found


def home(user: Any) -> HomePart:
    """Own requests that wait, those to answer, and for the DPO the breaches."""
    rows = DataRequest.objects.visible_to(user).open().with_people()[:SHOWN]
    own = [row for row in rows if row.user_id == user.pk]
    desk = [row for row in rows if row.user_id != user.pk]
    return HomePart(
        duties=[request_duty(row) for row in desk] + breach_duties(user),
        waiting=[request_waiting(row) for row in own],
    )


def request_duty(row: DataRequest) -> Duty:
    return Duty(
        title=f"Jawab permintaan: {row.get_kind_display().lower()}",
        url=row.get_absolute_url(),
        lines=(f"{row.user.name}{f', {row.unit.name}' if row.unit else ''}",),
        due=row.clock,
    )


def request_waiting(row: DataRequest) -> Duty:
    return Duty(
        title=f"Permintaan Anda: {row.get_kind_display().lower()}",
        url=row.get_absolute_url(),
        lines=(row.get_group_display(),),
        due=row.clock,
        waiting_tag=("info", row.get_status_display()),
    )


def breach_duties(user: Any) -> list[Duty]:
    if not has_grant(user, Role.DPO):
        return []
    rows = Breach.objects.unfinished().with_people().order_by("due_at")[:SHOWN]
    return [
        Duty(
            title=TITLES[BreachStatus(row.status)],
            url=row.get_absolute_url(),
            lines=(row.get_kind_display(), f"{row.number}, {row.unit.name}"),
            due=row.clock,
        )
        for row in rows
    ]
