"""A campaign against itself, against signing, and two jobs at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from declarations.content import preview_of
from declarations.models import Campaign, Excuse, Obligation, Statement, Status, Step
from declarations.workflow import campaigns, ladder, roster
from declarations.workflow import statements as workflow
from documents.signing import prove_password
from notifications.models import Message
from tests.declarations.ladder_factories import runner_of
from tests.factories import (
    PASSWORD,
    give,
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    sign,
)
from tests.races import alone, at_once, somebody_waits, until

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def signing(draft):
    """The press of the button, with the proof taken before; a changed text is lost."""
    user = draft.declarant
    read = Statement.objects.with_declarant().get(pk=draft.pk)
    shown = preview_of(read).content_hash
    proof = prove_password(user, PASSWORD, address="127.0.0.1")
    return lambda: workflow.sign(
        read, by=user, proof=proof, content_hash=shown, consent=True
    )


def whole(campaign):
    """Each obligation of an ended campaign is met, or excused; never both."""
    rows = campaign.obligations.values_list("fulfilled_by", "excuse")
    return all(bool(met) != bool(excuse) for met, excuse in rows)


@pytest.mark.rule(1)
def test_signing_against_the_end_of_the_campaign_leaves_no_half_state():
    office = make_office()
    campaign = make_campaign(office.unit)
    draft, runner = (
        make_statement(Status.DRAFT, tenure=office.staff),
        runner_of(campaign),
    )

    signed, _ = at_once(
        signing(draft),
        lambda: campaigns.end(campaign, by=runner, reason="Selesai."),
    )

    assert signed.status == Status.SIGNED
    owed = campaign.obligations.get(user=office.staff.user)
    assert (owed.fulfilled_by, owed.excuse) in [(signed, ""), (None, Excuse.CLOSED)]
    assert whole(campaign)


@pytest.mark.rule(1)
def test_withdrawing_against_the_end_of_the_campaign_leaves_no_half_state():
    office = make_office()
    campaign = make_campaign(office.unit)
    signed = sign(make_statement(Status.DRAFT, tenure=office.staff))
    runner = runner_of(campaign)

    at_once(
        lambda: workflow.withdraw(signed, by=office.staff.user),
        lambda: campaigns.end(campaign, by=runner, reason="Selesai."),
    )

    owed = campaign.obligations.get(user=office.staff.user)
    assert (owed.fulfilled_by, owed.excuse) == (None, Excuse.CLOSED)
    assert whole(campaign)


@pytest.mark.rule(1)
def test_a_newcomer_against_the_end_of_the_campaign_owes_nothing_to_it():
    office = make_office()
    campaign = make_campaign(office.unit)
    joiner = make_tenure(position=make_position(), since=timezone.localdate())
    runner = runner_of(campaign)

    at_once(
        lambda: roster.tenures_changed([joiner.pk]),
        lambda: campaigns.end(campaign, by=runner, reason="Selesai."),
    )

    assert not Obligation.objects.unmet().filter(campaign=campaign).exists()
    assert whole(campaign)


def test_opening_twice_at_once_makes_one_campaign():
    office = make_office()
    admin = make_user("Administrator")
    give(admin, "ORGANISATION_ADMIN")
    today, key = timezone.localdate(), uuid4()

    def press():
        return campaigns.open_campaign(
            "Tahunan",
            unit=office.unit,
            starts_on=today,
            due_on=today + DAY,
            by=admin,
            key=key,
        )

    first, second = at_once(press, press)

    assert first == second == Campaign.objects.get()
    assert first.obligations.count() == 5


def overdue_in(office):
    """A campaign whose last day is three days past."""
    today = timezone.localdate()
    days = {"starts_on": today - 20 * DAY, "due_on": today - 3 * DAY}
    return make_campaign(office.unit, **days)


@pytest.mark.rule(22)
def test_two_jobs_and_a_click_at_once_climb_each_rung_once():
    office = make_office()
    today = timezone.localdate()
    campaign = overdue_in(office)
    by = runner_of(campaign)

    reminded = at_once(
        ladder.remind_due,
        ladder.remind_due,
        lambda: ladder.remind_unit(campaign, office.unit, by=by),
    )
    assert (sum(reminded), Step.objects.count()) == (5, 5)

    Step.objects.update(on=today - DAY)
    warned = at_once(*[lambda: ladder.warn_unit(campaign, office.unit, by=by)] * 2)
    assert (sum(warned), Step.objects.warnings().count()) == (5, 5)

    Step.objects.warnings().update(on=today - 30 * DAY)
    reported = at_once(ladder.report_late, ladder.report_late)
    assert sum(reported) == 5
    told = Message.objects.filter(subject__contains="di bawah Anda")
    assert told.count() == len(set(told.values_list("recipient", flat=True)))


@pytest.mark.rule(22)
def test_a_report_waits_for_another_of_its_campaign():
    office = make_office()
    campaign = overdue_in(office)
    owed = list(campaign.obligations.order_by("pk").values_list("pk", flat=True))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = ladder.report_some(owed[:2])
            second = pool.submit(alone, lambda: ladder.report_some(owed))
            until(lambda: second.done() or somebody_waits(), "the second report")
            free = campaign.obligations.select_for_update(no_key=True, nowait=True)
            assert not second.done()
            assert len(free) == len(owed)
        assert (first, second.result()) == (2, 3)
