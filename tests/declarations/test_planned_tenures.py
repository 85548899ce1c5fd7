"""What somebody owes in a post that he is to hold later, when it is not to be."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from declarations import tasks
from declarations.models import Excuse, Obligation
from personnel.models import Acting, Tenure, User
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_position,
    make_tenure,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule(1, 79)]
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def admin(client):
    user = make_user("Administrator")
    give(user, "ORGANISATION_ADMIN")
    client.force_login(user)
    return user


def joined(client, since):
    """The tenure of somebody new, entered through the page."""
    typed = {
        "name": "Bagas Contoh",
        "employment": "NON_ASN",
        "employee_number": "PPNPN-33-1",
        "position": make_position().pk,
        "since": since.isoformat(),
    }
    client.post(reverse("personnel:join", args=["33.21"]), typed)
    return Tenure.objects.get(user__employee_number="PPNPN-33-1")


def leave(client, user, last_day):
    typed = {"last_day": last_day.isoformat(), "checked": "ya"}
    return client.post(reverse("personnel:leave", args=[user.pk]), typed)


def follow_what_was_taken_back():
    name = "declarations.tenure_taken_back"
    for job in ProcrastinateJob.objects.filter(task_name=name):
        tasks.tenure_taken_back(**job.args)


def owed(user):
    rows = Obligation.objects.of(user).order_by("pk")
    return [(row.campaign_id, row.tenure_id, row.excuse) for row in rows]


def test_a_planned_tenure_is_taken_back_with_what_it_would_have_owed(
    client, office, admin, today
):
    planned = joined(client, today + 5 * DAY)
    campaign = make_campaign(office.unit, starts_on=today + 5 * DAY)
    assert owed(planned.user) == [(campaign.pk, planned.pk, "")]

    answer = client.post(reverse("personnel:take_back_tenure", args=[planned.pk]))
    follow_what_was_taken_back()

    assert answer.status_code == 302
    assert not Tenure.objects.filter(pk=planned.pk).exists()
    assert owed(planned.user) == []
    others = campaign.obligations.counted().values_list("user", flat=True)
    assert office.staff.user_id in others


def test_who_is_to_come_leaves_before_he_came(client, office, admin, today):
    planned = joined(client, today + 5 * DAY)
    make_campaign(office.unit, starts_on=today + 5 * DAY)

    answer = leave(client, planned.user, today)
    follow_what_was_taken_back()

    assert answer.status_code == 302
    assert User.objects.get(pk=planned.user_id).last_day == today
    assert owed(planned.user) == []


def test_who_leaves_owes_neither_in_his_post_nor_in_a_planned_one(
    client, office, admin, today
):
    user = office.staff.user
    running = make_campaign(office.unit)
    there = make_position(unit=office.province)
    planned = make_tenure(user, there, since=today + 5 * DAY)
    make_campaign(office.province, starts_on=today + 6 * DAY)

    answer = leave(client, user, today - DAY)
    tasks.roster_changed(office.staff.pk)
    follow_what_was_taken_back()

    assert answer.status_code == 302
    assert not Tenure.objects.filter(pk=planned.pk).exists()
    assert owed(user) == [(running.pk, office.staff.pk, Excuse.LEFT)]


def test_whoever_holds_another_post_there_still_owes_it(client, office, admin, today):
    user = office.staff.user
    acting = make_tenure(user, office.head_post, acting=Acting.DAILY)
    Tenure.objects.filter(pk=office.staff.pk).update(
        period=(office.staff.period.lower, today + 5 * DAY)
    )
    planned = make_tenure(user, make_position(), since=today + 5 * DAY)
    campaign = make_campaign(office.unit, starts_on=today + 5 * DAY)
    assert owed(user) == [(campaign.pk, planned.pk, "")]

    client.post(reverse("personnel:take_back_tenure", args=[planned.pk]))
    follow_what_was_taken_back()

    assert owed(user) == [(campaign.pk, acting.pk, "")]
