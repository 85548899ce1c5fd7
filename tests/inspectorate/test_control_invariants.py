"""check_data over what follows from decisions: whole at first, then each break."""

import pytest
from django.utils import timezone

from declarations.models import Control, HandlingNote, Order
from declarations.workflow import controls
from documents.models import Countersignature
from inspectorate.invariants import breaches
from tests.control_factories import control_in, make_controlled, make_two_controls
from tests.factories import make_office

pytestmark = pytest.mark.django_db


def whats():
    return {breach.what for breach in breaches()}


def test_all_that_the_moves_leave_behind_holds_together():
    office = make_office()
    case = make_controlled("acknowledged", office=office)
    controls.report(control_in(case), by=office.staff.user, text="Sudah.")
    controls.end_control(control_in(case), by=office.head.user, reason="Selesai.")
    controls.close(case, by=office.head.user, reason="Selesai.")
    make_two_controls(office=make_office_of(office))

    assert whats() == set()


def make_office_of(office):
    """The same office again: its staff may have a second case."""
    return office


def end_without_a_reason(case):
    Control.objects.update(ended_at=timezone.now())


def lose_the_reason(case):
    controls.end_control(control_in(case), by=case.reviewer.user, reason="Selesai.")
    HandlingNote.objects.all().delete()


def lose_the_second_signature(case):
    Countersignature.objects.all().delete()


def take_over_the_order(case):
    Order.objects.update(signed_by=case.person)


def change_the_quoted_hash(case):
    Order.objects.update(content_hash="0" * 64)


@pytest.mark.parametrize(
    ("breaking", "what"),
    [
        (end_without_a_reason, "berakhir tanpa alasan, atau sebaliknya"),
        (lose_the_reason, "berakhir tanpa alasan, atau sebaliknya"),
        (lose_the_second_signature, "penerimaan dan segel kedua tidak sesuai"),
        (take_over_the_order, "ditandatangani oleh yang diperintah"),
        (change_the_quoted_hash, "hash isi tidak sama di semua tempat"),
    ],
)
def test_what_somebody_changed_behind_the_program_is_named(breaking, what):
    case = make_controlled("acknowledged")

    breaking(case)

    assert what in whats()
