"""The pages of rolls and people: what they list, ask and refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.models import Acting, Tenure, User
from personnel.people import read_nik
from tests.personnel.factories import (
    give,
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ROLL = "/personalia/satker/33.21/pegawai/"


def errors(response, field):
    return response.context["form"].errors.get(field, [])


def form_of(post, **fields):
    return {
        "name": "Bagas Contoh",
        "employment": "NON_ASN",
        "employee_number": "PPNPN-33-1",
        "position": post.pk,
        "since": timezone.localdate().isoformat(),
        **fields,
    }


def names_in(response):
    return [row["name"] for row in response.context["rows"]]


def test_the_roll_lists_who_works_here_today(client, office, operator):
    elsewhere = make_tenure(
        make_user("Di Tempat Lain"), make_position(unit=office.province)
    )
    client.force_login(operator)

    response = client.get(ROLL)

    assert elsewhere.user.name not in names_in(response)
    assert response.context["page"].paginator.count == 6


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lihat=plt-plh", ["Pengganti"]),
        ("lihat=mendatang", ["Calon"]),
        ("lihat=tanpa-akun", ["Tanpa Sandi"]),
        ("q=pengganti", ["Pengganti"]),
        ("employment=PPPK", ["Tanpa Sandi"]),
        ("q=tidak-ada", []),
        ("lihat=apa-saja&q=pengganti", ["Pengganti"]),
    ],
)
def test_filters_leave_what_was_asked_for(
    client,
    office,
    operator,
    today,
    query,
    expected,
):
    make_tenure(make_user("Pengganti"), office.head_post, acting=Acting.DAILY)
    make_tenure(make_user("Calon"), make_position(), since=today + DAY)
    silent = make_user("Tanpa Sandi", employment="PPPK")
    silent.set_unusable_password()
    silent.save()
    make_tenure(silent, make_position())
    client.force_login(operator)

    response = client.get(f"{ROLL}?{query}")

    assert (names_in(response) if "rows" in response.context else []) == expected


def test_vacant_posts_are_listed_without_people(
    client,
    operator,
    empty_post,
):
    client.force_login(operator)

    page = client.get(f"{ROLL}?lihat=kosong").context["page"]

    assert list(page) == [empty_post]


def test_the_download_has_exactly_the_rows_shown(client, office, operator):
    client.force_login(operator)

    text = client.get(f"{ROLL}unduh/?q=Sekretaris").content.decode()

    lines = text.splitlines()
    assert len(lines) == 2
    assert office.secretary.user.employee_number in lines[1]


def test_an_auditor_downloads_no_numbers(client, office):
    auditor = make_user("Auditor")
    give(auditor, "AUDITOR", region=make_region("II", office.province))
    client.force_login(auditor)

    text = client.get(f"{ROLL}unduh/").content.decode()

    assert office.secretary.user.name in text
    assert office.secretary.user.employee_number not in text


@pytest.mark.rule(78)
def test_a_newcomer_is_added_and_his_nik_is_never_shown_again(
    client,
    operator,
    empty_post,
):
    client.force_login(operator)

    answer = client.post(f"{ROLL}tambah/", form_of(empty_post, nik="3321014501900003"))

    user = User.objects.get(employee_number="PPNPN-33-1")
    assert answer.url == f"/personalia/pegawai/{user.pk}/"
    assert read_nik(user) == "3321014501900003"
    text = client.get(answer.url).content.decode()
    assert "3321014501900003" not in text
    assert "Berakhir 0003" in text


def test_what_is_refused_stands_at_its_field_and_nothing_typed_is_lost(
    client,
    office,
    operator,
):
    client.force_login(operator)

    answer = client.post(f"{ROLL}tambah/", form_of(office.staff_post))

    assert "sudah diisi" in str(errors(answer, "position"))
    assert 'value="Bagas Contoh"' in answer.content.decode()
    assert not User.objects.filter(employee_number="PPNPN-33-1").exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Bagas 漢"}, "name"),
        ({"since": "32-13-2026"}, "since"),
        ({"position": "0"}, "position"),
        ({"employment": "RAJA"}, "employment"),
        ({"nik": "12"}, "nik"),
        ({"employee_number": "3321014501900003"}, "employee_number"),
        ({"last_day": "2020-01-01"}, "last_day"),
    ],
)
def test_bad_input_is_refused_at_its_field(
    client,
    operator,
    empty_post,
    fields,
    field,
):
    client.force_login(operator)

    answer = client.post(f"{ROLL}tambah/", form_of(empty_post, **fields))

    assert errors(answer, field)


def test_a_post_of_another_unit_cannot_be_smuggled_in(client, operator):
    elsewhere = make_position(unit=make_unit("33"))
    client.force_login(operator)

    answer = client.post(f"{ROLL}tambah/", form_of(elsewhere))

    assert "tidak ada di satker ini" in str(errors(answer, "position"))


@pytest.mark.rule(79)
def test_leaving_is_looked_at_before_it_is_done(
    client,
    office,
    admin,
    today,
):
    give(office.staff.user, "UPG", unit=office.unit)
    client.force_login(admin)
    address = reverse("personnel:leave", args=[office.staff.user_id])
    typed = {"last_day": today.isoformat()}

    looked = client.post(address, typed)

    told = " ".join(looked.context["consequences"])
    assert "Penyusun Bahan Hukum, KPU Kabupaten Demak, berakhir." in told
    assert "Unit Pengendalian Gratifikasi" in told
    office.staff.refresh_from_db()
    assert office.staff.period.upper is None

    done = client.post(address, typed | {"checked": "ya"})

    office.staff.refresh_from_db()
    assert done.status_code == 302
    assert office.staff.period.upper == today + DAY


@pytest.mark.rule(79)
@pytest.mark.parametrize("confirmed", [False, True])
def test_somebody_is_received_from_another_unit_by_his_number(
    client,
    office,
    operator,
    empty_post,
    today,
    confirmed,
):
    comes = make_tenure(make_user("Pindahan"), make_position(unit=office.province))
    client.force_login(operator)
    typed = {
        "employee_number": comes.user.employee_number,
        "position": empty_post.pk,
        "since": today.isoformat(),
    }

    answer = client.post(
        f"{ROLL}terima/", typed | {"checked": "ya" if confirmed else ""}
    )

    held = Tenure.objects.filter(user=comes.user, position=empty_post)
    assert held.exists() is confirmed
    assert answer.status_code == (302 if confirmed else 200)


@pytest.mark.rule(79)
@pytest.mark.parametrize("beside", [None, "acting now", "acting later"])
@pytest.mark.parametrize("signed_off", [False, True])
def test_somebody_whose_post_is_over_is_received(
    client, office, operator, empty_post, today, beside, signed_off
):
    lapsed = make_tenure(
        make_user("Selesai"), make_position(unit=office.province), until=today - DAY
    )
    if signed_off:
        User.objects.filter(pk=lapsed.user_id).update(
            last_day=today - 2 * DAY, is_active=False
        )
    elif beside:
        since = today - DAY if beside == "acting now" else today + DAY
        make_tenure(
            lapsed.user,
            make_position("Bendahara", unit=office.province),
            acting=Acting.ACTING,
            since=since,
        )
    client.force_login(operator)
    typed = {
        "employee_number": lapsed.user.employee_number,
        "position": empty_post.pk,
        "since": today.isoformat(),
    }

    looked = client.post(f"{ROLL}terima/", typed)

    assert ("Akunnya dibuka lagi" in looked.content.decode()) is signed_off
    done = client.post(f"{ROLL}terima/", typed | {"checked": "ya"})
    assert done.status_code == 302
    held = Tenure.objects.get(user=lapsed.user, position=empty_post)
    assert (held.period.lower, held.user.is_active) == (today, True)


def test_a_post_that_is_over_is_not_overlapped_by_the_next(
    client, office, operator, empty_post, today
):
    lapsed = make_tenure(position=make_position(), until=today - DAY)
    client.force_login(operator)
    typed = {
        "employee_number": lapsed.user.employee_number,
        "position": empty_post.pk,
        "since": (today - 2 * DAY).isoformat(),
    }

    answer = client.post(f"{ROLL}terima/", typed)

    assert "Hari pertama harus setelah" in str(errors(answer, "since"))


def test_who_is_not_fetched_is_said_at_his_number_and_nothing_is_lost(
    client, office, operator, empty_post, today
):
    led = make_position(unit=office.province)
    make_position("Pembantu", superior=led)
    comes = make_tenure(make_user("Pindahan"), led)
    client.force_login(operator)
    typed = {
        "employee_number": comes.user.employee_number,
        "position": empty_post.pk,
        "since": today.isoformat(),
        "basis": "SK 7/2026",
    }

    answer = client.post(f"{ROLL}terima/", typed)

    assert "memimpin jabatan lain" in str(errors(answer, "employee_number"))
    assert "SK 7/2026" in answer.text


def test_an_unknown_number_is_told_what_to_do(
    client,
    operator,
    empty_post,
    today,
):
    client.force_login(operator)
    typed = {
        "employee_number": "X",
        "position": empty_post.pk,
        "since": today.isoformat(),
    }

    answer = client.post(f"{ROLL}terima/", typed)

    assert "Tambah pegawai" in str(errors(answer, "employee_number"))


@pytest.mark.rule(15)
def test_the_way_of_a_secretary_shows_both_lines_and_the_inspectorate(client, office):
    make_region("II", office.province)
    client.force_login(office.secretary.user)
    address = reverse("personnel:recipients", args=[office.secretary.user_id])

    (way,) = client.get(address).context["ways"]

    told = [(step["mark"], step["who"]) for step in way["steps"]]
    assert told == [
        ("here", "Pemangku Ketua, Ketua, KPU Kabupaten Demak"),
        ("copy", "Tembusan: Inspektorat Wilayah II"),
        (
            "copy",
            "Tembusan: Pemangku Sekretaris, Sekretaris, KPU Provinsi Jawa Tengah",
        ),
    ]


@pytest.mark.rule(14)
def test_the_way_on_another_day_knows_who_stood_in(client, office, today):
    make_tenure(
        make_user("Yang Mewakili"),
        office.head_post,
        acting=Acting.DAILY,
        since=today + 3 * DAY,
        until=today + 5 * DAY,
    )
    client.force_login(office.staff.user)
    address = reverse("personnel:recipients", args=[office.staff.user_id])

    def addressee(day):
        (way,) = client.get(f"{address}?tanggal={day}").context["ways"]
        return next(step["who"] for step in way["steps"] if step["mark"] == "here")

    assert addressee(today + 3 * DAY).startswith("Yang Mewakili, Plh.")
    assert addressee(today + 5 * DAY).startswith(office.head.user.name)
    assert addressee("kapan-saja").startswith(office.head.user.name)


def test_a_colleague_opens_neither_roll_nor_person(client, office):
    client.force_login(office.head.user)

    assert client.get(ROLL).status_code == 404
    person = reverse("personnel:person", args=[office.staff.user_id])
    assert client.get(person).status_code == 404


def test_the_represented_one_ends_his_plh_from_the_plan(client, office, today):
    stand_in = make_tenure(
        make_user("Pengganti"), office.head_post, acting=Acting.DAILY, since=today
    )
    client.force_login(office.head.user)

    answer = client.post(
        reverse("personnel:end_tenure", args=[stand_in.pk]),
        {"last_day": today.isoformat()},
    )

    assert answer.url == reverse("personnel:absence")
    stand_in.refresh_from_db()
    assert stand_in.period.upper == today + DAY


def test_the_person_s_page_writes_dates_as_they_are_written(client, office):
    client.force_login(office.staff.user)
    address = reverse("personnel:person", args=[office.staff.user_id])

    (row,) = client.get(address).context["now"]

    assert row["span"] == "Sejak 1\xa0Januari\xa02020"
