"""Who owes a statement in a campaign (rules 1 and 2)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from deadlines.calendar import today_in
from deadlines.models import RegimeAdoption
from declarations.home import home
from declarations.models import Kind, Obligation, Status
from declarations.workflow import statements as workflow
from documents.models import PaperTemplate
from personnel.models import Acting, Unit
from tests.factories import (
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def obliged(campaign):
    return {one.user.name for one in campaign.obligations.select_related("user")}


@pytest.mark.rule(1)
def test_everybody_on_the_roll_of_the_unit_owes_one(office):
    campaign = make_campaign(office.unit)

    assert set(campaign.obligations.values_list("tenure", flat=True)) == {
        office.chair.pk,
        office.member.pk,
        office.secretary.pk,
        office.head.pk,
        office.staff.pk,
    }


@pytest.mark.rule(1)
def test_a_cascading_campaign_reaches_the_units_below(office):
    nation = make_campaign(office.nation, cascade=True)
    province = make_campaign(office.province, cascade=True)
    alone = make_campaign(office.province)

    assert nation.obligations.count() == 8
    assert province.obligations.count() == 7
    assert alone.obligations.count() == 2


@pytest.mark.rule(1)
def test_who_has_left_or_is_inactive_owes_nothing(office):
    today = today_in(office.unit.timezone)
    gone = make_user("Sudah Pindah")
    inactive = make_user("Tidak Aktif", is_active=False)
    make_tenure(gone, make_position(unit=office.unit), until=today)
    make_tenure(inactive, make_position(unit=office.unit))

    campaign = make_campaign(office.unit)

    assert not {"Sudah Pindah", "Tidak Aktif"} & obliged(campaign)


@pytest.mark.rule(1)
def test_who_holds_two_posts_owes_once_in_the_permanent_one(office):
    make_tenure(
        office.staff.user,
        make_position("Kepala Subbagian", unit=office.unit),
        acting=Acting.DAILY,
    )

    campaign = make_campaign(office.unit)

    assert campaign.obligations.get(user=office.staff.user).tenure == office.staff


@pytest.mark.rule(1)
def test_a_campaign_has_its_days_and_its_wording(office):
    campaign = make_campaign(
        office.unit, starts_on=date(2026, 11, 2), due_on=date(2026, 11, 30)
    )

    assert (campaign.template.code, campaign.template.version) == ("free", 1)
    assert Event.objects.get(action="campaign.open").actor == (
        f"user:{campaign.opened_by_id}"
    )


@pytest.mark.rule(1)
def test_each_unit_signs_the_version_of_its_own_regime_as_of_the_first_day(office):
    today = today_in(office.unit.timezone)
    RegimeAdoption.objects.create(
        regime_id="panrb-17-2024", unit_code="33", valid_from=today - timedelta(days=9)
    )
    RegimeAdoption.objects.create(
        regime_id="kpu-323-2020", unit_code="33.21", valid_from=today
    )
    campaign = make_campaign(office.nation, cascade=True)
    for wording in PaperTemplate.objects.filter(code="free", version=1):
        wording.pk, wording.version = None, 2
        wording.save(force_insert=True)

    below = make_statement(tenure=office.staff).template
    above = make_statement(tenure=office.province_chair).template

    assert (below.regime_code, below.version) == ("kpu-323-2020", 1)
    assert (above.regime_code, above.version) == ("panrb-17-2024", 1)
    assert campaign.template.regime_code == "kpu-323-2020"
    assert set(campaign.wordings.all()) == {below, above}
    assert make_campaign(office.unit).template.version == 2


def test_a_campaign_does_not_end_before_it_starts(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_campaign(
            office.unit, starts_on=date(2026, 11, 30), due_on=date(2026, 11, 2)
        )


@pytest.mark.rule(2)
def test_one_statement_meets_every_campaign_that_runs(office):
    first = make_campaign(office.unit)
    second = make_campaign(office.nation, cascade=True)
    tomorrow = today_in(office.unit.timezone) + timedelta(days=1)
    later = make_campaign(office.unit, starts_on=tomorrow)

    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    met = Obligation.objects.filter(fulfilled_by=statement)
    assert {one.campaign for one in met} == {first, second}
    assert later.obligations.unmet().count() == later.obligations.count()


@pytest.mark.rule(2, 76)
@pytest.mark.parametrize(
    ("left", "is_handed_over"), [(1, True), (0, True), (-1, False), (-2, False)]
)
def test_what_was_met_passes_to_the_next_statement_until_the_last_day(
    office, monkeypatch, left, is_handed_over
):
    # Half past midnight in Papua: in Jakarta it is still the day before.
    Unit.objects.update(timezone="Asia/Jayapura", tz_abbr="WIT")
    night = datetime(2026, 12, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    campaign = make_campaign(office.unit, starts_on=date(2026, 11, 1), days=30)
    first = make_statement(tenure=office.staff)
    last_day = night.date() + timedelta(days=left)
    campaign.obligations.update(due_on=last_day)

    second = make_statement(tenure=office.staff)

    owed = campaign.obligations.get(user=office.staff.user)
    assert owed.fulfilled_by == (second if is_handed_over else first)


def test_what_is_owed_stands_on_beranda_until_it_is_met(office):
    user = office.staff.user
    campaign = make_campaign(office.unit, name="Deklarasi tahunan 2026")

    (owed,) = home(user).duties
    assert owed.title == "Tanda tangani pernyataan: Deklarasi tahunan 2026"
    assert owed.url == "/deklarasi/mulai/"
    assert owed.due.on == campaign.due_on

    draft = workflow.start(user, Kind.FREE)
    (owed,) = home(user).duties
    assert owed.url == f"/deklarasi/{draft.public_id}/tanda-tangan/"
    assert any("Draf tersimpan" in line for line in owed.lines)

    sign(draft)
    assert home(user).duties == []


def test_a_draft_outside_a_campaign_stands_on_beranda(office):
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)

    (duty,) = home(office.staff.user).duties

    assert duty.url == f"/deklarasi/{draft.public_id}/isi/"
