"""What people owe when they come, move and leave (rules 1 and 79)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from declarations.home import home
from declarations.models import Excuse, Obligation, Statement, Status
from declarations.workflow import roster
from declarations.workflow.statements import withdraw
from inspectorate.compliance import tally_of
from notifications.models import Message
from personnel.models import Acting, Tenure
from tests.factories import (
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def today():
    return timezone.localdate()


def end(tenure, on):
    period = type(tenure.period)(tenure.period.lower, on)
    Tenure.objects.filter(pk=tenure.pk).update(period=period)


def owed(user):
    rows = Obligation.objects.of(user).unmet().select_related("unit")
    return [(row.campaign_id, row.unit.code) for row in rows]


def subjects(user):
    return list(
        Message.objects.filter(recipient=user).values_list("subject", flat=True)
    )


@pytest.mark.rule(1)
def test_a_newcomer_owes_what_the_running_campaigns_ask(office, today):
    here = make_campaign(office.unit)
    above = make_campaign(office.nation, cascade=True)
    make_campaign(office.province)
    over = make_campaign(office.unit, starts_on=today - 9 * DAY, due_on=today - DAY)
    joiner = make_tenure(position=make_position(), since=today)

    roster.tenures_changed([joiner.pk])
    roster.tenures_changed([joiner.pk])

    assert sorted(owed(joiner.user)) == sorted(
        [(here.pk, "33.21"), (above.pk, "33.21")]
    )
    assert len(subjects(joiner.user)) == 2
    assert not over.obligations.filter(user=joiner.user).exists()


@pytest.mark.rule(1)
def test_a_campaign_that_begins_later_asks_who_will_be_there(office, today):
    later = make_campaign(office.unit, starts_on=today + 5 * DAY)
    joiner = make_tenure(position=make_position(), since=today + 2 * DAY)
    visitor = make_tenure(position=make_position(), since=today, until=today + 2 * DAY)

    roster.tenures_changed([joiner.pk, visitor.pk])

    assert owed(joiner.user) == [(later.pk, "33.21")]
    assert owed(visitor.user) == []


@pytest.mark.rule(79)
def test_moving_within_a_campaign_asks_anew_and_keeps_the_old_register(office, today):
    campaign = make_campaign(office.nation, cascade=True)
    signed = make_statement(tenure=office.staff)
    end(office.staff, today)
    new = make_tenure(
        office.staff.user, make_position(unit=office.province), since=today
    )

    roster.tenures_changed([office.staff.pk, new.pk])

    user = office.staff.user
    assert owed(user) == [(campaign.pk, "33")]
    kept = Obligation.objects.get(user=user, unit=office.unit)
    assert kept.fulfilled_by == signed
    assert Statement.objects.get(pk=signed.pk).unit == office.unit


@pytest.mark.rule(79)
def test_what_was_not_met_before_moving_is_excused_not_deleted(office, today):
    campaign = make_campaign(office.nation, cascade=True)
    end(office.staff, today)
    new = make_tenure(
        office.staff.user, make_position(unit=office.province), since=today
    )

    roster.tenures_changed([office.staff.pk, new.pk])

    old = Obligation.objects.get(user=office.staff.user, unit=office.unit)
    assert (old.excuse, old.fulfilled_by) == (Excuse.MOVED, None)
    assert owed(office.staff.user) == [(campaign.pk, "33")]


@pytest.mark.rule(79)
def test_moving_without_a_campaign_shows_a_duty_that_a_free_statement_meets(
    office, today
):
    end(office.staff, today)
    new = make_tenure(
        office.staff.user, make_position(unit=office.province), since=today
    )
    roster.tenures_changed([office.staff.pk, new.pk])
    roster.tenures_changed([new.pk])

    user = office.staff.user
    assert owed(user) == [(None, "33")]
    duties = [(duty.title, duty.due) for duty in home(user).duties]
    assert duties == [("Buat pernyataan di satker baru", None)]
    assert subjects(user) == [f"Buat pernyataan di satker baru: {office.province}"]

    make_statement(tenure=new)

    assert home(user).duties == []
    roster.tenures_changed([new.pk])
    assert owed(user) == []


@pytest.mark.parametrize("days_ago", [61, 2000])
def test_a_move_of_long_ago_asks_for_nothing(office, today, days_ago):
    moved = today - days_ago * DAY
    end(office.staff, moved)
    new = make_tenure(
        office.staff.user, make_position(unit=office.province), since=moved
    )

    roster.tenures_changed([new.pk])

    assert owed(office.staff.user) == []


def test_a_post_besides_ones_own_asks_for_nothing_more(office, today):
    campaign = make_campaign(office.nation, cascade=True)
    beside = make_tenure(
        office.staff.user,
        make_position(unit=office.province),
        acting=Acting.DAILY,
        since=today,
    )

    roster.tenures_changed([beside.pk])

    assert owed(office.staff.user) == [(campaign.pk, "33.21")]


@pytest.mark.rule(79)
@pytest.mark.parametrize("how", ["ended", "shut"])
def test_leaving_ends_what_was_not_met(office, today, how):
    campaign = make_campaign(office.unit)
    if how == "ended":
        end(office.staff, today)
    else:
        office.staff.user.is_active = False
        office.staff.user.save()

    roster.tenures_changed([office.staff.pk])

    left = Obligation.objects.get(user=office.staff.user)
    assert (left.excuse, left.excused_at is not None) == (Excuse.LEFT, True)
    people = Obligation.objects.counted().filter(campaign=campaign)
    assert tally_of(office.unit, people).obliged == 4


def test_who_comes_back_owes_again(office, today):
    make_campaign(office.unit)
    end(office.staff, today)
    roster.tenures_changed([office.staff.pk])
    again = make_tenure(office.staff.user, make_position(), since=today)

    roster.tenures_changed([again.pk])

    row = Obligation.objects.get(user=office.staff.user)
    assert (row.excuse, row.excused_at, row.tenure) == ("", None, again)


def test_the_sweep_finds_whom_nobody_told_of(office, today):
    make_campaign(office.unit)
    office.staff.user.is_active = False
    office.staff.user.save()

    roster.sweep()

    excused = Obligation.objects.exclude(excused_at=None)
    assert [row.user for row in excused] == [office.staff.user]


def test_what_a_withdrawal_reopens_is_not_owed_where_he_left(office, today):
    make_campaign(office.unit)
    signed = make_statement(tenure=office.staff)
    end(office.staff, today)
    roster.tenures_changed([office.staff.pk])
    assert Obligation.objects.get(user=office.staff.user).fulfilled_by == signed

    withdraw(signed, by=office.staff.user)

    assert Obligation.objects.get(user=office.staff.user).excuse == Excuse.LEFT


def test_many_at_once_ask_a_constant_number_of_times(office, today):
    make_campaign(office.nation, cascade=True)
    counts = []
    for people in (2, 12):
        tenures = [
            make_tenure(make_user(), make_position(), since=today)
            for _ in range(people)
        ]
        with CaptureQueriesContext(connection) as queries:
            roster.tenures_changed([one.pk for one in tenures])
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert Statement.objects.filter(status=Status.DRAFT).count() == 0
