"""Somebody complains from a telephone, comes back with the code, and stays unknown."""

import io
import time
from pathlib import Path

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import expect
from psycopg import sql

from tests.complaints.shapes import shapes
from tests.e2e.visitor import PHONE

TOLD = {
    "name": "Kirana Tanamankata",
    "contact": "0819-7777-3131",
    "what": "Pisanggoreng diselipkan ke dalam map supaya berkas saya didahulukan.",
    "where": "Warung Kelapamuda di belakang kantor",
    "when": "Malam Jumatkliwon sesudah hujan",
}
PLANTED = [
    *("Tanamankata", "0819-7777-3131", "Pisanggoreng", "Kelapamuda", "Jumatkliwon"),
    *("Balasanrahasia", "namaberkasrahasia"),
]
QUICKEST = 5  # seconds; a form sent sooner is asked to come again


def photograph():
    out = io.BytesIO()
    told = Image.Exif()
    told[0x010F] = "Balasanrahasia"
    Image.new("RGB", (400, 300), "navy").save(out, "JPEG", exif=told)
    return {
        "name": "namaberkasrahasia.jpg",
        "mimeType": "image/jpeg",
        "buffer": out.getvalue(),
    }


def tell(page, **left_out):
    """Fill in the whole form but for some of it."""
    page.locator("label[for=id_identity_0]").click()
    for field, text in (TOLD | left_out).items():
        page.locator(f"[name={field}]").fill(text)
    page.locator("[name=category]").select_option("SERVICE")
    page.locator("[name=unit]").select_option("33.21")
    page.locator("label[for=id_accused_class_1]").click()
    page.locator("[name=accused_post]").select_option("STAFF")


def code_on(page):
    return " ".join(page.locator(".code-words li").all_inner_texts())


@pytest.mark.rule(46, 47, 56, 69)
def test_somebody_complains_on_a_phone_and_comes_back_with_the_code(visitors, site):
    somebody = visitors(width=PHONE, height=740)
    page = somebody.page
    somebody.go("/pengaduan/")
    somebody.look("pengaduan-mulai")
    somebody.follow("Mulai pengaduan")
    somebody.look("pengaduan-formulir")
    somebody.press("Kirim pengaduan")
    somebody.sees("hal yang perlu diperbaiki")
    tell(page, where="")
    time.sleep(QUICKEST)
    page.locator("[name=evidence]").set_input_files([photograph()])
    somebody.press("Kirim pengaduan")
    somebody.sees("Tulis di mana kejadiannya.")
    somebody.sees("Jangan sertakan namaberkasrahasia.jpg")
    somebody.look("pengaduan-diperbaiki")
    somebody.fill("where", TOLD["where"])
    somebody.press("Kirim pengaduan")

    somebody.sees("Pengaduan Anda sudah kami terima")
    somebody.sees("1 berkas bukti")
    somebody.look("tanda-terima")
    code = code_on(page)
    page.reload()
    assert code_on(page) == code
    somebody.fill("code", code.upper())
    somebody.press("Periksa kode")
    somebody.sees("Kode Anda benar")
    somebody.follow("Ke halaman lacak")
    somebody.look("lacak")
    somebody.fill("code", code)
    somebody.press("Buka pengaduan")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Pengaduan Anda sudah diterima"
    )
    somebody.look("lacak-diterima")
    time.sleep(QUICKEST)
    somebody.fill("body", "Balasanrahasia: saya masih menyimpan mapnya.")
    somebody.press("Kirim pesan")
    somebody.sees("Pesan Anda sudah kami terima.")
    assert {cookie["name"] for cookie in somebody.context.cookies()} == {"csrftoken"}
    assert nothing_in_clear(site, [*PLANTED, code])


def test_it_works_without_a_script(site, browser):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/pengaduan/lapor/")
    tell(page)
    time.sleep(QUICKEST)
    page.get_by_role("button", name="Kirim pengaduan").click()
    code = code_on(page)
    page.goto("/pengaduan/lacak/")
    page.locator("[name=code]").fill(code)
    page.get_by_role("button", name="Buka pengaduan").click()

    heading = page.get_by_role("heading", level=1).inner_text()
    context.close()
    assert heading == "Pengaduan Anda sudah diterima"


def test_the_way_out_leads_elsewhere_at_once(visitors):
    somebody = visitors(width=PHONE, height=740)
    somebody.go("/pengaduan/lapor/")

    way_out = somebody.page.get_by_role("link", name="Tinggalkan")

    assert way_out.get_attribute("href").startswith("https://")
    assert "noreferrer" in way_out.get_attribute("rel")


def nothing_in_clear(site, words):
    """The database, the files, the logs and the mails hold none of these words."""
    found = [
        (place, word)
        for place, text in everything(site)
        for word in words
        if any(shape in text for shape in shapes(word))
    ]
    assert found == []
    return True


def everything(site):
    with psycopg.connect(site.database_url) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            rows = sql.SQL("SELECT row_to_json(t)::text FROM {} AS t")
            for (row,) in connection.execute(rows.format(sql.Identifier(table))):
                yield f"table {table}", row
    for file in Path(site.var_dir).rglob("*"):
        if file.is_file() and "static" not in file.parts:
            yield str(file), file.read_bytes().decode("latin-1")
    for mail in site.outbox.mails:
        yield "mail", mail.as_string()
