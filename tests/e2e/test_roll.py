"""People stand in for each other, leave, and are followed by others."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.cast import Person
from tests.e2e.test_conflict import start_conflict


def duty(visitor, number):
    visitor.go("/beranda/")
    return visitor.page.locator("main .duty", has_text=number)


def select(visitor, field, words):
    """The first option of a list that has these words."""
    control = visitor.page.locator(f"select[name={field}]")
    option = control.locator("option", has_text=words).first
    control.select_option(option.get_attribute("value"))


@pytest.mark.rule(14, 15)
def test_a_ketua_declares_to_the_ketua_of_the_province(visitors, people):
    chair = visitors().sign_in(people.staff("chair"))
    number = start_conflict(chair, words="Perkara Ketua.")
    steps.case_path(chair, number)
    above = people.province("chair")
    chair.sees(above.name)

    reviewer = visitors().sign_in(above)
    duty(reviewer, number).get_by_role("link").click()
    expect(reviewer.page.get_by_role("button", name="Mulai menelaah")).to_be_visible()


@pytest.mark.rule(11, 14)
def test_statements_go_to_the_plh_and_back_to_the_secretary_when_he_is_back(
    visitors, people
):
    first = visitors().sign_in(people.province("finance"))
    number = start_conflict(first, words="Selama Plh.")
    stand_in = visitors().sign_in(people.province("legal"))
    expect(duty(stand_in, number)).to_be_visible()

    secretary = visitors().sign_in(people.province("secretary"))
    secretary.follow("Rencanakan ketidakhadiran")
    secretary.look("ketidakhadiran")
    secretary.follow(re.compile("^Plh. Sekretaris"))
    secretary.fill("last_day", (localdate() - timedelta(days=1)).isoformat())
    secretary.look("akhiri-masa-jabatan")
    secretary.press("Akhiri masa jabatan")
    secretary.sees("diakhiri")

    second = visitors().sign_in(people.province("planning"))
    number = start_conflict(second, words="Sesudah Plh.")
    expect(duty(secretary, number)).to_be_visible()
    stand_in.go("/beranda/")
    assert number not in stand_in.page.locator("body").inner_text()


@pytest.mark.rule(14)
def test_before_an_absence_one_sees_what_the_stand_in_will_find(visitors, people):
    secretary = visitors().sign_in(people.staff("secretary"))
    secretary.go("/personalia/ketidakhadiran/")
    secretary.fill("since", (localdate() + timedelta(days=1)).isoformat())
    secretary.fill("last_day", (localdate() + timedelta(days=7)).isoformat())
    select(secretary, "person", people.staff("legal").name)
    secretary.press("Lihat yang akan ditemukan Plh.")
    secretary.sees("/PBK/33.21/")
    secretary.look("ketidakhadiran-periksa")
    secretary.press("Tetapkan Plh.")
    secretary.sees("dicatat")
    secretary.follow(re.compile("^Plh. Sekretaris"))
    secretary.press("Batalkan penugasan")
    secretary.sees("dibatalkan")


@pytest.mark.rule(78, 79)
def test_the_next_holder_acts_on_the_case_of_one_who_left(visitors, people):
    declarant = visitors().sign_in(people.staff("records"))
    number = start_conflict(declarant, words="Menunggu penerus.")
    boss, successor = people.staff("legal"), people.staff("analyst")
    leaver = visitors().sign_in(boss)
    expect(duty(leaver, number)).to_be_visible()

    administrator = visitors().sign_in(people.nation("organisation"))
    administrator.go("/personalia/satker/33.21/pegawai/")
    administrator.look("daftar-pegawai")
    administrator.follow("Tetapkan Plt. atau Plh.")
    select(administrator, "position", "Kepala Subbagian Hukum")
    administrator.pick("acting", "ACTING")
    select(administrator, "person", successor.name)
    administrator.fill("basis", "Surat perintah 4/2026")
    administrator.look("plt-plh")
    administrator.press("Tetapkan", exact=True)
    administrator.sees("dicatat")

    dismiss(administrator, boss)
    leaver.go("/beranda/")
    expect(leaver.page).to_have_url(re.compile("/akun/masuk/"))

    reviewer = visitors().sign_in(successor)
    duty(reviewer, number).get_by_role("link").click()
    reviewer.press("Mulai menelaah")
    reviewer.sees("Menunggu penerus.")


def dismiss(administrator, person):
    """The pages of a person, from the roll to the day after his last one."""
    administrator.go(f"/personalia/satker/33.21/pegawai/?q={person.number}")
    administrator.follow(person.name)
    administrator.look("pegawai")
    administrator.follow("Lihat jalur penerima")
    administrator.look("jalur-penerima")
    administrator.page.go_back()
    administrator.follow("Catat berhenti")
    administrator.fill("last_day", (localdate() - timedelta(days=1)).isoformat())
    administrator.look("berhenti")
    administrator.press("Periksa dahulu")
    administrator.look("berhenti-periksa")
    administrator.press("Catat berhenti")
    administrator.sees("Akun ditutup")


@pytest.mark.rule(79)
def test_an_operator_adds_somebody_who_comes_in_with_a_slip_and_is_corrected(
    visitors, people
):
    operator = visitors().sign_in(people.staff("personnel"))
    operator.go("/personalia/satker/33.21/pegawai/tambah/")
    operator.fill("name", "Bagas Rencana")
    operator.fill("employee_number", "3321014501900003")
    operator.page.locator("select[name=employment]").select_option("NON_ASN")
    select(operator, "position", "Kepala Subbagian Perencanaan")
    operator.press("Tambah pegawai")
    operator.sees("NIK tidak boleh dipakai sebagai nomor pegawai")
    operator.look("tambah-pegawai")
    operator.fill("employee_number", "PPNPN-99")
    operator.press("Tambah pegawai")
    assert operator.heading() == "Bagas Rencana"
    opens_his_account(visitors, operator, Person("PPNPN-99", "Bagas Rencana", "", ""))

    operator.go("/personalia/satker/33.21/pegawai/?q=PPNPN-99")
    operator.follow("Bagas Rencana")
    operator.follow("Perbaiki data")
    operator.fill("rank", "Penata Muda, III/a")
    operator.look("perbaiki-pegawai")
    operator.press("Simpan perbaikan")
    operator.sees("Penata Muda")

    operator.go(f"/personalia/satker/33.21/pegawai/?q={people.staff('press').number}")
    operator.follow(people.staff("press").name)
    operator.follow("Pindahkan")
    operator.look("pindah")
    operator.go("/personalia/satker/33.21/pegawai/terima/")
    operator.look("terima-pegawai")


def opens_his_account(visitors, operator, newcomer):
    """The operator prints a slip; its owner comes in with it on a phone."""
    operator.follow("Akun pegawai")
    operator.follow("Belum aktif")
    operator.press_label(operator.page.get_by_label(f"Pilih {newcomer.name}"))
    operator.press("Cetak slip yang dipilih")
    operator.sees("1 slip siap dicetak")
    slip = operator.page.locator(".slip").inner_text()
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}", slip)[0]

    phone = visitors(width=360, height=740)
    phone.go("/akun/aktivasi/")
    phone.fill("employee_number", newcomer.number)
    phone.fill("code", code.lower())
    phone.fill("password1", "payung-merah-di-halte")
    phone.fill("password2", "payung-merah-di-halte")
    phone.press("Simpan kata sandi")
    phone.sign_in(newcomer, "payung-merah-di-halte")
    phone.sees("Kepala Subbagian Perencanaan")
