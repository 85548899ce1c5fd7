"""What people do in several journeys, in the words of the pages."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.e2e.regimes import (
    KPU_323,
    Regime,
    assert_choices,
    assert_lists,
    assert_words,
)

NUMBER = re.compile(r"\d{4}/(?:BBK|PBK|PKK|PTS)/[\d.]+/[IVX]+/\d{4}")
SAVE = "Simpan dan lanjutkan"
DAYS_TO_REGIME = timedelta(days=2)
NONE_APPLIES = "Tidak satu pun berlaku bagi saya"
SKIP = "Lewati, langsung ceritakan situasinya"


def answer(visitor, words: str | re.Pattern):
    """The first question, and on to the text to be signed or to the topics."""
    visitor.go("/deklarasi/mulai/")
    take_fork(visitor, words)


def take_fork(visitor, words: str | re.Pattern):
    """Answers the first question where it stands."""
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


def describe(
    visitor,
    *,
    duty: str,
    source: str,
    link: str,
    party: dict,
    look=False,
    regime: Regime = KPU_323,
):
    """Every topic of a potential conflict, to the page that asks to read it over."""
    topics = {
        "Jenis, sumber, dan bentuk": lambda: classify(visitor, regime),
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


def classify(visitor, regime: Regime):
    """What the legal basis lets one choose from, and a choice."""
    assert_lists(visitor, regime)
    visitor.choose(re.compile("^Potensial"))
    visitor.tick("sources", "AFFILIATION")
    if regime.forms:
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


def decide(
    visitor, words: str, *, look=False, regime: Regime = KPU_323, substitute: str = ""
) -> str:
    """The decision form, its text read over, and the signature; its number."""
    visitor.follow("Susun putusan")
    assert_choices(visitor, "outcome", regime.outcomes)
    assert_words(visitor, regime)
    visitor.pick("truth", "TRUE")
    visitor.fill("truth_reason", f"Diperiksa pada berkas dan wawancara. {words}")
    visitor.pick("impact", "MEDIUM")
    visitor.fill("impact_reason", f"Penetapan belum dilakukan. {words}")
    visitor.pick("outcome", "CONTROLLABLE")
    visitor.fill("decision_text", f"Tidak ikut dalam penetapan itu. {words}")
    order_control(visitor, words, substitute)
    if look:
        visitor.look("putusan-isi")
    visitor.press("Periksa putusan")
    if look:
        visitor.look("putusan-periksa")
    assert title_of(visitor.page) == regime.decision_paper
    agree(visitor)
    visitor.press("Tanda tangani putusan")
    expect(visitor.page.get_by_role("status").first).to_contain_text("PTS")
    return NUMBER.search(visitor.page.get_by_role("status").first.inner_text())[0]


def order_control(visitor, words: str, substitute: str):
    """To stay out of it, from today for sixty days, and who acts instead."""
    today = visitor.site.today
    visitor.page.locator("select[name=k0-form]").select_option("RECUSE")
    visitor.fill("k0-scope", f"Rapat penetapan bulan depan. {words}")
    visitor.fill("k0-starts_on", today.isoformat())
    visitor.fill("k0-review_on", (today + timedelta(days=60)).isoformat())
    if substitute:
        select = visitor.page.locator("select[name=k0-substitute]")
        option = select.locator("option", has_text=substitute).first
        select.select_option(option.get_attribute("value"))


def title_of(page, place: int = 0) -> str:
    """The title of a paper on the page, its lines as one."""
    heading = page.locator(".paper__title h2, .paper__title h3").nth(place)
    return " ".join(heading.inner_text().split()).upper()


def case_path(visitor, number: str) -> str:
    """The address of one's own case, by the number of its statement."""
    visitor.go("/deklarasi/")
    row = visitor.page.locator("tr", has_text=number)
    row.get_by_role("link").first.click()
    visitor.follow(re.compile("Lihat perkara"))
    return urlsplit(visitor.page.url).path


def switch_regime(visitor, regime: Regime, unit: str):
    """The administrator reads what changes in a unit, and puts it into force."""
    visitor.open_menu("Dasar hukum")
    visitor.page.locator("select[name=unit]").select_option(unit)
    visitor.page.locator("select[name=regime]").select_option(regime.code)
    day = visitor.site.today + DAYS_TO_REGIME
    visitor.fill("valid_from", day.isoformat())
    visitor.press("Lihat apa yang berubah")
    visitor.look("rezim-periksa")
    for words in (regime.former, regime.days, regime.law, "; ".join(regime.sources)):
        visitor.sees(words)
    main = visitor.page.locator("main")
    for title in (regime.free_paper, regime.potential_paper, regime.decision_paper):
        expect(main).to_contain_text(title, ignore_case=True)
    visitor.press("Berlakukan")
    visitor.sees(f"{regime.name} berlaku")
    visitor.look("rezim")


def verify(visitor, pdf: bytes):
    """Anybody hands a file to the public page, which says what it is."""
    visitor.go("/verifikasi/")
    file = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": pdf}
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.page.locator("form:has(input[type=file]) button").click()
