"""Accounts: a slip, a code app, a passkey, devices, and the office's own accounts."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from kpu_coi.preparing import commands
from tests.house import free_port
from tests.oidc import process

NEW_PASSWORD = "payung-merah-di-halte"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")
VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def test_a_slip_from_the_operator_opens_an_account_on_a_phone(visitors, people):
    person = people.staff("member_3")
    operator = visitors().sign_in(people.staff("personnel"))
    operator.follow("Akun pegawai")
    operator.follow("Sudah aktif")
    operator.look("akun-satker")
    operator.follow(person.name)
    operator.look("akun-orang")
    operator.press("Cetak slip pemulihan")
    operator.sees("1 slip siap dicetak")
    operator.look("akun-slip")
    code = CODE.search(operator.page.locator(".slip").inner_text())[0]

    phone = visitors(width=360, height=740)
    phone.go(f"/akun/aktivasi/#{code.lower()}")
    expect(phone.page.locator("[name=code]")).to_have_value(code.lower())
    phone.look("akun-aktivasi")
    phone.fill("employee_number", person.number)
    phone.fill("password1", NEW_PASSWORD)
    phone.fill("password2", NEW_PASSWORD)
    phone.press("Simpan kata sandi")

    phone.sees("Masuk dengan kata sandi")
    phone.sign_in(person, NEW_PASSWORD)


def test_a_superiors_slip_counts_when_a_second_administrator_approves(visitors, people):
    boss = people.staff("secretary")
    accounts = f"/personalia/satker/33.21/aktivasi/?tampil=aktif&cari={boss.number}"
    maker = visitors().sign_in(people.nation("organisation"))
    maker.go(accounts)
    maker.follow(boss.name)
    maker.press("Cetak slip pemulihan")
    maker.sees("Kode ini berlaku setelah disetujui administrator lain")
    maker.look("akun-slip-menunggu")

    other = visitors(width=360, height=740).sign_in(people.nation("systems"))
    other.go(accounts)
    other.follow(boss.name)
    other.sees("menunggu persetujuan administrator lain")
    other.look("akun-slip-disetujui")
    other.press("Setujui slip")
    other.sees("Slip disetujui")


def test_a_code_app_is_set_up_and_asked_for_and_a_recovery_code_helps(visitors, people):
    person = people.province("technical_1")
    desk = visitors().sign_in(person)
    desk.page.locator("details.account summary").click()
    desk.follow("Akun dan keamanan")
    desk.look("akun-keamanan")
    desk.follow("Pasang aplikasi kode")
    desk.look("akun-konfirmasi")
    desk.fill("password", desk.password)
    desk.press("Lanjutkan")
    secret = "".join(desk.page.locator(".hash").inner_text().split())
    desk.look("akun-aplikasi")
    desk.fill("code", code_of(secret))
    desk.press("Pasang aplikasi kode")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
    desk.look("akun-kode-cadangan")
    spare = desk.page.locator(".code-list li").first.inner_text()

    for code in (code_of(secret, 1), spare):
        phone = visitors(width=360, height=740)
        phone.go("/akun/masuk/")
        phone.fill("login", person.number)
        phone.fill("password", desk.password)
        phone.press("Masuk", exact=True)
        expect(phone.page.get_by_role("heading", level=1)).to_have_text(
            "Satu langkah lagi"
        )
        phone.look("akun-langkah-kedua")
        phone.fill("code", code)
        phone.press("Masuk", exact=True)
        expect(phone.page).to_have_url(re.compile("/beranda/"))

    desk.go("/akun/keamanan/")
    desk.press("Keluarkan semua perangkat lain")
    desk.sees("2 perangkat lain dikeluarkan")
    phone.go("/beranda/")
    expect(phone.page).to_have_url(re.compile("/akun/masuk/"))


def test_a_passkey_is_added_signs_in_alone_and_signs_a_statement(visitors, people):
    person = people.province("technical_2")
    phone = visitors(width=360, height=740).sign_in(person)
    device = phone.context.new_cdp_session(phone.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    phone.go("/akun/keamanan/kunci-sandi/tambah/")
    phone.fill("password", phone.password)
    phone.press("Lanjutkan")
    phone.look("akun-kunci-sandi")
    phone.fill("name", "HP pribadi")
    phone.press("Tambah kunci sandi")
    phone.sees("Kunci sandi sudah ditambahkan")

    phone.go("/akun/keluar/")
    phone.press("Keluar", exact=True)
    phone.press("Masuk dengan kunci sandi")
    expect(phone.page).to_have_url(re.compile("/beranda/"))
    phone.go("/akun/keamanan/")
    phone.sees("dengan kunci sandi")

    phone.go("/deklarasi/mulai/")
    phone.choose(re.compile("^Tidak"))
    phone.press("Lanjutkan")
    phone.press("Tidak satu pun berlaku bagi saya")
    phone.tick("consent")
    phone.look("akun-tanda-tangan")
    phone.press("Tanda tangani dengan kunci sandi")
    expect(
        phone.page.get_by_role("heading", name=re.compile("ditandatangani")).first
    ).to_be_visible()


@pytest.fixture
def provided(site, people, tmp_path):
    """The same house, with a second web process that knows a provider."""
    port = free_port()
    url = f"http://localhost:{port}"
    person = people.staff("records")
    roll = [
        {"name": "pegawai", "number": person.number},
        {"name": "asing", "number": "PPNPN-00-999"},
    ]
    back = f"{url}/akun/masuk/kantor/kembali/"
    with process.provider(
        tmp_path / "penyedia", people=roll, redirect_uris=[back]
    ) as issuer:
        site.spawn(
            "web-kantor",
            commands()["web"],
            PORT=str(port),
            BASE_URL=url,
            OIDC_ISSUER=issuer,
            OIDC_CLIENT_ID=process.CLIENT_ID,
            OIDC_CLIENT_SECRET=process.CLIENT_SECRET,
            OIDC_NAME="Akun Kantor",
        )
        process.wait_for(
            f"{url}/sehat/", site.processes["web-kantor"], tmp_path / "penyedia"
        )
        yield url
        site.stop("web-kantor")


def enter(page, url: str, name: str):
    page.goto(f"{url}/akun/masuk/")
    page.get_by_role("button", name="Masuk dengan Akun Kantor").click()
    page.fill("[name=login]", name)
    page.fill("[name=password]", process.PASSWORD)
    page.press("[name=password]", "Enter")


def test_through_the_offices_own_account_one_comes_in(browser, provided):
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))

    enter(page, provided, "pegawai")
    expect(page).to_have_url(f"{provided}/beranda/")
    page.goto(f"{provided}/akun/keamanan/")
    expect(page.locator("body")).to_contain_text("dengan akun kantor")
    context.clear_cookies()

    enter(page, provided, "asing")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Akun kantor Anda tidak dikenal di sini"
    )
    assert not [line for line in refused if "Content Security Policy" in line]
    context.close()
