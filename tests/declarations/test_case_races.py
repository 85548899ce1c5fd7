"""Two people at once, on two real connections: one wins, the other is told why."""

import pytest
from django.utils import timezone

from declarations.decision_content import preview_of
from declarations.models import Case, CaseStatus, Decision
from declarations.workflow import cases, rerouting, statements
from declarations.workflow.decisions import decide, save_draft
from documents.signing import prove_password
from tests.case_factories import decision_answers, fresh, make_case
from tests.factories import (
    PASSWORD,
    give,
    make_office,
    make_position,
    make_tenure,
    make_user,
)
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def signing(case, user, **typed):
    """The act of signing a decision that this person has drafted and read."""
    save_draft(fresh(case), by=user, typed=decision_answers(**typed))
    preview = preview_of(fresh(case), user)
    proof = prove_password(user, PASSWORD, address="127.0.0.1")
    return lambda: decide(
        case,
        by=user,
        proof=proof,
        content_hash=preview.content_hash,
        consent=preview.consent,
    )


def test_of_two_people_who_decide_at_once_one_wins_and_the_other_is_told_why():
    office = make_office()
    post = make_position("Inspektur Utama", unit=office.nation, kind="CHIEF_INSPECTOR")
    make_tenure(office.chief_inspector, post)
    second = make_user("Inspektur Utama Kedua")
    make_tenure(second, make_position("Inspektur", unit=office.nation))
    give(second, "CHIEF_INSPECTOR")
    case = make_case("RECEIVED", office=office, tenure=office.national_chair)
    cases.open_review(case, by=office.chief_inspector)
    plenary = {"plenary_on": "2026-11-20", "plenary_number": "12/PL/2026"}

    results = at_once(
        signing(case, office.chief_inspector, **plenary),
        signing(case, second, **plenary),
    )

    assert refusals(results) == [
        "Tidak dapat dilakukan: status perkara ini “Pengendalian berjalan”."
    ]
    assert Decision.objects.count() == 1


def test_pressing_sign_twice_at_once_makes_one_decision():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    sign = signing(case, office.head.user)

    first, second = at_once(sign, sign)

    assert first == second == Decision.objects.get()


@pytest.mark.rule(8)
def test_either_the_case_is_opened_or_the_statement_withdrawn():
    office = make_office()
    case = make_case("RECEIVED", office=office)

    results = at_once(
        lambda: cases.open_review(case, by=office.head.user),
        lambda: statements.withdraw(case.statement, by=office.staff.user),
    )

    after = Case.objects.select_related("statement").get(pk=case.pk)
    assert len(refusals(results)) == 1
    assert (after.status, after.statement.status) in [
        (CaseStatus.UNDER_REVIEW, "SIGNED"),
        (CaseStatus.CANCELLED, "WITHDRAWN"),
    ]


def test_deciding_and_answering_at_once_leave_one_order_of_events():
    office = make_office()
    case = make_case("NEEDS_INFO", office=office)

    results = at_once(
        signing(case, office.head.user),
        lambda: cases.answer(case, by=office.staff.user, answer="Belum dimulai."),
    )

    assert fresh(case).status == CaseStatus.CONTROL_ACTIVE
    assert len(refusals(results)) <= 1
    answered = fresh(case).clarifications.get().answered_at is not None
    assert answered is (not refusals(results))


def test_two_questions_at_once_ask_one():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    def act():
        return cases.ask(case, by=office.head.user, question="Sejak kapan?")

    results = at_once(act, act)

    assert refusals(results) == [
        "Tidak dapat dilakukan: status perkara ini “Perlu klarifikasi”."
    ]
    assert fresh(case).clarifications.count() == 1


@pytest.mark.rule(79)
def test_opening_and_rerouting_at_once_leave_the_case_with_somebody_who_may():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    ended = type(office.head.period)(office.head.period.lower, timezone.localdate())

    def leaving():
        type(office.head).objects.filter(pk=office.head.pk).update(period=ended)
        return rerouting.reroute_stranded()

    at_once(lambda: cases.open_review(case, by=office.head.user), leaving)
    rerouting.reroute_stranded()

    after = fresh(case)
    assert after.addressee == office.secretary_post
    assert (after.status, after.opened_by is not None) in [
        (CaseStatus.RECEIVED, False),
        (CaseStatus.REROUTED, True),
    ]


def test_two_workers_reroute_a_case_once():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    ended = type(office.head.period)(office.head.period.lower, timezone.localdate())
    type(office.head).objects.filter(pk=office.head.pk).update(period=ended)

    results = at_once(rerouting.reroute_stranded, rerouting.reroute_stranded)

    assert sorted(results) == [0, 1]
    assert len(fresh(case).route["again"]) == 1
