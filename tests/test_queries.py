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
from django.urls import reverse

from complaints.workflow import acts
from deadlines import memory
from declarations.models import (
    Campaign,
    Forum,
    HandlingKind,
    Kind,
    Questionnaire,
    Status,
    Step,
)
from declarations.topics import TOPIC_FORMS
from declarations.workflow import (
    advice,
    consultations,
    controls,
    follow_ups,
    oversight,
    reconsidering,
)
from declarations.workflow import cases as case_moves
from declarations.workflow import statements as statement_moves
from declarations.workflow.decisions import save_draft
from documents.models import PaperTemplate
from notifications import inbox
from tests.case_factories import (
    ANSWER,
    QUESTION,
    decision_answers,
    make_case,
    sign_decision,
)
from tests.case_factories import fresh as fresh_case
from tests.complaints.desk_factories import HEARING, fresh, make_at
from tests.complaints.factories import Desks, a_file, make_complaint
from tests.consultation_factories import ask
from tests.control_factories import bring_due, control_in, sign_order
from tests.declarations import visitors_ceremony
from tests.declarations.ladder_factories import add_late_person, make_late_campaign
from tests.declarations.passing_factories import draft_account
from tests.declarations.test_advice import ADVICE
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
from tests.planning import take_statistics
from tests.privacy.factories import hand_over, make_breach, make_request
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

MOST = 12
UNIT_ROLES = ("COMPLAINT_OFFICER", "P3K2", "PLENARY_VIEWER", "UNIT_OPERATOR")
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
    ("declarations:controls", None, ("superior", "head_and_officer", "everything")),
    ("declarations:referrals", None, ("superior", *OVERSEERS, "everything")),
    ("declarations:case_controls", "decided", ("superior", *OVERSEERS)),
    ("declarations:case_controls", "controlled", ("superior", *OVERSEERS)),
    ("declarations:case_control", "control", ("superior", *OVERSEERS)),
    ("declarations:order", "controlled", ("superior", *OVERSEERS)),
    ("declarations:order", "decided", ("superior",)),
    ("declarations:case", "controlled", ("superior", *OVERSEERS)),
    ("declarations:matters", None, ("head_and_officer", *OVERSEERS, "everything")),
    ("declarations:matter_new", None, ("operator", "everything")),
    ("declarations:matter", "matter", ("operator", *OVERSEERS, "everything")),
    ("declarations:matter_edit", "matter", ("operator", "everything")),
    ("declarations:recusals", None, (*READERS, "everything")),
    ("declarations:case_matters", "drafted", ("superior",)),
    ("declarations:pact", None, ("staff", "everything")),
    ("declarations:history", "asked_statement", ("declarant",)),
    ("declarations:case_versions", "asked", ("declarant", "superior", *OVERSEERS)),
    ("declarations:cooling_offs", None, ("operator", *OVERSEERS, "everything")),
    ("declarations:regimes", None, ("administrator", "everything")),
    ("declarations:identify", "free_draft", ("head_and_officer",)),
    ("declarations:questions", "free_draft", ("head_and_officer",)),
    ("declarations:questions", "draft", ("staff",)),
    ("declarations:questionnaires", None, ("administrator", "everything")),
    ("declarations:questionnaire", "questionnaire", ("administrator",)),
    ("declarations:preview_questionnaire", "questionnaire", ("administrator",)),
    ("declarations:publish_questionnaire", "questionnaire", ("administrator",)),
    ("declarations:campaigns", None, (*OVERSEERS, "operator", "everything")),
    ("declarations:new_campaign", None, ("operator", "everything")),
    ("declarations:campaign", "campaign", (*OVERSEERS, "operator", "everything")),
    ("declarations:campaign_unit", "campaign_unit", (*OVERSEERS, "operator")),
    ("declarations:campaign_unit", "campaign_unit", ("everything",)),
    ("declarations:change_campaign", "campaign", ("operator",)),
    ("declarations:end_campaign", "campaign", ("operator", "everything")),
    ("declarations:warn_unit", "campaign_unit", ("operator", "everything")),
    ("declarations:warning_letter", "warning", ("staff", "operator")),
    ("declarations:reported_people", "late_campaign", ("head_and_officer",)),
    ("declarations:ceremonies", "campaign", ("operator", "administrator")),
    ("declarations:ceremonies", "campaign", ("everything",)),
    ("declarations:ceremony", "ceremony", ("operator", "everything")),
    ("declarations:ceremony_screen", "ceremony", ("operator", "everything")),
    ("declarations:packs", "campaign_unit", ("operator", "everything", *OVERSEERS)),
    ("declarations:pack", "pack", ("operator", "everything")),
    ("declarations:paper_people", "campaign_unit", ("operator", "everything")),
    ("declarations:paper_mark", "owed_paper", ("operator", "everything")),
    ("declarations:paper_mark", "marked_paper", ("operator", "everything")),
    ("declarations:paper_set", "owed_paper", ("operator", "administrator")),
    ("declarations:on_paper", "campaign", ("head_and_officer",)),
    ("declarations:case_passing", "drafted", ("superior",)),
    ("declarations:case_files", "asked", ("declarant", "superior", *OVERSEERS)),
    ("declarations:open_case_for", None, ("superior", "everything", "staff")),
    ("declarations:account", "tenure", ("superior",)),
    ("declarations:account_check", "tenure", ("superior",)),
    ("declarations:statement_files", "draft", ("staff",)),
    ("declarations:consultations", None, ("staff", "adviser", "everything")),
    ("declarations:consultation_ask", None, ("staff", "everything")),
    ("declarations:consultation_desk", None, ("adviser", *OVERSEERS, "everything")),
    ("declarations:consultation", "consultation", ("staff", "adviser")),
    ("declarations:oversight", "watched", ("superior", "everything", *OVERSEERS)),
    ("declarations:oversight_comment", "watched", OVERSEERS),
    ("declarations:advice", "drafted", ("superior", "adviser", *OVERSEERS)),
    ("declarations:advice_give", "advised", ("adviser",)),
    ("declarations:case", "watched", ("superior", "everything", *OVERSEERS)),
    ("declarations:case", "drafted", ("adviser",)),
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
        "adviser": make_user("P3K2 Satker"),
    }
    give_roles(world.people, desks)
    world.declarant = make_tenure(
        world.people["declarant"],
        make_position(unit=desks.unit, superior=desks.other_head_post),
    )
    world.campaign = make_campaign(desks.unit)
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
        "P3K2": ("adviser",),
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
    draft_account(desks, tenure=world.declarant, by=world.people["superior"])
    draft = statement_moves.start(desks.staff.user, Kind.POTENTIAL)
    examined = make_at("EXAMINING", desks=desks, category="COI", files=[a_file()])
    world.controlled = controlled_below(desks, head)
    rows = overseen(world, drafted) | {
        "controlled": world.controlled,
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
    found["control"] = {"public_id": world.controlled.public_id, "order": 1}
    found |= campaign_rows(world)
    return found | {
        "unit": {"code": desks.unit.code},
        "wording": {"pk": wording.pk},
        "questionnaire": {"pk": Questionnaire.objects.first().pk},
        "account": {"pk": desks.staff.user_id},
        "post": {"pk": desks.head_post.pk},
        "person": {"pk": world.declarant.user_id},
        "tenure": {"pk": world.declarant.pk},
        **grant_rows(world),
        **visitors_ceremony.rows_for_queries(
            world.campaign,
            desks.unit,
            owed=world.people["superior"],
            marked=world.people["head_and_officer"],
            by=world.people["operator"],
        ),
    }


def campaign_rows(world):
    """A campaign whose last day is over, and the letter to one of its people."""
    unit = world.desks.unit
    world.late = make_late_campaign(unit, by=world.people["administrator"])
    campaign = {"public_id": world.late.public_id}
    letters = Step.objects.warnings()
    letter = letters.get(obligation__user=world.people["staff"])
    return {
        "campaign": campaign,
        "late_campaign": campaign,
        "campaign_unit": campaign | {"code": unit.code},
        "warning": {"public_id": letter.public_id},
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


def overseen(world, drafted):
    """A question, a case that is thought over again with its notes, and advice."""
    desks, head = world.desks, world.desks.other_head_post
    adviser, auditor = world.people["adviser"], world.people["auditor"]
    question = ask(desks.staff.user)
    consultations.take(question, by=adviser)
    advised = case_below(desks, head, "UNDER_REVIEW")
    for case in (drafted, advised):
        advice.consult(case, by=desks.other_head)
    advice.recommend(drafted, by=adviser, **ADVICE)
    world.watched = case_below(desks, head, "CONTROL_ACTIVE")
    reconsidering.reconsider(world.watched, by=auditor, reason=ANSWER)
    world.question = question
    return {
        "consultation": question,
        "watched": world.watched,
        "advised": advised,
    }


def add_oversight(world):
    """More notes, more messages, and more questions at every desk."""
    auditor, adviser = world.people["auditor"], world.people["adviser"]
    oversight.comment(world.watched, by=auditor, text=ANSWER, shared=True)
    asked = oversight.inquire(world.watched, by=auditor, question=QUESTION)
    oversight.respond(
        world.watched, by=world.desks.other_head, question=asked, answer=ANSWER
    )
    consultations.write(world.question, by=adviser, text=ANSWER)
    for desk in ("P3K2", "INSPECTORATE"):
        ask(world.desks.staff.user, desk)
        consultations.take(ask(world.people["declarant"]), by=adviser)
    case = case_below(world.desks, world.desks.other_head_post, "UNDER_REVIEW")
    advice.consult(case, by=world.desks.other_head)


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


def controlled_below(desks, post):
    """A referred case below a post, ordered, reported on and referred."""
    case = case_below(desks, post, "UNDER_REVIEW")
    reviewer = case.reviewer.user
    sign_decision(case, reviewer, "REFERRED")
    sign_order(case, reviewer)
    controls.report(control_in(case), by=case.person, text=ANSWER)
    follow_ups.refer(
        fresh_case(case),
        by=reviewer,
        forum=Forum.DISCIPLINE,
        referred_on=case.today,
        number="1/2026",
    )
    return bring_due(case)


def add_rows(world):
    """More of all that is listed anywhere."""
    desks = world.desks
    make_campaign(desks.unit, name=f"Kampanye {Campaign.objects.count()}")
    controlled_below(desks, desks.other_head_post)
    finding = {"kind": HandlingKind.MORE, "text": QUESTION}
    controls.recheck(control_in(world.controlled), by=desks.other_head, **finding)
    for _ in range(2):
        make_matter(desks.unit, by=world.people["operator"])
    for post in (desks.head_post, desks.other_head_post):
        case_below(desks, post)
        case_below(desks, post, "NEEDS_INFO")
    add_late_person(world.late, desks.head_post)
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
    visitors_ceremony.add_for_queries(
        world.campaign, desks.unit, by=world.people["operator"]
    )
    add_oversight(world)
    acts.hear(fresh(world.examined), by=desks.officer, told=HEARING)
    acts.write(fresh(world.examined), by=desks.officer, body="Kabar.", once=uuid4().hex)


def address_of(page, row, world):
    about = world.rows[row] if row else {}
    if page in TOPIC_FORMS:
        return reverse("declarations:topic", kwargs=about | {"slug": page})
    return reverse(page, kwargs=about)


def noting(asked: list[str]):
    """Note each query; as CaptureQueriesContext does, without writing it out."""

    def note(execute, sql, *given):
        asked.append(sql)
        return execute(sql, *given)

    return note


def clients_of(world) -> dict:
    """Everybody who visits, signed in."""
    found = {}
    for visitor in {one for _, _, visitors in PAGES for one in visitors}:
        found[visitor] = StrictClient()
        found[visitor].force_login(world.people[visitor])
    return found


def asked_by(clients, world, *, visited: bool) -> dict:
    """
    How many queries each page asks for each of its visitors, on a later visit.

    A page about a row is visited before, where its reading may be recorded; the others
    unless they were `visited`.
    """
    found = {}
    for page, row, visitors in PAGES:
        for visitor in visitors:
            client, address = clients[visitor], address_of(page, row, world)
            if row or not visited:
                client.get(address)
            asked = []
            with connection.execute_wrapper(noting(asked)):
                status = client.get(address).status_code
            assert status == 200, f"{page} ({row}) for {visitor}: {status}"
            found[page, row, visitor] = len(asked)
    return found


def test_every_page_of_every_role_asks_at_most_twelve_times(monkeypatch):
    monkeypatch.setattr(memory, "KEEP_SECONDS", 3600)  # However slow the machine is.
    world = build_world()
    take_statistics()
    clients = clients_of(world)
    few = asked_by(clients, world, visited=False)

    add_rows(world)
    many = asked_by(clients, world, visited=True)

    assert {page: count for page, count in many.items() if count > MOST} == {}
    assert {page: (few[page], many[page]) for page in few} == {
        page: (count, count) for page, count in many.items()
    }
