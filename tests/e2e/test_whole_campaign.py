"""A campaign from its opening to the pack, under both legal bases, on phones."""

import io
import re
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.documents.checks import words_of
from tests.e2e import steps
from tests.e2e.regimes import assert_words

UNIT = "KPU Kabupaten Demak"
TITLE = "Penandatanganan bersama"
KINDS = re.compile(r"potensi|aktual|BBK|PBK|PKK|bebas", re.IGNORECASE)
CODE = re.compile(r"Kode ([2-9A-Z]{4}-[2-9A-Z]{4})")
TIME = re.compile(r"\w+, \d+ \w+ \d{4}, pukul \d\d\.\d\d WIB")


@pytest.fixture
def name(regime):
    return f"Pernyataan bersama {regime.law}"


@pytest.mark.rule(1, 2, 58)
def test_a_campaign_is_opened_held_in_a_hall_and_leaves_a_pack_that_tells_no_kind(
    phones, people, regime, name, tmp_path
):
    on_phone, on_device, after_him = map(people.staff, ("driver", "cleaner", "guard_1"))
    in_conflict = people.staff("member_2" if regime.former else "member_1")
    on_paper = people.staff("guard_2")
    declared = [on_phone, on_device, after_him, in_conflict, on_paper]
    operator = phones().sign_in(people.staff("personnel"))

    obliged = open_campaign(operator, regime, name)
    screen, address = open_ceremony(operator)
    expect(count_on(screen)).to_have_text(f"0 dari {obliged} telah menyatakan")

    sign_free(arrive(phones(), on_phone, address), regime)
    declare_conflict(arrive(phones(), in_conflict, address), regime)
    device = phones().sign_in(people.staff("personnel"))
    share(device, name)
    sign_on_device(device, on_device, regime)
    knows_nothing_of(device, on_device)
    sign_on_device(device, after_him, regime)
    mark_paper(operator, on_paper, regime, tmp_path)

    expect(count_on(screen)).to_have_text(
        f"5 dari {obliged} telah menyatakan", timeout=15_000
    )
    shows_no_names(screen, people)
    list_tells_no_kind(operator, name, declared)
    pack = take_pack(operator)
    pack_tells_no_kind(pack, declared, in_conflict, int(obliged), tmp_path)


def open_campaign(operator, regime, name) -> str:
    """Filled in, read over, opened; how many people owe it."""
    operator.open_menu("Kampanye")
    operator.follow("Buka kampanye")
    operator.pick("occasion", "EVENT")
    operator.fill("name", name)
    due = operator.site.today + timedelta(days=14)
    operator.fill("due_on", due.isoformat())
    operator.look("kampanye-baru")
    operator.press("Lihat siapa yang wajib")
    operator.sees(f"dasar hukum satker ini: {regime.name}")
    operator.sees("Ada kampanye sejenis pada masa yang sama")
    operator.look("kampanye-periksa")
    total = operator.page.locator("tr", has_text="Jumlah").locator("td")
    assert total.first.inner_text() == "1"
    obliged = total.last.inner_text()
    operator.press("Buka kampanye")
    operator.sees(f"Kampanye “{name}” dibuka.")
    operator.sees(f"0 dari {obliged} orang sudah menyatakan")
    operator.look("kampanye")
    return obliged


def open_ceremony(operator):
    """The page of the ceremony, its screen in a tab beside it, and its address."""
    to_unit(operator)
    operator.follow("Acara penandatanganan")
    operator.fill("title", TITLE)
    operator.fill("place", "Aula lantai 2")
    operator.look("acara-baru")
    operator.press("Buka acara")
    operator.look("acara")
    link = operator.page.get_by_role("link", name="Buka layar")
    screen = operator.open_tab()
    screen.goto(link.get_attribute("href"))
    expect(screen.locator("svg.hall__code")).to_be_visible()
    return screen, screen.locator(".hall__way b").inner_text()


def to_unit(operator):
    """From the campaign to the people of the unit."""
    operator.page.locator("main table").get_by_role("link", name=UNIT).click()


def count_on(screen):
    return screen.locator("#hitungan p")


def arrive(visitor, person, address: str):
    """From the address on the screen over the sign-in to the first question."""
    visitor.go(address)
    visitor.prove(person)
    expect(visitor.page).to_have_url(re.compile("/deklarasi/mulai/"))
    return visitor


def sign_free(visitor, regime):
    to_signature(visitor, regime)
    assert "/BBK/33.21/" in steps.sign(visitor)
    visitor.look("acara-bebas-ditandatangani")


def to_signature(visitor, regime):
    """The first question, the questionnaire, and the text to be signed."""
    visitor.sees(f"Dasar: {regime.name}.")
    assert_words(visitor, regime)
    visitor.choose(re.compile("^Tidak"))
    visitor.press("Lanjutkan")
    expect(visitor.page).to_have_url(re.compile("/kenali/"))
    visitor.look("acara-kenali")
    visitor.press(steps.NONE_APPLIES)
    assert steps.title_of(visitor.page) == regime.free_paper
    assert_words(visitor, regime)


def declare_conflict(visitor, regime):
    steps.take_fork(visitor, re.compile("^Ya"))
    steps.describe(
        visitor,
        duty="Saya ikut menetapkan penyedia jasa sewa gedung bulan depan.",
        source="Sepupu saya mengelola salah satu gedung yang ditawarkan.",
        link="Penetapan itu menentukan gedung siapa yang disewa.",
        party={
            "name": "Pengelola gedung pertemuan",
            "relation": "COUSIN",
            "position": "Pengelola, bukan pegawai",
        },
        regime=regime,
    )
    visitor.follow("Lanjut ke penandatanganan")
    assert steps.title_of(visitor.page) == regime.potential_paper
    assert "/PBK/33.21/" in steps.sign(visitor)
    visitor.sees(regime.deadline)
    visitor.look("acara-potensi-ditandatangani")


def share(device, name: str):
    """The operator finds the ceremony on the device and leaves it to the hall."""
    device.open_menu("Kampanye")
    device.follow(name)
    to_unit(device)
    device.follow("Acara penandatanganan")
    device.follow(TITLE)
    device.press("Jadikan perangkat ini perangkat bersama")
    device.sees("Silakan, orang berikutnya")
    device.look("perangkat-bersama")


def sign_on_device(device, person, regime):
    device.prove(person)
    expect(device.page).to_have_url(re.compile("/deklarasi/mulai/"))
    to_signature(device, regime)
    steps.agree(device)
    device.press("Tanda tangani pernyataan")
    device.sees("Terima kasih, pernyataan sudah diterima")
    device.look("perangkat-berikutnya")


def knows_nothing_of(device, person):
    """Neither the page, nor Back, nor the address of a page that he had open."""
    seen = urlsplit(device.page.url).path
    assert "/acara/" in seen
    for _ in range(3):
        device.page.go_back()
        device.sees("Silakan, orang berikutnya")
        words = device.page.content()
        assert person.name not in words
        assert person.number not in words
    device.go("/deklarasi/")
    device.sees("Silakan, orang berikutnya")
    left = {cookie["name"] for cookie in device.context.cookies()}
    assert left <= {"perangkat-bersama", "csrftoken"}


def mark_paper(operator, person, regime, tmp_path):
    """Printed with both forms, scanned, and marked by the code on the sheet."""
    operator.follow("Cetak dan catat tanda tangan kertas")
    operator.fill("cari", person.name)
    operator.press("Cari")
    operator.follow(f"Cetak lembar {person.name}")
    operator.look("kertas-lembar")
    titles = [steps.title_of(operator.page, place) for place in range(4)]
    assert titles == [
        "LEMBAR PENYERAHAN",
        regime.free_paper,
        regime.potential_paper,
        "LABEL AMPLOP",
    ]
    sheet = operator.page.locator("article.paper").first
    code = CODE.search(sheet.inner_text())[1]
    scan = tmp_path / "lembar.png"
    sheet.screenshot(path=scan)
    operator.follow("Tanda tangan kertas")
    operator.fill("cari", person.name)
    operator.press("Cari")
    operator.follow(person.name, exact=True)
    operator.fill("code", code)
    operator.fill("signed_on", operator.site.today.isoformat())
    operator.page.locator("input[name=scan]").set_input_files(scan)
    operator.look("kertas-catat")
    operator.press("Catat sudah menyatakan")
    operator.sees(f"Tercatat: {person.name} sudah menyatakan dengan kertas.")


def shows_no_names(screen, people):
    words = screen.locator("body").inner_text()
    assert not KINDS.search(words)
    assert not any(one.name in words for one in people.people.values())


def list_tells_no_kind(operator, name: str, declared):
    """Everybody who has declared stands in the same words, in alphabetical order."""
    operator.open_menu("Kampanye")
    operator.follow(name)
    to_unit(operator)
    operator.look("kampanye-satker")
    rows = operator.page.locator("tbody tr", has_text="Sudah menyatakan")
    expect(rows).to_have_count(len(declared))
    lines = [line.split("\n") for line in rows.all_inner_texts()]
    names = [line[0].strip() for line in lines]
    assert sorted(names) == sorted(one.name for one in declared)
    assert names == sorted(names, key=str.casefold)
    titles = {one.title for one in declared}
    rest = [
        tuple(word for word in line[1:] if not any(title in word for title in titles))
        for line in lines
    ]
    assert len(set(rest)) == 1
    assert not KINDS.search(operator.page.locator("main").inner_text())


def take_pack(operator) -> zipfile.ZipFile:
    operator.follow("Berkas bukti")
    operator.look("berkas-bukti")
    operator.press("Buat berkas bukti")
    link = operator.page.get_by_role("link", name="Unduh ZIP")
    expect(link).to_be_visible(timeout=60_000)
    operator.look("berkas-siap")
    return zipfile.ZipFile(io.BytesIO(operator.download("Unduh ZIP")))


def pack_tells_no_kind(pack, declared, in_conflict, obliged: int, tmp_path):
    files = {name: pack.read(name) for name in pack.namelist()}
    proofs = sorted(name for name in files if name.startswith("tanda-bukti/"))
    rest = [name for name in sorted(files) if name not in proofs]
    assert rest == ["00-daftar-isi-sha256.txt", "01-daftar-hadir.pdf", "02-rekap.pdf"]
    assert len(proofs) == len(declared)
    pages = {name: words_of(files[name], tmp_path) for name in [*rest[1:], *proofs]}
    for words in pages.values():
        assert not KINDS.search(words)

    attended = pages["01-daftar-hadir.pdf"]
    assert attended.count("Elektronik") == len(declared) - 1
    assert attended.count("Kertas") == 1
    recap = pages["02-rekap.pdf"]
    assert f"{len(declared)} dari {obliged} orang yang wajib menyatakan" in recap
    assert recap.count("Telah menyatakan") == len(declared) + 1
    assert recap.count("Belum") == obliged - len(declared)

    of_each = {one: proof_of(one, pages, proofs) for one in declared}
    for one in declared:
        assert one.number in attended
        assert one.number in recap
    alike = {words for one, words in of_each.items() if one != declared[-1]}
    assert len(alike) == 1
    assert of_each[in_conflict] in alike


def proof_of(person, pages, proofs) -> str:
    """What the one page about somebody says, without what is his own and the time."""
    (words,) = (pages[name] for name in proofs if person.number in pages[name])
    assert "telah menyatakan dalam kampanye" in words
    words = re.sub(r"Nama.*?telah menyatakan", "NAMA telah menyatakan", words)
    return TIME.sub("WAKTU", words)
