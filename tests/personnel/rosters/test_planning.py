"""What a list would change: each verdict, with its reason, by hand."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from personnel.models import Employment, IdKind, PositionKind
from personnel.people import set_nik
from personnel.rosters.limits import limits_of
from personnel.rosters.proposing import propose
from personnel.rosters.reading import read_table
from tests.factories import give
from tests.personnel.factories import (
    SmallOffice,
    make_position,
    make_tenure,
    make_unit,
    make_user,
)
from tests.personnel.rosters.files import a_csv

pytestmark = [pytest.mark.django_db, pytest.mark.rule(78)]

TODAY = date(2026, 11, 28)
NIP = "198503052010031991"
SECOND = "199001012015032992"
LEGAL = "Subbagian Hukum dan Sumber Daya Manusia"
HEADER = ("Nama", "NIP", "Jabatan", "Subbagian", "TMT", "Sampai", "Status", "Atasan")


class Desk:
    """The small office with a vacant post, and what a list would do to it."""

    def __init__(self):
        self.office = SmallOffice()
        self.unit = self.office.unit
        self.post = self.make_post("Pengelola Kepegawaian")

    def make_post(self, title, section=LEGAL, **fields):
        fields.setdefault("superior", self.office.head_post)
        return make_position(title, unit=self.unit, section=section, **fields)

    def hold(self, name, number, post, since=date(2020, 1, 1), **fields):
        user = make_user(
            name,
            employee_number=number,
            id_kind=IdKind.NIP if number.isdigit() else IdKind.INTERNAL,
            employment=fields.pop("employment", Employment.PNS),
            **fields,
        )
        return make_tenure(user, post, since=since)

    def plan(
        self, *rows, header=HEADER, complete=False, by=None, unit=None, many=False
    ):
        data = a_csv(*rows, header=header, delimiter=";")
        outcomes, _ = propose(
            read_table(data).entries,
            unit or self.unit,
            many=many,
            complete=complete,
            as_of=TODAY,
            limits=limits_of(by),
        )
        return outcomes

    def one(self, *row, **options):
        (outcome,) = self.plan(row, **options)
        return outcome.verdict, " ".join(outcome.reasons).replace("\xa0", " ")


@pytest.fixture
def desk():
    return Desk()


def verdicts(outcomes):
    return [(o.entry.line if o.entry else None, o.verdict) for o in outcomes]


# --- people -------------------------------------------------------------------------


def test_somebody_new_takes_a_vacant_post(desk):
    assert desk.one("Rina, S.H.", NIP, "Pengelola Kepegawaian", "", "1/3/2026") == (
        "NEW",
        "Pegawai baru, mulai 1 Maret 2026.",
    )


def test_without_a_date_he_begins_when_the_list_does(desk):
    (outcome,) = desk.plan(("Rina", NIP, "Pengelola Kepegawaian"))

    assert outcome.begins == ("PERMANENT", TODAY, None)


def test_what_is_known_already_is_unchanged_whatever_the_titles_in_the_name(desk):
    desk.hold("Rina Wulandari", NIP, desk.post)

    said = desk.one("Dr. RINA WULANDARI, S.H., M.H.", NIP, "PENGELOLA KEPEGAWAIAN")

    assert said == ("UNCHANGED", "")


def test_a_corrected_name_a_rank_and_a_status_are_changes(desk):
    desk.hold("Rina Wulandri", NIP, desk.post)
    header = (*HEADER[:4], "Pangkat", "Status")

    said = desk.one(
        *("Rina Wulandari", NIP, "Pengelola Kepegawaian", "", "Penata (III/c)", "CPNS"),
        header=header,
    )

    assert said == (
        "CHANGED",
        "Nama “Rina Wulandri” menjadi “Rina Wulandari”. Pangkat/golongan “kosong” "
        "menjadi “Penata (III/c)”. Status kepegawaian “PNS” menjadi “CPNS”.",
    )


def test_a_number_of_somebody_else_is_unclear_and_names_nobody(desk):
    desk.hold("Rina Wulandari", NIP, desk.post)

    verdict, words = desk.one("Bambang Sutejo", NIP, "Pengelola Kepegawaian")

    assert (verdict, words) == (
        "UNCLEAR",
        "Nomor ini tercatat atas nama orang lain. Periksa nomor dan namanya.",
    )


def test_whoever_moves_leaves_the_old_post_the_day_before(desk):
    old = desk.hold("Rina", NIP, desk.make_post("Pengelola Arsip"))

    (outcome,) = desk.plan(("Rina", NIP, "Pengelola Kepegawaian", "", "1/12/2026"))

    assert outcome.verdict == "CHANGED"
    assert outcome.periods == {old.pk: (date(2020, 1, 1), date(2026, 12, 1))}
    assert outcome.reasons[0] == "Pindah dari Pengelola Arsip, KPU Kabupaten Demak."


def test_a_move_does_not_lengthen_a_tenure_that_ends_before(desk):
    post = desk.make_post("Pengelola Arsip")
    user = desk.hold("Rina", NIP, desk.make_post("Pengelola Data")).user
    user.tenures.all().delete()
    old = make_tenure(user, post, since=date(2020, 1, 1), until=date(2027, 1, 1))

    (outcome,) = desk.plan(("Rina", NIP, "Pengelola Kepegawaian", "", "1/2/2027"))

    assert (outcome.verdict, outcome.periods) == ("CHANGED", {})
    assert outcome.leaves == {old.pk: date(2027, 2, 1)}


@pytest.mark.rule(79)
def test_somebody_from_another_unit_is_said_to_move(desk):
    other = make_unit("33.22", "KPU Kabupaten Semarang")
    desk.hold("Rina", NIP, make_position("Pengelola Data", unit=other))

    verdict, words = desk.one("Rina", NIP, "Pengelola Kepegawaian")

    assert verdict == "CHANGED"
    assert "Pindah dari Pengelola Data, KPU Kabupaten Semarang." in words


def test_moving_before_the_old_post_began_is_unclear(desk):
    desk.hold("Rina", NIP, desk.make_post("Pengelola Arsip"), since=date(2026, 6, 1))

    verdict, words = desk.one("Rina", NIP, "Pengelola Kepegawaian", "", "1/3/2026")

    assert verdict == "UNCLEAR"
    assert "mulai 1 Juni 2026, tidak sebelum TMT 1 Maret 2026" in words


def test_a_ppnpn_without_a_number_is_known_by_the_name_within_the_unit(desk):
    post = desk.make_post("Pengemudi")
    desk.hold("Budi", "PPNPN-33.21-001", post, employment=Employment.NON_ASN)

    assert desk.one("BUDI", "", "Pengemudi", "", "", "", "PPNPN")[0] == "UNCHANGED"


def test_two_of_the_same_name_are_unclear(desk):
    for number in ("PPNPN-33.21-001", "PPNPN-33.21-002"):
        desk.hold("Budi", number, desk.make_post("Pengemudi"))

    verdict, words = desk.one("Budi", "", "Pengemudi", "", "", "", "PPNPN")

    assert (verdict, words) == (
        "UNCLEAR",
        "Di satker ini ada 2 pegawai bernama sama. Isi NIP atau nomor pegawainya.",
    )


def with_nik(desk, name, number, nik):
    """Somebody without NIP whose NIK the roll knows, a driver like others."""
    post = desk.make_post("Pengemudi")
    user = desk.hold(name, number, post, employment=Employment.NON_ASN).user
    set_nik(user, nik)
    user.save()
    return user


def test_a_namesake_with_another_nik_is_unclear_and_nobody_is_ended(desk):
    budi = with_nik(desk, "Budi", "PPNPN-33.21-001", "3321010101900001")
    desk.make_post("Pengemudi")
    header = ("Nama", "NIP", "Jabatan", "NIK")
    own = ("Budi", "", "Pengemudi", "3321010101900001")
    other = ("Budi", "", "Pengemudi", "3321010202910002")

    first, second = desk.plan(own, other, header=header)
    assert (first.verdict, first.person.pk) == ("UNCHANGED", budi.pk)
    assert (second.verdict, second.person) == ("UNCLEAR", None)
    assert "bernama sama dengan NIK lain" in second.reasons[0]

    rows = [(*row[:3], "") for row in everybody(desk.office)]
    found = desk.plan(*rows, other, header=header, complete=True)
    assert found[-1].verdict == "UNCLEAR"
    assert "ENDED" not in {outcome.verdict for outcome in found}


def test_two_rows_of_one_name_with_different_niks_are_not_one_person(desk):
    post = desk.make_post("Pengemudi")
    desk.hold("Budi", "PPNPN-33.21-001", post, employment=Employment.NON_ASN)
    niks = ("3321010101900001", "3321010202910002")
    rows = [("Budi", "", "Pengemudi", nik) for nik in niks]

    found = desk.plan(*rows, header=("Nama", "NIP", "Jabatan", "NIK"))

    assert [outcome.verdict for outcome in found] == ["ERROR", "ERROR"]
    assert "NIK berbeda untuk orang yang sama pada baris 2 dan 3." in found[0].reasons


def test_a_new_number_for_a_name_that_is_there_is_unclear(desk):
    desk.hold("Budi", "PPNPN-33.21-001", desk.make_post("Pengemudi"))

    verdict, words = desk.one("Budi", NIP, "Pengelola Kepegawaian")

    assert verdict == "UNCLEAR"
    assert "sudah ada pegawai bernama sama (nomor PPNPN-33.21-001)" in words


def test_a_post_of_rank_needs_a_nip(desk):
    verdict, words = desk.one(
        "Budi", "", "Kepala Subbagian Hukum dan SDM", "", "1/3/2026"
    )

    assert (verdict, words) == ("ERROR", "NIP harus diisi untuk jabatan ini.")


# --- the next term of the same post -------------------------------------------------


def contract(desk):
    """A yearly contract until the last day of 2026."""
    post = desk.make_post("Pengemudi")
    user = make_user("Budi", employee_number="PPNPN-33.21-001", employment="NON_ASN")
    return make_tenure(user, post, since=date(2026, 1, 1), until=date(2027, 1, 1))


BUDI = ("Budi", "PPNPN-33.21-001", "Pengemudi", "")


@pytest.mark.parametrize("complete", [False, True])
def test_a_renewed_contract_is_the_next_tenure_and_leaves_the_present_one(
    desk, complete
):
    held = contract(desk)

    found = desk.plan(
        *everybody(desk.office), (*BUDI, "1/1/2027", "31/12/2027"), complete=complete
    )

    outcome = found[-1]
    assert (outcome.verdict, outcome.post_id) == ("CHANGED", held.position_id)
    assert outcome.begins == ("PERMANENT", date(2027, 1, 1), date(2028, 1, 1))
    assert (outcome.periods, outcome.leaves) == ({}, {})
    assert outcome.reasons == [
        "Masa jabatan berikutnya ditambahkan.",
        "Mulai 1\xa0Januari\xa02027.",
    ]
    make_tenure(
        held.user, held.position, since=date(2027, 1, 1), until=date(2028, 1, 1)
    )
    assert desk.one(*BUDI, "1/1/2027", "31/12/2027") == ("UNCHANGED", "")


def test_a_renewed_contract_ends_no_other_post_of_a_partial_list(desk):
    held = contract(desk)
    make_tenure(held.user, desk.make_post("Pramubakti"), since=date(2026, 1, 1))

    (outcome,) = desk.plan((*BUDI, "1/1/2027", "31/12/2027"))

    assert (outcome.verdict, outcome.periods) == ("CHANGED", {})


@pytest.mark.parametrize(
    ("until", "said"),
    [(None, "tanpa akhir"), (date(2027, 6, 1), "sampai 31 Mei 2027")],
)
def test_a_tenure_that_holds_cannot_begin_later_than_today(desk, until, said):
    make_tenure(
        desk.hold("Rina", NIP, desk.make_post("Pramubakti")).user,
        desk.post,
        since=date(2020, 1, 1),
        until=until,
    )
    row = ("Rina", NIP, "Pengelola Kepegawaian", "", "1/1/2027", "31/12/2027")

    found = desk.plan(*everybody(desk.office), row, complete=True)

    assert found[-1].verdict == "UNCLEAR"
    assert "ENDED" not in {outcome.verdict for outcome in found}
    words = found[-1].reasons[0].replace("\xa0", " ")
    assert f"sejak 1 Januari 2020 {said}, jadi TMT 1 Januari 2027" in words


# --- the same person more than once -------------------------------------------------


def test_the_same_row_twice_counts_once(desk):
    row = ("Rina", NIP, "Pengelola Kepegawaian", "", "1/3/2026")

    first, second = desk.plan(row, row)

    assert (first.verdict, second.verdict) == ("NEW", "UNCHANGED")
    assert second.reasons == ["Sama dengan baris 2; dihitung satu kali."]


def test_one_nik_for_two_people_is_an_error(desk):
    nik, header = "3321010101900001", ("Nama", "NIP", "Jabatan", "NIK")
    desk.make_post("Pengemudi")
    rows = [("Rina", NIP, "Pengelola Kepegawaian", nik), ("Budi", "", "Pengemudi", nik)]

    found = desk.plan(*rows, header=header)
    assert [outcome.verdict for outcome in found] == ["ERROR", "ERROR"]

    user = desk.hold("Ani", SECOND, desk.make_post("Pengelola Arsip")).user
    set_nik(user, nik)
    user.save()
    (outcome,) = desk.plan(rows[0], header=header)
    assert outcome.verdict == "ERROR"
    assert "sudah tercatat dengan nomor pegawai lain" in outcome.reasons[0]


def test_one_person_in_two_posts_holds_both(desk):
    desk.make_post("Pengelola Arsip")

    found = desk.plan(
        ("Rina", NIP, "Pengelola Kepegawaian"), ("Rina", NIP, "Pengelola Arsip")
    )

    assert [outcome.verdict for outcome in found] == ["NEW", "NEW"]
    assert len({outcome.new_person for outcome in found}) == 1


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (("Bambang", NIP, "Pengelola Arsip"), "nama berbeda pada baris 2 dan 3"),
        (
            ("Rina", NIP, "Pengelola Kepegawaian", "", "1/4/2026"),
            "tanggal berbeda pada baris 2 dan 3",
        ),
        (
            ("Rina", NIP, "Pengelola Arsip", "", "", "", "PPPK"),
            "Status kepegawaian berbeda",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_errors(desk, second, words):
    desk.make_post("Pengelola Arsip")

    first = ("Rina", NIP, "Pengelola Kepegawaian", "", "1/3/2026", "", "PNS")
    found = desk.plan(first, second)

    assert [outcome.verdict for outcome in found] == ["ERROR", "ERROR"]
    assert all(words in " ".join(outcome.reasons) for outcome in found)


# --- posts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Kepala Subbagian Hukum dan Sumber Daya Manusia", ""),
        ("Kepala Sub Bagian Hukum dan SDM", ""),
        ("Ka. Subbag Hukum & SDM", ""),
        ("KASUBAG HUKUM DAN SDM", ""),
        ("Kasubbag Hukum", ""),
        ("Kasubbag", "Subbag Hukum dan SDM"),
        ("Kepala Subbagian", "Hukum dan SDM"),
        ("Kasubbag Hukum dan SDM KPU Kabupaten Demak", ""),
    ],
)
def test_a_head_is_found_however_his_title_is_shortened(desk, title, section):
    held = desk.office.head
    row = (held.user.name, held.user.employee_number, title, section)

    assert desk.one(*row)[0] == "UNCHANGED"


@pytest.mark.parametrize(
    "title", ["Anggota Divisi Hukum", "Anggota KPU Divisi Hukum dan Pengawasan"]
)
def test_a_member_is_found_by_his_division(desk, title):
    desk.make_post(
        "Anggota", "Divisi Perencanaan, Data dan Informasi", kind=PositionKind.MEMBER
    )
    held = desk.office.member

    row = (held.user.name, held.user.employee_number, title)

    assert desk.one(*row)[0] == "UNCHANGED"


def test_a_title_that_fits_two_sections_is_unclear_and_names_them(desk):
    desk.make_post("Pengelola Arsip")
    desk.make_post("Pengelola Arsip", "Subbagian Keuangan")

    verdict, words = desk.one("Rina", NIP, "Pengelola Arsip")

    assert verdict == "UNCLEAR"
    assert (
        f"“Pengelola Arsip ({LEGAL})”, “Pengelola Arsip (Subbagian Keuangan)”" in words
    )


def test_a_post_that_does_not_exist_is_unclear(desk):
    verdict, words = desk.one("Rina", NIP, "Juru Ketik")

    assert (verdict, words) == ("UNCLEAR", "Jabatan tidak ada pada susunan satker.")


def test_a_misspelt_post_is_asked_for_not_guessed(desk):
    verdict, words = desk.one("Rina", NIP, "Pengelola Kepegawian")

    assert verdict == "UNCLEAR"
    assert "Mungkin maksudnya “Pengelola Kepegawaian" in words


def test_a_post_that_will_be_abolished_is_held_until_then_at_most(desk):
    desk.post.abolished_on = date(2027, 1, 1)
    desk.post.save()

    verdict, words = desk.one("Rina", NIP, "Pengelola Kepegawaian")

    assert verdict == "UNCLEAR"
    assert "dihapus sejak 1 Januari 2027" in words
    until = desk.one("Rina", NIP, "Pengelola Kepegawaian", "", "", "31/12/2026")
    assert until[0] == "NEW"


def test_a_superior_who_is_there_makes_the_post_a_new_one(desk):
    (outcome,) = desk.plan(
        ("Rina", NIP, "Juru Ketik", "", "", "", "", "Kasubbag Hukum dan SDM")
    )

    assert outcome.verdict == "NEW"
    assert outcome.new_post.superior_id == desk.office.head_post.pk
    assert outcome.new_post.section == LEGAL


@pytest.mark.parametrize(
    ("title", "superior", "words"),
    [
        ("Juru Ketik", "Kepala Dapur", "Atasan “Kepala Dapur” juga tidak ada."),
        ("Sekretaris Muda", "Ketua", "ditambahkan oleh administrator organisasi"),
    ],
)
def test_a_new_post_needs_a_superior_and_is_none_of_the_heads(
    desk, title, superior, words
):
    verdict, said = desk.one("Rina", NIP, title, "", "", "", "", superior)

    assert verdict == "UNCLEAR"
    assert words in said


def test_seats_that_are_alike_are_given_out_and_each_keeps_his_own(desk):
    first, second = desk.make_post("Pramubakti"), desk.make_post("Pramubakti")
    desk.hold("Budi", "PPNPN-33.21-001", second, employment=Employment.NON_ASN)

    found = desk.plan(
        ("Ani", "", "Pramubakti", "", "", "", "PPNPN"),
        ("Budi", "PPNPN-33.21-001", "Pramubakti", "", "", "", "PPNPN"),
        ("Cici", "", "Pramubakti", "", "", "", "PPNPN"),
    )

    assert [outcome.verdict for outcome in found] == ["NEW", "UNCHANGED", "UNCLEAR"]
    assert [outcome.post_id for outcome in found[:2]] == [first.pk, second.pk]
    assert "sudah ada pemangkunya" in found[2].reasons[0]


def test_numbered_seats_are_found_by_the_title_they_share(desk):
    second = desk.make_post("Jagat Saksana II")
    desk.make_post("Jagat Saksana I")
    desk.hold("Budi", "PPNPN-33.21-001", second, employment=Employment.NON_ASN)

    found = desk.plan(
        ("Ani", "", "Jagat Saksana", "", "", "", "PPNPN"),
        ("Budi", "PPNPN-33.21-001", "Jagat Saksana", "", "", "", "PPNPN"),
    )

    assert [outcome.verdict for outcome in found] == ["NEW", "UNCHANGED"]


def test_a_section_has_one_head(desk):
    head = desk.office.head
    title, above = head.position.title, "Sekretaris"
    finance = "Kepala Subbagian Keuangan"

    found = desk.plan(
        (head.user.name, head.user.employee_number, title),
        ("Rina", NIP, title, LEGAL, "", "", "PNS", above),
        ("Ani", SECOND, finance, "Subbagian Keuangan", "", "", "PNS", above),
        ("Budi", SECOND[:-1] + "3", finance, "Keuangan", "", "", "PNS", above),
    )

    verdicts = [outcome.verdict for outcome in found]
    assert verdicts == ["UNCHANGED", "UNCLEAR", "NEW", "UNCLEAR"]
    assert "hanya satu di bagian itu" in found[1].reasons[0]
    assert "hanya satu di bagian itu" in found[3].reasons[0]


def test_a_post_that_is_held_is_not_taken_by_a_partial_list(desk):
    desk.hold("Budi", SECOND, desk.post)

    verdict, words = desk.one("Rina", NIP, "Pengelola Kepegawaian")

    assert verdict == "UNCLEAR"
    assert "masih dipangku Budi sejak 1 Januari 2020" in words


# --- those who are missing ----------------------------------------------------------


def everybody(office):
    """A row for each who works there."""
    return [
        (held.user.name, held.user.employee_number, held.position.title, "")
        for held in (
            *(office.chair, office.member, office.secretary, office.head),
            office.staff,
        )
    ]


def test_a_complete_list_ends_whom_it_does_not_name(desk):
    gone = desk.hold("Budi", SECOND, desk.post)

    found = desk.plan(*everybody(desk.office), complete=True)

    assert verdicts(found)[-1] == (None, "ENDED")
    assert found[-1].periods == {gone.pk: (date(2020, 1, 1), TODAY)}
    assert found[-1].reasons == [
        "Tidak ada pada daftar; hari terakhirnya 27\xa0November\xa02026."
    ]
    assert {verdict for _, verdict in verdicts(found)[:-1]} == {"UNCHANGED"}


def test_a_partial_list_ends_nobody(desk):
    desk.hold("Budi", SECOND, desk.post)

    found = desk.plan(*everybody(desk.office))

    assert {outcome.verdict for outcome in found} == {"UNCHANGED"}


def test_a_successor_ends_his_predecessor_the_day_before(desk):
    gone = desk.hold("Budi", SECOND, desk.post)
    row = ("Rina", NIP, "Pengelola Kepegawaian", "", "1/3/2026")

    found = desk.plan(*everybody(desk.office), row, complete=True)

    assert [outcome.verdict for outcome in found[-2:]] == ["NEW", "ENDED"]
    assert found[-1].periods == {gone.pk: (date(2020, 1, 1), date(2026, 3, 1))}


def test_somebody_whose_row_is_wrong_does_not_count_as_missing(desk):
    desk.hold("Budi", SECOND, desk.post)
    rounded = ("Budi", SECOND[:15] + "000", "Pengelola Kepegawaian")

    found = desk.plan(*everybody(desk.office), rounded, complete=True)

    assert verdicts(found)[-1] == (7, "ERROR")
    assert len(found) == 6


def test_while_it_is_unclear_who_a_row_means_nobody_is_ended(desk):
    desk.hold("Budi", SECOND, desk.post)
    riddle = ("Bxxx", "12345", "Pengelola Kepegawaian")

    found = desk.plan(*everybody(desk.office), riddle, complete=True)

    assert verdicts(found)[-2:] == [(7, "ERROR"), (None, "UNCLEAR")]


def test_an_end_that_is_past_ends_the_tenure_that_day(desk):
    held = desk.hold("Rina", NIP, desk.post)

    (outcome,) = desk.plan(("Rina", NIP, "Pengelola Kepegawaian", "", "", "31/10/2026"))

    assert outcome.verdict == "ENDED"
    assert outcome.periods == {held.pk: (date(2020, 1, 1), date(2026, 11, 1))}


def test_a_tenure_that_was_over_before_and_is_not_known_is_unclear(desk):
    verdict, words = desk.one(
        "Rina", NIP, "Pengelola Kepegawaian", "", "1/1/2025", "31/12/2025"
    )

    assert verdict == "UNCLEAR"
    assert "sudah berakhir 31 Desember 2025 dan tidak tercatat" in words


def test_a_plh_keeps_his_own_post(desk):
    held = desk.office.head
    row = (held.user.name, held.user.employee_number)

    verdict, words = desk.one(*row, "Plh. Sekretaris", "", "28/11/2026", "12/12/2026")

    assert verdict == "CHANGED"
    assert words == "Jabatan ini ditambahkan. Mulai 28 November 2026."


# --- units --------------------------------------------------------------------------


def test_a_row_for_another_unit_is_refused(desk):
    make_unit("33.22", "KPU Kabupaten Semarang")
    header = ("Nama", "NIP", "Jabatan", "Satker")

    verdict, words = desk.one(
        *("Rina", NIP, "Pengelola Kepegawaian", "KPU Kab. Semarang"), header=header
    )

    assert verdict == "ERROR"
    assert "untuk KPU Kabupaten Semarang, bukan untuk satker daftar ini" in words


@pytest.mark.parametrize(
    "name", ["KPU Kab. Demak", "Komisi Pemilihan Umum Kabupaten Demak", "Kab. Demak"]
)
def test_the_list_of_the_nation_names_its_units(desk, name):
    header = ("Nama", "NIP", "Jabatan", "Satker")
    row = ("Rina", NIP, "Pengelola Kepegawaian", name)

    (outcome,) = desk.plan(row, header=header, unit=desk.office.nation, many=True)

    assert (outcome.verdict, outcome.unit_id) == ("NEW", desk.unit.pk)


def test_a_name_that_two_units_share_is_unclear(desk):
    make_unit("33.22", "KPU Kabupaten Semarang")
    make_unit("33.74", "KPU Kota Semarang", aliases=["KPU Semarang"])
    header = ("Nama", "NIP", "Jabatan", "Satker")
    rows = [("Rina", NIP, "Pengelola Kepegawaian", "Semarang")]

    (outcome,) = desk.plan(*rows, header=header, unit=desk.office.nation, many=True)

    assert outcome.verdict == "UNCLEAR"
    assert "KPU Kota Semarang" in outcome.reasons[0]


# --- what the one who hands it in may not change ------------------------------------


def test_an_operator_changes_neither_his_own_post_nor_those_above_him(desk):
    me = desk.hold("Rina", NIP, desk.post)
    give(me.user, "UNIT_OPERATOR", unit=desk.unit)
    desk.make_post("Pengelola Arsip")
    head = desk.office.head.user

    own = desk.one("Rina", NIP, "Pengelola Arsip", by=me.user)
    boss = desk.one(head.name, head.employee_number, "Pengelola Arsip", by=me.user)

    assert own[0] == boss[0] == "UNCLEAR"
    assert "Jabatan Anda sendiri" in own[1]
    assert "administrator organisasi" in boss[1]


def test_an_operator_corrects_nobody_who_also_works_elsewhere_or_has_a_role(desk):
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=desk.unit)
    held = desk.hold("Rina", NIP, desk.post)
    header = ("Nama", "NIP", "Jabatan", "Email")
    row = ("Rina", NIP, "Pengelola Kepegawaian", "rina@demo.kpu.example")
    assert desk.one(*row, header=header, by=operator)[0] == "CHANGED"

    post = make_position(unit=make_unit("33.22", "KPU Kabupaten Semarang"))
    beside = make_tenure(held.user, post)
    assert "satker lain" in desk.one(*row, header=header, by=operator)[1]

    beside.delete()
    give(held.user, "COMPLAINT_OFFICER", unit=desk.unit)
    assert "pemegang kewenangan" in desk.one(*row, header=header, by=operator)[1]


def test_a_complete_list_of_an_operator_does_not_end_his_superior(desk):
    me = desk.hold("Rina", NIP, desk.post)
    give(me.user, "UNIT_OPERATOR", unit=desk.unit)
    rows = [row for row in everybody(desk.office) if row[2] != "Sekretaris"]
    mine = ("Rina", NIP, "Pengelola Kepegawaian")

    found = desk.plan(*rows, mine, complete=True, by=me.user)

    assert verdicts(found)[-1] == (None, "UNCLEAR")
    assert "ENDED" not in {outcome.verdict for outcome in found}


FETCHING = {
    # what he is elsewhere, days from today: the verdict and words of the reason
    ("staff", 0): ("CHANGED", "Pindah dari Pengelola"),
    ("staff", -1): ("UNCLEAR", "paling cepat mulai hari ini"),
    ("leader", 0): ("UNCLEAR", "memimpin jabatan lain"),
    ("other line", 0): ("UNCLEAR", "memimpin jabatan lain"),
    ("officer", 0): ("UNCLEAR", "memegang kewenangan"),
    ("officer to come", 0): ("UNCLEAR", "memegang kewenangan"),
}


@pytest.mark.rule(64)
@pytest.mark.parametrize(("what", "days"), FETCHING)
def test_whom_an_operator_s_list_fetches_from_another_unit(desk, what, days):
    operator, today = make_user("Operator"), timezone.localdate()
    give(operator, "UNIT_OPERATOR", unit=desk.unit)
    other = make_unit("33.22", "KPU Kabupaten Semarang")
    held = desk.hold("Rina", NIP, make_position("Pengelola", unit=other))
    line = {"leader": "superior", "other line": "other_line"}.get(what)
    if line:
        make_position("Pembantu", unit=other, **{line: held.position})
    if what.startswith("officer"):
        since = today + timedelta(days=3 if what == "officer to come" else 0)
        give(held.user, "COMPLAINT_OFFICER", unit=other, since=since)
    start = f"{today + timedelta(days=days):%d/%m/%Y}"

    said = desk.one("Rina", NIP, "Pengelola Kepegawaian", "", start, by=operator)
    machine = desk.one("Rina", NIP, "Pengelola Kepegawaian", "", start)

    verdict, words = FETCHING[what, days]
    assert (said[0], words in said[1]) == (verdict, True)
    assert machine[0] == "CHANGED"


ENDING = {
    # who hands it in, the role of whom the list leaves out: whether he is ended
    ("operator", None): "ENDED",
    ("operator", "UPG"): "UNCLEAR",
    ("admin", "UPG"): "ENDED",
    ("machine", "ORGANISATION_ADMIN"): "UNCLEAR",
    ("admin", "ORGANISATION_ADMIN"): "ENDED",
}


@pytest.mark.rule(64)
@pytest.mark.parametrize(("who", "role"), ENDING)
def test_a_complete_list_ends_neither_officers_of_an_operator_nor_all_administrators(
    desk, who, role
):
    held = desk.hold("Rina", NIP, desk.post)
    by = None if who == "machine" else make_user("Pengunggah")
    if who == "operator":
        give(by, "UNIT_OPERATOR", unit=desk.unit)
    if who == "admin":
        give(by, "ORGANISATION_ADMIN")
    if role:
        give(held.user, role, unit=desk.unit if role == "UPG" else None)

    found = desk.plan(*everybody(desk.office), complete=True, by=by)

    assert verdicts(found)[-1] == (None, ENDING[who, role])


@pytest.mark.rule(64)
def test_an_officer_is_not_fetched_either_once_his_tenure_elsewhere_has_ended(desk):
    operator, other = make_user("Operator"), make_unit("33.22", "KPU Kab. Semarang")
    give(operator, "UNIT_OPERATOR", unit=desk.unit)
    comes = make_user("Rina", employee_number=NIP, id_kind=IdKind.NIP)
    make_tenure(comes, make_position("Pengelola", unit=other), until=date(2027, 1, 1))
    give(comes, "COMPLAINT_OFFICER", unit=other)

    verdict, words = desk.one(
        "Rina", NIP, "Pengelola Kepegawaian", "", "1/2/2027", by=operator
    )

    assert verdict == "UNCLEAR"
    assert "memegang kewenangan" in words
