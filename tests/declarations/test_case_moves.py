"""Which move is open to whom, in every status: written by hand from rules 11 to 29."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from declarations.case_clocks import all_that_apply
from declarations.models import CaseStatus
from declarations.workflow import advice, case_moves, statements
from declarations.workflow import cases as workflow
from declarations.workflow.reconsidering import reconsider
from tests.case_factories import QUESTION, fresh, make_case, sign_decision
from tests.factories import (
    give,
    make_office,
    make_region,
    make_tenure,
    make_unit,
    make_user,
    party,
)

pytestmark = pytest.mark.django_db

PEOPLE = (
    "declarant",
    "superior",
    "superiors_superior",
    "colleague",
    "operator",
    "auditor",
    "other_auditor",
    "named",
    "chief_inspector",
    "organisation_admin",
    "system_admin",
)
REACHABLE = (
    CaseStatus.AWAITING_ADDRESSEE,
    CaseStatus.RECEIVED,
    CaseStatus.UNDER_REVIEW,
    CaseStatus.NEEDS_INFO,
    CaseStatus.DECIDED,
    CaseStatus.CONTROL_ACTIVE,
    CaseStatus.CANCELLED,
)
ADVICE = {
    "truth": "TRUE",
    "truth_reason": "Akta membenarkannya.",
    "impact": "LOW",
    "impact_reason": "Nilainya kecil.",
    "controls": [],
    "reason": "Cukup dicatat.",
}
INSPECTORATE = ("auditor", "chief_inspector")
ALLOWED = {
    ("AWAITING_ADDRESSEE", "choose_addressee", "chief_inspector"),
    ("AWAITING_ADDRESSEE", "refer_to_plenary", "chief_inspector"),
    ("AWAITING_ADDRESSEE", "cancel", "declarant"),
    ("AWAITING_ADDRESSEE", "join", "declarant"),
    ("RECEIVED", "open", "superior"),
    ("RECEIVED", "forward", "superior"),
    ("RECEIVED", "recuse", "superior"),
    ("RECEIVED", "cancel", "declarant"),
    ("RECEIVED", "join", "declarant"),
    ("UNDER_REVIEW", "ask", "superior"),
    ("UNDER_REVIEW", "consult", "superior"),
    ("UNDER_REVIEW", "decide", "superior"),
    ("UNDER_REVIEW", "forward", "superior"),
    ("UNDER_REVIEW", "recuse", "superior"),
    ("UNDER_REVIEW", "join", "declarant"),
    ("NEEDS_INFO", "answer", "declarant"),
    ("NEEDS_INFO", "join", "declarant"),
    ("NEEDS_INFO", "consult", "superior"),
    ("NEEDS_INFO", "decide", "superior"),
    ("NEEDS_INFO", "forward", "superior"),
    ("NEEDS_INFO", "recuse", "superior"),
    ("DECIDED", "close", "superior"),
    ("CONTROL_ACTIVE", "order", "superior"),
    ("CONTROL_ACTIVE", "report", "declarant"),
    ("CONTROL_ACTIVE", "confirm", "declarant"),
    ("CONTROL_ACTIVE", "recheck", "superior"),
    ("CONTROL_ACTIVE", "end_control", "superior"),
    ("DECIDED", "follow", "declarant"),
    ("CONTROL_ACTIVE", "follow", "declarant"),
    *product(
        ("RECEIVED", "UNDER_REVIEW", "NEEDS_INFO"), ("escalate", "remind"), INSPECTORATE
    ),
    *product(
        (
            "AWAITING_ADDRESSEE",
            "RECEIVED",
            "UNDER_REVIEW",
            "NEEDS_INFO",
            "DECIDED",
            "CONTROL_ACTIVE",
        ),
        ("comment", "monitor"),
        INSPECTORATE,
    ),
    *product(
        ("RECEIVED", "UNDER_REVIEW", "NEEDS_INFO", "DECIDED", "CONTROL_ACTIVE"),
        ("inquire",),
        INSPECTORATE,
    ),
    *product(
        ("RECEIVED", "UNDER_REVIEW", "NEEDS_INFO", "DECIDED", "CONTROL_ACTIVE"),
        ("respond",),
        ("superior",),
    ),
    *product(
        ("DECIDED", "CONTROL_ACTIVE"), ("reconsider", "end_oversight"), INSPECTORATE
    ),
    *product(
        ("UNDER_REVIEW", "NEEDS_INFO", "DECIDED", "CONTROL_ACTIVE"),
        ("name_matters",),
        ("superior",),
    ),
}


def people_of(office):
    named = make_user("Orang Yang Disebut")
    make_tenure(named, office.member_post, acting="DAILY")
    people = {
        "declarant": office.staff.user,
        "superior": office.head.user,
        "superiors_superior": office.secretary.user,
        "colleague": office.member.user,
        "operator": make_user("Operator"),
        "auditor": office.auditor,
        "other_auditor": make_user("Auditor Wilayah Lain"),
        "named": named,
        "chief_inspector": office.chief_inspector,
        "organisation_admin": make_user("Admin Organisasi"),
        "system_admin": make_user("Admin Sistem"),
    }
    give(people["operator"], "UNIT_OPERATOR", unit=office.unit)
    give(people["organisation_admin"], "ORGANISATION_ADMIN")
    give(people["system_admin"], "SYSTEM_ADMIN")
    region = make_region("III", make_unit("13", "KPU Provinsi Sumatera Barat"))
    give(people["other_auditor"], "AUDITOR", region=region)
    return people


def moves_open_to(people, case):
    """Status, move and person: what a page that each of them opens would offer."""
    return {
        (seen.status, move.name, name)
        for name in PEOPLE
        for seen in [fresh(case)]
        for move in case_moves.MOVES
        if move.verdict(people[name], seen)
    }


@pytest.mark.rule(20)
@pytest.mark.parametrize("status", REACHABLE)
def test_a_move_is_open_to_exactly_the_people_named(status):
    office = make_office()
    people = people_of(office)
    parties = [party("Rekan", person=people["named"].pk)]
    if status == CaseStatus.AWAITING_ADDRESSEE:
        parties += [
            party("Kasubbag", person=office.head.user_id),
            party("Sekretaris", person=office.secretary.user_id),
        ]
    case = make_case(status, office=office, parties=parties)

    found = moves_open_to(people, case)

    assert found == {entry for entry in ALLOWED if entry[0] == status}


ADVISING = {
    "never asked": {("consult", "superior")},
    "asked": {("recommend", "p3k2")},
    "advised": set(),
    "to think again, advised before": {("consult", "superior")},
    "to think again, not answered before": {("consult", "superior")},
    "asked again": {("recommend", "p3k2")},
    "advised again": set(),
}


@pytest.mark.rule(29)
@pytest.mark.parametrize("stage", ADVISING)
def test_advice_is_asked_and_given_once_each_time_it_is_thought_over(stage):
    office = make_office()
    people = people_of(office) | {"p3k2": make_user("P3K2")}
    give(people["p3k2"], "P3K2", unit=office.unit)
    case = make_case("UNDER_REVIEW", office=office)
    again = "again" in stage
    if stage != "never asked":
        advice.consult(case, by=office.head.user)
    if stage not in ("never asked", "asked", "to think again, not answered before"):
        advice.recommend(case, by=people["p3k2"], **ADVICE)
    if again:
        sign_decision(case, office.head.user)
        reconsider(case, by=office.auditor, reason="Timbang lagi.")
    if stage in ("asked again", "advised again"):
        advice.consult(case, by=office.head.user)
    if stage == "advised again":
        advice.recommend(case, by=people["p3k2"], **ADVICE)

    found = {
        (move.name, name)
        for move in (case_moves.CONSULT, case_moves.RECOMMEND)
        for name, user in people.items()
        if move.verdict(user, fresh(case))
    }

    assert found == ADVISING[stage]


@pytest.mark.rule(20)
@pytest.mark.parametrize(
    ("status", "move"),
    [
        ("RECEIVED", case_moves.OPEN_REVIEW),
        ("UNDER_REVIEW", case_moves.ASK),
        ("UNDER_REVIEW", case_moves.DECIDE),
        ("NEEDS_INFO", case_moves.DECIDE),
    ],
)
def test_the_declarant_never_acts_although_he_holds_the_addressed_post(status, move):
    office = make_office()
    case = make_case(status, office=office)
    make_tenure(office.staff.user, office.head_post, acting="DAILY")

    verdict = move.verdict(office.staff.user, fresh(case))

    assert verdict.refusal == "Anda sendiri yang menyatakan dalam perkara ini."


@pytest.mark.rule(20)
@pytest.mark.parametrize(
    ("status", "move"),
    [
        ("RECEIVED", case_moves.OPEN_REVIEW),
        ("UNDER_REVIEW", case_moves.ASK),
        ("UNDER_REVIEW", case_moves.DECIDE),
        ("NEEDS_INFO", case_moves.DECIDE),
    ],
)
def test_a_named_person_never_acts_although_he_holds_the_addressed_post(status, move):
    office = make_office()
    named = office.secretary.user
    case = make_case(
        status, office=office, parties=[party("Sekretaris", person=named.pk)]
    )
    make_tenure(named, office.head_post, acting="DAILY")

    verdict = move.verdict(named, fresh(case))

    assert verdict.refusal == "Anda disebut sebagai pihak lain dalam pernyataan ini."


@pytest.mark.rule(20)
@pytest.mark.parametrize("move", [case_moves.CHOOSE, case_moves.TO_PLENARY])
def test_a_chief_inspector_who_is_named_chooses_nobody(move):
    office = make_office()
    chief = office.head.user
    give(chief, "CHIEF_INSPECTOR")
    case = make_case("AWAITING_ADDRESSEE", office=office)

    assert not move.verdict(chief, case)
    assert move.verdict(office.chief_inspector, case)


@pytest.mark.rule(20)
def test_neither_declarant_nor_named_person_can_be_chosen_to_review():
    office = make_office()
    case = make_case("AWAITING_ADDRESSEE", office=office)

    for tenure in (office.staff, office.head, office.secretary):
        with pytest.raises(PermissionDenied):
            workflow.choose_addressee(case, by=office.chief_inspector, tenure=tenure)

    assert fresh(case).status == CaseStatus.AWAITING_ADDRESSEE


@pytest.mark.rule(13)
def test_the_chief_inspector_chooses_an_addressee():
    office = make_office()
    case = make_case("AWAITING_ADDRESSEE", office=office)

    workflow.choose_addressee(case, by=office.chief_inspector, tenure=office.chair)

    chosen = fresh(case)
    assert chosen.status == CaseStatus.RECEIVED
    assert chosen.addressee == office.chair_post
    assert chosen.routed_reason == "CHOSEN"
    assert chosen.route["chosen"]["who"]["name"] == office.chair.user.name
    assert chosen.due_on == case.due_on
    assert case_moves.OPEN_REVIEW.verdict(office.chair.user, chosen)


@pytest.mark.rule(15, 16)
def test_a_case_in_the_plenary_is_recorded_by_the_chief_inspector():
    office = make_office()
    case = make_case("AWAITING_ADDRESSEE", office=office)

    workflow.refer_to_plenary(case, by=office.chief_inspector)

    heard = fresh(case)
    assert (heard.status, heard.to_plenary, heard.addressee) == ("RECEIVED", True, None)
    assert case_moves.OPEN_REVIEW.verdict(office.chief_inspector, heard)
    assert not case_moves.OPEN_REVIEW.verdict(office.chair.user, heard)


@pytest.mark.rule(14)
def test_whoever_holds_the_post_today_acts():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    stand_in = make_user("Pelaksana Harian")
    make_tenure(stand_in, office.head_post, acting="DAILY")

    assert case_moves.OPEN_REVIEW.verdict(stand_in, fresh(case))
    assert not case_moves.OPEN_REVIEW.verdict(office.head.user, fresh(case))


@pytest.mark.rule(21)
def test_opening_acknowledges_and_is_an_event():
    office = make_office()
    case = make_case("RECEIVED", office=office)

    workflow.open_review(case, by=office.head.user)

    opened = fresh(case)
    assert opened.status == CaseStatus.UNDER_REVIEW
    assert opened.opened_by == office.head.user
    assert opened.due_on == case.due_on
    events = Event.objects.filter(stream=f"case:{case.pk}").order_by("seq")
    assert [event.action for event in events] == ["case.received", "case.open"]


@pytest.mark.rule(21)
def test_the_day_to_open_it_is_shown_until_it_is_opened(monkeypatch):
    # Tuesday at noon: to be opened on Wednesday, to be examined by Friday.
    tuesday = datetime(2026, 11, 24, 5, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tuesday)
    office = make_office()
    case = make_case("RECEIVED", office=office)

    before = [(row["due"].on, row["binds"]) for row in all_that_apply(case)]
    workflow.open_review(case, by=office.head.user)
    after = [(row["due"].on, row["binds"]) for row in all_that_apply(fresh(case))]

    assert before == [(date(2026, 11, 25), False), (date(2026, 11, 27), True)]
    assert after == [(date(2026, 11, 27), True)]


def test_a_stale_copy_cannot_be_opened_twice():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    workflow.open_review(case, by=office.head.user)

    with pytest.raises(PermissionDenied, match="“Dalam penelaahan”"):
        workflow.open_review(case, by=office.head.user)

    assert Event.objects.filter(action="case.open").count() == 1


def test_question_and_answer_go_back_and_forth():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    asked = workflow.ask(case, by=office.head.user, question=QUESTION)
    assert fresh(case).status == CaseStatus.NEEDS_INFO
    workflow.answer(case, by=office.staff.user, answer="Belum dimulai.")

    asked.refresh_from_db()
    assert (asked.question, asked.answer) == (QUESTION, "Belum dimulai.")
    assert fresh(case).status == CaseStatus.UNDER_REVIEW
    assert fresh(case).due_on == case.due_on


@pytest.mark.rule(8)
def test_a_statement_is_withdrawn_only_before_its_case_is_opened():
    office = make_office()
    opened = make_case("UNDER_REVIEW", office=office)

    with pytest.raises(PermissionDenied, match="“Dalam penelaahan”"):
        statements.withdraw(opened.statement, by=office.staff.user)

    assert fresh(opened).status == CaseStatus.UNDER_REVIEW


@pytest.mark.rule(8)
def test_withdrawing_cancels_the_case_and_ends_the_suspension():
    case = make_case("CANCELLED")

    assert case.status == CaseStatus.CANCELLED
    assert not case.suspended
    assert case.statement.status == "WITHDRAWN"


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("status", "suspended"),
    [
        ("AWAITING_ADDRESSEE", True),
        ("RECEIVED", True),
        ("UNDER_REVIEW", True),
        ("NEEDS_INFO", True),
        ("DECIDED", False),
        ("CONTROL_ACTIVE", True),
        ("CANCELLED", False),
    ],
)
def test_the_action_is_suspended_until_decided(status, suspended):
    assert make_case(status).suspended is suspended
