"""The register of recusals, the list for a meeting, and the check of a matter."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from declarations.holdings import held
from declarations.models import Matter
from kpu_coi.dates import hari_tanggal
from tests.case_factories import make_case
from tests.factories import make_office, make_tenure, make_unit, make_user
from tests.matter_factories import TITLE, make_matter
from tests.personnel.factories import make_position

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
WHY = (
    "kakak kandung",
    "Sumber Makmur",
    "memihak",
    "Benturan",
    "PBK",
    "Sementara",
    "Diperintahkan",
)


@pytest.fixture
def office():
    return make_office()


def register(client, **query):
    return client.get(reverse("declarations:recusals"), query).content.decode()


def sheet(client, **query):
    return client.get(reverse("declarations:recusal_sheet"), query)


def paper_of(response):
    """What is printed: the letter alone."""
    content = response.content.decode()
    return re.search(r'<article class="paper">.*?</article>', content, re.DOTALL)[0]


def test_the_register_says_who_of_what_from_when_and_why_in_words(client, office):
    matter = make_matter(office.unit)
    make_case("RECEIVED", office=office, matter=matter)
    client.force_login(office.chair.user)

    page = register(client)

    for words in (office.staff.user.name, TITLE, "Sementara, sampai diputuskan"):
        assert words in page
    assert "Sampai diputuskan" in page
    assert "kakak kandung" not in page


def test_without_a_matter_the_scope_of_the_order_is_shown(client, office):
    make_case("CONTROL_ACTIVE", office=office)
    client.force_login(office.secretary.user)

    page = register(client)

    assert "Seluruh evaluasi dan penetapan pemenang pengadaan itu." in page
    assert "Diperintahkan dalam putusan" in page


def test_it_is_searched_by_person_and_matter_and_cut_by_how_it_stands(client, office):
    matter = make_matter(office.unit)
    make_case("RECEIVED", office=office, matter=matter)
    late = make_tenure(
        make_user("Wagiyem Contoh"), make_position(superior=office.head_post)
    )
    case = make_case("CONTROL_ACTIVE", office=office, tenure=late)
    today = case.today
    case.recusals.live().update(starts_on=today - 9 * ONE_DAY, until=today - ONE_DAY)
    first, second = office.staff.user.name, "Wagiyem Contoh"
    client.force_login(office.chair.user)

    def listed(**query):
        page = register(client, **query)
        return [name for name in (first, second) if name in page]

    assert listed() == [first, second]
    assert listed(nama="wagi") == [second]
    assert listed(agenda="alat tulis") == [first]
    assert listed(dasar="ORDERED") == [second]
    assert listed(lihat="lewat") == [second]
    assert "Lewat tanggal akhir" in register(client, lihat="lewat")
    assert listed(lihat="berakhir") == [second]
    assert listed(lihat="akan-datang") == []
    assert listed(lihat="bertumpuk") == []
    assert listed(lihat="karangan", dasar="x") == [first, second]

    case.recusals.live().update(starts_on=today + ONE_DAY, until=today + 2 * ONE_DAY)
    assert listed(lihat="akan-datang") == [second]


def test_what_overlaps_is_said_in_words(client, office):
    matter = make_matter(office.unit)
    for _ in range(2):
        make_case("CONTROL_ACTIVE", office=office, matter=matter)
    client.force_login(office.chair.user)

    page = register(client, lihat="bertumpuk")

    assert page.count('tag tag--warn">Bertumpuk') == 2


def test_each_sees_his_own_in_the_register(client, office):
    make_case("RECEIVED", office=office)
    client.force_login(office.staff.user)
    assert office.staff.user.name in register(client).split("<main")[1]

    client.force_login(office.member.user)
    assert office.staff.user.name not in register(client)


# --- the list for a meeting ----------------------------------------------------------


def test_the_sheet_names_who_stays_out_and_never_why(client, office):
    matter = make_matter(office.unit, people=[office.member.user_id])
    other = make_matter(office.unit, title="Mutasi pejabat")
    make_case("RECEIVED", office=office, matter=matter)
    client.force_login(office.secretary.user)
    on = Matter(unit=office.unit).today

    page = sheet(client, pada=on.isoformat(), agenda=[matter.pk, other.pk])

    paper = paper_of(page)
    for words in (
        "DAFTAR YANG TIDAK IKUT MEMUTUS",
        office.unit.letterhead_2,
        TITLE,
        "Mutasi pejabat",
        office.staff.user.name,
        office.member.user.name,
        "Undang-Undang Nomor 30 Tahun 2014 Pasal 42 ayat (1)",
        "dilarang menetapkan dan/atau melakukan Keputusan dan/atau Tindakan",
        "bukan pelanggaran",
    ):
        assert words in paper, words
    assert [words for words in WHY if words in paper] == []


def test_the_sheet_goes_by_the_day_of_the_meeting(client, office):
    matter = make_matter(office.unit)
    case = make_case("DECIDED", office=office, matter=matter)
    case.recusals.update(starts_on=case.today - 3 * ONE_DAY)
    client.force_login(office.chair.user)

    def names(on):
        page = sheet(client, pada=on.isoformat(), agenda=[matter.pk])
        return office.staff.user.name in paper_of(page)

    assert names(case.today - ONE_DAY)
    assert not names(case.today)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"pada": ""}, "Isi tanggal rapat."),
        ({"pada": "32-13-2026"}, "Isi tanggal yang benar."),
        ({"pada": "2026-12-01"}, "Pilih paling sedikit satu agenda."),
        ({"pada": "2026-12-01", "agenda": "999999"}, "tidak lagi dapat dipilih"),
        ({"pada": "2026-12-01", "agenda": "x"}, "tidak lagi dapat dipilih"),
    ],
)
def test_a_bad_question_is_answered_at_the_field(client, office, query, message):
    make_matter(office.unit)
    client.force_login(office.chair.user)

    page = sheet(client, **query)

    assert message in page.content.decode()
    assert '<article class="paper">' not in page.content.decode()


def test_the_sheet_of_another_unit_does_not_exist(client, office):
    make_matter(office.province)
    client.force_login(office.chair.user)

    assert sheet(client, satker="33").status_code == 404
    assert sheet(client, satker="karangan").status_code == 404


@pytest.mark.parametrize("person", ["head", "member", "staff"])
def test_the_sheet_is_prepared_by_whoever_heads_the_unit(client, office, person):
    client.force_login(getattr(office, person).user)

    page = sheet(client)

    assert page.status_code == 403
    assert "dibuka oleh Ketua dan Sekretaris" in page.content.decode()


def test_the_inspektorat_opens_the_sheet_of_a_unit_of_its_region(client, office):
    make_matter(office.unit)
    client.force_login(office.auditor)

    assert sheet(client, satker="33.21").status_code == 200
    make_unit("51.01", "KPU Kabupaten Jembrana")
    assert sheet(client, satker="51.01").status_code == 404


# --- the check on the page of a matter ------------------------------------------------


def test_the_page_of_a_plenary_says_who_may_decide(client, office):
    matter = make_matter(office.unit, kind="PLENARY")
    make_case("RECEIVED", office=office, tenure=office.member, matter=matter)
    client.force_login(office.chair.user)

    page = client.get(matter.get_absolute_url()).content.decode()

    assert "1 dari 2 dapat ikut memutus" in page
    assert page.count("Dapat ikut<") == 1
    assert page.count("Tidak ikut<") == 1


def test_the_page_points_to_those_of_whom_no_matter_is_known(client, office):
    matter = make_matter(office.unit)
    make_case("CONTROL_ACTIVE", office=office)
    client.force_login(office.chair.user)

    page = client.get(matter.get_absolute_url()).content.decode()

    assert "Perlu Anda periksa sendiri" in page
    assert "Seluruh evaluasi dan penetapan pemenang" in page


@pytest.mark.parametrize("day", ["", "bukan-tanggal", "2026-02-30"])
def test_a_day_that_is_none_is_passed_over(client, office, day):
    matter = make_matter(office.unit)
    client.force_login(office.chair.user)

    assert client.get(matter.get_absolute_url(), {"pada": day}).status_code == 200


def test_my_data_tell_from_when_to_when_one_stays_out(office):
    case = make_case("DECIDED", office=office)
    day = hari_tanggal(case.today)

    (entry,) = held(office.staff.user, None).groups[0].entries

    assert (
        f"Tidak ikut memutus sejak {day} (Sementara, sampai diputuskan), "
        f"berakhir {day}" in entry.lines
    )


def test_an_operator_learns_from_a_matter_nobody_who_stays_out(client, office):
    operator = make_user("Operator Satker")
    matter = make_matter(office.unit)
    operator = matter.made_by
    make_case("RECEIVED", office=office, matter=matter)
    client.force_login(operator)

    page = client.get(matter.get_absolute_url()).content.decode()

    assert office.staff.user.name not in page
    assert "Mintalah kepada mereka sebelum rapat." in page
