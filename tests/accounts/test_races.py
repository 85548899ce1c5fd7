"""The same thing pressed twice, on two real connections."""

import pytest

from accounts import locks
from accounts.models import Activation, EmailChange, Lock, Trial
from accounts.workflow import activations, addresses
from personnel.models import User
from tests.factories import give, make_office, make_user
from tests.races import at_once

REFUSED = (activations.WrongCode, locks.Locked)
pytestmark = pytest.mark.django_db(transaction=True)


def printed():
    office = make_office()
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=office.unit)
    person = office.staff.user
    person.set_unusable_password()
    person.save()
    return person, operator


def test_a_code_is_used_once_even_by_two_at_the_same_moment():
    person, operator = printed()
    code = activations.print_slips([person], by=operator)[0].code
    found = activations.find(person.employee_number, code)

    results = at_once(
        lambda: activations.use(found, "payung-merah-di-halte"),
        lambda: activations.use(found, "kereta-pagi-ke-tegal"),
        refused=REFUSED,
    )

    refused = [one for one in results if isinstance(one, activations.WrongCode)]
    assert len(refused) == 1
    assert Activation.objects.filter(used_at__isnull=False).count() == 1


def test_two_who_print_at_once_leave_one_code_that_counts():
    person, operator = printed()
    other = make_user("Administrator")
    give(other, "ORGANISATION_ADMIN")

    slips = at_once(
        lambda: activations.print_slips([person], by=operator)[0],
        lambda: activations.print_slips([person], by=other)[0],
    )

    assert len({slip.code for slip in slips}) == 2
    assert Activation.objects.live().count() == 1


def test_many_guesses_at_once_are_no_more_than_one_after_another():
    person = make_user("Wulan Sari")
    number = person.employee_number

    results = at_once(
        *[lambda: locks.attempt(Trial.PASSWORD, number, address="10.0.0.7")] * 8,
        refused=REFUSED,
    )

    refused = [one for one in results if isinstance(one, locks.Locked)]
    assert len(refused) == 3
    assert Lock.objects.get(trial=Trial.PASSWORD).failures == 5


def test_a_former_address_is_told_once_by_two_workers(mailoutbox):
    person = make_user("Wulan Sari", email="lama@kantor.invalid")
    User.objects.filter(pk=person.pk).update(email="baru@kantor.invalid")

    at_once(addresses.tell_all, addresses.tell_all)

    assert len(mailoutbox) == 1
    assert EmailChange.objects.get().told_at
