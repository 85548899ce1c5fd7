"""What check_data says of campaigns, and what compliance counts of those that ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.models import Campaign, Occasion, Step
from declarations.workflow import campaigns
from inspectorate.campaign_invariants import faults
from inspectorate.compliance import campaigns_in, tallies, total
from inspectorate.home import unit_asides
from inspectorate.invariants import breaches
from inspectorate.public_figures import latest_campaign
from personnel.models import Unit
from tests.declarations.ladder_factories import make_late_campaign, runner_of
from tests.factories import make_campaign, make_office, make_statement

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return make_office()


def test_campaigns_made_by_the_moves_are_sound(office):
    make_late_campaign(office.unit)
    ended = make_campaign(office.nation, cascade=True)
    make_statement(tenure=office.staff)
    campaigns.end(ended, by=runner_of(ended), reason="Ditunda.")
    make_campaign(office.unit, occasion=Occasion.MOVING, working_days=5)

    assert list(breaches()) == []


def test_what_was_changed_behind_the_program_is_named(office):
    late = make_late_campaign(office.unit)
    ended = make_campaign(office.unit)
    campaigns.end(ended, by=runner_of(ended), reason="Ditunda.")
    ended.obligations.update(excused_at=None, excuse="")
    late.obligations.update(due_on=timezone.localdate())
    late.wordings.clear()
    Step.objects.warnings().delete()

    assert {what for _, what in faults()} == {
        "masih wajib pada kampanye yang sudah diakhiri",
        "tenggatnya bukan tenggat kampanyenya",
        "tidak menyimpan naskah satkernya sendiri",
        "dilaporkan tanpa surat peringatan",
    }


@pytest.mark.rule(58)
def test_ending_a_campaign_early_makes_no_unit_look_better(office):
    campaign = make_campaign(office.nation, cascade=True)
    make_statement(tenure=office.staff)
    before = tallies(campaign, Unit.objects.all())

    campaigns.end(campaign, by=runner_of(campaign), reason="Ditunda.")

    assert tallies(campaign, Unit.objects.all()) == before
    assert (total(before).obliged, total(before).declared) == (8, 1)
    assert latest_campaign(timezone.localdate()) == campaign


@pytest.mark.rule(58)
def test_shares_begin_with_the_latest_campaign_that_asks_everybody(office):
    today = timezone.localdate()
    general = make_campaign(
        office.nation, cascade=True, starts_on=today - DAY, name="Tahunan"
    )
    newcomers = make_campaign(
        office.nation, cascade=True, occasion=Occasion.JOINING, working_days=5
    )
    owed = general.obligations.get(user=office.staff.user)
    owed.pk, owed.campaign = None, newcomers
    owed.save()

    everywhere = campaigns_in(Unit.objects.all())
    assert list(everywhere.general_first()) == [general, newcomers]
    assert list(everywhere.widest_first()) == [general, newcomers]
    assert latest_campaign(today) == general
    (aside,) = unit_asides([office.unit], today)
    assert aside["campaign"]["name"] == "Tahunan"
    assert Campaign.objects.general().get() == general


@pytest.mark.rule(58)
def test_shares_begin_with_the_widest_campaign_of_the_last_year(office):
    today = timezone.localdate()
    days = {"starts_on": today, "due_on": today + DAY}
    long_ago = today - timedelta(days=400)
    old = {"starts_on": long_ago - 30 * DAY, "due_on": long_ago}
    last_year = {"starts_on": today - 300 * DAY, "due_on": today - 270 * DAY}
    made = [
        make_campaign(office.nation, cascade=True, name="Nasional", **last_year),
        make_campaign(office.province, cascade=True, name="Provinsi baru", **days),
        make_campaign(office.province, cascade=True, name="Provinsi", **last_year),
        make_campaign(office.unit, name="Satu satker", **days),
        make_campaign(office.nation, cascade=True, name="Nasional dahulu", **old),
        make_campaign(office.unit, name="Satu satker dahulu", **old),
    ]

    assert list(Campaign.objects.widest_first()) == made
    here = campaigns_in(Unit.objects.filter(pk=office.unit.pk)).general_first()
    assert [one.name for one in here][:2] == ["Satu satker", "Provinsi baru"]
