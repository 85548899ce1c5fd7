"""Two people at once, on two real connections: one wins, the other is told why."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from declarations.decision_content import preview_of
from declarations.models import Case, CaseStatus, Decision
from declarations.workflow import cases, statements
from declarations.workflow.decisions import decide, save_draft
from documents.signing import prove_password
from tests.case_factories import decision_answers, fresh, make_case
from tests.factories import PASSWORD, make_office

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts on connections of their own, let go at the same moment."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            gate.wait(timeout=20)
            return act()
        except PermissionDenied as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(results):
    return [str(result) for result in results if isinstance(result, PermissionDenied)]


def test_of_two_decisions_at_once_one_is_signed():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    head = office.head.user
    save_draft(case, by=head, typed=decision_answers())
    preview = preview_of(fresh(case), head)
    proof = prove_password(head, PASSWORD, address="127.0.0.1")

    def act():
        return decide(
            case,
            by=head,
            proof=proof,
            content_hash=preview.content_hash,
            consent=preview.consent,
        )

    results = at_once(act, act)

    assert refusals(results) == [
        "Tidak dapat dilakukan: status perkara ini “Pengendalian berjalan”."
    ]
    assert Decision.objects.count() == 1


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
    head = office.head.user
    save_draft(case, by=head, typed=decision_answers())
    preview = preview_of(fresh(case), head)
    proof = prove_password(head, PASSWORD, address="127.0.0.1")

    results = at_once(
        lambda: decide(
            case,
            by=head,
            proof=proof,
            content_hash=preview.content_hash,
            consent=preview.consent,
        ),
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
