"""The Inspektorat's first screen, and what everybody may know of it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.visitor import PHONE


@pytest.mark.rule(58, 60, 64)
def test_an_auditor_opens_the_numbers_of_his_region(visitors, people):
    auditor = visitors().sign_in(people.nation("auditor_II"))
    auditor.follow("Dasbor")
    auditor.look("dasbor")
    auditor.sees("Inspektorat Wilayah II")

    auditor.page.get_by_role("link", name="Jawa Tengah", exact=False).first.click()
    auditor.look("dasbor-provinsi")
    missing = auditor.page.locator(".figures a").nth(1)
    number = missing.inner_text()
    missing.click()
    auditor.look("dasbor-orang")
    auditor.sees(f"{number} orang, Jawa Tengah")

    auditor.page.go_back()
    auditor.page.locator(".figures a").nth(2).click()
    auditor.look("dasbor-tembusan")
    auditor.sees("Hanya Jawa Tengah.")


@pytest.mark.rule(58)
def test_the_chief_inspector_narrows_the_nation_on_a_phone(visitors, people):
    chief = visitors(width=PHONE, height=740).sign_in(people.nation("chief_inspector"))
    chief.go("/inspektorat/")
    chief.page.get_by_text("Saring:").click()
    chief.page.get_by_label("Wilayah").select_option("II")
    chief.press("Terapkan")

    chief.look("dasbor-wilayah")
    expect(chief.page.locator(".page-head .lead")).to_have_text(
        "Inspektorat Wilayah II"
    )


@pytest.mark.rule(61)
def test_the_public_finds_every_door_from_the_start_page(visitors):
    visitor = visitors(width=PHONE, height=740)
    visitor.go("/")
    visitor.look("mulai-umum")

    visitor.follow("Apa itu benturan kepentingan")
    visitor.look("memahami")
    visitor.page.get_by_text("Siapa yang membaca pernyataan saya?").click()
    visitor.sees("Atasan yang memutuskan dan Inspektorat.")

    visitor.follow("Transparansi")
    visitor.look("transparansi")
    assert visitor.heading() == "Transparansi"
    assert [cookie["name"] for cookie in visitor.context.cookies()] == []
