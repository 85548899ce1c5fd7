"""A list of people: handed in with faults, mended, handed in again, applied."""

import io
import re

import pytest
import xlsxwriter
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

NEW, MENDED = "199203172018122993", "198907112015031994"
HEADER = ("NO", "NAMA LENGKAP", "N I P", "JABATAN", "UNIT KERJA/SUBBAGIAN", "TMT")
SECTION = "Subbagian Keuangan, Umum dan Logistik"
SUPERIOR = "Kepala Subbagian Keuangan, Umum dan Logistik"


def a_list(rows, header=HEADER) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Daftar")
    sheet.merge_range(0, 0, 0, len(header) - 1, "DAFTAR PEGAWAI KPU KABUPATEN DEMAK")
    sheet.write_row(2, 0, header)
    for line, row in enumerate(rows, start=3):
        sheet.write_row(line, 0, row)
    book.close()
    return out.getvalue()


def hand_in(visitor, name, data, extent="sebagian"):
    visitor.go("/personalia/daftar/")
    visitor.pick("extent", extent)
    visitor.page.locator("input[name=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    visitor.press("Unggah dan periksa")
    until_done(visitor)


def until_done(visitor):
    """The page asks for news by itself and comes anew when there is any."""
    waiting = visitor.page.locator("#kemajuan section")
    expect(visitor.page.locator("#kemajuan")).to_be_attached()
    expect(waiting).to_have_count(0, timeout=90_000)


def mended(data) -> bytes:
    """The file given back, with the number written in full and a superior named."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    head, *people = rows.to_python()
    for row in people:
        number = head.index("NIP atau nomor pegawai")
        row[number] = MENDED if row[number].startswith("1989") else row[number]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate([[*head, "Atasan"], *people]):
        for column, cell in enumerate(row):
            if hasattr(cell, "year"):
                sheet.write_datetime(line, column, cell, day)
            else:
                sheet.write_string(line, column, str(cell))
        if line:
            sheet.write_string(line, len(row), SUPERIOR)
    book.close()
    return out.getvalue()


@pytest.mark.rule(78)
def test_a_list_with_faults_is_mended_and_its_people_are_there(visitors, people):
    operator = visitors().sign_in(people.staff("personnel"))
    operator.go("/personalia/daftar/")
    operator.sees("Belum ada daftar")
    operator.look("daftar-kosong")

    hand_in(operator, "foto.xlsx", b"%PDF-1.7 bukan daftar")
    operator.sees("Ini bukan daftar yang dapat dibaca")
    operator.look("daftar-ditolak")

    rows = [
        (1, "Wening Puspa Andayani, S.E.", NEW, "Analis Anggaran", SECTION, "1/3/2026"),
        (2, "Tegar Bekti Raharja", 198907112015031994, "Juru Bayar", SECTION, 46082),
    ]
    hand_in(operator, "Daftar pegawai.xlsx", a_list(rows))
    operator.sees("2 baris salah atau belum jelas")
    operator.sees("dibulatkan menjadi 000 oleh Excel")
    operator.sees("Jabatan tidak ada pada susunan satker")
    operator.look("daftar-salah")

    given_back = operator.download("Unduh berkas perbaikan")
    hand_in(operator, "Daftar pegawai (2).xlsx", mended(given_back))
    operator.sees("Terapkan 2 perubahan")
    operator.look("daftar-siap")
    operator.press("Terapkan daftar")
    until_done(operator)
    operator.sees("Daftar sudah diterapkan")
    operator.look("daftar-diterapkan")

    template = operator.page.context.request.get(
        "/personalia/daftar/templat.xlsx?satker=33.21"
    )
    numbers = str(
        CalamineWorkbook.from_filelike(io.BytesIO(template.body()))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert NEW in numbers
    assert MENDED in numbers

    hand_in(operator, "sama.xlsx", mended(given_back))
    operator.sees("Tidak ada yang berubah")
    expect(
        operator.page.get_by_role("link", name=re.compile("^Tetap 2"))
    ).to_be_visible()
    operator.go("/personalia/daftar/")
    operator.look("daftar-riwayat")
