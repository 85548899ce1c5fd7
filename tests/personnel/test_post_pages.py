"""The pages of the organisation: what they show, and what their forms do and refuse."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kpu_coi.dates import tanggal
from personnel.lines import inspectorate_of
from personnel.models import FormerLine, Position, Unit
from personnel.tree_picture import picture_of
from tests.personnel.factories import (
    SmallOffice,
    give,
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
SOON = date(2090, 1, 1)


@pytest.fixture
def office():
    return SmallOffice()


@pytest.fixture
def administrator(client):
    user = make_user("Administrator Organisasi")
    give(user, "ORGANISATION_ADMIN")
    client.force_login(user)
    return user


def read(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def url(name, **about):
    return reverse(f"personnel:{name}", kwargs=about)


def of(post):
    return {"pk": post.pk}


# --- the picture ------------------------------------------------------


@pytest.mark.rule(78)
def test_the_picture_puts_each_post_below_its_superior(office):
    picture = picture_of(office.unit, timezone.localdate())

    assert [node.post for node in picture.above] == [office.province_chair_post]
    assert picture.above[0].receives_from == ["Ketua"]
    assert [node.post for node in picture.board] == [
        office.chair_post,
        office.member_post,
    ]
    (secretary,) = picture.trees
    assert (secretary.post, secretary.other_line) == (
        office.secretary_post,
        office.province_secretary_post,
    )
    (head,) = secretary.below
    assert [node.post for node in head.below] == [office.staff_post]
    assert picture.looped == []


@pytest.mark.rule(15)
def test_the_picture_follows_the_setting(office, settings):
    settings.SECRETARY_LINE = "ADMINISTRATIVE"

    picture = picture_of(office.unit, timezone.localdate())

    assert {node.post for node in picture.above} == {
        office.province_chair_post,
        office.province_secretary_post,
    }
    assert [node.post for node in picture.trees] == [office.secretary_post]


@pytest.mark.rule(14)
def test_the_page_tells_who_acts_for_whom_and_until_when(client, office, administrator):
    today = timezone.localdate()
    last = today + timedelta(days=3)
    stand_in = make_user("Rahayu Lestari")
    make_tenure(
        stand_in,
        office.head_post,
        acting="DAILY",
        since=today,
        until=last + timedelta(days=1),
    )
    make_position("Pramubakti", superior=office.head_post)

    page = read(client.get(url("unit", code="33.21")))

    assert "Rahayu Lestari" in page
    assert f"mewakili {office.head.user.name}" in page
    assert f"Plh. sampai {tanggal(last)}" in page
    assert page.count("Tidak ada pemangku") == 1


@pytest.mark.rule(78)
def test_the_page_shows_any_day(client, office, administrator):
    FormerLine.objects.create(
        position=office.staff_post, superior=office.secretary_post, until=SOON
    )
    make_position("Jabatan Kelak", superior=office.head_post, established_on=SOON)

    now = client.get(url("unit", code="33.21"))
    later = client.get(url("unit", code="33.21"), {"tanggal": "2090-01-01"})

    (tree,) = now.context["picture"].trees
    assert {n.post for n in tree.below} == {office.head_post, office.staff_post}
    (tree,) = later.context["picture"].trees
    assert [n.post.title for n in tree.below[0].below] == [
        "Penyusun Bahan Hukum",
        "Jabatan Kelak",
    ]
    assert "Jabatan Kelak" not in read(now)
    assert "Kembali ke hari ini" in read(later)
    assert "Kembali ke hari ini" not in read(now)


@pytest.mark.parametrize("day", ["kemarin", "2026-02-30", "'"])
def test_a_day_that_is_none_is_today(client, office, administrator, day):
    answer = client.get(url("unit", code="33.21"), {"tanggal": day})

    assert answer.context["on"] == timezone.localdate()


def test_posts_that_answer_to_each_other_are_still_shown(client, office, administrator):
    Position.objects.filter(pk=office.head_post.pk).update(superior=office.staff_post)

    page = read(client.get(url("unit", code="33.21")))

    assert "Ada garis atasan yang berputar" in page
    assert page.count(office.staff_post.title) >= 1


def test_a_unit_without_posts_says_how_they_come(client, administrator):
    make_unit("33.21")

    page = read(client.get(url("unit", code="33.21")))

    assert "Belum ada jabatan" in page
    assert url("standard_tree", code="33.21") in page


# --- the list of units ------------------------------------------------------


def test_who_reaches_one_unit_is_led_to_it(client, office):
    client.force_login(office.staff.user)

    assert client.get(url("index")).url == url("unit", code="33.21")
    assert client.get(url("index"), {"cari": "demak"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["00", "33", "33.21", "51"]),
        ({"cari": "demak"}, ["33.21"]),
        ({"cari": "33"}, ["33", "33.21"]),
        ({"cari": "tidak ada"}, []),
        ({"provinsi": "51"}, ["51"]),
        ({"provinsi": "bukan angka"}, ["00", "33", "33.21", "51"]),
    ],
)
def test_units_are_found_by_name_code_and_province(
    client, office, administrator, asked, found
):
    make_unit("51", "KPU Provinsi Bali")

    answer = client.get(url("index"), asked)

    assert [unit.code for unit, _ in answer.context["rows"]] == found


def test_the_list_counts_posts_people_vacancies_and_acting_officials(
    client, office, administrator
):
    make_position("Pramubakti", superior=office.head_post)
    make_position("Dahulu", superior=office.head_post, abolished_on=date(2025, 1, 1))
    make_tenure(office.staff.user, office.head_post, acting="DAILY")
    gone = make_tenure(make_user(is_active=False), make_position("Pengemudi"))

    rows = client.get(url("index")).context["rows"]

    figures = {unit.code: counted for unit, counted in rows}
    assert figures["33.21"] == {"posts": 7, "people": 5, "vacant": 2, "acting": 1}
    assert figures["33"] == {"posts": 2, "people": 2, "vacant": 0, "acting": 0}
    assert not gone.user.is_active


# --- one post ------------------------------------------------------


def test_a_post_tells_its_holders_its_lines_and_who_answers_to_it(
    client, office, administrator
):
    FormerLine.objects.create(
        position=office.head_post, superior=office.chair_post, until=date(2025, 1, 1)
    )
    make_tenure(make_user("Pendahulu"), office.head_post, since=date(2019, 1, 1),
                until=date(2020, 1, 1))  # fmt: skip

    answer = client.get(url("post", **of(office.head_post)))

    page = read(answer)
    assert "Pendahulu" in page
    assert [span.superior for span, _ in answer.context["spans"]] == [
        office.secretary_post,
        office.chair_post,
    ]
    assert answer.context["below"] == [(office.staff_post, office.staff)]


@pytest.mark.rule(15)
def test_the_other_line_leads_below_a_post_too(client, office, administrator):
    answer = client.get(url("post", **of(office.province_secretary_post)))

    assert answer.context["below"] == [(office.secretary_post, office.secretary)]


def test_a_post_is_made_from_its_form(client, office, administrator):
    answer = client.post(
        url("new_post", code="33.21"),
        {
            "title": "Pramubakti",
            "section": "",
            "kind": "STAFF",
            "superior": office.head_post.pk,
            "other_line": "",
            "since": "2090-01-01",
        },
    )

    post = Position.objects.get(title="Pramubakti")
    assert answer.url == url("post", **of(post))
    assert (post.superior, post.established_on) == (office.head_post, SOON)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "Isi “Nama jabatan”."),
        ({"title": "Ketua"}, "nama dan bagian yang sama"),
        ({"kind": "RAJA"}, "kind"),
        ({"superior": "99999999"}, "superior"),
        ({"since": "kapan-kapan"}, "Tulis tanggalnya"),
        ({"title": "Pramubakti 🚀"}, "tidak dapat dicetak"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    client, office, administrator, typed, words
):
    told = {"title": "Pramubakti", "section": "", "kind": "STAFF", "since": ""}

    page = read(client.post(url("new_post", code="33.21"), told | typed))

    assert words in page
    assert "is-invalid" in page
    assert f'value="{(told | typed)["title"]}"' in page or not typed.get("title", "x")
    assert Position.objects.filter(unit=office.unit).count() == 5


@pytest.mark.rule(78)
def test_a_loop_is_named_at_the_field(client, office, administrator):
    answer = client.post(
        url("change_lines", **of(office.chair_post)),
        {"superior": office.staff_post.pk, "other_line": "", "since": "2090-01-01"},
    )

    (error,) = answer.context["form"].errors["superior"]
    assert "susunan atasan berputar" in error
    assert "Kepala Subbagian Hukum dan Sumber Daya Manusia" in error


@pytest.mark.rule(78)
def test_lines_change_from_the_day_named(client, office, administrator):
    answer = client.post(
        url("change_lines", **of(office.staff_post)),
        {"superior": office.secretary_post.pk, "since": "2090-01-01"},
    )

    assert answer.url == url("post", **of(office.staff_post))
    former = FormerLine.objects.get()
    assert (former.superior, former.until) == (office.head_post, SOON)
    form = client.get(url("change_lines", **of(office.staff_post)))
    assert form.context["form"].initial["superior"] == office.head_post.pk
    assert "Sudah ada perubahan yang direncanakan" in read(form)


def test_a_post_is_renamed_from_its_form(client, office, administrator):
    client.post(
        url("edit_post", **of(office.head_post)),
        {"title": "Kepala Subbagian Hukum", "section": "", "kind": "SUBDIV_HEAD"},
    )

    assert Position.objects.get(pk=office.head_post.pk).title == (
        "Kepala Subbagian Hukum"
    )


def test_abolishing_says_who_stands_in_the_way_and_later_can_be_undone(
    client, office, administrator
):
    post = make_position("Pramubakti", superior=office.head_post)

    refused = client.post(url("abolish_post", **of(office.head_post)), {"on": SOON})
    client.post(url("abolish_post", **of(post)), {"on": "2026-01-01"})

    assert len(refused.context["form"].errors["on"]) == 2
    page = read(client.get(url("post", **of(post))))
    assert "Jabatan ini sudah dihapus" in page
    assert client.get(url("edit_post", **of(post))).status_code == 403
    client.post(url("restore_post", **of(post)))
    assert Position.objects.get(pk=post.pk).abolished_on is None


def test_a_post_whose_name_is_taken_is_not_restored(client, office, administrator):
    gone = make_position("Pramubakti", abolished_on=date(2026, 1, 1))
    make_position("Pramubakti")

    answer = client.post(url("restore_post", **of(gone)), follow=True)

    assert "nama dan bagian yang sama" in read(answer)
    assert Position.objects.get(pk=gone.pk).abolished_on


# --- a whole tree ------------------------------------------------------


@pytest.mark.rule(80)
def test_a_tree_is_looked_at_first_and_then_applied(client, office, administrator):
    typed = {"secretariat_type": "A", "fifth": "Organisasi"}
    posts = Position.objects.filter(unit=office.unit)

    preview = client.get(url("standard_tree", code="33.21"), typed)
    before = posts.count()
    applied = client.post(url("apply_tree", code="33.21"), typed)

    page = read(preview)
    assert "Kepala Subbagian Organisasi" in page
    assert office.staff_post in preview.context["plan"].outside
    assert office.head_post in preview.context["plan"].standing
    assert before == 5
    assert applied.url == url("unit", code="33.21")
    assert posts.filter(title="Kepala Subbagian Organisasi").count() == 1
    assert Unit.objects.get(code="33.21").secretariat_type == "A"
    assert (
        read(client.get(url("standard_tree", code="33.21"), typed)).count(
            "Buat 0 jabatan"
        )
        == 0
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"secretariat_type": "B", "fifth": "Organisasi"}, "Tipe B paling banyak"),
        ({"secretariat_type": "A", "fifth": "🚀"}, "tidak dapat dicetak"),
        ({"secretariat_type": "C"}, "secretariat_type"),
    ],
)
def test_a_tree_that_cannot_be_is_refused(client, office, administrator, typed, words):
    for ask in (
        lambda: client.get(url("standard_tree", code="33.21"), typed),
        lambda: client.post(url("apply_tree", code="33.21"), typed),
    ):
        answer = ask()
        assert words in read(answer)
        assert answer.context["plan"] is None
    assert Position.objects.filter(unit=office.unit).count() == 5


def test_the_nation_needs_no_type(client, administrator):
    make_unit("00")

    assert "Sekretaris Jenderal" in read(client.get(url("standard_tree", code="00")))
    assert client.post(url("apply_tree", code="00")).status_code == 302
    assert Position.objects.filter(kind="REGIONAL_INSPECTOR").count() == 3


# --- the report ------------------------------------------------------


@pytest.mark.rule(78)
def test_the_report_tells_the_reason_and_where_to_mend_it(
    client, office, administrator
):
    loose = make_tenure(make_user("Wagiman"), make_position("Pengemudi"))

    page = read(client.get(url("without_superior")))

    assert "Wagiman" in page
    assert "belum mempunyai jabatan atasan" in page
    assert url("change_lines", **of(loose.position)) in page


@pytest.mark.rule(78)
def test_the_export_holds_exactly_what_is_shown(client, office, administrator):
    bali = make_unit("51", "KPU Provinsi Bali")
    make_tenure(make_user("Wagiman"), make_position("=1+1"))
    make_tenure(make_user("Ni Luh"), make_position("Pengemudi", unit=bali))

    answer = client.get(url("without_superior_csv"), {"provinsi": "33"})

    head, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert head == "Satker;Nama;NIP atau nomor pegawai;Jabatan;Bagian;Sebab"
    (row,) = rows
    assert row.startswith("KPU Kabupaten Demak;Wagiman;UJI-")
    assert ";'=1+1;;" in row


@pytest.mark.rule(78)
@pytest.mark.parametrize(("role", "shown"), [("UNIT_OPERATOR", True), ("", False)])
def test_numbers_are_exported_to_those_who_keep_the_roll(client, office, role, shown):
    loose = make_tenure(make_user("Wagiman"), make_position("Pengemudi"))
    if role:
        give(office.staff.user, role, unit=office.unit)
    client.force_login(office.staff.user)

    rows = client.get(url("without_superior_csv")).content.decode()

    assert "Wagiman" in rows
    assert (loose.user.employee_number in rows) is shown


def test_nobody_reads_of_people_outside_his_reach(client, office):
    bali = make_unit("51", "KPU Provinsi Bali")
    make_tenure(make_user("Ni Luh"), make_position("Pengemudi", unit=bali))
    client.force_login(office.staff.user)

    for name in ("without_superior", "without_superior_csv"):
        assert "Ni Luh" not in client.get(url(name)).content.decode()


# --- the map ------------------------------------------------------


@pytest.mark.rule(12)
def test_the_map_changes_what_was_chosen_otherwise_and_nothing_else(
    client, office, administrator
):
    bali = make_unit("51", "KPU Provinsi Bali")
    make_region("I", bali)
    make_region("II", office.province)
    make_region("III")

    answer = client.post(
        url("regions"),
        {"33": "III", "shown-33": "II", "51": "", "shown-51": ""},
    )

    assert answer.url == url("regions")
    assert inspectorate_of(office.unit).code == "III"
    assert inspectorate_of(bali).code == "I"
    page = read(client.get(url("regions")))
    assert "Inspektorat Utama (belum dibagi)" in page


def test_a_region_that_does_not_exist_is_refused(client, office, administrator):
    make_region("II", office.province)

    page = read(client.post(url("regions"), {"33": "IX", "shown-33": "II"}))

    assert "Ada satu hal yang perlu diperbaiki" in page
    assert inspectorate_of(office.unit).code == "II"


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("setting", "first"),
    [("FUNCTIONAL", "Garis fungsional"), ("ADMINISTRATIVE", "Garis administratif")],
)
def test_the_setting_of_the_secretary_s_line_is_explained(
    client, office, administrator, settings, setting, first
):
    settings.SECRETARY_LINE = setting

    page = read(client.get(url("secretary_line")))

    assert page.index(first) < page.index("Berlaku di sini")
    assert page.count("Berlaku di sini") == 1
    assert "1 dari 2 jabatan Sekretaris baru mempunyai satu garis" in page
