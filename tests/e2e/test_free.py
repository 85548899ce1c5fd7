"""From Beranda to a sealed paper that anybody can check."""

import io
import json
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.visitor import PHONE


def address_in(pdf: bytes) -> str:
    """Where the paper's QR code leads, read from the record attached to it."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        (record,) = paper.attachments.values()
        return json.loads(record.get_file().read_bytes())["verification"]["url"]


def sealed_pdf(visitor) -> bytes:
    """Waits on the page for the worker, as people do, and saves the paper."""
    link = visitor.page.get_by_role("link", name="Simpan PDF")
    expect(link).to_be_visible(timeout=60_000)
    return visitor.download("Simpan PDF")


@pytest.mark.rule(1, 2, 72)
def test_somebody_without_a_conflict_signs_on_a_phone_and_gets_a_sealed_paper(
    visitors, people
):
    staff = visitors(width=PHONE, height=740).sign_in(people.staff("driver"))
    staff.look("beranda-pegawai")
    staff.page.locator("main .duty a").first.click()
    staff.look("mulai")
    staff.choose(re.compile("^Tidak"))
    staff.press("Lanjutkan")
    staff.look("kenali")
    staff.press(steps.NONE_APPLIES)
    staff.look("tanda-tangan")

    number = steps.sign(staff)

    assert "/BBK/33.21/" in number
    staff.look("bebas-ditandatangani")
    pdf = sealed_pdf(staff)
    staff.look("bebas-tersegel")
    assert pdf.startswith(b"%PDF-")
    staff.go("/beranda/")
    staff.look("beranda-sesudah")
    assert staff.page.locator("main .duty").count() == 0


@pytest.mark.rule(74)
def test_anybody_checks_the_paper_by_its_code_and_by_upload(visitors, people):
    staff = visitors().sign_in(people.staff("store"))
    steps.answer(staff, re.compile("^Tidak"))
    number = steps.sign(staff)
    pdf = sealed_pdf(staff)

    anybody = visitors()
    anybody.go(address_in(pdf))
    anybody.sees(number)
    anybody.sees("Berlaku")
    anybody.look("verifikasi-berlaku")
    assert anybody.context.cookies() == [] or {
        cookie["name"] for cookie in anybody.context.cookies()
    } == {"csrftoken"}

    steps.verify(anybody, pdf)
    anybody.sees("Berlaku")
    anybody.look("verifikasi-unggah")

    altered = pdf.replace(b"/Title", b"/Tit1e", 1)
    steps.verify(anybody, pdf + b"\n% tambahan\n")
    anybody.sees(re.compile("berubah|diubah", re.IGNORECASE))
    anybody.look("verifikasi-berubah")
    steps.verify(anybody, altered)
    anybody.sees(re.compile("berubah|diubah|tidak dikenal", re.IGNORECASE))


@pytest.mark.rule(3)
def test_a_newer_statement_supersedes_the_paper_and_the_public_page_says_so(
    visitors, people
):
    staff = visitors().sign_in(people.staff("cleaner"))
    steps.answer(staff, re.compile("^Tidak"))
    first = steps.sign(staff)
    paper = address_in(sealed_pdf(staff))

    steps.answer(staff, re.compile("^Tidak"))
    second = steps.sign(staff)

    assert first != second
    anybody = visitors()
    anybody.go(paper)
    anybody.sees("Digantikan")
    anybody.look("verifikasi-digantikan")


def test_the_whole_way_can_be_gone_by_keyboard_alone(visitors, people):
    staff = visitors().sign_in(people.staff("guard_1"))
    keys = staff.page.keyboard
    staff.tab_to("main .duty a")
    keys.press("Enter")
    expect(staff.page).to_have_url(re.compile("/deklarasi/"))
    staff.tab_to("input[type=radio][value=FREE]")
    keys.press("Space")
    staff.tab_to("main form button.btn-primary")
    keys.press("Enter")
    expect(staff.page).to_have_url(re.compile("/kenali/"))
    staff.tab_to("main form button.btn-primary")
    keys.press("Enter")
    expect(staff.page).to_have_url(re.compile("/tanda-tangan/"))
    staff.tab_to("input[name=consent]")
    keys.press("Space")
    staff.tab_to("input[name=password]")
    keys.type(staff.password)
    staff.tab_to("main form button.btn-primary")
    keys.press("Enter")

    assert "/BBK/" in steps.number_on(staff)
