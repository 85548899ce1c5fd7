"""The pages on which a list is handed in, looked at, mended and applied."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from personnel.models import RosterImport, RosterStatus, Tenure
from personnel.rosters.reading import read_table
from personnel.workflow import rosters
from tests.factories import give
from tests.personnel.factories import make_unit, make_user
from tests.personnel.rosters.factories import applied, make_roster
from tests.personnel.rosters.files import a_csv, a_workbook
from tests.personnel.rosters.test_planning import HEADER, LEGAL, NIP, SECOND, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.rule(78)]

RINA = ("Rina Wulandari, S.H.", NIP, "Pengelola Kepegawaian", "", "1/3/2026", "", "PNS")
WRONG = ("Budi", SECOND[:15] + "000", "Pengelola Arsip", "", "3/25/2026", "", "PNS")


@pytest.fixture
def desk():
    desk = Desk()
    desk.operator = make_user("Operator Satker")
    give(desk.operator, "UNIT_OPERATOR", unit=desk.unit)
    return desk


@pytest.fixture
def office(client, desk):
    client.force_login(desk.operator)
    return client


def csv_of(*rows):
    return a_csv(*rows, header=HEADER, delimiter=";")


def send(client, desk, data, name="daftar.csv", **fields):
    told = {
        "unit": desk.unit.pk,
        "as_of": "2026-11-28",
        "extent": "sebagian",
        "file": SimpleUploadedFile(name, data),
    }
    return client.post(reverse("personnel:upload_roster"), told | fields)


def cells(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python()


def test_an_upload_leads_to_its_own_page_which_says_that_it_is_being_read(office, desk):
    answer = send(office, desk, csv_of(RINA))

    roster = RosterImport.objects.get()
    assert answer.url == roster.get_absolute_url()
    assert (roster.complete, roster.as_of) == (False, date(2026, 11, 28))
    page = office.get(answer.url).content.decode()
    assert "Menunggu dibaca" in page
    assert "Anda boleh meninggalkan halaman ini" in page


def test_progress_is_told_in_rows_and_the_page_comes_anew_when_it_is_done(office, desk):
    roster = make_roster(desk.unit, data=csv_of(RINA), by=desk.operator)
    RosterImport.objects.update(status=RosterStatus.READING, done=400, total=1000)
    page = office.get(roster.get_absolute_url(), headers={"HX-Request": "true"})
    assert "400 dari 1.000" in page.content.decode()
    assert "HX-Refresh" not in page.headers

    rosters.read(roster.pk)

    page = office.get(roster.get_absolute_url(), headers={"HX-Request": "true"})
    assert page["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"file": ""}, "Pilih berkas daftar pegawai."),
        ({"as_of": ""}, "Isi tanggal mulai berlakunya daftar ini."),
        ({"as_of": "besok"}, "Isi tanggal yang benar."),
        ({"extent": "lain"}, "Pilih apakah daftar ini lengkap."),
    ],
)
def test_what_is_missing_is_said_at_the_field(office, desk, fields, words):
    answer = send(office, desk, csv_of(RINA), **fields)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not RosterImport.objects.exists()


def test_a_file_that_is_too_large_is_said_so_and_not_kept(office, desk, settings):
    settings.ROSTER_MAX_MB = 1

    answer = send(office, desk, bytes(1024 * 1024 + 1))

    assert "lebih besar dari 1 MB" in answer.content.decode()


def test_an_operator_cannot_hand_in_for_another_unit(office, desk):
    other = make_unit("33.22", "KPU Kabupaten Semarang")

    answer = send(office, desk, csv_of(RINA), unit=other.pk)

    assert answer.status_code == 200
    assert not RosterImport.objects.exists()


def test_the_preview_counts_filters_and_gives_reasons(office, desk):
    roster = make_roster(desk.unit, data=csv_of(RINA, WRONG), by=desk.operator)

    page = office.get(roster.get_absolute_url()).content.decode()
    assert "Terapkan 1 perubahan" in page
    assert "Pegawai baru, mulai" in page
    assert "dibulatkan menjadi 000 oleh Excel" in page

    page = office.get(f"{roster.get_absolute_url()}?hasil=ERROR").content.decode()
    assert "Rina Wulandari" not in page
    assert "Budi" in page


def test_the_preview_counts_the_rows_that_are_no_people(office, desk):
    total, signed = ("JUMLAH", "1 orang"), ("Demak, 1 Maret 2026",)
    roster = make_roster(desk.unit, data=csv_of(RINA, total, signed), by=desk.operator)

    page = office.get(roster.get_absolute_url()).content.decode()

    said = "2 baris bukan pegawai dan dilewati: 1 jumlah, 1 tanda tangan atau catatan"
    assert said in page
    assert "baris 3 (jumlah), baris 4 (tanda tangan atau catatan)." in page


def test_wrong_rows_stay_out_only_when_that_is_confirmed(office, desk):
    roster = make_roster(desk.unit, data=csv_of(RINA, WRONG), by=desk.operator)
    url = reverse("personnel:apply_roster", args=[roster.public_id])

    assert "Centang bahwa Anda tahu" in office.post(url).content.decode()
    roster.refresh_from_db()
    assert roster.status == RosterStatus.READY

    assert office.post(url, {"agreed": "on"}).status_code == 302
    rosters.carry_out(roster.pk)
    page = office.get(roster.get_absolute_url()).content.decode()
    assert "Daftar sudah diterapkan" in page
    assert Tenure.objects.filter(position=desk.post).exists()


def test_pressing_twice_is_no_error_but_is_said(office, desk):
    roster = make_roster(desk.unit, data=csv_of(RINA), by=desk.operator)
    url = reverse("personnel:apply_roster", args=[roster.public_id])
    office.post(url)

    answer = office.post(url, follow=True)

    assert answer.status_code == 200
    assert "sedang diterapkan" in answer.content.decode()


def test_a_list_that_would_end_many_is_announced(office, desk):
    roster = make_roster(desk.unit, data=csv_of(RINA), by=desk.operator, complete=True)

    assert (
        "Banyak yang berakhir" in office.get(roster.get_absolute_url()).content.decode()
    )


def test_the_corrected_file_explains_and_can_be_handed_in_again(office, desk):
    formula = ("=HYPERLINK(1)", "", "Pengelola Arsip", "", "", "", "PPNPN")
    roster = make_roster(desk.unit, data=csv_of(RINA, WRONG, formula), by=desk.operator)

    answer = office.get(reverse("personnel:roster_corrected", args=[roster.public_id]))

    head, rina, budi, bad = cells(answer.content)
    told = dict(zip(head, rina, strict=True))
    assert told["NIP atau nomor pegawai"] == NIP
    assert told["Bagian/Subbagian"] == LEGAL
    assert told["TMT Jabatan"] == date(2026, 3, 1)
    assert told["Hasil"] == "Baru"
    wrong = dict(zip(head, budi, strict=True))
    assert wrong["TMT Jabatan"] == "3/25/2026"
    assert wrong["Keterangan"].startswith("Baris 3. Tiga angka terakhir NIP")
    assert bad[0] == "=HYPERLINK(1)"
    again = read_table(answer.content).entries
    assert [entry.name for entry in again[:2]] == ["Rina Wulandari, S.H.", "Budi"]
    assert "rumus" in again[2].faults["name"]


def test_the_template_holds_the_present_roll_and_changes_nothing(office, desk):
    answer = office.get(reverse("personnel:roster_template"), {"satker": "33.21"})

    roster = make_roster(desk.unit, data=answer.content, complete=True)

    assert set(roster.counts) == {"UNCHANGED"}
    assert len(cells(office.get(reverse("personnel:roster_template")).content)) == 1


def test_nobody_else_sees_a_list(client, desk):
    roster = make_roster(desk.unit, data=csv_of(RINA), by=desk.operator)
    elsewhere = make_user("Operator Lain")
    give(elsewhere, "UNIT_OPERATOR", unit=make_unit("33.22", "KPU Kabupaten Semarang"))
    client.force_login(elsewhere)

    for name in ("roster", "roster_corrected"):
        address = reverse(f"personnel:{name}", args=[roster.public_id])
        assert client.get(address).status_code == 404
    for name in ("apply_roster", "read_roster_again", "discard_roster"):
        address = reverse(f"personnel:{name}", args=[roster.public_id])
        assert client.post(address).status_code == 404
    assert (
        "Belum ada daftar" in client.get(reverse("personnel:rosters")).content.decode()
    )


def test_a_list_whose_content_was_removed_keeps_its_counts(office, desk):
    from personnel.rosters import store

    roster = applied(make_roster(desk.unit, data=csv_of(RINA), by=desk.operator))
    store.forget(roster)

    page = office.get(roster.get_absolute_url())

    assert page.status_code == 200
    assert "sudah dihapus dari sistem" in page.content.decode()
    address = reverse("personnel:roster_corrected", args=[roster.public_id])
    assert office.get(address).status_code == 404


def test_a_workbook_of_the_nation_is_handed_in_by_an_administrator(client, desk):
    admin = make_user("Administrator")
    give(admin, "ORGANISATION_ADMIN")
    client.force_login(admin)
    header = ("Nama", "NIP", "Jabatan", "Kode Satker")
    data = a_workbook(("Data", [header, (*RINA[:3], "33.21")]))

    send(client, desk, data, unit=desk.office.nation.pk)
    roster = RosterImport.objects.get()
    rosters.read(roster.pk)

    roster.refresh_from_db()
    assert roster.many_units
    assert roster.counts == {"NEW": 1}
    assert (
        "KPU Kabupaten Demak" in client.get(roster.get_absolute_url()).content.decode()
    )
