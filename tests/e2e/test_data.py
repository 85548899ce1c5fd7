"""One's own data: who read it, a correction; and a breach from report to letter."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.visitor import PHONE

WORDS = "Pangkat saya tertulis satu tingkat lebih rendah."
BREACH = "Cetakan pernyataan tertinggal di mesin fotokopi."


@pytest.mark.rule(64, 68)
def test_somebody_sees_who_read_his_statement_and_has_his_data_corrected(
    visitors, people
):
    planner, secretary = people.staff("planner"), people.staff("secretary")
    reader = visitors().sign_in(secretary)
    reader.go("/penelaahan/")
    reader.page.locator("tr", has_text=planner.name).get_by_role("link").click()

    staff = visitors(width=PHONE, height=740).sign_in(planner)
    staff.page.locator(".account summary").click()
    staff.follow("Data saya")
    expect(
        staff.page.locator("tr", has_text=secretary.name).filter(has_text="Membaca")
    ).to_be_visible()
    staff.look("data-saya")
    copy = staff.download(re.compile("HTML"))
    assert secretary.name in copy.decode()
    staff.follow("Ajukan permintaan")
    staff.look("permintaan-baru")
    staff.page.locator("select[name=group]").select_option("IDENTITY")
    staff.fill("wrong", WORDS)
    staff.press("Kirim permintaan")
    staff.sees("Tulis bagaimana seharusnya.")
    staff.fill("wanted", "Satu tingkat di atasnya, sesuai surat keputusan.")
    staff.press("Kirim permintaan")
    staff.sees(re.compile(r"tersisa\s71\sjam"))
    staff.look("permintaan-dikirim")
    address = staff.page.url

    operator = visitors().sign_in(people.staff("personnel"))
    operator.page.locator("main .duty", has_text=planner.name).first.click()
    operator.sees(WORDS)
    operator.look("permintaan-operator")
    operator.fill("answer", "Akan saya perbaiki hari ini.")
    operator.press("Setujui permintaan")
    operator.press("Catat selesai dikerjakan")
    operator.go("/data-saya/permintaan/meja/?lihat=selesai")
    operator.look("permintaan-meja")

    staff.go(address)
    staff.sees("Akan saya perbaiki hari ini.")
    staff.sees("Selesai dikerjakan")
    staff.look("permintaan-dijawab")


@pytest.mark.rule(52, 63, 64)
def test_a_breach_is_reported_assessed_signed_and_read_by_the_one_concerned(
    visitors, people, eventually
):
    reporter = visitors(width=PHONE, height=740).sign_in(people.province("treasurer"))
    reporter.go("/data-saya/insiden/lapor/")
    reporter.look("insiden-lapor")
    reporter.pick("kind", "COMPLAINT_SEEN")
    reporter.fill("title", "Cetakan tertinggal")
    reporter.fill("discovered_on", "2026-01-05")
    reporter.fill("discovered_time", "08:15")
    reporter.fill("story", BREACH)
    reporter.press("Kirim laporan")
    reporter.sees("terlambat")
    reporter.look("insiden-dilaporkan")
    path = reporter.page.url

    officer = visitors().sign_in(people.nation("support_1"))
    officer.look("beranda-pelindung-data")
    officer.go(path)
    officer.sees(BREACH)
    officer.look("insiden-register")
    officer.follow("Nilai insiden")
    officer.fill("exposed", "Nama dan jabatan dalam satu pernyataan.")
    officer.fill("course", "Cetakan tertinggal semalam di mesin fotokopi.")
    officer.fill("measures", "Cetakan diambil dan dimusnahkan.")
    officer.tick("categories", "STATEMENTS")
    officer.fill("people_count", "1")
    subject = people.province("data")
    officer.fill("people", subject.number)
    officer.look("insiden-nilai")
    officer.press("Simpan penilaian")
    officer.follow("Baca dan tanda tangani surat")
    officer.look("insiden-surat")
    officer.tick("consent")
    officer.page.locator("input[name=password]").fill(officer.password)
    officer.press("Tanda tangani pemberitahuan")
    officer.sees("Surat pemberitahuan ditandatangani.")
    officer.look("insiden-diberitahukan")

    concerned = visitors(width=PHONE, height=740).sign_in(subject)
    concerned.go("/beranda/kabar/")
    concerned.press(re.compile("kegagalan pelindungan data"))
    concerned.sees("Data Anda termasuk yang terungkap")
    assert BREACH not in concerned.page.locator("main").inner_text()
    eventually(
        lambda: (
            concerned.page.reload()
            and concerned.page.get_by_role("link", name="Simpan PDF").is_visible()
        )
    )
    concerned.look("pemberitahuan")
    assert concerned.download("Simpan PDF").startswith(b"%PDF-")
    administrator = visitors().sign_in(people.nation("systems"))
    assert administrator.go(path).status == 404


@pytest.mark.rule(63)
def test_anybody_reads_the_privacy_notice(visitors):
    anybody = visitors()
    anybody.go("/")
    anybody.follow("Privasi")
    anybody.sees("Pejabat Pelindungan Data Pribadi")
    anybody.look("privasi")
