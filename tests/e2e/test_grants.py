"""A sensitive role takes two people to give, opens its desk, and closes it again."""

import re

import pytest
from playwright.sync_api import expect


def menu_of(visitor):
    visitor.go("/beranda/")
    return visitor.page.get_by_role("navigation").filter(has_text="Beranda").first


@pytest.mark.rule(64)
def test_two_administrators_give_a_desk_and_one_takes_it_away(visitors, people):
    officer_to_be = people.staff("jurist")
    proposer = visitors().sign_in(people.nation("organisation"))
    approver = visitors().sign_in(people.nation("systems"))
    officer = visitors().sign_in(officer_to_be)
    expect(menu_of(officer)).not_to_contain_text("Pengaduan")

    address = propose(proposer, officer_to_be)
    expect(proposer.page.get_by_role("button", name="Setujui")).to_have_count(0)
    proposer.sees("harus disetujui administrator lain")

    approver.go("/beranda/")
    approver.follow("Setujui kewenangan")
    approver.follow(officer_to_be.name)
    approver.look("kewenangan-usulan")
    approver.press("Setujui kewenangan")
    approver.sees("Kewenangan diberikan.")
    approver.look("kewenangan")

    expect(menu_of(officer)).to_contain_text("Pengaduan")
    assert officer.go("/petugas/").status == 200
    desk = access_to(proposer)
    expect(desk).to_contain_text(officer_to_be.name)
    proposer.look("kewenangan-akses")

    proposer.go(address)
    proposer.follow("Buka kewenangan yang diberikan")
    end(proposer)

    expect(menu_of(officer)).not_to_contain_text("Pengaduan")
    assert officer.go("/petugas/").status == 404
    expect(access_to(proposer)).not_to_contain_text(officer_to_be.name)


def propose(visitor, person) -> str:
    """Find the person by his number, choose the desk of his unit, and say why."""
    visitor.follow("Kewenangan")
    visitor.look("kewenangan-daftar")
    visitor.follow("Usulkan kewenangan")
    visitor.fill("q", person.number)
    visitor.press("Cari orang")
    visitor.look("kewenangan-orang")
    visitor.follow(person.name)
    visitor.look("kewenangan-peran")
    visitor.follow("Petugas pengaduan")
    visitor.press("Kirim usulan")
    visitor.look("kewenangan-isi")
    visitor.fill("reason", "Ditunjuk dengan surat keputusan.")
    visitor.press("Kirim usulan")
    expect(visitor.page).to_have_url(re.compile("/usulan/"))
    return visitor.page.url


def access_to(visitor):
    """The part of the access page about complaints to Demak's own desk."""
    visitor.go("/personalia/satker/33.21/akses/")
    return visitor.page.get_by_role("region", name="Pengaduan tentang pegawai")


def end(visitor):
    visitor.follow("Akhiri kewenangan")
    visitor.choose("Sekarang juga")
    visitor.look("kewenangan-akhiri")
    visitor.fill("reason", "Tugas dialihkan.")
    visitor.press("Akhiri kewenangan")
    visitor.sees("Kewenangan diakhiri.")
