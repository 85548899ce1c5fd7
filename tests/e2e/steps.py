"""What people do in several journeys, in the words of the pages."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.timezone import localdate
from playwright.sync_api import expect

NUMBER = re.compile(r"\d{4}/(?:BBK|PBK|PKK|PTS)/[\d.]+/[IVX]+/\d{4}")
SAVE = "Simpan dan lanjutkan"
NONE_APPLIES = "Tidak satu pun berlaku bagi saya"
SKIP = "Lewati, langsung ceritakan situasinya"


def answer(visitor, words: str | re.Pattern):
    """The first question, and on to the text to be signed or to the topics."""
    visitor.go("/deklarasi/mulai/")
    visitor.choose(words)
    visitor.press("Lanjutkan")
    none, skip = (
        visitor.page.get_by_role("button", name=NONE_APPLIES),
        visitor.page.get_by_role("link", name=SKIP),
    )
    none.or_(skip).first.click()


def sign(visitor, button: str = "Tanda tangani pernyataan") -> str:
    """Consent, password again, and the act; returns the register number."""
    agree(visitor)
    visitor.press(button)
    return number_on(visitor)


def agree(visitor):
    visitor.tick("consent")
    visitor.page.locator("input[name=password]").fill(visitor.password)


def number_on(visitor) -> str:
    heading = visitor.page.get_by_role("heading", name=re.compile("ditandatangani"))
    expect(heading.first).to_be_visible()
    return NUMBER.search(visitor.page.locator("main").inner_text())[0]


def describe(visitor, *, duty: str, source: str, link: str, party: dict, look=False):
    """Every topic of a potential conflict, to the page that asks to read it over."""
    topics = {
        "Jenis, sumber, dan bentuk": lambda: classify(visitor),
        "Tugas, wewenang, dan keputusan": lambda: visitor.fill("duty", duty),
        "Sumber dan kaitannya": lambda: (
            visitor.fill("source", source),
            visitor.fill("link", link),
        ),
        "Pihak lain": lambda: name_party(visitor, **party),
        "Saran pengendalian": lambda: visitor.tick("controls"),
    }
    for place, (title, fill_in) in enumerate(topics.items()):
        visitor.follow(title)
        fill_in()
        if look:
            visitor.look(f"potensi-topik-{place + 1}")
        visitor.press(SAVE)
        expect(visitor.page).to_have_url(re.compile("/isi/$"))
    visitor.follow("Periksa jawaban")


def classify(visitor):
    visitor.choose(re.compile("^Potensial"))
    visitor.tick("sources", "AFFILIATION")
    visitor.tick("forms")


def name_party(visitor, *, relation, name="", colleague="", position=""):
    page = visitor.page
    if colleague:
        select = page.locator("select[name=p0-person]")
        option = select.locator("option", has_text=colleague).first
        select.select_option(option.get_attribute("value"))
    else:
        visitor.fill("p0-name", name)
        visitor.fill("p0-position", position)
    page.locator("select[name=p0-relation]").select_option(relation)


def decide(visitor, words: str, *, look=False) -> str:
    """The decision form, its text read over, and the signature; its number."""
    visitor.follow("Susun putusan")
    visitor.pick("truth", "TRUE")
    visitor.fill("truth_reason", f"Diperiksa pada berkas dan wawancara. {words}")
    visitor.pick("impact", "MEDIUM")
    visitor.fill("impact_reason", f"Penetapan belum dilakukan. {words}")
    visitor.pick("outcome", "CONTROLLABLE")
    visitor.fill("decision_text", f"Tidak ikut dalam penetapan itu. {words}")
    visitor.page.locator("select[name=k0-form]").select_option("RECUSE")
    visitor.fill("k0-scope", f"Rapat penetapan bulan depan. {words}")
    visitor.fill("k0-starts_on", localdate().isoformat())
    visitor.fill("k0-review_on", (localdate() + timedelta(days=60)).isoformat())
    if look:
        visitor.look("putusan-isi")
    visitor.press("Periksa putusan")
    if look:
        visitor.look("putusan-periksa")
    agree(visitor)
    visitor.press("Tanda tangani putusan")
    expect(visitor.page.get_by_role("status").first).to_contain_text("PTS")
    return NUMBER.search(visitor.page.get_by_role("status").first.inner_text())[0]


def case_path(visitor, number: str) -> str:
    """The address of one's own case, by the number of its statement."""
    visitor.go("/deklarasi/")
    row = visitor.page.locator("tr", has_text=number)
    row.get_by_role("link").first.click()
    visitor.follow(re.compile("Lihat perkara"))
    return urlsplit(visitor.page.url).path
