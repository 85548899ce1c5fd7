"""A post that changes hands at midnight of its own unit, two hours before Jakarta's."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from deadlines.calendar import today_in
from personnel.models import Unit
from tests.factories import make_tenure, make_user

PAPUA = "Asia/Jayapura"


def head_changes_at_midnight(office, monkeypatch):
    """
    The former and the new head of an office in Papua, half an hour into the new day.

    In Jakarta it is still the day before.
    """
    Unit.objects.update(timezone=PAPUA, tz_abbr="WIT")
    tomorrow = today_in(PAPUA) + timedelta(days=1)
    former, successor = office.head, make_user("Kasubbag Baru")
    former.period = DateRange(former.period.lower, tomorrow)
    former.save()
    make_tenure(successor, office.head_post, since=tomorrow)
    in_papua = datetime.combine(tomorrow, time(0, 30), ZoneInfo(PAPUA))
    monkeypatch.setattr("django.utils.timezone.now", lambda: in_papua)
    assert timezone.localdate() == tomorrow - timedelta(days=1)
    return former.user, successor
