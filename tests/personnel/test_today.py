"""What somebody holds today is said by the clock of each unit."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from deadlines.calendar import today_in
from personnel.models import Unit
from personnel.today import forget, posts_acted_for_by, posts_held_by
from tests.factories import make_office, make_tenure, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.rule(14, 76)
def test_a_post_changes_hands_at_midnight_of_its_own_unit(monkeypatch):
    office = make_office()
    Unit.objects.update(timezone="Asia/Jayapura", tz_abbr="WIT")
    tomorrow = today_in("Asia/Jayapura") + timedelta(days=1)
    former, successor = office.head, make_user("Kasubbag Baru")
    former.period = DateRange(former.period.lower, tomorrow)
    former.save()
    make_tenure(successor, office.head_post, since=tomorrow)
    in_papua = datetime.combine(tomorrow, time(0, 30), ZoneInfo("Asia/Jayapura"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: in_papua)

    assert timezone.localdate() == tomorrow - timedelta(days=1)
    assert posts_held_by(successor) == {office.head_post.pk}
    assert posts_acted_for_by(successor) == {office.head_post.pk}
    assert posts_held_by(former.user) == set()


@pytest.mark.rule(14)
def test_a_stand_in_acts_and_the_holder_does_not():
    office = make_office()
    stand_in, holder = make_user("Pelaksana Harian"), office.head.user
    make_tenure(stand_in, office.head_post, acting="DAILY")
    post = {office.head_post.pk}

    assert (posts_held_by(stand_in), posts_acted_for_by(stand_in)) == (post, post)
    assert (posts_held_by(holder), posts_acted_for_by(holder)) == (post, set())

    stand_in.is_active = False
    stand_in.save()
    assert posts_acted_for_by(holder) == set(), "read once in a request"
    forget(holder)
    assert posts_acted_for_by(holder) == post
