"""Two acts at once on what was ordered, on two real connections."""

import pytest

from declarations.models import HandlingNote, Order
from declarations.order_content import preview_of
from declarations.workflow import control_days, controls, orders
from documents.models import Countersignature
from tests.case_factories import fresh
from tests.control_factories import bring_due, control_in, make_controlled, proof_of
from tests.factories import make_office
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_pressing_sign_twice_at_once_makes_one_order():
    office = make_office()
    case = make_controlled(office=office)
    preview = preview_of(case, office.head.user)
    proof = proof_of(office.head.user)

    def act():
        return orders.sign_order(
            case,
            by=office.head.user,
            proof=proof,
            content_hash=preview.content_hash,
            consent=preview.consent,
        )

    first, second = at_once(act, act)

    assert first == second == Order.objects.get()


def test_acknowledging_twice_at_once_asks_for_one_second_seal():
    office = make_office()
    case = make_controlled("ordered", office=office)
    proof = proof_of(office.staff.user)
    hashed = case.handling_order.content_hash

    def act():
        return orders.acknowledge(
            case,
            by=office.staff.user,
            proof=proof,
            content_hash=hashed,
            consent="Saya terima.",
        )

    first, second = at_once(act, act)

    assert first == second == Order.objects.get()
    assert Countersignature.objects.count() == 1


def test_ending_and_reporting_at_once_leave_one_order_of_notes():
    office = make_office()
    case = make_controlled(office=office)

    results = at_once(
        lambda: controls.end_control(
            control_in(case), by=office.head.user, reason="Selesai."
        ),
        lambda: controls.report(control_in(case), by=office.staff.user, text="Sudah."),
    )

    kinds = list(HandlingNote.objects.values_list("kind", flat=True))
    assert kinds in (["REPORTED", "ENDED"], ["ENDED"])
    assert len(refusals(results)) == (1 if kinds == ["ENDED"] else 0)


def test_closing_and_ending_at_once_never_close_what_runs():
    office = make_office()
    case = make_controlled(office=office)

    results = at_once(
        lambda: controls.end_control(
            control_in(case), by=office.head.user, reason="Selesai."
        ),
        lambda: controls.close(case, by=office.head.user, reason="Selesai."),
    )

    after = fresh(case)
    assert not after.controls_run
    closed = after.status == "CLOSED"
    assert len(refusals(results)) == (0 if closed else 1)


def test_two_workers_tell_of_a_review_date_once():
    case = bring_due(make_controlled("acknowledged"))

    results = at_once(control_days.remind, control_days.remind)

    assert sorted(results) == [0, 1]
    assert fresh(case).decision.controls.get().noticed_for is not None
