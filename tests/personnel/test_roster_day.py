"""What a new day brings, by each zone's own clock, and only once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from personnel import roster_day
from personnel.models import RosterDay
from tests.personnel.factories import make_position, make_tenure, make_unit, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def told():
    rows = ProcrastinateJob.objects.filter(task_name="declarations.roster_changed")
    return sorted(args["tenure_id"] for args in rows.values_list("args", flat=True))


def test_tenures_that_begin_or_are_over_today_are_told_once(today):
    begun = make_tenure(position=make_position(), since=today)
    ended = make_tenure(position=make_position(), until=today)
    make_tenure(position=make_position(), since=today + DAY)
    make_tenure(position=make_position())

    roster_day.catch_up()
    roster_day.catch_up()

    assert told() == sorted([begun.pk, ended.pk])


def test_days_without_a_worker_are_made_up_for(today):
    RosterDay.objects.create(zone="WIB", done=today - 4 * DAY)
    missed = make_tenure(position=make_position(), since=today - 2 * DAY)
    make_tenure(position=make_position(), since=today - 4 * DAY)

    roster_day.catch_up()

    assert told() == [missed.pk]
    assert RosterDay.objects.get(zone="WIB").done == today


def test_who_has_left_is_shut_when_his_last_day_is_over(today):
    gone, still, stays = make_user(), make_user(), make_user()
    for user, last in ((gone, today - DAY), (still, today), (stays, None)):
        make_tenure(user, make_position())
        user.last_day = last
        user.save()

    roster_day.catch_up()

    for user in (gone, still, stays):
        user.refresh_from_db()
    assert (gone.is_active, still.is_active, stays.is_active) == (False, True, True)
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.end_sessions")
    assert [job.args for job in jobs] == [{"user_id": gone.pk}]


@pytest.mark.rule(76)
def test_midnight_comes_to_papua_first(monkeypatch):
    at = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # 22.30 WIB, 00.30 WIT
    monkeypatch.setattr(timezone, "now", lambda: at)
    papua = make_unit("94.01", "KPU Kabupaten Jayapura", tz_abbr="WIT")
    tomorrow = datetime(2026, 12, 1, tzinfo=UTC).date()
    there = make_tenure(position=make_position(unit=papua), since=tomorrow)
    make_tenure(position=make_position(), since=tomorrow)

    roster_day.catch_up()

    assert told() == [there.pk]
