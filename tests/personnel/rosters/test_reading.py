"""Lists as offices really hand them in, and files that are handed in to do harm."""

import io
import zipfile
from datetime import date

import pytest

from personnel.models import Acting, Employment
from personnel.rosters import reading
from personnel.rosters.reading import Unreadable, read_table
from tests.personnel.rosters.files import COLUMNS, a_csv, a_workbook

NIP = "198503052010031991"
OTHER = "199001012015032992"
RINA = ("Rina Wulandari, S.H.", NIP, "Pengelola", "Subbag Hukum", "1/3/2026", "PNS")


def only(data):
    (entry,) = read_table(data).entries
    return entry


def number(cell):
    row = ("Rina", cell, "Pengelola")
    return only(a_workbook(("Data", [("Nama", "NIP", "Jabatan"), row])))


# --- what a file looks like ---------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_any_encoding_and_with_any_separator(delimiter, encoding):
    row = ("Rená “Wulan”", NIP, "Pengelola", "Subbag Hukum", "1/3/2026", "PNS")

    entry = only(a_csv(row, delimiter=delimiter, encoding=encoding))

    assert (entry.name, entry.number) == ("Rená “Wulan”", NIP)
    assert (entry.line, entry.start) == (2, date(2026, 3, 1))


def test_utf_16_without_a_mark_and_a_line_that_names_the_separator_are_read():
    data = ("sep=;\r\n" + a_csv(RINA, delimiter=";").decode()).encode("utf-16-le")

    assert only(data).line == 2


def test_title_rows_above_the_header_are_passed_over_and_lines_are_those_of_excel():
    data = a_csv(
        ("DAFTAR PEGAWAI",),
        ("KPU KABUPATEN DEMAK TAHUN 2026",),
        (),
        COLUMNS,
        ("1", "2", "3", "4", "5", "6"),
        RINA,
        (),
        ("Budi", OTHER, "Pengelola", "", "", ""),
        ("JUMLAH", "2", "", "", "", ""),
        header=None,
    )

    table = read_table(data)

    assert table.header_line == 4
    assert [(e.line, e.name) for e in table.entries] == [
        (6, "Rina Wulandari, S.H."),
        (8, "Budi"),
    ]
    assert table.skipped == [[5, "numbering"], [9, "total"]]


@pytest.mark.parametrize(
    ("label", "column", "cell", "value"),
    [
        ("NAMA LENGKAP", "name", "Rina", "Rina"),
        ("Nama Pegawai", "name", "Rina", "Rina"),
        ("nama lengkap & gelar", "name", "Rina", "Rina"),
        ("Nama Pegwai", "name", "Rina", "Rina"),
        ("N I P", "number", NIP, NIP),
        ("NIP Baru", "number", NIP, NIP),
        ("NIP / Nomor Pegawai", "number", NIP, NIP),
        ("NIK", "nik", "3321010101900001", "3321010101900001"),
        ("Pangkat/Gol. Ruang", "rank", "Penata (III/c)", "Penata (III/c)"),
        ("Gol. Ruang", "rank", "III/c", "III/c"),
        ("JABATAN", "title", "Pengelola", "Pengelola"),
        ("Nama Jabatan", "title", "Pengelola", "Pengelola"),
        ("Unit Kerja/Subbagian", "section", "Subbag Hukum", "Subbag Hukum"),
        ("Sub Bagian", "section", "Subbag Hukum", "Subbag Hukum"),
        ("Satker", "unit", "KPU Kab. Demak", "KPU Kab. Demak"),
        ("Kode Satker", "unit_code", "33.21", "33.21"),
        ("TMT Jabatan", "start", "1/3/2026", date(2026, 3, 1)),
        ("Tgl. Mulai", "start", "1 Maret 2026", date(2026, 3, 1)),
        ("Sampai", "end", "31-12-2026", date(2026, 12, 31)),
        ("s.d.", "end", "31.12.2026", date(2026, 12, 31)),
        ("Status Kepegawaian", "employment", "P3K", Employment.PPPK),
        ("E-mail", "email", "rina@demo.kpu.example", "rina@demo.kpu.example"),
        ("Atasan Langsung", "superior", "Sekretaris", "Sekretaris"),
        ("Plt/Plh", "acting", "Plt.", Acting.ACTING),
    ],
)
def test_headers_are_known_by_their_words(label, column, cell, value):
    header = {"Nama": "Rina", "Jabatan": "Pengelola", "NIP": NIP}
    taken = {"name": "Nama", "title": "Jabatan", "number": "NIP"}.get(column)
    header.pop(taken, None)
    if column == "nik":
        header.pop("NIP")
    cells = {label: cell} | header

    entry = only(a_csv(tuple(cells.values()), header=tuple(cells)))

    assert getattr(entry, column) == value


def test_columns_come_in_any_order_and_strange_ones_are_left_alone():
    header = ("TMT CPNS", "Jabatan", "Alamat", "NIP", "Keterangan", "Nama", "TMT")
    row = ("1/1/2010", "Pengelola", "Demak", NIP, "-", "Rina", "1/3/2026")

    entry = only(a_csv(row, header=header))

    assert (entry.name, entry.title) == ("Rina", "Pengelola")
    assert (entry.number, entry.start) == (NIP, date(2026, 3, 1))


def test_a_header_of_two_rows_with_merged_cells_is_one_header():
    rows = [
        ("No", "Nama", "NIP", "Pangkat", None, "Jabatan", "Masa Jabatan", None),
        (None, None, None, "Nama", "Gol", None, "Mulai", "Sampai"),
        (1, "Rina", NIP, "Penata", "III/c", "Pengelola", "1/3/2026", "31/12/2026"),
    ]

    def merge(book, sheet):
        for column, label in ((0, "No"), (1, "Nama"), (2, "NIP"), (5, "Jabatan")):
            sheet.merge_range(0, column, 1, column, label)
        sheet.merge_range(0, 3, 0, 4, "Pangkat")
        sheet.merge_range(0, 6, 0, 7, "Masa Jabatan")

    entry = only(a_workbook(("Data", rows, merge)))

    assert (entry.line, entry.name) == (3, "Rina")
    assert (entry.start, entry.end) == (date(2026, 3, 1), date(2026, 12, 31))


def test_merged_cells_hold_for_every_row_that_they_span():
    rows = [
        ("Nama", "NIP", "Jabatan", "Subbagian"),
        ("Rina", NIP, "Pengelola", "Subbagian Hukum"),
        ("Budi", OTHER, "Pengelola", None),
    ]

    def merge(book, sheet):
        sheet.merge_range(1, 3, 2, 3, "Subbagian Hukum")

    entries = read_table(a_workbook(("Data", rows, merge))).entries

    assert [entry.section for entry in entries] == ["Subbagian Hukum"] * 2


def test_the_sheet_with_the_people_is_chosen_and_hidden_ones_are_not():
    people = [("Nama", "NIP", "Jabatan"), ("Rina", NIP, "Pengelola")]
    more = [*people, ("Budi", OTHER, "Pengelola")]

    def hide(book, sheet):
        sheet.hide()

    data = a_workbook(
        ("Rekap", [("Jumlah", 2)]), ("Data", people), ("Lama", more, hide)
    )

    assert read_table(data).sheet == "Data"
    with pytest.raises(Unreadable, match="disembunyikan"):
        read_table(a_workbook(("Rekap", [("Jumlah", 2)]), ("Lama", more, hide)))


def test_headings_between_the_rows_give_section_and_status():
    data = a_csv(
        ("A. SUBBAGIAN HUKUM",),
        ("Rina", NIP, "Pengelola"),
        ("PPNPN",),
        ("Budi", "", "Pengemudi"),
        header=("Nama", "NIP", "Jabatan"),
    )

    rina, budi = read_table(data).entries

    assert rina.section == "SUBBAGIAN HUKUM"
    assert (budi.employment, budi.section) == (Employment.NON_ASN, "")


def test_the_signatures_below_are_no_people():
    data = a_csv(
        RINA,
        (),
        ("", "", "", "", "Demak, 1 Maret 2026", ""),
        ("Mengetahui,", "", "", "", "Sekretaris,", ""),
        ("BUDI SANTOSO", "", "", "", "ANI", ""),
        (f"NIP. {OTHER}", "", "", "", f"NIP. {OTHER}", ""),
    )

    table = read_table(data)

    assert [entry.name for entry in table.entries] == ["Rina Wulandari, S.H."]
    assert [line for line, _ in table.skipped] == [4, 5, 6, 7]


BORN = ("No", "Nama", "Tempat, Tanggal Lahir", "NIP", "Jabatan", "Status")


def test_where_somebody_was_born_is_no_signature():
    data = a_csv(
        ("1", "Rina Wulandari", "Demak, 12 Maret 1985", NIP, "Pengelola", "PNS"),
        ("2", "Budi Santoso", "Demak, 1 Mei 1990", "", "Pengemudi", "PPNPN"),
        ("", "Siti Aminah", "Kudus, 2 Juni 1991", "", "", ""),
        ("3", "Joko Susilo", "Pati, 3 Juli 1992", "", "Pramubakti", "PPNPN"),
        ("", "", "", "", "Demak, 1 Maret 2026", ""),
        ("", "Mengetahui,", "", "", "Sekretaris,", ""),
        ("", "ANI LESTARI", "", "", "", ""),
        header=BORN,
        delimiter=";",
    )

    table = read_table(data)

    names = ["Rina Wulandari", "Budi Santoso", "Siti Aminah", "Joko Susilo"]
    assert [entry.name for entry in table.entries] == names
    assert table.skipped == [[line, "signature"] for line in (6, 7, 8)]


@pytest.mark.parametrize("label", ["Alamat", "Tempat/Tgl"])
def test_a_place_and_a_day_in_a_row_of_a_person_are_no_signature(label):
    budi = ("Budi Santoso", "Demak, 1 Mei 1990", "Pengemudi")
    data = a_csv(
        budi,
        ("Joko", "", "Pramubakti"),
        header=("Nama", label, "Jabatan"),
        delimiter=";",
    )

    assert [entry.line for entry in read_table(data).entries] == [2, 3]


def test_a_note_between_the_rows_drops_nobody_below_it():
    data = a_csv(
        RINA,
        ("Catatan: PPNPN", "", "", "", "", ""),
        ("Budi", "", "Pengemudi", "", "", "PPNPN"),
    )

    table = read_table(data)

    assert [entry.name for entry in table.entries] == [RINA[0], "Budi"]
    assert table.skipped == [[3, "signature"]]


def test_a_row_with_a_name_alone_is_not_dropped():
    entries = read_table(a_csv(RINA, ("Budi Santoso", "", "", "", "", ""))).entries

    assert entries[1].faults == {"title": "Jabatan harus diisi."}


# --- cells --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        NIP,
        f"'{NIP}",
        "19850305 201003 1 991",
        "19850305.201003.1.991",
        "19850305-201003-1-991",
        "19850305\xa0201003\xa01\xa0991",
        f"NIP. {NIP}",
    ],
)
def test_a_nip_is_read_however_it_is_written(cell):
    assert number(cell).number == NIP


def test_a_nip_as_the_formula_of_a_text_is_read():
    data = f'Nama;NIP;Jabatan\nRina;"=""{NIP}""";Pengelola\n'.encode()

    assert only(data).number == NIP


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1,98503E+17", "angka terakhirnya sudah hilang"),
        ("1.98503E+17", "angka terakhirnya sudah hilang"),
        (198503052010031991, "dibulatkan menjadi 000 oleh Excel"),
        ("198503052010031000", "dibulatkan menjadi 000 oleh Excel"),
        ("19850305201003199", "harus 18 angka, yang diisikan 17"),
        ("198513052010031991", "bukan tanggal lahir"),
        ("198503052010131991", "bukan bulan pengangkatan"),
        ("198503052010033991", "Angka ke-15"),
        ("198503051990031991", "tidak sesuai dengan tahun lahir"),
        ("198503052010O31991", "hanya boleh berisi angka"),
    ],
)
def test_a_number_that_lost_digits_or_cannot_be_is_refused_with_the_reason(cell, words):
    entry = number(cell)

    assert words in entry.faults["number"]
    assert entry.number == ""


@pytest.mark.parametrize("cell", [44620, "44620"])
def test_a_bare_number_is_no_date_in_a_workbook_that_counts_from_1904(cell):
    rows = [
        ("Nama", "NIP", "Jabatan", "TMT", "Sampai"),
        ("Rina", NIP, "Pengelola", None, cell),
    ]

    def write(book, sheet):
        form = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(1, 3, date(2026, 3, 1), form)

    entry = only(a_workbook(("Data", rows, write), date_1904=True))

    assert (entry.start, entry.end) == (date(2026, 3, 1), None)
    assert "sejak 1904" in entry.faults["end"]


def test_made_up_numbers_are_for_trials_alone(settings):
    settings.TRIAL = False

    assert "hanya dipakai untuk data contoh" in number(NIP).faults["number"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1/3/2026", date(2026, 3, 1)),
        ("1 Maret 2026", date(2026, 3, 1)),
        ("01-03-26", date(2026, 3, 1)),
        ("Minggu, 1 Maret 2026", date(2026, 3, 1)),
        ("1 Mrt 2026", None),
        ("1-Mar-26", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("31/12/98", date(1998, 12, 31)),
        (46082, date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        ("3/25/2026", None),
        ("31/2/2026", None),
        ("segera", None),
        (7, None),
    ],
)
def test_dates_are_day_first_in_any_form_and_never_guessed(cell, day):
    rows = [("Nama", "NIP", "Jabatan", "TMT"), ("Rina", NIP, "Pengelola", None)]

    def write(book, sheet):
        if isinstance(cell, date):
            form = book.add_format({"num_format": "dd/mm/yyyy"})
            sheet.write_datetime(1, 3, cell, form)
        else:
            sheet.write(1, 3, cell)

    entry = only(a_workbook(("Data", rows, write)))

    assert entry.start == day
    assert ("start" in entry.faults) is (day is None)


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3"])
def test_a_formula_is_refused_and_never_evaluated(cell):
    entry = only(a_csv((cell, NIP, "Pengelola", "", "", ""), delimiter=";"))

    assert "rumus" in entry.faults["name"]


def test_an_apostrophe_does_not_smuggle_a_formula_in():
    assert "rumus" in only(a_csv(("'=1+1", NIP, "Pengelola"))).faults["name"]


def test_a_name_that_no_paper_can_print_is_refused():
    assert "tidak dapat dicetak" in only(a_csv(("Rina 智", NIP, "P"))).faults["name"]


@pytest.mark.parametrize(
    ("title", "acting", "rest"),
    [
        ("Plt. Sekretaris", Acting.ACTING, "Sekretaris"),
        ("Plh Kasubbag Hukum", Acting.DAILY, "Kasubbag Hukum"),
        ("Pelaksana Tugas Sekretaris", Acting.ACTING, "Sekretaris"),
        ("Pelaksana", Acting.PERMANENT, "Pelaksana"),
    ],
)
def test_plt_and_plh_stand_before_the_title_too(title, acting, rest):
    entry = only(a_csv(("Rina", NIP, title, "", "", "")))

    assert (entry.acting, entry.title) == (acting, rest)


def test_a_plh_needs_an_end_and_a_pns_a_nip():
    header = ("Nama", "NIP", "Jabatan", "Status", "Sampai", "Email")
    data = a_csv(
        ("Rina", NIP, "Plh. Sekretaris", "PNS", "", ""),
        ("Budi", "", "Pengelola", "PNS", "", ""),
        ("Ani", NIP, "Pengelola", "PPNPN", "", "bukan-surel"),
        header=header,
    )

    plh, without, ppnpn = (entry.faults for entry in read_table(data).entries)

    assert plh == {"end": "Plh. harus punya tanggal berakhir."}
    assert without == {"number": "NIP harus diisi untuk PNS."}
    assert set(ppnpn) == {"employment", "email"}


def test_a_nik_in_the_column_of_the_nip_is_told_apart():
    entry = only(a_csv(("Budi", "3321010101900001", "Pengemudi", "", "", "PPNPN")))

    assert (entry.number, entry.nik, entry.faults) == ("", "3321010101900001", {})


# --- hostile ------------------------------------------------------------------------


def archive(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
ZEROS = bytes(60 * 1024 * 1024)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"\n\n \n", "kosong"),
        (OLE, "Excel lama"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "dikunci dengan kata sandi"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        (archive(xl__workbook=b"", xl__vbaProject=b""), "makro"),
        (archive(word__document=b"<w/>"), "Excel (.xlsx) atau CSV"),
        (b"PK\x03\x04 rusak", "tidak dapat dibuka"),
        (b"%PDF-1.7", "Excel (.xlsx) atau CSV"),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "Excel (.xlsx)"),
        (b"\x00\x01\x02\x03binary", "Excel (.xlsx) atau CSV"),
        (b"satu;dua\n1;2\n", "judul kolom tidak ditemukan"),
        (b"Nama;NIP;Jabatan\n", "tidak ada satu pegawai pun"),
    ],
    ids=range(13),
)
def test_a_file_that_is_no_list_is_refused_in_clear_words(data, words):
    with pytest.raises(Unreadable) as refusal:
        read_table(data)

    assert words in str(refusal.value)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    parts = {f"xl__worksheets__sheet{n}.xml": ZEROS for n in range(6)}

    with pytest.raises(Unreadable, match="membengkak"):
        read_table(archive(**{"xl__workbook.xml": b"<workbook/>"}, **parts))


def test_a_child_that_needs_too_much_memory_is_a_refusal(settings):
    settings.ROSTER_MEMORY_MB = 60
    wide = tuple("x" * 900 + str(place) for place in range(60))

    with pytest.raises(Unreadable, match="membengkak"):
        read_table(a_workbook(("Data", [COLUMNS, *[RINA + wide] * 1_500])))


def test_a_child_that_needs_too_much_time_is_a_refusal(settings, monkeypatch):
    settings.ROSTER_READ_SECONDS = 0
    monkeypatch.setattr(reading, "GRACE", 0.001)

    with pytest.raises(Unreadable, match="membengkak"):
        read_table(a_csv(RINA))


def test_a_file_over_the_size_is_refused(settings):
    settings.ROSTER_MAX_MB = 0

    with pytest.raises(Unreadable, match="terlalu besar"):
        read_table(a_csv(RINA))
