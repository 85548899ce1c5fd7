"""Newer versions, lists and numbers, on two real connections at once."""

import pytest
from django.utils import timezone

from declarations.content import preview_of
from declarations.decision_content import preview_of as decision_preview
from declarations.models import Case, CaseStatus, Kind, Statement, Status
from declarations.registers import next_number
from declarations.workflow import statements
from declarations.workflow.amending import amend
from declarations.workflow.decisions import DecisionChanged, decide, save_draft
from documents.signing import prove_password
from inspectorate.invariants import breaches
from tests.case_factories import decision_answers, fresh, make_case
from tests.factories import PASSWORD, fill, make_office, make_statement
from tests.list_factories import fresh_statement, make_list, make_pact, under_panrb
from tests.races import REFUSED, at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def signing(draft):
    """The act of signing a draft that its declarant has read."""
    user = draft.declarant
    read = Statement.objects.with_declarant().get(pk=draft.pk)
    shown = preview_of(read).content_hash
    proof = prove_password(user, PASSWORD, address="127.0.0.1")
    return lambda: statements.sign(
        read, by=user, proof=proof, content_hash=shown, consent=True
    )


def deciding(case, user):
    save_draft(fresh(case), by=user, typed=decision_answers())
    preview = decision_preview(fresh(case), user)
    proof = prove_password(user, PASSWORD, address="127.0.0.1")
    return lambda: decide(
        case,
        by=user,
        proof=proof,
        content_hash=preview.content_hash,
        consent=preview.consent,
    )


def test_bringing_up_to_date_twice_at_once_begins_one_draft():
    office = make_office()
    old = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    def act():
        return amend(fresh_statement(old), by=office.staff.user)

    first, second = at_once(act, act)

    assert first == second == Statement.objects.drafts().get()


@pytest.mark.rule(3)
def test_two_updates_of_one_statement_leave_one_in_force():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    draft = amend(fresh_statement(case.statement), by=office.staff.user)

    first, second = at_once(signing(draft), signing(draft))

    assert first == second
    assert fresh(case).statement == first
    in_force = Statement.objects.in_force().filter(kind=Kind.POTENTIAL)
    assert list(in_force) == [first]
    assert list(breaches()) == []


@pytest.mark.rule(3, 23)
def test_of_update_and_decision_at_once_one_comes_first():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    draft = fill(amend(fresh_statement(case.statement), by=office.staff.user))

    signed, decided = at_once(
        signing(draft),
        deciding(case, office.head.user),
        refused=(*REFUSED, DecisionChanged),
    )

    after = fresh(case)
    assert signed.status == Status.SIGNED
    if isinstance(decided, DecisionChanged):
        assert (after.statement, after.status) == (signed, CaseStatus.UNDER_REVIEW)
        assert Case.objects.count() == 1
    else:
        assert after.status == CaseStatus.CONTROL_ACTIVE
        assert signed.case.follows == after
    assert list(breaches()) == []


@pytest.mark.rule(8)
def test_of_update_and_withdrawal_at_once_neither_is_lost():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    draft = amend(fresh_statement(case.statement), by=office.staff.user)

    results = at_once(
        signing(draft),
        lambda: statements.withdraw(case.statement, by=office.staff.user),
        refused=(*REFUSED, statements.ContentChanged),
    )

    old = fresh_statement(case.statement)
    changed = [one for one in results if isinstance(one, statements.ContentChanged)]
    assert (old.status, len(refusals(results)), len(changed)) in [
        (Status.SUPERSEDED, 1, 0),
        (Status.WITHDRAWN, 0, 1),
    ]
    assert list(breaches()) == []


@pytest.mark.parametrize("kind", [Kind.INTEREST_LIST, Kind.INTEGRITY_PACT])
def test_two_signings_at_once_leave_one_of_its_kind_in_force(kind):
    office = make_office()
    under_panrb(office.unit)
    make = make_list if kind == Kind.INTEREST_LIST else make_pact
    make(tenure=office.staff)
    draft = make(Status.DRAFT, tenure=office.staff)

    first, second = at_once(signing(draft), signing(draft))

    assert first == second
    assert Statement.objects.in_force().filter(kind=kind).count() == 1


@pytest.mark.rule(30)
@pytest.mark.parametrize("code", ["DKP", "PIN", "PMT"])
def test_the_new_registers_give_each_number_once(code):
    office = make_office()
    today = timezone.localdate()

    def act():
        return next_number(office.unit, code, today)

    numbers = at_once(*[act] * 6)

    assert sorted(number.split("/")[0] for number in numbers) == [
        f"{count:04d}" for count in range(1, 7)
    ]
