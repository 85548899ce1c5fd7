"""An administrator of the organisation gives an office its posts and moves a line."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

EMPTY_OFFICE = "KPU Kabupaten Rembang"
HEAD = "Kepala Subbagian Organisasi"


@pytest.mark.rule(78, 80)
def test_an_office_gets_its_posts_in_one_step_and_a_line_moves_on_a_day(
    visitors, people
):
    administrator = visitors().sign_in(people.nation("organisation"))
    administrator.follow("Personalia")
    administrator.look("personalia")
    administrator.fill("cari", "Kudus")
    administrator.press("Cari satker")
    administrator.follow("KPU Kabupaten Kudus")
    administrator.look("susunan-berpemangku")
    administrator.follow("Personalia")
    administrator.fill("cari", "Rembang")
    administrator.press("Cari satker")
    administrator.follow(EMPTY_OFFICE)
    administrator.look("susunan-kosong")

    administrator.follow("Terapkan susunan baku")
    administrator.pick("secretariat_type", "A")
    administrator.page.get_by_label("Nama yang kelima").fill("Organisasi")
    administrator.press("Lihat hasilnya")
    administrator.sees("11 jabatan")
    administrator.look("susunan-baku")
    administrator.press("Buat 11 jabatan")
    administrator.sees("11 jabatan dibuat.")
    administrator.look("susunan-jabatan")

    administrator.follow(HEAD)
    administrator.look("jabatan")
    administrator.follow("Ubah garis atasan")
    administrator.look("garis-atasan")
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    choice = administrator.page.get_by_label("Jabatan atasan")
    choice.select_option(label="Kepala Subbagian Hukum dan Sumber Daya Manusia")
    administrator.fill("since", tomorrow)
    administrator.press("Ubah garis atasan")
    administrator.sees("Garis atasan diubah.")
    administrator.go(f"/personalia/satker/33.17/?tanggal={tomorrow}")
    below = administrator.page.locator("li li", has_text="Kepala Subbagian Hukum")
    expect(below.locator("li", has_text=HEAD)).to_be_visible()

    below.get_by_role("link", name=re.compile("Kepala Subbagian Hukum")).click()
    administrator.follow("Ubah garis atasan")
    choice.select_option(label=HEAD)
    administrator.fill("since", tomorrow)
    administrator.press("Ubah garis atasan")
    administrator.sees("susunan atasan berputar")
    administrator.look("garis-berputar")


@pytest.mark.rule(12, 78)
def test_the_map_the_report_and_the_rule_of_secretaries(visitors, people):
    administrator = visitors().sign_in(people.nation("organisation"))
    administrator.follow("Personalia")
    administrator.follow("Orang tanpa atasan")
    administrator.look("tanpa-atasan")
    administrator.follow("Personalia")
    administrator.follow("Kepada siapa seorang Sekretaris bertanggung jawab")
    administrator.look("garis-sekretaris")
    administrator.follow("Personalia")
    administrator.follow("Pembagian wilayah Inspektorat")
    administrator.look("pembagian-wilayah")
    bali = administrator.page.get_by_label("Bali")
    bali.select_option(label="Inspektorat Wilayah III")
    administrator.press("Simpan pembagian")
    administrator.sees("Pembagian 1 provinsi diubah dan langsung berlaku.")
    expect(bali).to_have_value("III")
    bali.select_option(label="Inspektorat Utama (belum dibagi)")
    administrator.press("Simpan pembagian")
    expect(bali).to_have_value("")
