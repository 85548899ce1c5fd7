"""Administrators keep holidays, regimes and deadlines; each change is on record."""

import json
from datetime import UTC, date, datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from audit.models import Event
from deadlines.calendar import is_working_day
from deadlines.home import home
from deadlines.models import DeadlineRule, Holiday, RegimeAdoption, RegimeTerm
from personnel.models import Role
from tests.personnel.factories import give, make_tenure, make_user

pytestmark = pytest.mark.django_db

MODELS = sorted(
    model._meta.model_name
    for model in admin.site._registry
    if model._meta.app_label == "deadlines"
)


@pytest.fixture
def administrator(client):
    user = make_tenure(make_user("Wagiman")).user
    give(user, Role.SYSTEM_ADMIN)
    client.force_login(user)
    return user


@pytest.fixture
def year_without_leave(monkeypatch):
    now = datetime(2028, 2, 1, tzinfo=UTC)
    monkeypatch.setattr(
        "deadlines.calendar.timezone.localdate", lambda **zone: now.date()
    )


def told_by(event):
    return json.loads(bytes(event.body))["details"]


def last_event():
    return Event.objects.exclude(stream__startswith="user:").latest("pk")


def test_all_of_the_calendar_is_kept_in_the_admin():
    assert MODELS == [
        "deadlinerule",
        "holiday",
        "regime",
        "regimeadoption",
        "regimeterm",
    ]


@pytest.mark.parametrize("model", sorted({*MODELS} - {"regimeadoption"}))
def test_every_list_and_form_opens(client, administrator, model):
    listed = client.get(reverse(f"admin:deadlines_{model}_changelist"))
    added = client.get(reverse(f"admin:deadlines_{model}_add"))

    assert (listed.status_code, added.status_code) == (200, 200)


@pytest.mark.parametrize("verb", ["add", "change", "delete"])
def test_from_when_a_unit_works_under_a_basis_is_only_read_there(
    client, administrator, verb
):
    made = RegimeAdoption.objects.get()
    about = [] if verb == "add" else [made.pk]
    before = list(RegimeAdoption.objects.values())

    answer = client.post(
        reverse(f"admin:deadlines_regimeadoption_{verb}", args=about),
        {
            "regime": "panrb-17-2024",
            "unit_code": "33",
            "valid_from": "01-01-2020",
            "post": "yes",
        },
    )
    listed = client.get(reverse("admin:deadlines_regimeadoption_changelist"))
    client.post(
        reverse("admin:deadlines_regimeadoption_changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [made.pk],
            "post": "yes",
        },
    )

    assert answer.status_code == 403
    assert listed.status_code == 200
    assert made.regime.name in listed.text
    assert list(RegimeAdoption.objects.values()) == before
    assert not Event.objects.filter(stream="regimeadoption").exists()


@pytest.mark.rule(65, 76)
def test_a_new_holiday_counts_at_once_and_is_on_record(
    client, administrator, django_capture_on_commit_callbacks
):
    assert is_working_day(date(2026, 11, 24))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("admin:deadlines_holiday_add"),
            {"date": "24-11-2026", "name": "Hari jadi", "kind": "NATIONAL"},
        )

    assert not is_working_day(date(2026, 11, 24))
    event = last_event()
    assert (event.stream, event.action) == ("holiday", "holiday.add")
    assert event.actor == f"user:{administrator.pk}"
    assert told_by(event)["before"] is None
    assert told_by(event)["after"]["name"] == "Hari jadi"


@pytest.mark.rule(65)
def test_a_changed_deadline_is_on_record_with_what_stood_there(client, administrator):
    rule = DeadlineRule.objects.get(code="EXAMINE")

    client.post(
        reverse("admin:deadlines_deadlinerule_change", args=[rule.pk]),
        {
            "code": "EXAMINE",
            "regime": "kpu-323-2020",
            "amount": "4",
            "unit": "WORKING_DAY",
            "legal_basis": "PermenPANRB 37/2012",
            "valid_from": "01-07-2020",
        },
    )

    rule.refresh_from_db()
    details = told_by(last_event())
    assert rule.amount == 4
    assert (details["before"]["amount"], details["after"]["amount"]) == ("3", "4")


def test_a_removed_holiday_is_on_record(client, administrator):
    day = Holiday.objects.get(date=date(2026, 12, 24))

    client.post(
        reverse("admin:deadlines_holiday_delete", args=[day.pk]), {"post": "yes"}
    )

    event = last_event()
    assert event.action == "holiday.delete"
    assert told_by(event)["pk"] == str(day.pk)
    assert told_by(event)["before"]["date"] == "2026-12-24"


def test_holidays_removed_together_are_each_on_record(client, administrator):
    days = Holiday.objects.filter(date__in=[date(2026, 12, 24), date(2026, 12, 25)])
    chosen = [day.pk for day in days]

    client.post(
        reverse("admin:deadlines_holiday_changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert not Holiday.objects.filter(pk__in=chosen).exists()
    assert Event.objects.filter(action="holiday.delete").count() == 2


def test_what_statements_rest_on_cannot_be_removed(client, administrator):
    term = RegimeTerm.objects.first()

    answer = client.post(
        reverse("admin:deadlines_regimeterm_delete", args=[term.pk]), {"post": "yes"}
    )

    assert answer.status_code == 403
    assert RegimeTerm.objects.filter(pk=term.pk).exists()


def test_the_list_of_holidays_warns_of_a_year_without_collective_leave(
    client, administrator, year_without_leave
):
    page = client.get(reverse("admin:deadlines_holiday_changelist"))

    assert "Cuti bersama tahun 2028 belum tercatat." in page.text


def test_home_warns_administrators_alone(administrator, year_without_leave):
    [(template, words)] = home(administrator).asides

    assert template == "deadlines/_missing_leave.html"
    assert words == {"years": "2028"}
    assert home(make_user()).asides == []


def test_home_shows_the_warning_with_the_way_to_mend_it(
    client, administrator, year_without_leave
):
    page = client.get(reverse("home"))

    assert "Kalender tahun 2028 belum memuat cuti bersama" in page.text
    assert reverse("admin:deadlines_holiday_changelist") in page.text


def test_nothing_is_said_while_the_calendar_is_complete(administrator):
    assert home(administrator).asides == []


def test_others_do_not_enter(client):
    client.force_login(make_tenure(make_user()).user)

    answer = client.get(reverse("admin:deadlines_holiday_changelist"))

    assert answer.status_code == 302
