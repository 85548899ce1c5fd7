"""The pages of campaigns: opened once, followed by those who may, telling no kind."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from deadlines.calendar import add_working_days
from declarations.home import home
from declarations.models import Campaign, Excuse, Kind, Obligation, Occasion
from declarations.pages.campaigns import summary_of
from declarations.workflow import campaigns, roster
from declarations.workflow.statements import withdraw
from kpu_coi.dates import tanggal
from personnel.models import Acting, Tenure, Unit
from tests.declarations.ladder_factories import runner_of
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

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIST, NEW = "/kampanye/", "/kampanye/baru/"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def today():
    return timezone.localdate()


def operator(unit, name="Operator"):
    user = make_user(name)
    give(user, "UNIT_OPERATOR", unit=unit)
    return user


def administrator():
    user = make_user("Administrator Organisasi")
    give(user, "ORGANISATION_ADMIN")
    return user


def answers(unit, today, **more):
    return {
        "unit": unit.code,
        "occasion": "YEARLY",
        "asks": "STATEMENT",
        "name": "Pernyataan tahunan 2026",
        "starts_on": today.isoformat(),
        "due_on": (today + 14 * DAY).isoformat(),
        "reminders": ["7", "1"],
        "key": str(uuid4()),
    } | more


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)


def unit_page(client, campaign, unit, query=""):
    return client.get(f"{campaign.get_absolute_url()}satker/{unit.code}/{query}")


# ---- opening -----------------------------------------------------------------------


@pytest.mark.rule(1)
def test_before_opening_it_is_told_how_many_will_owe_it_by_level(client, office, today):
    client.force_login(administrator())
    sent = answers(office.nation, today, cascade="on")

    page = client.post(NEW, sent)

    assert not Campaign.objects.exists()
    assert "KPU RI 1 1" in words(page)
    assert "KPU Provinsi 1 2" in words(page)
    assert "KPU Kabupaten/Kota 1 5" in words(page)
    assert "Jumlah 3 8" in words(page)
    assert "versi 1" in words(page)


@pytest.mark.rule(1)
def test_pressing_twice_opens_one_campaign(client, office, today):
    client.force_login(operator(office.unit))
    sent = answers(office.unit, today, checked="ya")

    first, second = client.post(NEW, sent), client.post(NEW, sent)

    campaign = Campaign.objects.get()
    assert first.url == second.url == campaign.get_absolute_url()
    assert campaign.obligations.count() == 5
    assert campaign.reminders == [7, 1]


def test_the_key_of_another_persons_campaign_opens_nothing_and_shows_nothing(
    office, today
):
    key = uuid4()
    about = {"unit": office.unit, "starts_on": today, "due_on": today}
    campaigns.open_campaign("Satu", by=administrator(), key=key, **about)

    with pytest.raises(IntegrityError):
        campaigns.open_campaign("Dua", by=operator(office.unit), key=key, **about)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("unit", "33", "Anda tidak dapat membuka kampanye di satker itu."),
        ("unit", "", "Pilih satuan kerja."),
        ("name", "", "Isi nama kampanye."),
        ("name", "Kampanye 😀", "tidak dapat dicetak"),
        ("occasion", "WEEKLY", "Pilih salah satu kesempatan."),
        ("asks", "INTEREST", "Pilih salah satu permintaan."),
        ("starts_on", "besok", "Tulis tanggal yang benar"),
        ("starts_on", "2020-01-01", "Pilih hari ini atau hari yang akan datang."),
        ("due_on", "2020-01-01", "Tenggat tidak boleh sebelum hari pertama."),
        ("due_on", "", "Isi tanggalnya."),
        ("cascade", "on", "Tidak ada satuan kerja di bawah KPU kabupaten/kota."),
        ("working_days", "", "Isi berapa hari kerja"),
        ("working_days", "banyak", "Tulis angka"),
        ("reminders", "500", "Pilih dari hari yang tersedia."),
    ],
)
def test_bad_input_is_told_at_its_field_and_keeps_what_was_typed(
    client, office, today, field, value, told
):
    client.force_login(operator(office.unit))
    sent = answers(office.unit, today) | {field: value}
    if field == "working_days":
        sent["occasion"] = "JOINING"

    page = client.post(NEW, sent)

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert told in words(page) or told in str(page.context["form"].errors)
    assert "Pernyataan tahunan 2026" in page.content.decode() or field == "name"
    assert not Campaign.objects.exists()


def test_days_of_their_own_are_between_one_and_sixty(client, office, today):
    client.force_login(operator(office.unit))
    for days, told in (("0", "Paling sedikit 1"), ("61", "Paling banyak 60")):
        sent = answers(office.unit, today, occasion="MOVING", working_days=days)
        assert told in words(client.post(NEW, sent))


@pytest.mark.rule(1)
def test_an_overlap_is_pointed_out_and_not_forbidden(client, office, today):
    make_campaign(office.nation, cascade=True, name="Kampanye nasional")
    make_campaign(office.province, name="Provinsi saja")
    client.force_login(operator(office.unit))

    page = client.post(NEW, answers(office.unit, today))

    assert "Kampanye nasional" in words(page)
    assert "Provinsi saja" not in words(page)
    client.post(NEW, answers(office.unit, today, checked="ya"))
    assert Campaign.objects.filter(unit=office.unit).count() == 1


def test_a_paper_without_wording_cannot_be_asked_for(client, office, today):
    client.force_login(operator(office.unit))

    page = client.post(NEW, answers(office.unit, today, asks="INTEREST_LIST"))

    assert "Belum ada naskah" in page.context["form"].errors["asks"][0]


@pytest.mark.rule(1)
def test_an_operator_opens_in_his_own_unit_alone(office, today):
    about = {"starts_on": today, "due_on": today, "by": operator(office.unit)}

    campaigns.open_campaign("Sendiri", unit=office.unit, **about)
    with pytest.raises(PermissionDenied, match="operator satuan kerja ini"):
        campaigns.open_campaign("Provinsi", unit=office.province, **about)


# ---- changing and ending -----------------------------------------------------------


def test_a_later_day_reaches_everybody_and_an_earlier_one_is_refused(
    client, office, today
):
    campaign = make_campaign(office.unit)
    client.force_login(operator(office.unit))
    url = f"{campaign.get_absolute_url()}ubah/"
    sent = {"name": "Nama baru", "reminders": ["3"]}

    early = client.post(url, sent | {"due_on": (today + DAY).isoformat()})
    later = client.post(url, sent | {"due_on": (today + 20 * DAY).isoformat()})

    assert "hanya dapat diundurkan" in words(early)
    assert later.status_code == 302
    campaign.refresh_from_db()
    assert (campaign.name, campaign.reminders) == ("Nama baru", [3])
    days = set(campaign.obligations.values_list("due_on", flat=True))
    assert days == {today + 20 * DAY}


@pytest.mark.rule(1)
def test_what_is_not_met_when_a_campaign_ends_is_not_owed_and_stays_counted(
    client, office
):
    campaign = make_campaign(office.unit)
    signed = make_statement(tenure=office.staff)
    client.force_login(operator(office.unit))
    url = f"{campaign.get_absolute_url()}akhiri/"

    assert "Tulis alasannya." in words(client.post(url, {"reason": " "}))
    client.post(url, {"reason": "Tahapan ditunda."})

    met = campaign.obligations.get(user=office.staff.user)
    assert (met.fulfilled_by, met.excuse) == (signed, "")
    rest = campaign.obligations.exclude(pk=met.pk)
    assert set(rest.values_list("excuse", flat=True)) == {Excuse.CLOSED}
    assert not Obligation.objects.unmet().exists()
    page = client.get(campaign.get_absolute_url())
    assert "1 dari 5 orang sudah menyatakan" in words(page)
    assert "Tahapan ditunda." in words(page)
    assert client.post(url, {"reason": "Lagi."}).status_code == 403
    assert client.get(f"{campaign.get_absolute_url()}ubah/").status_code == 403


def test_the_day_on_which_it_ended_is_that_of_the_unit(office, monkeypatch):
    Unit.objects.update(timezone="Asia/Jayapura", tz_abbr="WIT")
    night = datetime(2026, 12, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    opener = operator(office.unit)
    campaign = make_campaign(office.unit, by=opener)

    ended = campaigns.end(campaign, by=opener, reason="Tahapan ditunda.")

    rows = {row["label"]: row["value"] for row in summary_of(ended)}
    assert rows["Diakhiri"] == f"{tanggal(date(2026, 12, 1))}. Tahapan ditunda."


def test_withdrawing_after_the_end_does_not_make_it_owed_again(office):
    campaign = make_campaign(office.unit)
    signed = make_statement(tenure=office.staff)
    campaigns.end(campaign, by=runner_of(campaign), reason="Selesai.")

    withdraw(signed, by=office.staff.user)

    owed = campaign.obligations.get(user=office.staff.user)
    assert (owed.fulfilled_by, owed.excuse) == (None, Excuse.CLOSED)


def test_a_campaign_that_was_ended_is_met_by_nobody_any_more(office):
    campaign = make_campaign(office.unit)
    campaigns.end(campaign, by=runner_of(campaign), reason="Selesai.")

    make_statement(tenure=office.staff)

    owed = campaign.obligations.get(user=office.staff.user)
    assert (owed.fulfilled_by, owed.excuse) == (None, Excuse.CLOSED)


# ---- following ---------------------------------------------------------------------


@pytest.mark.rule(2)
@pytest.mark.parametrize("query", ["", "?lihat=sudah", "?cari=Pengguna"])
def test_the_page_of_a_unit_does_not_tell_who_declared_a_potential(
    client, office, query
):
    campaign = make_campaign(office.unit)
    client.force_login(operator(office.unit))
    office.staff.user.name = office.head.user.name = "Pengguna"
    for one in (office.staff, office.head):
        one.user.save()
    free, potential = office.head_post.title, office.staff_post.title
    make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    make_statement(kind=Kind.FREE, tenure=office.head)

    page = unit_page(client, campaign, office.unit, query).content.decode()

    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)
    ours = [row for row in rows if free in row or potential in row]
    plain = {row.replace(free, "").replace(potential, "") for row in ours}
    assert (len(ours), len(plain)) == (2, 1)
    assert "otensi" not in page
    assert "bebas" not in page.lower()


@pytest.mark.rule(2)
def test_people_stand_in_the_order_of_names_whatever_they_declared(client, office):
    campaign = make_campaign(office.unit)
    make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    make_statement(kind=Kind.FREE, tenure=office.chair)
    client.force_login(operator(office.unit))

    rows = unit_page(client, campaign, office.unit).context["rows"]

    names = [row["owed"].user.name for row in rows]
    assert names == sorted(names)


@pytest.mark.rule(58)
def test_people_are_found_by_name_and_by_whether_they_declared(client, office):
    campaign = make_campaign(office.unit)
    make_statement(tenure=office.staff)
    client.force_login(operator(office.unit))

    def names(query):
        page = unit_page(client, campaign, office.unit, query)
        return {row["owed"].user for row in page.context["rows"]}

    assert names("?lihat=sudah") == {office.staff.user}
    assert len(names("?lihat=belum")) == 4
    assert names(f"?cari={office.staff_post.title}") == {office.staff.user}
    assert names("?cari=tidak-ada") == set()


@pytest.mark.rule(58)
def test_the_operator_of_another_unit_meets_nothing(client, office):
    campaign = make_campaign(office.unit)
    other = make_unit("33.22", "KPU Kabupaten Semarang")
    client.force_login(operator(other))

    assert client.get(campaign.get_absolute_url()).status_code == 404
    assert unit_page(client, campaign, office.unit).status_code == 404
    assert list(client.get(LIST).context["page"]) == []


@pytest.mark.rule(58)
def test_an_operator_sees_of_a_national_campaign_his_own_unit_alone(client, office):
    campaign = make_campaign(office.nation, cascade=True)
    client.force_login(operator(office.unit))

    page = client.get(campaign.get_absolute_url())

    assert "0 dari 5 orang" in words(page)
    assert "KPU Provinsi" not in words(page)
    assert unit_page(client, campaign, office.unit).status_code == 200
    assert unit_page(client, campaign, office.province).status_code == 404
    assert client.get(f"{campaign.get_absolute_url()}ubah/").status_code == 403


@pytest.mark.rule(58)
def test_a_province_counts_its_regencies_without_their_names(client, office):
    campaign = make_campaign(office.nation, cascade=True)
    client.force_login(operator(office.province))

    page = client.get(campaign.get_absolute_url())

    assert "0 dari 7 orang" in words(page)
    assert unit_page(client, campaign, office.province).status_code == 200
    assert unit_page(client, campaign, office.unit).status_code == 404


@pytest.mark.rule(58)
def test_the_inspektorat_reads_and_changes_nothing(client, office):
    campaign = make_campaign(office.nation, cascade=True)
    client.force_login(office.auditor)

    page = unit_page(client, campaign, office.unit)

    assert "Ingatkan" not in words(page)
    assert "0 dari 7 orang" in words(client.get(campaign.get_absolute_url()))


def test_units_are_sorted_by_the_column_that_is_asked_for(client, office):
    campaign = make_campaign(office.nation, cascade=True)
    make_statement(tenure=office.staff)
    client.force_login(administrator())

    def order(query):
        page = client.get(campaign.get_absolute_url() + query)
        return [row.obliged for row in page.context["page"]]

    assert order("?urut=wajib") == [1, 2, 5]
    assert order("?urut=-wajib") == [5, 2, 1]
    assert order("?urut=-persen")[0] == 5
    assert order("?urut=pk;drop") == [1, 2, 5]


def test_the_count_is_refreshed_while_it_runs_and_stands_still_afterwards(
    client, office
):
    campaign = make_campaign(office.unit)
    client.force_login(runner_of(campaign))
    url = campaign.get_absolute_url()

    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith("<section")
    assert 'hx-trigger="every' in part

    campaigns.end(campaign, by=runner_of(campaign), reason="Selesai.")
    assert "hx-get" not in client.get(url).content.decode()


def test_campaigns_are_listed_by_whether_they_run(client, office, today):
    make_campaign(office.unit, name="Sekarang")
    make_campaign(office.unit, name="Nanti", starts_on=today + DAY)
    past = {"starts_on": today - 9 * DAY, "due_on": today - DAY}
    make_campaign(office.unit, name="Dulu", **past)
    make_campaign(office.unit, name="Mutasi", occasion="MOVING", working_days=5)
    client.force_login(operator(office.unit))

    def names(query):
        return {one.name for one in client.get(LIST + query).context["page"]}

    assert names("") == {"Sekarang", "Mutasi"}
    assert names("?lihat=datang") == {"Nanti"}
    assert names("?lihat=selesai") == {"Dulu"}
    assert names("?kesempatan=MOVING") == {"Mutasi"}
    assert names(f"?satker={office.unit.code}&q=sek") == {"Sekarang"}


# ---- who comes while it runs -------------------------------------------------------


def joined(unit, since):
    return make_tenure(make_user("Baru"), make_position(unit=unit), since=since)


def moved(office, since):
    """From the regency to the province."""
    old = office.staff
    period = type(old.period)(old.period.lower, since)
    Tenure.objects.filter(pk=old.pk).update(period=period)
    return make_tenure(old.user, make_position(unit=office.province), since=since)


@pytest.mark.rule(1)
@pytest.mark.parametrize(
    ("occasion", "joiner_owes", "mover_owes"),
    [
        (Occasion.YEARLY, True, True),
        (Occasion.STAGE, True, True),
        (Occasion.EVENT, True, True),
        (Occasion.JOINING, True, False),
        (Occasion.MOVING, False, True),
    ],
)
def test_who_comes_while_a_campaign_runs_owes_it_by_its_occasion(
    office, today, occasion, joiner_owes, mover_owes
):
    standing = occasion in (Occasion.JOINING, Occasion.MOVING)
    campaign = make_campaign(
        office.province,
        cascade=True,
        occasion=occasion,
        working_days=10 if standing else None,
    )
    assert campaign.obligations.exists() is not standing
    joiner, mover = joined(office.province, today), moved(office, today)

    for _ in range(2):
        roster.tenures_changed([joiner.pk, mover.pk, office.staff.pk])

    here = campaign.obligations.filter(unit=office.province)
    assert here.filter(user=joiner.user).exists() is joiner_owes
    assert here.filter(user=mover.user).exists() is mover_owes
    anew = Obligation.objects.filter(campaign=None, user=mover.user)
    assert anew.exists() is not mover_owes


@pytest.mark.rule(1)
def test_a_newcomer_has_working_days_of_his_own_from_his_first_day(office):
    today = timezone.localdate()
    campaign = make_campaign(
        office.unit, occasion=Occasion.JOINING, working_days=10, days=200
    )
    joiner = joined(office.unit, today)

    roster.tenures_changed([joiner.pk])

    owed = campaign.obligations.get()
    assert owed.due_on == add_working_days(today, 10, office.unit.code)
    assert owed.due_on > today + 11 * DAY
    (duty,) = home(joiner.user).duties
    assert duty.due.on == owed.due_on


@pytest.mark.rule(1)
def test_who_is_added_late_has_his_working_days_from_the_day_it_was_known(office):
    today = timezone.localdate()
    campaign = make_campaign(
        office.unit,
        occasion=Occasion.JOINING,
        working_days=3,
        starts_on=today - 30 * DAY,
        due_on=today + 200 * DAY,
    )
    joiner = joined(office.unit, today - 20 * DAY)

    roster.tenures_changed([joiner.pk])

    owed = campaign.obligations.get()
    assert owed.due_on == add_working_days(today, 3, office.unit.code)
    assert owed.due_on > today


@pytest.mark.rule(1)
@pytest.mark.parametrize(
    ("occasion", "people"), [(Occasion.YEARLY, 6), (Occasion.JOINING, 1)]
)
def test_who_comes_while_a_campaign_is_being_opened_owes_it_too(
    office, today, occasion, people
):
    standing = {"occasion": occasion, "working_days": 10}
    more = standing if occasion == Occasion.JOINING else {}
    campaign = make_campaign(office.unit, **more)
    joined(office.unit, today)

    for _ in range(2):
        roster.catch_up(campaign.pk)

    assert campaign.obligations.count() == people


def test_who_worked_here_before_is_no_newcomer(office, today):
    campaign = make_campaign(
        office.unit, occasion=Occasion.JOINING, working_days=10, days=30
    )
    acting = make_tenure(
        office.staff.user,
        make_position(unit=office.unit),
        since=today,
        acting=Acting.ACTING,
    )
    before = joined(office.unit, today - DAY)

    roster.tenures_changed([acting.pk, before.pk])

    assert not campaign.obligations.exists()
