"""Reminders at half the hours and past them, each once (rules 63 and 68)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Message
from privacy.tasks import remind
from tests.personnel.factories import give, make_unit, make_user
from tests.privacy.factories import hand_over, make_breach, make_dpo, make_request

pytestmark = pytest.mark.django_db

HALF = "Separuh waktu permintaan data pribadi sudah lewat"
LATE = "Permintaan data pribadi terlambat dijawab"


@pytest.fixture
def at(monkeypatch):
    """Runs the reminders twice at so many hours from now."""
    start = timezone.now()

    def run(hours):
        moment = start + timedelta(hours=hours)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        remind(0)
        remind(0)

    return run


def subjects(user):
    found = Message.objects.filter(recipient=user).order_by("pk")
    return list(found.values_list("subject", flat=True))


@pytest.mark.rule(68)
def test_a_request_is_reminded_of_at_half_and_when_late_once_each(at):
    dpo, admin = make_dpo(), make_user()
    give(admin, "ORGANISATION_ADMIN")
    asked = make_request()
    first = subjects(dpo)

    at(35)
    before_half = subjects(dpo)
    at(36.1)
    half = subjects(dpo)
    at(72.1)
    at(90)

    assert before_half == first
    assert half == [*first, HALF]
    assert subjects(dpo) == [*first, HALF, LATE]
    assert subjects(admin) == [LATE]
    assert subjects(asked.user) == []


@pytest.mark.rule(68)
def test_a_request_that_was_missed_at_half_is_only_called_late(at):
    dpo = make_dpo()
    make_request()

    at(100)

    assert subjects(dpo)[1:] == [LATE]


@pytest.mark.parametrize("status", ["DONE", "REFUSED", "WITHDRAWN"])
def test_what_is_over_is_not_reminded_of(at, status):
    dpo = make_dpo()
    make_request(status, handler=dpo)
    before = subjects(dpo)

    at(100)

    assert subjects(dpo) == before


@pytest.mark.rule(63)
def test_a_breach_is_reminded_of_by_its_discovery_and_escalated_when_late(at):
    dpo, chief, admin = make_dpo(), make_user(), make_user()
    give(chief, "CHIEF_INSPECTOR")
    give(admin, "ORGANISATION_ADMIN")
    found_at = timezone.now() - timedelta(hours=30)
    breach = make_breach(discovered_at=found_at)

    at(5)
    early = subjects(dpo)[1:]
    at(6.1)
    half = subjects(dpo)[1:]
    at(42.1)

    assert early == []
    assert half == [f"Separuh waktu pemberitahuan {breach.number} sudah lewat"]
    late = f"Pemberitahuan {breach.number} terlambat"
    assert subjects(dpo)[2:] == [late]
    assert subjects(chief)[1:] == [late]
    assert subjects(admin) == [late]


@pytest.mark.rule(63)
def test_the_clock_of_a_breach_runs_until_both_have_been_told(at):
    make_unit("00")
    dpo, subject = make_dpo(), make_user()
    whole = make_breach("NOTIFIED", dpo=dpo, people=[subject.pk])
    half_told = make_breach("NOTIFIED", dpo=dpo, people=[subject.pk])
    hand_over(whole, dpo)

    at(80)

    late = [line for line in subjects(dpo) if line.endswith("terlambat")]
    assert late == [f"Pemberitahuan {half_told.number} terlambat"]
