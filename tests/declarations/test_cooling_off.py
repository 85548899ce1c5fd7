"""The waiting period of leavers, under PermenPANRB 17/2024 alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from audit.models import Event
from deadlines import memory
from deadlines.models import DeadlineRule
from declarations.models import CoolingOff
from declarations.tasks import reroute, roster_changed
from declarations.workflow import cooling
from documents.issuing import read_paper
from inspectorate.invariants import breaches
from notifications.models import Message
from personnel.models import Tenure
from tests.factories import give, make_office, make_position, make_tenure, make_user
from tests.list_factories import under_panrb

pytestmark = pytest.mark.django_db
LIST = "/masa-tunggu/"


@pytest.fixture
def office():
    found = make_office()
    under_panrb(found.unit)
    return found


def leave(tenure, *, days_ago=0):
    """The last day was the one before `days_ago` days ago."""
    ended = timezone.localdate() - timedelta(days=days_ago)
    period = DateRange(tenure.period.lower, ended)
    Tenure.objects.filter(pk=tenure.pk).update(period=period)
    tenure.refresh_from_db()
    return ended


def left(tenure, *, days_ago=0):
    leave(tenure, days_ago=days_ago)
    roster_changed(tenure.pk)
    return CoolingOff.objects.filter(person=tenure.user).order_by("pk").last()


def test_whoever_leaves_his_last_post_waits_730_days(office):
    ended = leave(office.staff)
    roster_changed(office.staff.pk)

    found = CoolingOff.objects.get()

    assert (found.person, found.tenure, found.unit) == (
        office.staff.user,
        office.staff,
        office.unit,
    )
    assert (found.starts_on, found.ends_on) == (ended, ended + timedelta(days=729))
    assert (found.amount, found.amount_unit) == (730, "CALENDAR_DAY")
    assert found.legal_basis == "PermenPANRB 17/2024"
    assert found.number.split("/")[1:3] == ["PMT", "33.21"]
    assert list(breaches()) == []


def test_the_notice_is_sealed_by_the_machine_and_tells_name_post_and_days(office):
    found = left(office.staff)

    paper = read_paper(found.document)

    facts = {row["label"]: row["value"] for row in paper["content"]["cooling"]["facts"]}
    assert paper["record"]["evidence"] is None
    assert found.document.kind == "COOLING_OFF"
    assert found.document.public["signer"] == "Disegel oleh sistem"
    assert facts["Nama"] == office.staff.user.name
    assert facts["Satuan kerja"] == office.unit.name
    assert facts["Lamanya"] == "730 hari"
    assert Event.objects.filter(action="cooling_off.begin").count() == 1


def test_under_the_basis_of_2020_nobody_waits():
    office = make_office()

    assert left(office.staff) is None


def test_whoever_keeps_another_post_does_not_wait(office):
    make_tenure(office.staff.user, make_position("Staf Pokja", unit=office.unit))

    assert left(office.staff) is None


def test_whoever_has_a_post_to_come_does_not_wait(office):
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_tenure(
        office.staff.user,
        make_position("Staf Pokja", unit=office.unit),
        since=tomorrow,
    )

    assert left(office.staff) is None


def test_telling_it_twice_notes_it_once(office):
    first = left(office.staff)

    roster_changed(office.staff.pk)
    reroute(0)

    assert CoolingOff.objects.get() == first


def test_the_hourly_job_finds_an_end_that_was_entered_before(office):
    leave(office.staff)

    reroute(0)

    assert CoolingOff.objects.get().person == office.staff.user


def test_a_period_that_is_over_already_is_not_begun(office):
    make = DeadlineRule.objects.get(code="COOLING_OFF")
    DeadlineRule.objects.filter(pk=make.pk).update(amount=5)
    memory.forget()

    assert left(office.staff, days_ago=5) is None
    assert left(office.head, days_ago=4) is not None


def test_the_length_is_a_rule_that_can_be_changed(office):
    DeadlineRule.objects.filter(code="COOLING_OFF").update(amount=365)
    memory.forget()

    found = left(office.staff)

    assert found.ends_on - found.starts_on == timedelta(days=364)


def test_returning_to_a_post_ends_it_and_its_notice(office):
    found = left(office.staff)

    again = make_tenure(office.staff.user, make_position("Staf", unit=office.unit))
    roster_changed(again.pk)

    found.refresh_from_db()
    assert found.ended_by_tenure == again
    assert found.ended_at
    assert found.document.standing == "WITHDRAWN"
    assert not CoolingOff.objects.running().exists()


def test_leaving_again_begins_another(office):
    left(office.staff)
    again = make_tenure(
        office.staff.user,
        make_position("Staf", unit=office.unit),
        since=timezone.localdate() - timedelta(days=3),
    )
    roster_changed(again.pk)

    second = left(again)

    assert CoolingOff.objects.count() == 2
    assert second.tenure == again


def test_the_database_lets_nobody_wait_twice_at_once(office):
    found = left(office.staff)
    found.pk, found.public_id, found.number = None, "c" * 32, "x"
    found.document = None

    with pytest.raises(IntegrityError), transaction.atomic():
        found.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoolingOff.objects.update(ended_at=timezone.now())


def test_person_and_operator_are_told(office):
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=office.unit)

    left(office.staff)

    told = Message.objects.filter(about__startswith="cooling:")
    assert set(told.values_list("recipient", flat=True)) == {
        office.staff.user_id,
        operator.pk,
    }


def test_who_sees_whom(office, client):
    mine = left(office.staff)
    operator, elsewhere, stranger = (
        make_user(name) for name in ("Op", "Lain", "Siapa")
    )
    give(operator, "UNIT_OPERATOR", unit=office.unit)
    give(elsewhere, "UNIT_OPERATOR", unit=office.province)
    seen = {}
    for name, user in {
        "self": office.staff.user,
        "operator": operator,
        "elsewhere": elsewhere,
        "auditor": office.auditor,
        "chief": office.chief_inspector,
        "superior": office.head.user,
        "stranger": stranger,
    }.items():
        client.force_login(user)
        page = client.get(LIST)
        paper = client.get(f"{LIST}{mine.public_id}.pdf")
        listed = office.staff.user.name in page.content.decode().split("<main")[-1]
        seen[name] = (page.status_code, listed)
        assert paper.status_code == 404, "No paper has been rendered yet."

    assert seen == {
        "self": (200, True),
        "operator": (200, True),
        "elsewhere": (200, False),
        "auditor": (200, True),
        "chief": (200, True),
        "superior": (404, False),
        "stranger": (404, False),
    }
    for user, count in (
        (operator, 1),
        (elsewhere, 0),
        (office.auditor, 1),
        (office.chief_inspector, 1),
        (office.staff.user, 1),
        (stranger, 0),
    ):
        assert CoolingOff.objects.visible_to(user).count() == count


def test_the_list_keeps_those_who_wait_apart_from_those_who_waited(office, client):
    left(office.staff)
    client.force_login(office.chief_inspector)

    running = client.get(LIST).content.decode()
    over = client.get(f"{LIST}?lihat=berakhir").content.decode()
    again = make_tenure(office.staff.user, make_position("Staf", unit=office.unit))
    cooling.follow([again.user_id])
    after = client.get(f"{LIST}?lihat=berakhir").content.decode()

    name = office.staff.user.name
    assert (name in running, name in over, name in after) == (True, False, True)
    assert "kembali memangku jabatan" in after


def test_the_list_asks_little_of_the_database(
    office, client, django_assert_max_num_queries
):
    client.force_login(office.chief_inspector)
    counts = []
    for tenures in ([office.staff], [office.head, office.member]):
        for tenure in tenures:
            left(tenure)
        client.get(LIST)
        with django_assert_max_num_queries(12) as asked:
            assert client.get(LIST).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
