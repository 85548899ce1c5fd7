"""Inspektorat, administrators and the public: the pages of each, and no others."""

import re

import pytest
from playwright.sync_api import expect

OVERSIGHT = ("/inspektorat/tembusan/", "/inspektorat/kepatuhan/")


def menu(visitor) -> list[str]:
    links = visitor.page.locator("nav[aria-label=Utama] a").all_inner_texts()
    return [re.sub(r"\s*\d+\s*$", "", text).strip() for text in links]


@pytest.mark.rule(64)
def test_each_role_finds_its_own_places_in_the_menu(visitors, people):
    expected = {
        people.staff("stages"): ["Beranda", "Pernyataan saya", "Konsultasi"],
        people.staff("legal"): [
            *("Beranda", "Pernyataan saya", "Penelaahan", "Konsultasi"),
            "Agenda keputusan",
        ],
        people.staff("personnel"): [
            *("Beranda", "Pernyataan saya", "Konsultasi", "Agenda keputusan"),
            *("Masa tunggu", "Kampanye", "Kepatuhan"),
            *("Personalia", "Akun pegawai", "Permintaan data"),
        ],
        people.nation("auditor_III"): [
            "Beranda",
            "Pernyataan saya",
            "Konsultasi",
            "Agenda keputusan",
            "Masa tunggu",
            "Kampanye",
            "Pengaduan",
            "Dasbor",
            "Tembusan",
            "Kepatuhan",
        ],
    }

    found = {person: menu(visitors().sign_in(person)) for person in expected}

    assert found == expected


@pytest.mark.rule(64)
def test_an_organisation_administrator_replaces_the_wording_by_a_new_version(
    visitors, people
):
    administrator = visitors().sign_in(people.nation("organisation"))
    administrator.look("beranda-administrator")
    administrator.go("/dokumen/naskah/")
    administrator.look("naskah")
    row = administrator.page.locator("tr, li", has_text="Surat pernyataan bebas")
    row.get_by_role("link").first.click()
    administrator.look("naskah-versi")
    administrator.follow(re.compile("[Vv]ersi baru"))
    administrator.look("naskah-baru")
    closing = administrator.page.locator("[name=closing]")
    closing.fill(closing.input_value() + " Demikian adanya.")
    administrator.press("Lihat suratnya")
    administrator.sees("Demikian adanya.")
    administrator.look("naskah-pratinjau")
    administrator.press("Simpan versi baru")
    administrator.sees(re.compile("[Vv]ersi 2"))


@pytest.mark.rule(64)
def test_administrators_reach_no_statement_and_others_no_administration(
    visitors, people
):
    system = visitors().sign_in(people.nation("systems"))
    system.go("/kelola/")
    assert system.heading() == "Kelola"
    told = system.page.locator("body").inner_text()
    assert not re.search("pernyataan|perkara|dokumen", told, re.IGNORECASE)
    for path in OVERSIGHT:
        assert system.go(path).status in {403, 404}

    staff = visitors().sign_in(people.staff("press"))
    for path in (
        "/dokumen/naskah/",
        "/inspektorat/tembusan/",
        "/inspektorat/kepatuhan/",
    ):
        assert staff.go(path).status in {403, 404}
    assert staff.go("/kelola/").status in {403, 404}


def test_the_chief_inspector_reads_every_copy(visitors, people):
    chief = visitors().sign_in(people.nation("chief_inspector"))
    chief.look("beranda-inspektur-utama")
    chief.go("/inspektorat/tembusan/")
    expect(chief.page.locator("tbody tr").first).to_be_visible()
    chief.look("tembusan-inspektur-utama")
    chief.go("/penelaahan/")
    chief.look("penelaahan-inspektur-utama")


def test_news_are_read_in_the_inbox(visitors, people):
    secretary = visitors().sign_in(people.staff("secretary"))
    secretary.go("/beranda/kabar/")
    secretary.look("kabar")
    secretary.go("/penelaahan/")
    secretary.look("penelaahan-sekretaris")


def test_the_public_pages_stand_without_an_account(visitors):
    anybody = visitors()
    for name, path in {
        "depan": "/",
        "masuk": "/akun/masuk/",
        "lupa-kata-sandi": "/akun/lupa-kata-sandi/",
        "verifikasi": "/verifikasi/",
    }.items():
        assert anybody.go(path).status == 200
        anybody.look(name)
    for path in ("/beranda/", "/deklarasi/", "/inspektorat/tembusan/"):
        anybody.go(path)
        expect(anybody.page).to_have_url(re.compile("/akun/masuk/"))


def test_signing_out_ends_it_also_for_the_back_button(visitors, people):
    staff = visitors().sign_in(people.staff("stages"))
    staff.go("/akun/keluar/")
    staff.look("keluar")
    staff.press("Keluar", exact=True)
    expect(staff.page).to_have_url(re.compile("/akun/masuk/"))
    staff.page.go_back()
    staff.go("/deklarasi/")
    expect(staff.page).to_have_url(re.compile("/akun/masuk/"))
