"""What requests about data and the register of breaches bring to Beranda and menu."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from deadlines.hours import HourClock
from kpu_coi.home import Duty, HomePart
from kpu_coi.navigation import Place, ask_with_places
from personnel.grants import has_grant, units_of
from personnel.models import Role
from privacy.models import (
    Breach,
    BreachKind,
    BreachStatus,
    DataRequest,
    FieldGroup,
    RequestKind,
    RequestStatus,
    sees_register,
)

SHOWN = 20
CLOCK = {
    "at": "due_at",
    "amount": "due_amount",
    "basis": "legal_basis",
    "rule": "due_rule",
    "zone": "zone_abbr",
}
REQUEST = JSONObject(
    id="public_id",
    by="user",
    name="user__name",
    unit="unit__name",
    kind="kind",
    group="group",
    status="status",
    **CLOCK,
)
BREACH = JSONObject(
    id="public_id",
    number="number",
    unit="unit__name",
    kind="kind",
    status="status",
    **CLOCK,
)
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
    """
    Own requests that wait, those to answer, and for the DPO the breaches.

    Asked together with the menu's counts, so that Beranda needs no query for them.
    """
    told = ask_with_places(user, **questions(user))
    rows = told["requests"]
    return HomePart(
        duties=[request_duty(row) for row in rows if row["by"] != user.pk]
        + [breach_duty(row) for row in told.get("breaches", [])],
        waiting=[request_waiting(row) for row in rows if row["by"] == user.pk],
    )


def questions(user: Any) -> dict[str, Any]:
    requests = DataRequest.objects.visible_to(user).open().order_by("due_at", "pk")
    asked = {"requests": ArraySubquery(requests.values(json=REQUEST)[:SHOWN])}
    if has_grant(user, Role.DPO):
        breaches = Breach.objects.unfinished().order_by("due_at", "pk")
        asked["breaches"] = ArraySubquery(breaches.values(json=BREACH)[:SHOWN])
    return asked


def request_duty(row: dict[str, Any]) -> Duty:
    return Duty(
        title=f"Jawab permintaan: {RequestKind(row['kind']).label.lower()}",
        url=reverse("privacy:request", args=[row["id"]]),
        lines=(", ".join(filter(None, [row["name"], row["unit"]])), until(row)),
        due=clock_of(row),
    )


def request_waiting(row: dict[str, Any]) -> Duty:
    return Duty(
        title=f"Permintaan Anda: {RequestKind(row['kind']).label.lower()}",
        url=reverse("privacy:request", args=[row["id"]]),
        lines=(str(FieldGroup(row["group"]).label), until(row)),
        due=clock_of(row),
        waiting_tag=("info", str(RequestStatus(row["status"]).label)),
    )


def breach_duty(row: dict[str, Any]) -> Duty:
    return Duty(
        title=TITLES[BreachStatus(row["status"])],
        url=reverse("privacy:breach", args=[row["id"]]),
        lines=(
            str(BreachKind(row["kind"]).label),
            f"{row['number']}, {row['unit']}",
            until(row),
        ),
        due=clock_of(row),
    )


def until(row: dict[str, Any]) -> str:
    return f"Sampai {clock_of(row).hour}"


def clock_of(row: dict[str, Any]) -> HourClock:
    return HourClock(
        at=datetime.fromisoformat(row["at"]),
        amount=row["amount"],
        legal_basis=row["basis"],
        rule_code=row["rule"],
        zone_abbr=row["zone"],
    )
