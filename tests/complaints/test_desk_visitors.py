"""Who meets what at every route of the desk; by hand from who may see and do what."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse

from complaints.desk_urls import desk_urls
from complaints.models import AccusedKey
from kpu_coi import vault
from tests.complaints.desk_factories import make_at
from tests.complaints.factories import Desks, a_file
from tests.personnel.factories import give, make_user
from tests.strict_client import StrictClient

VISITORS = (
    "anonymous",
    "officer",
    "colleague",
    "accused",
    "subordinate",
    "province_officer",
    "auditor",
    "chief_inspector",
    "operator",
    "organisation_admin",
    "system_admin",
)
READERS = {"auditor": 200, "chief_inspector": 200}
WATCHERS = {"auditor": 403, "chief_inspector": 403}


def seen(officers, **others):
    """Both officers meet the first; who reads a copy is refused, unless named."""
    both = {"officer": officers, "colleague": officers}
    return both | WATCHERS | others


# The complaint is confidential, of corruption, and in verification by `officer`. An
# empty form comes back with what is missing (200); a move that is not open says so on
# the page of the complaint (409).
GET = {
    "desk": seen(200, accused=200, subordinate=404, province_officer=200, **READERS),
    "desk_complaint": seen(200, **READERS),
    "desk_file": seen(200, **READERS),
    "desk_ask": seen(200),
    "desk_refuse": seen(200),
    "desk_assess": seen(200),
    "desk_forward": seen(200),
    "desk_hear": seen(409),
    "desk_plenary": seen(409),
    "desk_prove": seen(409),
    "desk_unprove": seen(409),
    "desk_relate": seen(200),
    "desk_ticket": seen(409),
    "desk_disclose": seen(200, colleague=403),
}
POST = {
    "desk_verify": seen(409),
    "desk_take_over": seen(302, officer=403),
    "desk_ask": seen(200),
    "desk_refuse": seen(200),
    "desk_assess": seen(200),
    "desk_forward": seen(200),
    "desk_ticket": seen(409),
    "desk_examine": seen(409),
    "desk_hear": seen(409),
    "desk_plenary": seen(409),
    "desk_prove": seen(409),
    "desk_unprove": seen(409),
    "desk_archive": seen(409),
    "desk_write": seen(200),
    "desk_disclose": seen(200, colleague=403),
    "desk_relate": seen(200),
}
SIGNED_OUT = {"GET": 302, "POST": 401}


def build_world():
    desks = Desks()
    people = {name: make_user(name) for name in VISITORS[1:]} | {
        "officer": desks.officer,
        "accused": desks.staff.user,
        "subordinate": desks.head.user,
        "province_officer": desks.province_officer,
        "chief_inspector": desks.chief_inspector,
    }
    for name in ("colleague", "accused"):
        give(people[name], "COMPLAINT_OFFICER", unit=desks.unit)
    give(people["auditor"], "AUDITOR", region=desks.region)
    give(people["operator"], "UNIT_OPERATOR", unit=desks.unit)
    give(people["organisation_admin"], "ORGANISATION_ADMIN")
    give(people["system_admin"], "SYSTEM_ADMIN")
    complaint = make_at("VERIFYING", desks=desks, category="ABUSE", files=[a_file()])
    AccusedKey.objects.create(
        complaint=complaint,
        kind="PERSON",
        key=vault.person_key(people["accused"].pk),
    )
    return SimpleNamespace(people=people, complaint=complaint)


def address_of(route, complaint):
    if route == "desk":
        return reverse("complaints:desk")
    which = [complaint.public_id]
    if route == "desk_file":
        which.append(complaint.files.get().public_id)
    return reverse(f"complaints:{route}", args=which)


def answer_to(world, visitor, method, route) -> int:
    """The status, in a transaction that leaves nothing behind."""
    client = StrictClient(raise_request_exception=False)
    with transaction.atomic():
        if visitor != "anonymous":
            client.force_login(world.people[visitor])
        ask = client.get if method == "GET" else client.post
        status = ask(address_of(route, world.complaint)).status_code
        transaction.set_rollback(True)
    return status


def test_every_route_of_the_desk_has_its_row():
    assert {route.name for route in desk_urls} == {*GET, *POST}


@pytest.mark.django_db
@pytest.mark.rule(20, 51, 64)
@pytest.mark.parametrize(("method", "rows"), [("GET", GET), ("POST", POST)])
def test_every_visitor_meets_what_the_table_says(method, rows):
    world = build_world()

    wrong = [
        f"{route}: {visitor} meets {met}, not {due}"
        for route, row in rows.items()
        for visitor in VISITORS
        for due in [row.get(visitor, 404)]
        if (met := answer_to(world, visitor, method, route))
        != (SIGNED_OUT[method] if visitor == "anonymous" else due)
    ]

    assert wrong == []
