"""Two administrators at once, on two real connections."""

import pytest

from audit.models import Event
from personnel.grants import who_has
from personnel.models import ADMINISTRATORS, Grant, GrantProposal
from personnel.workflow import grants as workflow
from tests.personnel.factories import make_user
from tests.personnel.grant_factories import administrator, fresh, propose
from tests.races import at_once, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule(64)]


def test_two_who_approve_at_once_give_one_grant():
    made = propose(make_user(), "DPO", by=administrator())
    first, second = administrator(), administrator("SYSTEM_ADMIN")

    results = at_once(
        lambda: workflow.approve(made, by=first),
        lambda: workflow.approve(made, by=second),
    )

    assert refusals(results) == ["Usulan ini sudah “Disetujui”."]
    assert Grant.objects.filter(role="DPO").count() == 1


def test_a_proposal_is_either_approved_or_withdrawn():
    proposer, other = administrator(), administrator()
    made = propose(make_user(), "DPO", by=proposer)

    results = at_once(
        lambda: workflow.approve(made, by=other),
        lambda: workflow.withdraw(made, by=proposer),
    )

    made.refresh_from_db()
    assert len(refusals(results)) == 1
    assert (made.outcome, Grant.objects.filter(role="DPO").count()) in [
        ("APPROVED", 1),
        ("WITHDRAWN", 0),
    ]


def test_pressing_propose_twice_at_once_makes_one_proposal():
    receiver, by = make_user(), administrator()

    results = at_once(*[lambda: propose(receiver, "DPO", by=fresh(by))] * 2)

    assert results[0] == results[1] == GrantProposal.objects.get()
    assert Event.objects.filter(action="grant.propose").count() == 1


def test_two_administrators_who_end_each_other_at_once_leave_one():
    first, second = administrator(), administrator("SYSTEM_ADMIN")

    def ending(whose, by):
        grant = Grant.objects.get(user=whose)
        return lambda: workflow.end(grant, by=by, reason="Bertengkar.")

    results = at_once(ending(second, first), ending(first, second))

    left = [user for role in ADMINISTRATORS for user in who_has(role)]
    assert len(refusals(results)) == len(left) == 1


def test_two_administrators_who_lay_down_at_once_leave_one():
    first, second = administrator(), administrator()

    results = at_once(
        *(
            lambda one=one: workflow.end(one.grants.get(), by=one, reason="Lelah.")
            for one in (first, second)
        )
    )

    assert len(refusals(results)) == 1
    assert who_has("ORGANISATION_ADMIN").count() == 1
