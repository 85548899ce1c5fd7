"""
`make pictures`: the screenshots of docs/, made by walking the demonstration.

A house of its own, a browser, the same people each time; only dates, numbers and code
words differ from one making to the next. PNGs of 64 colours, small enough to be kept.
"""

import io
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import sync_playwright

from kpu_coi.environment import env
from tests.bench.__main__ import server_address
from tests.e2e import steps
from tests.e2e.cast import Cast
from tests.e2e.conftest import FLAGS
from tests.e2e.visitor import Visitor
from tests.house import ROOT, House, chromium_path

README = ROOT / "docs" / "gambar"
GUIDE = ROOT / "docs" / "panduan" / "gambar"
PHONE, DESK = (360, 760), (1100, 800)
TALLEST = {PHONE: 1200, DESK: 1100}
COLOURS = (64, 32, 16)
LARGEST = 60_000
TOLD = {
    "name": "Wulan Contoh",
    "contact": "0812-0000-0001",
    "what": "Petugas meminta uang untuk salinan dokumen yang seharusnya gratis.",
    "where": "Loket layanan informasi",
    "when": "Senin lalu, sekitar pukul 10",
}

CONFLICT = {
    "duty": "Saya memeriksa syarat calon dan menyusun usul penetapannya.",
    "source": "Saudara kandung saya mendaftar sebagai bakal calon.",
    "link": "Usul saya dapat dianggap menguntungkan saudara saya.",
    "party": {
        "name": "Bakal calon contoh",
        "relation": "SIBLING",
        "position": "Wiraswasta",
    },
}


class Camera:
    """Opens a window for each person and keeps what stands in it."""

    def __init__(self, house: House, browser, cast: Cast):
        self.house = house
        self.browser = browser
        self.cast = cast

    def person(self, unit: str, seat: str) -> Visitor:
        return self.window(DESK).sign_in(self.cast.at(unit, seat))

    def window(self, size: tuple[int, int]) -> Visitor:
        return Visitor(self.house, self.browser, width=size[0], height=size[1])

    def take(self, visitor: Visitor, name: str, folder: Path = GUIDE):
        """The page from its top, as far as a picture may reach."""
        page = visitor.page
        page.wait_for_load_state("networkidle")
        size = page.viewport_size
        height = page.evaluate("document.documentElement.scrollHeight")
        tallest = TALLEST[size["width"], size["height"]]
        shot = page.screenshot(
            full_page=True,
            animations="disabled",
            clip={
                "x": 0,
                "y": 0,
                "width": size["width"],
                "height": min(height, tallest),
            },
        )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(small(shot))


def small(png: bytes) -> bytes:
    """The picture with as many colours as fit; raises ValueError where none do."""
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"{out.tell()} bytes: show less of this page.")


def public(camera: Camera):
    somebody = camera.window(PHONE)
    somebody.go("/")
    camera.take(somebody, "masyarakat-depan")
    somebody.go("/pengaduan/lapor/")
    camera.take(somebody, "masyarakat-formulir")
    page = somebody.page
    page.locator("label[for=id_identity_0]").click()
    for field, text in TOLD.items():
        somebody.fill(field, text)
    page.locator("[name=category]").select_option("SERVICE")
    page.locator("[name=unit]").select_option("33.21")
    page.locator("label[for=id_accused_class_1]").click()
    page.locator("[name=accused_post]").select_option("STAFF")
    somebody.press("Kirim pengaduan")
    somebody.sees("Pengaduan Anda sudah kami terima")
    camera.take(somebody, "masyarakat-tanda-terima")
    code = " ".join(page.locator(".code-words li").all_inner_texts())
    somebody.go("/pengaduan/lacak/")
    somebody.fill("code", code)
    somebody.press("Buka pengaduan")
    somebody.sees("Pengaduan Anda sudah diterima")
    camera.take(somebody, "masyarakat-lacak")
    somebody.close()


def staff(camera: Camera):
    member = camera.person("33.21", "stages")
    member.go("/deklarasi/mulai/")
    camera.take(member, "pegawai-pertanyaan")
    steps.answer(member, "Tidak")
    camera.take(member, "pegawai-tanda-tangan")
    member.close()
    verifier = camera.person("33.21", "verifier")
    steps.answer(verifier, "Ya, atau mungkin")
    steps.describe(verifier, **CONFLICT)
    camera.take(verifier, "pegawai-periksa")
    verifier.close()


def superior(camera: Camera):
    stand_in = camera.person("33", "legal")
    camera.take(stand_in, "beranda", README)
    stand_in.close()
    secretary = camera.person("33.21", "secretary")
    secretary.go("/penelaahan/")
    secretary.page.locator("tbody a").first.click()
    camera.take(secretary, "atasan-perkara")
    secretary.close()


def desk(camera: Camera):
    officer = camera.person("33.21", "complaints")
    officer.go("/petugas/")
    camera.take(officer, "petugas-meja")
    officer.page.locator("tbody a").first.click()
    camera.take(officer, "petugas-pengaduan")
    officer.close()


def offices(camera: Camera):
    operator = camera.person("33.21", "personnel")
    operator.go("/inspektorat/kepatuhan/33.21/")
    camera.take(operator, "operator-kepatuhan")
    operator.close()
    administrator = camera.person("00", "organisation")
    administrator.go("/dokumen/naskah/")
    camera.take(administrator, "administrator-naskah")
    administrator.close()


def organisation(camera: Camera):
    """Posts, people, roles and accounts, as those who keep them see them."""
    operator = camera.person("33.21", "personnel")
    for path, name in (
        ("/personalia/satker/33.21/", "susunan-jabatan"),
        ("/personalia/satker/33.21/pegawai/", "pegawai-satker"),
        ("/personalia/daftar/", "daftar-pegawai"),
    ):
        operator.go(path)
        camera.take(operator, name)
    operator.close()
    administrator = camera.person("00", "organisation")
    administrator.go("/personalia/kewenangan/")
    camera.take(administrator, "kewenangan")
    administrator.close()


def oneself(camera: Camera):
    """One's own account and data, on a phone."""
    member = camera.window(PHONE).sign_in(camera.cast.at("33.21", "treasurer"))
    for path, name in (
        ("/akun/keamanan/", "akun-keamanan"),
        ("/data-saya/", "data-saya"),
    ):
        member.go(path)
        camera.take(member, name)
    member.close()


def oversight(camera: Camera):
    """The figures of the whole nation, as its offices will see them."""
    auditor = camera.person("00", "auditor_II")
    auditor.go("/inspektorat/tembusan/")
    camera.take(auditor, "inspektorat-tembusan")
    auditor.close()
    chief = camera.person("00", "chief_inspector")
    chief.go("/inspektorat/")
    camera.take(chief, "inspektorat-dasbor")
    chief.close()


def verification(camera: Camera):
    anybody = camera.window(PHONE)
    anybody.go("/verifikasi/")
    camera.take(anybody, "verifikasi")
    anybody.close()


def campaign(camera: Camera):
    """A campaign with its ceremony, for whoever runs it; questions for who signs."""
    operator = camera.person("33.19", "personnel")
    operator.go("/kampanye/")
    operator.follow("Pernyataan menjelang tahapan pemilu")
    operator.sees("Kemajuan")
    address = urlsplit(operator.page.url).path
    operator.go(f"{address}satker/33.19/")
    camera.take(operator, "kampanye-satker")
    operator.go(f"{address}acara/")
    operator.follow("Penandatanganan bersama menjelang tahapan")
    operator.follow("Buka layar")
    camera.take(operator, "acara-layar")
    operator.close()
    member = camera.window(PHONE).sign_in(camera.cast.at("33.19", "press"))
    member.go("/deklarasi/mulai/")
    member.choose("Tidak")
    member.press("Lanjutkan")
    camera.take(member, "kuesioner-keadaan")
    member.go("/deklarasi/daftar-kepentingan/")
    member.press("Isi daftar")
    member.sees("Rencana Pasca Pensiun")
    camera.take(member, "daftar-kepentingan")
    member.go("/konsultasi/")
    member.page.locator("tbody a").first.click()
    camera.take(member, "konsultasi-jawaban")
    member.close()


def following(camera: Camera):
    """What follows from decisions, and who stays out of what."""
    superior = camera.person("33.19", "finance")
    superior.go("/penelaahan/pengendalian/")
    camera.take(superior, "pengendalian-daftar")
    superior.close()
    secretary = camera.person("33.19", "secretary")
    secretary.go("/agenda-keputusan/tidak-ikut/")
    camera.take(secretary, "tidak-ikut-memutus")
    secretary.close()
    administrator = camera.person("00", "organisation")
    administrator.go("/rezim/")
    camera.take(administrator, "dasar-hukum")
    administrator.close()


PARTS = (
    *(public, staff, superior, desk, offices, organisation, oneself),
    *(verification, oversight, campaign, following),
)


def walk(house: House):
    cast = Cast(house.manage("demo", "--scale", "office", "--json"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=FLAGS
        )
        camera = Camera(house, browser, cast)
        for part in PARTS:
            part(camera)
        browser.close()


def main() -> int:
    var_dir = Path(env("VAR_DIR", "var")).resolve()
    with TemporaryDirectory(prefix="gambar-") as folder:
        house = House(Path(folder), server_address(var_dir))
        try:
            house.build("nation")
            house.start()
            walk(house)
        finally:
            house.tear_down()
    print(f"{README}\n{GUIDE}")
    return 0


if __name__ == "__main__":
    os.environ |= {
        "TRIAL": "1",
        "COMPLAINT_MIN_SECONDS": "0",
        "DJANGO_SETTINGS_MODULE": "kpu_coi.settings",
    }
    sys.exit(main())
