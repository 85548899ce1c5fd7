"""What goes wrong between a person and a page: nothing is lost, nothing done twice."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.visitor import PASSWORD

SIGN = "Tanda tangani pernyataan"


def to_the_free_text(visitor):
    steps.answer(visitor, re.compile("^Tidak"))
    return visitor


def signed_statements(visitor) -> int:
    visitor.go("/deklarasi/")
    return visitor.page.locator("tbody tr", has_text=steps.NUMBER).count()


def to_a_topic(visitor, title="Tugas, wewenang, dan keputusan"):
    steps.answer(visitor, re.compile("^Ya"))
    visitor.follow(title)
    return visitor


def test_a_double_click_signs_once(visitors, people):
    staff = to_the_free_text(visitors().sign_in(people.staff("guard_2")))
    steps.agree(staff)

    staff.page.get_by_role("button", name=SIGN).dblclick()

    steps.number_on(staff)
    assert signed_statements(staff) == 1


def test_two_tabs_and_the_back_button_lead_to_the_same_statement(visitors, people):
    staff = to_the_free_text(visitors().sign_in(people.staff("complaints")))
    other = staff.open_tab()
    other.goto(staff.page.url)
    number = steps.sign(staff)

    other.locator("label[for=id_consent]").click()
    other.locator("input[name=password]").fill(PASSWORD)
    other.get_by_role("button", name=SIGN).click()
    expect(other.locator("main")).to_contain_text(number)

    staff.page.go_back()
    if staff.page.get_by_role("button", name=SIGN).count():
        steps.agree(staff)
        staff.press(SIGN)
    staff.sees(number)
    assert signed_statements(staff) == 1


@pytest.mark.rule(72)
def test_a_wrong_password_and_a_missing_consent_are_said_at_the_field(visitors, people):
    staff = to_the_free_text(visitors().sign_in(people.staff("analyst")))
    staff.press(SIGN)
    staff.sees("Centang bahwa Anda sudah membaca dan menyetujui.")
    staff.look("tanda-tangan-galat")
    staff.tick("consent")
    staff.page.locator("input[name=password]").fill("bukan kata sandi saya")
    staff.press(SIGN)
    staff.sees("Kata sandi tidak cocok")
    expect(staff.page).to_have_title(re.compile("^Kesalahan: "))
    expect(staff.page.locator(".error-summary")).to_be_focused()
    staff.look("tanda-tangan-sandi-salah")

    staff.page.locator("input[name=password]").fill(PASSWORD)
    staff.press(SIGN)

    assert steps.number_on(staff)


def test_what_is_typed_outlives_the_session(visitors, people):
    staff = to_a_topic(visitors().sign_in(people.staff("computing")))
    staff.fill("duty", "Saya memelihara sistem rekapitulasi dan menilai pemasoknya.")
    staff.end_session()
    staff.press(steps.SAVE)
    staff.sees("Isian Anda tersimpan")
    staff.look("masuk-isian-tersimpan")

    staff.page.get_by_label("NIP atau nomor pegawai").fill(
        people.staff("computing").number
    )
    staff.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    staff.press("Masuk", exact=True)
    staff.look("isian-tersimpan")
    staff.press("Kirim isian saya")

    expect(staff.page).to_have_url(re.compile("/isi/$"))
    staff.follow("Tugas, wewenang, dan keputusan")
    expect(staff.page.locator("[name=duty]")).to_have_value(re.compile("rekapitulasi"))


def test_somebody_else_who_signs_in_does_not_get_what_was_typed(visitors, people):
    staff = to_a_topic(visitors().sign_in(people.staff("typist")))
    staff.fill("duty", "Rahasia yang belum selesai saya tulis di sini.")
    staff.end_session()
    staff.press(steps.SAVE)
    staff.page.get_by_label("NIP atau nomor pegawai").fill(
        people.staff("stages").number
    )
    staff.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    staff.press("Masuk", exact=True)

    expect(staff.page).to_have_url(re.compile("/beranda/"))
    assert "Rahasia" not in staff.page.content()


@pytest.mark.rule(9)
def test_a_draft_saves_itself_and_an_older_tab_cannot_undo_it(visitors, people):
    staff = to_a_topic(visitors().sign_in(people.staff("logistics")))
    older = staff.open_tab()
    older.goto(staff.page.url)
    staff.fill("duty", "Saya menghitung kebutuhan kotak suara untuk kecamatan.")
    staff.sees(re.compile("Draf tersimpan"))

    older.locator("[name=duty]").fill("Tulisan yang lebih lama.")
    older.get_by_role("button", name=steps.SAVE).click()

    expect(older.locator("body")).to_contain_text("sudah disimpan dari jendela")
    expect(older.locator("[name=duty]")).to_have_value("Tulisan yang lebih lama.")
    staff.page.reload()
    expect(staff.page.locator("[name=duty]")).to_have_value(re.compile("kotak suara"))


@pytest.mark.rule(5)
def test_what_cannot_stand_on_a_paper_is_refused_at_its_field_and_kept(
    visitors, people
):
    staff = to_a_topic(
        visitors().sign_in(people.staff("jurist")), "Sumber dan kaitannya"
    )
    staff.fill("source", "Saudara saya 🙂 ikut dalam pengadaan ini.")
    staff.fill("link", "tidak ada")
    staff.press(steps.SAVE)

    staff.look("potensi-galat")
    expect(staff.page).to_have_title(re.compile("^Kesalahan: "))
    expect(staff.page.locator("[name=source]")).to_have_value(re.compile("🙂"))
    expect(staff.page.locator("[name=link]")).to_have_value("tidak ada")
    staff.sees("tidak dapat diterima")
    staff.fill("source", "a" * 200)
    staff.press(steps.SAVE)
    expect(staff.page.locator("#id_source_error")).to_be_visible()


def test_an_unanswered_first_question_is_said_in_our_own_words(visitors, people):
    staff = visitors().sign_in(people.staff("outreach"))
    staff.go("/deklarasi/mulai/")

    staff.press("Lanjutkan")

    staff.sees("Pilih ya atau tidak.")
    staff.look("mulai-galat")


def test_everything_works_without_scripts(visitors, people):
    staff = visitors(scripts=False).sign_in(people.staff("legal"))
    to_the_free_text(staff)
    number = steps.sign(staff)

    staff.follow("Muat ulang halaman")

    staff.sees(number)


def test_unknown_addresses_are_not_found_in_our_own_words(visitors, people):
    staff = visitors().sign_in(people.staff("planner"))
    unknown = "00000000-0000-4000-8000-000000000000"
    for path in (
        "/tidak-ada/",
        f"/deklarasi/{unknown}/",
        f"/penelaahan/{unknown}/",
        "/deklarasi/1/",
    ):
        assert staff.go(path).status == 404
        staff.sees("tidak ditemukan")
    assert staff.go("/verifikasi/ABCD-EFGH/").status in {200, 404}
    staff.sees(re.compile("tidak dikenal", re.IGNORECASE))


def test_a_paper_waits_for_a_worker_that_is_away(visitors, people, site):
    staff = to_the_free_text(visitors().sign_in(people.province("jurist")))
    site.stop("worker")
    try:
        steps.sign(staff)
        staff.sees("PDF sedang disiapkan")
        staff.page.wait_for_timeout(5000)
        staff.sees("PDF sedang disiapkan")
        staff.look("bebas-menunggu-pekerja")
    finally:
        site.start_worker()

    link = staff.page.get_by_role("link", name="Simpan PDF")
    expect(link).to_be_visible(timeout=60_000)
