"""Ending a tenure waits for whoever holds its person, as a list being applied does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from personnel.models import Tenure, User
from personnel.workflow import tenures
from tests.personnel.factories import give, make_position, make_tenure, make_user

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def end(tenure, by):
    tenures.end_early(tenure, last_day=timezone.localdate() + 9 * DAY, by=by)


def take_back(tenure, by):
    tenures.take_back(tenure, by=by)


@pytest.mark.parametrize("act", [end, take_back])
def test_a_tenure_stays_as_it_is_while_its_person_is_held(act):
    admin = make_user("Administrator")
    give(admin, "ORGANISATION_ADMIN")
    since = timezone.localdate() + 5 * DAY
    planned = make_tenure(position=make_position(), since=since)

    def impatiently():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
            act(planned, admin)
        except OperationalError as problem:
            return str(problem)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=planned.user_id)
            waited = pool.submit(impatiently).result(timeout=20)
        assert "lock timeout" in waited
        assert Tenure.objects.get(pk=planned.pk).period.upper is None

        assert pool.submit(impatiently).result(timeout=20) is None
