"""Told, reminded, warned, reported: each once, however often it is asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from declarations.home import home
from declarations.models import Asks, Kind, Obligation, Step, StepKind
from declarations.workflow import campaigns, ladder, roster
from documents import letters
from documents.issuing import read_paper
from documents.models import Document
from notifications.models import Message
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_unit,
    make_user,
)
from tests.list_factories import under_panrb

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    office = make_office()
    office.operator = make_user("Operator")
    give(office.operator, "UNIT_OPERATOR", unit=office.unit)
    return office


@pytest.fixture
def today():
    return timezone.localdate()


def late_campaign(office, today, **more):
    """Its last day was three days ago; nobody has been reminded."""
    days = {"starts_on": today - 20 * DAY, "due_on": today - 3 * DAY}
    return make_campaign(office.unit, by=office.operator, **days, **more)


def reminded_late(office, today):
    """The same, with everybody reminded yesterday."""
    campaign = late_campaign(office, today)
    assert ladder.remind_due() == 5
    Step.objects.update(on=today - DAY)
    return campaign


def warned(office, today, *, days_ago):
    campaign = reminded_late(office, today)
    assert ladder.warn_unit(campaign, office.unit, by=office.operator) == 5
    Step.objects.warnings().update(on=today - days_ago * DAY)
    return campaign


def subjects(user):
    found = Message.objects.filter(recipient=user).order_by("pk")
    return list(found.values_list("subject", flat=True))


# ---- told of it ------------------------------------------------------------------


@pytest.mark.rule(1)
def test_everybody_is_told_once_after_the_campaign_was_opened(office):
    campaign = make_campaign(office.unit, name="Tahunan")
    assert not Message.objects.exists()

    assert ladder.tell_begun(campaign.pk) == 5
    assert ladder.tell_begun(campaign.pk) == 0
    assert ladder.tell_begun() == 0

    assert subjects(office.staff.user) == ["Tanda tangani pernyataan: Tahunan"]


def test_a_campaign_that_begins_later_tells_on_its_first_day(office, today):
    campaign = make_campaign(office.unit, starts_on=today + 3 * DAY)
    joiner = make_tenure(position=make_position(), since=today)
    roster.tenures_changed([joiner.pk])
    assert campaign.obligations.filter(user=joiner.user).exists()

    assert ladder.tell_begun() == 0

    campaign.starts_on = today
    campaign.save()
    assert ladder.tell_begun() == 6
    assert len(subjects(joiner.user)) == 1


def test_who_declared_before_he_was_told_is_not_told(office):
    make_campaign(office.unit)
    make_statement(tenure=office.staff)

    assert ladder.tell_begun() == 4


# ---- reminders ---------------------------------------------------------------------


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    ("left", "people"),
    [(8, 0), (7, 5), (6, 0), (2, 0), (1, 5), (0, 5), (-1, 5), (-9, 5)],
)
def test_reminders_go_out_on_the_days_that_were_set(office, today, left, people):
    make_campaign(
        office.unit,
        starts_on=today - 30 * DAY,
        due_on=today + left * DAY,
        reminders=[7, 1],
    )

    assert ladder.remind_due() == people
    assert ladder.remind_due() == 0
    assert Step.objects.filter(kind=StepKind.REMINDER, by=None).count() == people


@pytest.mark.rule(22)
def test_after_the_last_day_one_reminder_comes_by_itself(office, today):
    late_campaign(office, today)
    assert ladder.remind_due() == 5
    Step.objects.update(on=today - DAY)

    assert ladder.remind_due() == 0


@pytest.mark.rule(22)
def test_the_reminder_of_the_last_day_is_not_the_one_after_it(office, today):
    days = {"starts_on": today - 20 * DAY, "due_on": today - DAY}
    make_campaign(office.unit, by=office.operator, **days)
    assert ladder.remind_due() == 5
    Step.objects.update(on=today - DAY)

    assert ladder.remind_due() == 5


@pytest.mark.rule(22)
def test_each_is_reminded_by_his_own_last_day(office, today):
    campaign = make_campaign(office.unit, days=30)
    mine = campaign.obligations.filter(user=office.staff.user)
    mine.update(due_on=today)

    assert ladder.remind_due() == 1
    assert Step.objects.get().obligation == mine.get()


def test_who_declared_left_or_was_let_off_is_not_reminded(office, today):
    declared, ended = late_campaign(office, today), late_campaign(office, today)
    make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    campaigns.end(ended, by=office.operator, reason="Ditunda.")
    gone = declared.obligations.get(user=office.chair.user)
    gone.excused_at, gone.excuse = timezone.now(), "LEFT"
    gone.save()

    assert ladder.remind_due() == 3
    assert set(Step.objects.values_list("obligation__campaign", flat=True)) == {
        declared.pk
    }


@pytest.mark.rule(22)
def test_one_click_reminds_one_person_once_a_day(office, client):
    campaign = make_campaign(office.unit)
    owed = campaign.obligations.get(user=office.staff.user)
    client.force_login(office.operator)
    url = f"{campaign.get_absolute_url()}ingatkan/{owed.pk}/"

    told = [client.post(url, follow=True).content.decode() for _ in range(2)]

    assert "1 orang diingatkan." in told[0]
    assert "Tidak ada yang diingatkan" in told[1]
    assert "Sudah diingatkan hari ini" in told[1]
    step = Step.objects.get()
    assert (step.by, step.obligation) == (office.operator, owed)
    assert subjects(office.staff.user) == [
        "Pengingat: Tanda tangani pernyataan: Deklarasi tahunan"
    ]


@pytest.mark.rule(22)
def test_one_click_reminds_everybody_of_the_unit_who_has_not_declared(office, client):
    campaign = make_campaign(office.nation, cascade=True)
    make_statement(tenure=office.staff)
    client.force_login(office.operator)

    client.post(f"{campaign.get_absolute_url()}satker/{office.unit.code}/ingatkan/")
    client.post(f"{campaign.get_absolute_url()}satker/{office.unit.code}/ingatkan/")

    assert Step.objects.count() == 4
    assert not Message.objects.filter(recipient=office.staff.user).exists()
    assert Event.objects.filter(action="obligation.remind").count() == 1


@pytest.mark.parametrize(
    ("asks", "path"),
    [
        (Asks.STATEMENT, "/deklarasi/mulai/"),
        (Asks.INTEREST_LIST, "/deklarasi/daftar-kepentingan/"),
        (Asks.INTEGRITY_PACT, "/deklarasi/pakta-integritas/"),
    ],
)
def test_a_reminder_leads_to_what_the_campaign_asks_for(office, asks, path):
    under_panrb(office.unit)
    campaign = make_campaign(office.unit, asks=asks, by=office.operator)
    owed = campaign.obligations.get(user=office.staff.user)

    assert ladder.remind_one(owed, by=office.operator) == 1

    assert Message.objects.get(recipient=office.staff.user).path == path


def test_somebody_of_another_unit_cannot_be_reminded(office, client):
    campaign = make_campaign(office.nation, cascade=True)
    owed = campaign.obligations.get(user=office.province_chair.user)
    client.force_login(office.operator)
    base = campaign.get_absolute_url()

    assert client.post(f"{base}ingatkan/{owed.pk}/").status_code == 404
    assert client.post(f"{base}satker/33/ingatkan/").status_code == 404
    assert client.get(f"{base}satker/33/peringatan/").status_code == 404
    with pytest.raises(PermissionDenied):
        ladder.warn_unit(campaign, office.province, by=office.operator)
    assert not Step.objects.exists()


def test_nobody_is_reminded_before_it_begins_or_after_it_was_ended(office, today):
    later = make_campaign(office.unit, starts_on=today + DAY)
    ended = make_campaign(office.unit)
    campaigns.end(ended, by=office.operator, reason="Ditunda.")

    for campaign in (later, campaigns.Campaign.objects.get(pk=ended.pk)):
        with pytest.raises(PermissionDenied, match="tidak sedang berjalan"):
            ladder.remind_unit(campaign, office.unit, by=office.operator)


# ---- warning letters -----------------------------------------------------------------


@pytest.mark.rule(22)
def test_a_letter_is_for_those_who_are_late_and_were_reminded_before_today(
    office, today
):
    campaign = late_campaign(office, today)
    assert ladder.warn_unit(campaign, office.unit, by=office.operator) == 0
    ladder.remind_due()
    assert ladder.warn_unit(campaign, office.unit, by=office.operator) == 0
    Step.objects.update(on=today - DAY)
    make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    assert ladder.warn_unit(campaign, office.unit, by=office.operator) == 4
    assert ladder.warn_unit(campaign, office.unit, by=office.operator) == 0

    numbers = list(Document.objects.filter(kind="WARNING").values_list("number"))
    assert len(set(numbers)) == 4
    assert (
        not Step.objects.warnings().filter(obligation__user=office.staff.user).exists()
    )


@pytest.mark.rule(22)
@pytest.mark.parametrize(("days_ago", "letters"), [(4, 0), (3, 0), (2, 5)])
def test_a_reminder_before_the_end_of_the_last_day_brings_no_letter(
    office, today, days_ago, letters
):
    campaign = reminded_late(office, today)
    Step.objects.update(on=today - days_ago * DAY)

    assert ladder.warn_unit(campaign, office.unit, by=office.operator) == letters


@pytest.mark.rule(22)
def test_the_letter_says_what_was_asked_and_until_when_and_nobody_signs_it(
    office, today
):
    warned(office, today, days_ago=0)
    step = Step.objects.warnings().get(obligation__user=office.staff.user)

    paper = read_paper(step.document)
    page = letters.html(paper)

    assert step.document.confidential
    assert paper["record"]["evidence"] is None
    assert "Deklarasi tahunan" in page
    assert office.staff.user.name in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Disegel secara elektronik oleh sistem" in page
    assert "bukan pelanggaran" in page


@pytest.mark.rule(22)
def test_the_warned_person_reads_his_letter_and_sees_it_on_his_pages(
    office, today, client
):
    warned(office, today, days_ago=0)
    step = Step.objects.warnings().get(obligation__user=office.staff.user)
    client.force_login(office.staff.user)

    page = client.get(step.get_absolute_url()).content.decode()
    listed = client.get("/deklarasi/").content.decode()

    assert step.document.number in page
    assert step.get_absolute_url() in listed
    (duty,) = home(office.staff.user).duties
    assert any("Surat peringatan" in line for line in duty.lines)
    client.force_login(office.head.user)
    assert client.get(step.get_absolute_url()).status_code == 404


def test_the_letters_are_ordered_after_their_list_was_read(office, today, client):
    campaign = reminded_late(office, today)
    client.force_login(office.operator)
    url = f"{campaign.get_absolute_url()}satker/{office.unit.code}/peringatan/"

    assert office.staff.user.name in client.get(url).content.decode()
    assert not Step.objects.warnings().exists()
    client.post(url)
    assert Step.objects.warnings().count() == 5
    assert "Tidak ada yang perlu diperingatkan" in client.get(url).content.decode()


# ---- upward --------------------------------------------------------------------------


@pytest.mark.rule(22)
def test_nothing_is_reported_while_the_letter_leaves_time(office, today):
    warned(office, today, days_ago=4)

    assert ladder.report_late() == 0


@pytest.mark.rule(22)
def test_after_five_working_days_the_letter_leaves_no_more_time(office, monkeypatch):
    monday = datetime(2026, 11, 16, 5, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday)
    warned(office, monday.date(), days_ago=0)

    def on(day):
        moment = datetime(2026, 11, day, 5, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return ladder.report_late()

    assert (on(22), on(23), on(24)) == (0, 0, 5)


@pytest.mark.rule(22)
def test_nobody_is_reported_while_a_later_last_day_is_still_to_come(office, today):
    campaign = warned(office, today, days_ago=30)
    told = {"name": campaign.name, "reminders": []}
    campaigns.change(campaign, by=office.operator, due_on=today, **told)

    assert ladder.report_late() == 0

    campaign.obligations.update(due_on=today - DAY)
    assert ladder.report_late() == 5


@pytest.mark.rule(22)
def test_after_the_letter_the_superior_and_the_unit_above_are_told_once(
    office, today, client
):
    above = make_user("Operator Provinsi")
    give(above, "UNIT_OPERATOR", unit=office.province)
    campaign = warned(office, today, days_ago=30)
    make_statement(tenure=office.chair)

    assert ladder.report_late() == 4
    assert ladder.report_late() == 0

    head = [one for one in subjects(office.head.user) if "di bawah" in one]
    assert head == ["1 orang di bawah Anda belum menyatakan"]
    assert subjects(above) == [f"{office.unit.name}: 4 orang belum menyatakan"]
    client.force_login(office.head.user)
    page = client.get(f"{campaign.get_absolute_url()}bawahan/").content.decode()
    assert office.staff.user.name in page
    assert office.member.user.name not in page
    client.force_login(above)
    assert client.get(campaign.get_absolute_url()).status_code == 200
    client.force_login(office.staff.user)
    assert client.get(f"{campaign.get_absolute_url()}bawahan/").status_code == 404


def test_news_upward_carry_no_names(office, today):
    warned(office, today, days_ago=30)
    ladder.report_late()

    names = Obligation.objects.values_list("user__name", flat=True)
    texts = " ".join(f"{one.subject} {one.body}" for one in Message.objects.all())
    assert not [name for name in names if name in texts]


def test_another_unit_of_the_campaign_is_reported_on_its_own(office, today):
    other = make_unit("33.22", "KPU Kabupaten Semarang")
    make_tenure(position=make_position(unit=other, superior=office.chair_post))
    days = {"starts_on": today - 20 * DAY, "due_on": today - 3 * DAY}
    admin = make_user("Administrator")
    give(admin, "ORGANISATION_ADMIN")
    campaign = make_campaign(office.nation, cascade=True, by=admin, **days)
    ladder.remind_due()
    Step.objects.update(on=today - DAY)
    for unit in (office.unit, other):
        ladder.warn_unit(campaign, unit, by=admin)
    Step.objects.warnings().update(on=today - 30 * DAY)

    assert ladder.report_late() == 6
    assert Event.objects.filter(action="obligation.report").count() == 2
