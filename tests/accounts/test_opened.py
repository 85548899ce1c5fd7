"""An account that is used through the office's provider alone is an opened one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import people, reset, rules
from accounts.models import Kind
from accounts.workflow import activations
from personnel.models import User
from tests.factories import give, make_office, make_user

pytestmark = pytest.mark.django_db

# Has a password, has come in: opened.
TABLE = [
    (False, False, False),
    (True, False, True),
    (False, True, True),
    (True, True, True),
]


@pytest.mark.parametrize(("password", "came", "opened"), TABLE)
def test_whoever_has_a_password_or_has_come_in_has_opened_his_account(
    mailoutbox, password, came, opened
):
    office = make_office()
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=office.unit)
    person = office.staff.user
    if not password:
        person.set_unusable_password()
    person.last_login = timezone.now() if came else None
    person.email = "baru@kantor.invalid"
    person.save()

    assert rules.opened(person) is opened
    assert bool(rules.may_print_slip(operator, person, Kind.ACTIVATION)) is not opened
    assert bool(rules.may_print_slip(operator, person, Kind.RECOVERY)) is opened
    kind = Kind.RECOVERY if opened else Kind.ACTIVATION
    assert activations.print_slips([person], by=operator)[0].kind == kind
    missing = people.people_of(office.unit, view="belum")
    active = people.people_of(office.unit, view="aktif")
    assert (person in missing, person in active) == (not opened, opened)
    assert active.count() == people.tally_of(office.unit).activated
    assert people.people_of(office.unit).get(pk=person.pk).is_opened is opened
    reset.send_link(person)
    assert len(mailoutbox) == (0 if opened else 1)


def test_a_first_slip_ends_when_its_owner_has_come_in_through_the_provider():
    office = make_office()
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=office.unit)
    person = office.staff.user
    person.set_unusable_password()
    person.save()
    code = activations.print_slips([person], by=operator)[0].code
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())

    with pytest.raises(activations.WrongCode):
        activations.find(person.employee_number, code)


@pytest.mark.parametrize(("since", "sent"), [(None, 1), (-1, 0), (1, 0)])
def test_a_changed_address_rests_for_a_special_role_though_nobody_came_in(
    mailoutbox, since, sent
):
    person = make_user("Wulan Sari", email="lama@kantor.invalid")
    person.set_unusable_password()
    person.email = "baru@kantor.invalid"
    person.save()
    if since:
        give(person, "DPO", since=timezone.localdate() + timedelta(days=since))

    reset.send_link(person)

    assert len(mailoutbox) == sent
