"""Two people at once over a case that is passed on: one wins, the other is told why."""

import pytest

from declarations.account_content import account_of, drafting_about
from declarations.models import Case, CaseStatus, Decision, KeptOut
from declarations.workflow import cases
from declarations.workflow.accounts import open_account
from declarations.workflow.attachments import give_to_statement
from declarations.workflow.passing_on import escalate, forward, recuse
from tests.case_factories import fresh, make_case
from tests.declarations.passing_factories import cleaned, draft_account
from tests.declarations.test_case_races import signing
from tests.factories import make_office, make_position, make_statement, make_tenure
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Bukan bawahan saya."


def second_head(office):
    return make_tenure(
        position=make_position(
            "Kasubbag Keuangan",
            unit=office.unit,
            kind="SUBDIV_HEAD",
            superior=office.secretary_post,
        )
    )


@pytest.mark.rule(17)
def test_either_forwarded_or_decided():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    other = second_head(office)

    results = at_once(
        signing(case, office.head.user),
        lambda: forward(case, by=office.head.user, tenure=other, reason=WHY),
    )

    assert len(refusals(results)) == 1
    decided = Decision.objects.exists()
    assert decided is (fresh(case).addressee == office.head_post)


@pytest.mark.rule(17, 20)
def test_either_withdrawn_from_or_decided():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    results = at_once(
        signing(case, office.head.user),
        lambda: recuse(case, by=office.head.user, reason=WHY),
    )

    assert len(refusals(results)) == 1
    assert Decision.objects.exists() is not KeptOut.objects.filter(case=case).exists()


@pytest.mark.rule(17)
def test_of_two_who_forward_one_wins():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    other = second_head(office)
    user = office.head.user

    results = at_once(
        lambda: forward(case, by=user, tenure=other, reason=WHY),
        lambda: forward(case, by=user, tenure=office.secretary, reason=WHY),
    )

    assert len(refusals(results)) == 1
    assert len(fresh(case).route["again"]) == 1


@pytest.mark.rule(29)
def test_forwarded_and_moved_up_at_once_lies_with_one():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    other = second_head(office)

    results = at_once(
        lambda: forward(case, by=office.head.user, tenure=other, reason=WHY),
        lambda: escalate(case, by=office.auditor, reason=WHY),
    )

    # Moved up first, it is not the Kasubbag's to forward any more.
    assert len(refusals(results)) <= 1
    assert fresh(case).addressee == office.secretary_post


@pytest.mark.rule(17)
def test_answered_and_forwarded_at_once():
    office = make_office()
    case = make_case("NEEDS_INFO", office=office)
    other = second_head(office)

    results = at_once(
        lambda: cases.answer(case, by=office.staff.user, answer="Sejak Senin."),
        lambda: forward(case, by=office.head.user, tenure=other, reason=WHY),
    )

    assert refusals(results) == []
    after = fresh(case)
    assert after.addressee == other.position
    assert after.clarifications.get().answer == "Sejak Senin."
    assert after.status in (CaseStatus.REROUTED, CaseStatus.UNDER_REVIEW)


@pytest.mark.rule(18)
def test_opening_twice_makes_one_case():
    office = make_office()
    draft = draft_account(office)
    user = office.head.user
    shown = account_of(draft, drafting_about(office.staff, user)).content_hash

    def press():
        return open_account(office.staff, by=user, content_hash=shown, consent=True)

    results = at_once(press, press)

    assert len(refusals(results)) == 1
    assert Case.objects.count() == 1


@pytest.mark.rule(4)
def test_files_that_come_at_once_are_never_more_than_five():
    office = make_office()
    draft = make_statement("DRAFT", kind="POTENTIAL", tenure=office.staff)
    first, second = (
        cleaned("a.png", "b.png", "c.png"),
        cleaned("d.png", "e.png", "f.png"),
    )

    results = at_once(
        lambda: give_to_statement(draft, first, by=office.staff.user),
        lambda: give_to_statement(draft, second, by=office.staff.user),
    )

    assert len(refusals(results)) == 1
    assert draft.attachments.count() == 3
