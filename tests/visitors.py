"""
Who meets what at every route: the table that tests/test_project.py walks through.

The desk of complaints has a world and a table of its own, of the same kind:
tests/complaints/test_desk_visitors.py.

A row a route; its owner writes it by hand from who may see what. A visitor that a row
does not name meets `rest`; somebody not signed in is sent to sign-in (302) at every
page but those that say `public`. What one may not see does not exist: 404. What one
sees and may not do: 403, or 409 on the page of the case, which says why.

The world: the declarant has signed a potential conflict, which his superior has begun
to review, and has another one in draft. No paper has been rendered yet.
"""

from types import SimpleNamespace

from accounts.workflow import activations
from deadlines.models import RegimeAdoption
from declarations.models import CaseStatus, Kind, Status
from documents.models import PaperTemplate
from notifications import inbox
from tests.accounts import visitors_accounts
from tests.case_factories import make_case
from tests.control_factories import make_controlled
from tests.declarations import (
    visitors_campaigns,
    visitors_ceremony,
    visitors_controls,
    visitors_lists,
    visitors_matters,
    visitors_oversight,
    visitors_passing,
    visitors_questionnaire,
)
from tests.factories import give, make_office, make_region, make_statement, make_user
from tests.matter_factories import make_matter
from tests.personnel import (
    visitors_grants,
    visitors_people,
    visitors_posts,
    visitors_rosters,
)
from tests.personnel.factories import make_position, make_tenure, make_unit
from tests.personnel.grant_factories import propose
from tests.personnel.rosters.factories import make_roster
from tests.privacy import visitors_privacy
from tests.privacy.factories import make_breach, make_request
from tests.rows import Row, only, posting, public, staff

VISITORS = (
    "anonymous",
    "declarant",
    "superior",
    "above",
    "stranger",
    "operator",
    "auditor",
    "other_auditor",
    "chief_inspector",
    "organisation_admin",
    "system_admin",
)


def draft(world):
    return {"public_id": world.draft.public_id}


def signed(world):
    return {"public_id": world.signed.public_id}


def case(world):
    return {"public_id": world.case.public_id}


def topic(world):
    return draft(world) | {"slug": "tugas"}


def parties(world):
    return draft(world) | {"slug": "pihak"}


def first(about):
    return lambda world: about(world) | {"index": 0}


def unit(world):
    return {"code": world.office.unit.code}


def wording(world):
    return {"pk": world.wording.pk}


def message(world):
    return {"pk": world.message.pk}


OVERSEERS = {"auditor": 200, "chief_inspector": 200}
UNKNOWN_CODE = "7KQ4-MT2X-9HRA-7KQ4-MT2X-9HRA"
WATCHERS = {"declarant": 403, "auditor": 403, "chief_inspector": 403}
PARTIES = {"version": 1, "rows": 1}
REFUSED = dict.fromkeys(WATCHERS, 409)

ROUTES = {
    "start": public(),
    "health": public(),
    "home": staff(),
    # --- sign-in -------------------------------------------------------------------
    "account_login": public(302, anonymous=200),
    "account_logout": staff(200, anonymous=302),
    "account_inactive": public(),
    "account_change_password": staff(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": Row(
        200, {}, about=lambda world: {"uidb36": "1", "key": "x-y"}, public=True
    ),
    "kept_form": staff(302),
    "discard_kept_form": posting(staff(302)),
    # --- inbox: one's own, nobody else's -------------------------------------------
    "notifications:inbox": staff(),
    "notifications:open": posting(only(message, declarant=302)),
    "notifications:read_all": posting(staff(302)),
    # --- documents -----------------------------------------------------------------
    "documents:verify": public(),
    "documents:verify_file": posting(public()),
    "documents:verify_code": Row(
        404, {}, about=lambda world: {"token": UNKNOWN_CODE}, public=True
    ),
    "documents:wordings": only(organisation_admin=200),
    "documents:wording": only(wording, organisation_admin=200),
    "documents:new_wording": only(wording, organisation_admin=200),
    # --- own statements ------------------------------------------------------------
    "declarations:statements": staff(),
    "declarations:begin": staff(
        200,
        auditor=403,
        other_auditor=403,
        chief_inspector=403,
        organisation_admin=403,
        system_admin=403,
    ),
    "declarations:statement": only(signed, declarant=200),
    "declarations:statement_pdf": only(signed, declarant=302),
    "declarations:post": only(draft, declarant=200),
    "declarations:sign": only(draft, declarant=200),
    "declarations:confirm_withdraw": only(signed, declarant=403),
    "declarations:withdraw": posting(only(signed, declarant=403)),
    "declarations:confirm_discard": only(draft, declarant=200),
    "declarations:discard": posting(only(draft, declarant=302)),
    "declarations:topics": only(draft, declarant=200),
    "declarations:topic": only(topic, declarant=200),
    "declarations:autosave": posting(only(topic, declarant=200), version=1),
    "declarations:add_row": posting(only(parties, declarant=302), **PARTIES),
    "declarations:remove_row": posting(only(first(parties), declarant=302), **PARTIES),
    "declarations:review": only(draft, declarant=200),
    # --- cases: the declarant, the addressee, those who have the copy ---------------
    "declarations:cases": staff(),
    "declarations:case_copies": staff(),
    "declarations:case": only(case, declarant=200, superior=200, **OVERSEERS),
    "declarations:case_statement_pdf": only(case),
    "declarations:decision_pdf": only(case),
    "declarations:case_open": posting(only(case, superior=409, **REFUSED)),
    "declarations:case_ask": posting(
        only(case, superior=302, **REFUSED), question="Sejak kapan Anda tahu?"
    ),
    "declarations:case_answer": posting(
        only(case, superior=409, **REFUSED), answer="Sejak minggu lalu."
    ),
    "declarations:case_choose": posting(
        only(case, declarant=403, superior=403, auditor=403, chief_inspector=200)
    ),
    "declarations:case_plenary": posting(only(case, superior=409, **REFUSED)),
    "declarations:decision": only(case, superior=200, **WATCHERS),
    "declarations:decision_save": posting(only(case, superior=200, **REFUSED)),
    "declarations:decision_add": posting(only(case, superior=302, **REFUSED)),
    "declarations:decision_remove": posting(only(first(case), superior=302, **REFUSED)),
    "declarations:decision_check": only(case, superior=302, **WATCHERS),
    "declarations:decision_sign": posting(only(case, superior=302, **REFUSED)),
    # --- what follows from a decision, beside its tests -----------------------------
    **visitors_controls.ROUTES,
    **visitors_lists.ROUTES,
    # --- private questions, P3K2's advice, oversight ----------------------------------
    **visitors_oversight.ROUTES,
    # --- complaints of the public --------------------------------------------------
    "complaints:start": public(),
    "complaints:report": public(),
    "complaints:kept": posting(public()),
    "complaints:track": public(),
    "complaints:write": posting(public()),
    "complaints:withdraw": posting(public()),
    # --- oversight -----------------------------------------------------------------
    "understand": public(),
    "inspectorate:transparency": public(),
    "inspectorate:dashboard": only(**OVERSEERS, other_auditor=200),
    "inspectorate:people": only(**OVERSEERS, other_auditor=200),
    "inspectorate:copies": only(**OVERSEERS, other_auditor=200),
    "inspectorate:compliance": only(**OVERSEERS, other_auditor=200, operator=200),
    "inspectorate:unit_compliance": only(unit, **OVERSEERS, operator=200),
    **visitors_accounts.ROUTES,
    **visitors_matters.ROUTES,
    # --- the organisation: each part of it beside its tests ---------------------------
    **visitors_posts.ROUTES,
    **visitors_people.ROUTES,
    **visitors_grants.ROUTES,
    # --- one's own data, and the register of breaches --------------------------------
    **visitors_privacy.ROUTES,
    **visitors_rosters.ROUTES,
    **visitors_questionnaire.ROUTES,
    **visitors_campaigns.ROUTES,
    **visitors_ceremony.ROUTES,
    **visitors_passing.ROUTES,
}


def build_world() -> SimpleNamespace:
    """One small office, its people, and what they have signed and drafted."""
    world = SimpleNamespace(office=make_office())
    office = world.office
    world.controlled = make_controlled("ordered", office=office, outcome="REFERRED")
    world.case = make_case(CaseStatus.UNDER_REVIEW, office=office)
    world.signed = world.case.statement
    world.draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    world.adoption = RegimeAdoption.objects.get()
    world.wording = PaperTemplate.objects.first()
    world.message = inbox.tell(
        office.staff.user, "Kabar", path="/beranda/", about="trial:1"
    )
    world.people = {
        "anonymous": None,
        "declarant": office.staff.user,
        "superior": office.head.user,
        "above": office.secretary.user,
        "stranger": stranger(office),
        "operator": operator(office),
        "auditor": office.auditor,
        "other_auditor": other_auditor(),
        "chief_inspector": office.chief_inspector,
        "organisation_admin": administrator("ORGANISATION_ADMIN"),
        "system_admin": administrator("SYSTEM_ADMIN"),
    }
    world.roster = make_roster(office.unit, by=world.people["operator"])
    world.proposal = propose(
        world.people["stranger"],
        "COMPLAINT_OFFICER",
        by=world.people["organisation_admin"],
        unit=office.unit,
    )
    activations.print_slips([office.chair.user], by=world.people["system_admin"])
    world.slip = office.chair.user.activations.get()
    add_data_rights(world)
    world.matter = make_matter(office.unit, by=office.secretary.user)
    visitors_campaigns.build(world)
    visitors_oversight.add_oversight(world)
    visitors_ceremony.add_ceremony(world)
    return world


def add_data_rights(world):
    """A request of the declarant, a notice to him, and a breach reported by another."""
    declarant = world.people["declarant"]
    world.asked = make_request(by=declarant)
    world.breach = make_breach(by=world.people["stranger"])
    world.notified = make_breach("NOTIFIED", people=[declarant.pk])
    world.delivery = declarant.breach_notices.get()


def stranger(office):
    return make_tenure(position=make_position(superior=office.head_post)).user


def operator(office):
    user = make_tenure(position=make_position(superior=office.head_post)).user
    give(user, "UNIT_OPERATOR", unit=office.unit)
    return user


def other_auditor():
    user = make_user("Auditor Wilayah Satu")
    province = make_unit("51", "KPU Provinsi Bali")
    give(user, "AUDITOR", region=make_region("I", province))
    return user


def administrator(role):
    user = make_user("Administrator")
    give(user, role)
    return user
