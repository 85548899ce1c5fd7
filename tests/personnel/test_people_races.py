"""Two people at once, on two real connections: the roll stays whole."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Event
from personnel.models import Acting, Tenure, User
from personnel.workflow import people, tenures
from personnel.workflow.people import Identity, Seat
from tests.personnel.factories import (
    give,
    make_position,
    make_tenure,
    make_unit,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def administrators():
    found = [make_user("Administrator Satu"), make_user("Administrator Dua")]
    for user in found:
        give(user, "ORGANISATION_ADMIN")
    return found


def test_two_who_end_the_same_tenure_end_it_once():
    first, second = administrators()
    today = timezone.localdate()
    tenure = make_tenure(position=make_position())

    results = at_once(
        lambda: tenures.end_early(tenure, last_day=today, by=first),
        lambda: tenures.end_early(tenure, last_day=today, by=second),
    )

    assert [type(one) for one in results].count(ValidationError) == 1
    assert Event.objects.filter(action="tenure.end").count() == 1
    tenure.refresh_from_db()
    assert tenure.period.upper == today + DAY


def test_two_who_fill_the_same_post_fill_it_once():
    first, second = administrators()
    today = timezone.localdate()
    make_unit()
    post = make_position()
    a, b = make_user(), make_user()

    def appointing(person, by):
        return lambda: tenures.appoint(
            person, tenures.Seat(post, today, today + DAY, Acting.DAILY), by=by
        )

    results = at_once(appointing(a, first), appointing(b, second))

    assert Tenure.objects.filter(position=post).count() == 1
    (refused,) = [one for one in results if isinstance(one, ValidationError)]
    assert "sudah diisi" in str(refused)


@pytest.mark.rule(78)
def test_joining_by_a_double_click_makes_one_person():
    first, _ = administrators()
    post = make_position()
    who = Identity("Bagas Contoh", "INTERNAL", "PPNPN-1", "NON_ASN")
    seat = Seat(post, timezone.localdate())

    def joining():
        return people.join(who, seat, by=first)

    results = at_once(joining, joining)

    assert results[0] == results[1] == Tenure.objects.get(position=post)
    assert User.objects.filter(employee_number="PPNPN-1").count() == 1


def test_leaving_and_moving_at_once_leave_no_post_behind_who_left():
    first, second = administrators()
    today = timezone.localdate()
    tenure = make_tenure(position=make_position())
    to = make_position("Bendahara")

    at_once(
        lambda: people.leave(tenure.user, last_day=today - DAY, by=first),
        lambda: people.move(tenure, to, on=today, basis="", by=second),
    )

    user = User.objects.get(pk=tenure.user_id)
    held = Tenure.objects.filter(user=user).in_force(today)
    assert user.is_active is held.exists()
