"""
What each page asks of the database, for everybody who may see it.

Measured on the second visit, when the constants of the process are known, in a world
with rows everywhere, and again with more rows: at most 12 queries, and not one more
for the rows.
"""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.workflow import acts
from deadlines import memory
from declarations.models import Campaign, Kind, Status
from declarations.topics import TOPIC_FORMS
from declarations.workflow import cases as case_moves
from declarations.workflow import statements as statement_moves
from declarations.workflow.decisions import save_draft
from documents.models import PaperTemplate
from notifications import inbox
from tests.case_factories import ANSWER, QUESTION, decision_answers, make_case
from tests.complaints.desk_factories import HEARING, fresh, make_at
from tests.complaints.factories import Desks, a_file, make_complaint
from tests.factories import (
    fill,
    give,
    make_campaign,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    party,
)
from tests.matter_factories import make_matter
from tests.personnel.grant_factories import administrator, propose
from tests.personnel.rosters.factories import make_roster
from tests.privacy.factories import hand_over, make_breach, make_request
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

MOST = 12
UNIT_ROLES = ("COMPLAINT_OFFICER", "PLENARY_VIEWER", "UNIT_OPERATOR")
OVERSEERS = ("auditor", "chief_inspector")
EVERYBODY = (
    *("staff", "superior", "head_and_officer", "operator", "officer"),
    *("plenary", *OVERSEERS, "administrator", "everything"),
)
EVERYBODY_OF_UNIT = ("staff", "operator", "administrator", *OVERSEERS, "everything")
READERS = ("declarant", "superior", "head_and_officer", *OVERSEERS)

# The page, the row that it is about, and who visits it.
PAGES = [
    ("home", None, EVERYBODY),
    ("notifications:inbox", None, EVERYBODY),
    ("account_change_password", None, ("staff", "everything")),
    ("declarations:statements", None, ("staff", "head_and_officer", "everything")),
    ("declarations:begin", None, ("staff", "head_and_officer", "everything")),
    ("declarations:statement", "free", ("staff",)),
    ("declarations:statement", "asked_statement", ("declarant",)),
    ("declarations:confirm_discard", "draft", ("staff",)),
    ("declarations:post", "draft", ("staff",)),
    ("declarations:topics", "draft", ("staff",)),
    ("jenis", "draft", ("staff",)),
    ("tugas", "draft", ("staff",)),
    ("kaitan", "draft", ("staff",)),
    ("pihak", "draft", ("staff",)),
    ("saran", "draft", ("staff",)),
    ("declarations:review", "draft", ("staff",)),
    ("declarations:sign", "draft", ("staff",)),
    ("declarations:sign", "free_draft", ("head_and_officer",)),
    ("declarations:cases", None, (*READERS, "everything")),
    ("declarations:case_copies", None, (*READERS, "everything")),
    ("declarations:case", "asked", ("declarant", "superior", *OVERSEERS)),
    ("declarations:case", "drafted", ("superior", "everything", *OVERSEERS)),
    ("declarations:case", "decided", ("superior", "everything", *OVERSEERS)),
    ("declarations:case", "of_officer", ("head_and_officer", *OVERSEERS)),
    ("declarations:case", "unaddressed", ("everything", *OVERSEERS)),
    ("declarations:decision", "drafted", ("superior",)),
    ("declarations:decision_check", "drafted", ("superior",)),
    ("inspectorate:dashboard", None, (*OVERSEERS, "everything")),
    ("inspectorate:people", None, (*OVERSEERS, "everything")),
    ("inspectorate:copies", None, (*OVERSEERS, "everything")),
    ("inspectorate:compliance", None, (*OVERSEERS, "operator", "everything")),
    ("inspectorate:unit_compliance", "unit", (*OVERSEERS, "operator", "everything")),
    ("complaints:desk", None, ("officer", "head_and_officer", "plenary", *OVERSEERS)),
    ("complaints:desk", None, ("everything",)),
    ("complaints:desk_complaint", "incomplete", ("officer", "head_and_officer")),
    ("complaints:desk_complaint", "examined", ("officer", "everything", *OVERSEERS)),
    ("complaints:desk_complaint", "at_plenary", ("officer", "plenary")),
    ("complaints:desk_ask", "verified", ("officer", "head_and_officer")),
    ("complaints:desk_refuse", "verified", ("officer",)),
    ("complaints:desk_assess", "verified", ("officer",)),
    ("complaints:desk_forward", "verified", ("officer", "everything")),
    ("complaints:desk_relate", "verified", ("officer",)),
    ("complaints:desk_disclose", "verified", ("officer",)),
    ("complaints:desk_hear", "examined", ("officer",)),
    ("complaints:desk_plenary", "examined", ("officer",)),
    ("complaints:desk_prove", "examined", ("officer",)),
    ("complaints:desk_unprove", "examined", ("officer",)),
    ("documents:wordings", None, ("administrator",)),
    ("documents:wording", "wording", ("administrator",)),
    ("documents:new_wording", "wording", ("administrator",)),
    ("mfa_index", None, ("staff", "everything")),
    ("unit_accounts", "unit", ("operator", "administrator", "everything")),
    ("person_account", "account", ("operator", "administrator", "everything")),
    ("personnel:index", None, (*OVERSEERS, "administrator", "everything")),
    ("personnel:unit", "unit", EVERYBODY_OF_UNIT),
    ("personnel:post", "post", EVERYBODY_OF_UNIT),
    ("personnel:new_post", "unit", ("administrator", "everything")),
    ("personnel:edit_post", "post", ("administrator",)),
    ("personnel:change_lines", "post", ("administrator", "everything")),
    ("personnel:abolish_post", "post", ("administrator",)),
    ("personnel:standard_tree", "unit", ("administrator", "everything")),
    ("personnel:without_superior", None, EVERYBODY),
    ("personnel:without_superior_csv", None, ("operator", "administrator")),
    ("personnel:regions", None, ("administrator", "everything")),
    ("personnel:secretary_line", None, ("staff", "administrator")),
    ("personnel:roll", "unit", ("operator", "administrator", "everything", *OVERSEERS)),
    ("personnel:join", "unit", ("operator", "administrator", "everything")),
    ("personnel:receive", "unit", ("operator", "administrator", "everything")),
    ("personnel:appoint", "unit", ("operator", "administrator", "everything")),
    ("personnel:person", "person", ("operator", "administrator", *OVERSEERS)),
    ("personnel:recipients", "person", ("operator", "administrator", *OVERSEERS)),
    ("personnel:move", "person", ("operator", "administrator")),
    ("personnel:leave", "person", ("operator", "administrator")),
    ("personnel:correct", "person", ("operator", "administrator")),
    ("personnel:end_tenure", "tenure", ("operator", "administrator")),
    ("personnel:absence", None, ("superior", "head_and_officer", "everything")),
    ("personnel:grants", None, ("staff", "administrator", "everything")),
    ("personnel:propose_grant", None, ("administrator", "everything")),
    ("personnel:propose_grant_role", "receiver", ("administrator", "everything")),
    ("personnel:propose_grant_form", "asked_role", ("administrator", "everything")),
    ("personnel:grant_proposal", "proposal", ("administrator", "everything")),
    ("personnel:grant", "grant", ("operator", "administrator", "everything")),
    ("personnel:grant_end", "grant", ("operator", "administrator")),
    ("personnel:grant_prolong", "ending_grant", ("administrator", "everything")),
    ("personnel:unit_access", "unit", ("operator", "administrator", "everything")),
    ("privacy:notice", None, ("staff",)),
    ("privacy:my_data", None, ("declarant", "staff", "officer", "everything")),
    ("privacy:deeds", None, ("declarant", "everything")),
    ("privacy:requests", None, ("declarant", "everything")),
    ("privacy:ask", None, ("declarant",)),
    ("privacy:desk", None, ("operator", "administrator", "everything")),
    ("privacy:request", "asked_data", ("declarant", "operator", "everything")),
    ("privacy:breaches", None, ("chief_inspector", "administrator", "everything")),
    ("privacy:report", None, ("staff",)),
    ("privacy:breach", "breach", ("chief_inspector", "administrator", "everything")),
    ("privacy:breach", "notified_breach", ("chief_inspector", "everything")),
    ("privacy:assess", "assessed_breach", ("everything",)),
    ("privacy:letters", "assessed_breach", ("everything",)),
    ("privacy:notice_letter", "notice", ("declarant",)),
    ("personnel:rosters", None, ("operator", "administrator", "everything")),
    ("personnel:roster", "roster", ("operator", "administrator")),
    ("declarations:matters", None, ("head_and_officer", *OVERSEERS, "everything")),
    ("declarations:matter_new", None, ("operator", "everything")),
    ("declarations:matter", "matter", ("operator", *OVERSEERS, "everything")),
    ("declarations:matter_edit", "matter", ("operator", "everything")),
    ("declarations:recusals", None, (*READERS, "everything")),
    ("declarations:case_matters", "drafted", ("superior",)),
]


def build_world():
    """The small office with its desks, a person for each role, and one of each row."""
    world = SimpleNamespace(desks=Desks())
    desks = world.desks
    world.people = {
        "staff": desks.staff.user,
        "declarant": make_user("Yang Menyatakan"),
        "superior": desks.other_head,
        "head_and_officer": desks.head.user,
        "operator": make_user("Operator"),
        "officer": desks.officer,
        "plenary": make_user("Anggota Pleno"),
        "auditor": make_user("Auditor Wilayah Dua"),
        "chief_inspector": desks.chief_inspector,
        "administrator": make_user("Administrator Organisasi"),
        "everything": make_user("Semua Peran"),
    }
    give_roles(world.people, desks)
    world.declarant = make_tenure(
        world.people["declarant"],
        make_position(unit=desks.unit, superior=desks.other_head_post),
    )
    make_campaign(desks.unit)
    world.rows = rows_of(world)
    add_rows(world)
    return world


def give_roles(people, desks):
    roles = {
        "COMPLAINT_OFFICER": ("head_and_officer", "everything"),
        "PLENARY_VIEWER": ("plenary", "everything"),
        "UNIT_OPERATOR": ("operator", "everything"),
        "AUDITOR": ("auditor", "everything"),
        "ORGANISATION_ADMIN": ("administrator", "everything"),
        "SYSTEM_ADMIN": ("everything",),
        "DPO": ("everything",),
        "CHIEF_INSPECTOR": ("everything",),
    }
    scopes = {role: {"unit": desks.unit} for role in UNIT_ROLES}
    scopes["AUDITOR"] = {"region": desks.region}
    for role, names in roles.items():
        for name in names:
            give(people[name], role, **scopes.get(role, {}))
    post = make_position("Kepala Bagian", unit=desks.unit, superior=desks.chair_post)
    make_tenure(people["everything"], post)
    make_position(unit=desks.unit, superior=post)


def rows_of(world):
    """What a page is about, by the name that PAGES gives it."""
    desks, head = world.desks, world.desks.other_head_post
    matter = make_matter(
        desks.unit,
        by=world.people["operator"],
        kind="PLENARY",
        people=[desks.staff.user_id],
    )
    asked = make_case("NEEDS_INFO", office=desks, tenure=world.declarant, matter=matter)
    drafted = case_below(desks, head, "UNDER_REVIEW")
    save_draft(drafted, by=desks.other_head, typed=decision_answers())
    draft = statement_moves.start(desks.staff.user, Kind.POTENTIAL)
    examined = make_at("EXAMINING", desks=desks, category="COI", files=[a_file()])
    rows = {
        "free": make_statement(tenure=desks.staff),
        "free_draft": make_statement(Status.DRAFT, tenure=desks.head),
        "draft": fill(draft, parties=[party(person=desks.head.user_id)], matter=matter),
        "matter": matter,
        "asked": asked,
        "asked_statement": asked.statement,
        "drafted": drafted,
        "decided": case_below(desks, head, "CONTROL_ACTIVE"),
        "of_officer": case_below(desks, desks.head_post, "NEEDS_INFO"),
        "unaddressed": case_below(desks, desks.head_post, "AWAITING_ADDRESSEE"),
        "verified": make_at("VERIFYING", desks=desks, files=[a_file()]),
        "incomplete": make_at("INCOMPLETE", desks=desks, category="COI"),
        "examined": examined,
        "at_plenary": make_at("PLENARY", desks=desks, identity="OPEN"),
        **data_rights_of(world),
    }
    found = {name: {"public_id": row.public_id} for name, row in rows.items()}
    wording = PaperTemplate.objects.first()
    world.asked, world.examined = asked, examined
    world.notified_breach = rows["notified_breach"]
    found["roster"] = {"public_id": make_roster(desks.unit).public_id}
    return found | {
        "unit": {"code": desks.unit.code},
        "wording": {"pk": wording.pk},
        "account": {"pk": desks.staff.user_id},
        "post": {"pk": desks.head_post.pk},
        "person": {"pk": world.declarant.user_id},
        "tenure": {"pk": world.declarant.pk},
        **grant_rows(world),
    }


def grant_rows(world):
    """A person, a proposal and two grants: one open, one with an end."""
    unit, people = world.desks.unit, world.people
    receiver = {"user_pk": people["staff"].pk}
    ending = give(people["plenary"], "UPG", unit=unit, until=date(2100, 1, 1))
    made = propose(people["staff"], "DPO", by=administrator())
    return {
        "receiver": receiver,
        "asked_role": receiver | {"slug": "petugas-pengaduan"},
        "proposal": {"pk": made.pk},
        "grant": {"pk": people["operator"].grants.get().pk},
        "ending_grant": {"pk": ending.pk},
    }


def data_rights_of(world):
    """A request, breaches on their way, and the notice to one who is concerned."""
    people, dpo = world.people, world.people["everything"]
    concerned = {"people": [people["declarant"].pk]}
    notified = make_breach("NOTIFIED", dpo=dpo, **concerned)
    return {
        "asked_data": make_request(by=people["declarant"]),
        "breach": make_breach(by=people["staff"]),
        "assessed_breach": make_breach("ASSESSED", dpo=dpo, **concerned),
        "notified_breach": notified,
        "notice": people["declarant"].breach_notices.get(),
    }


def case_below(desks, post, status="RECEIVED", **answers):
    """A case of somebody new below a post."""
    tenure = make_tenure(position=make_position(unit=post.unit, superior=post))
    return make_case(status, office=desks, tenure=tenure, **answers)


def add_rows(world):
    """More of all that is listed anywhere."""
    desks = world.desks
    make_campaign(desks.unit, name=f"Kampanye {Campaign.objects.count()}")
    for _ in range(2):
        make_matter(desks.unit, by=world.people["operator"])
    for post in (desks.head_post, desks.other_head_post):
        case_below(desks, post)
        case_below(desks, post, "NEEDS_INFO")
    propose(make_user(), "DPO", by=administrator())
    give(make_user(), "COMPLAINT_OFFICER", unit=desks.unit)
    for user in world.people.values():
        inbox.tell(user, "Kabar", path="/beranda/", about="trial:1")
    case_moves.answer(world.asked, by=world.people["declarant"], answer=ANSWER)
    case_moves.ask(world.asked, by=desks.other_head, question=QUESTION)
    make_request(by=world.people["declarant"])
    make_request("REFUSED", by=world.people["staff"])
    concerned = [person.pk for person in world.people.values()]
    dpo = world.people["everything"]
    make_breach("NOTIFIED", dpo=dpo, people=concerned)
    make_breach("ASSESSED", dpo=dpo, people=concerned)
    hand_over(world.notified_breach, dpo)
    make_complaint()
    make_complaint(category="COI")
    for status in ("INCOMPLETE", "ASSESSED", "PLENARY", "PROVEN"):
        make_at(status, desks=desks, category="COI")
    make_roster(desks.unit)
    acts.hear(fresh(world.examined), by=desks.officer, told=HEARING)
    acts.write(fresh(world.examined), by=desks.officer, body="Kabar.", once=uuid4().hex)


def address_of(page, row, world):
    about = world.rows[row] if row else {}
    if page in TOPIC_FORMS:
        return reverse("declarations:topic", kwargs=about | {"slug": page})
    return reverse(page, kwargs=about)


def asked_by(world) -> dict:
    """How many queries each page asks for each of its visitors, on the second visit."""
    found = {}
    for page, row, visitors in PAGES:
        for visitor in visitors:
            client = StrictClient()
            client.force_login(world.people[visitor])
            address = address_of(page, row, world)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                status = client.get(address).status_code
            assert status == 200, f"{page} ({row}) for {visitor}: {status}"
            found[page, row, visitor] = len(queries)
    return found


def test_every_page_of_every_role_asks_at_most_twelve_times(monkeypatch):
    monkeypatch.setattr(memory, "KEEP_SECONDS", 3600)  # However slow the machine is.
    world = build_world()
    few = asked_by(world)

    add_rows(world)
    many = asked_by(world)

    assert {page: count for page, count in many.items() if count > MOST} == {}
    assert {page: (few[page], many[page]) for page in few} == {
        page: (count, count) for page, count in many.items()
    }
