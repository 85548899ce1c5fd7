"""A potential conflict: declarant, superior, decision, auditor."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.hunting import places_with

SECRET = "kencanawungu"
PARTY = {
    "name": f"Percetakan {SECRET}",
    "relation": "SIBLING_IN_LAW",
    "position": f"Direktur {SECRET}, calon penyedia",
}


def start_conflict(visitor, *, party=PARTY, words=SECRET, look=False) -> str:
    """From the first question to a signed POTENTIAL statement; returns its number."""
    steps.answer(visitor, re.compile("^Ya"))
    steps.describe(
        visitor,
        duty=f"Saya memverifikasi berkas pencalonan sampai akhir bulan. {words}",
        source=f"Ipar saya memiliki percetakan yang menjadi mitra. {words}",
        link=f"Hasil verifikasi saya menentukan pesanan percetakan itu. {words}",
        party=party,
        look=look,
    )
    if look:
        visitor.look("potensi-periksa")
    visitor.follow("Lanjut ke penandatanganan")
    if look:
        visitor.look("potensi-tanda-tangan")
    return steps.sign(visitor)


@pytest.mark.rule(4, 7, 11, 23, 24, 27, 64)
def test_a_conflict_is_signed_asked_about_decided_and_its_words_lie_nowhere_in_clear(
    visitors, people, site, eventually
):
    declarant = visitors().sign_in(people.staff("verifier"))
    number = start_conflict(declarant, look=True)
    assert "/PBK/33.21/" in number
    declarant.sees("menghentikan sementara")
    declarant.sees("hari kerja lagi")
    declarant.look("potensi-ditandatangani")
    path = steps.case_path(declarant, number)
    declarant.look("perkara-pegawai")

    superior = visitors().sign_in(people.staff("technical"))
    superior.look("beranda-atasan")
    superior.page.locator("main .duty", has_text=number).get_by_role("link").click()
    assert SECRET not in superior.page.locator("main").inner_text()
    superior.look("perkara-diterima")
    superior.press("Mulai menelaah")
    superior.sees(SECRET)
    superior.look("perkara-dibuka")
    superior.fill("question", f"Kapan pesanan ditetapkan? {SECRET}")
    superior.press("Minta klarifikasi")
    superior.sees("Pertanyaan terkirim")
    superior.look("perkara-ditanya")

    declarant.go("/beranda/")
    declarant.look("beranda-klarifikasi")
    declarant.page.locator("main .duty", has_text="Jawab klarifikasi").get_by_role(
        "link"
    ).click()
    declarant.fill("answer", f"Pesanan ditetapkan bulan depan. {SECRET}")
    declarant.press("Kirim jawaban")
    declarant.sees("Jawaban terkirim")

    superior.go(path)
    superior.sees("Pesanan ditetapkan bulan depan")
    decision = steps.decide(superior, SECRET, look=True)
    assert "/PTS/33.21/" in decision
    superior.look("perkara-diputuskan")

    declarant.go(path)
    declarant.sees(decision)
    declarant.sees("Pengendalian berjalan")
    declarant.look("perkara-putusan-pegawai")
    eventually(lambda: decision_pdf(declarant, path).startswith(b"%PDF-"))

    auditor = visitors().sign_in(people.nation("auditor_II"))
    auditor.look("beranda-auditor")
    auditor.go("/inspektorat/tembusan/")
    auditor.look("tembusan")
    auditor.follow(number)
    auditor.sees(decision)
    auditor.look("perkara-auditor")
    assert decision_pdf(auditor, path).startswith(b"%PDF-")
    declarant.go(path)
    declarant.sees(people.nation("auditor_II").name)

    strangers_see_nothing(visitors, people, path, number)
    eventually(lambda: site.outbox.to("@"), within=30)
    assert places_with(SECRET, site) == []


def decision_pdf(visitor, path: str) -> bytes:
    response = visitor.context.request.get(f"{path}putusan.pdf")
    return response.body() if response.ok else b""


def strangers_see_nothing(visitors, people, path, number):
    """Neither page nor list: another auditor, a colleague, operator, administrators."""
    strangers = [
        people.nation("auditor_I"),
        people.staff("press"),
        people.staff("personnel"),
        people.nation("organisation"),
        people.nation("systems"),
    ]
    for person in strangers:
        stranger = visitors().sign_in(person)
        assert stranger.go(path).status == 404, person
        stranger.go("/beranda/")
        assert number not in stranger.page.locator("body").inner_text()
    stranger.go(path)
    stranger.look("tidak-ditemukan")


@pytest.mark.rule(13)
def test_a_superior_who_is_the_other_party_is_passed_over_and_sees_nothing(
    visitors, people
):
    declarant = visitors().sign_in(people.staff("treasurer"))
    boss, secretary = people.staff("finance"), people.staff("secretary")
    number = start_conflict(
        declarant,
        party={"colleague": boss.name, "relation": "SUPERIOR_SUBORDINATE"},
        words="Perkara bendahara.",
    )
    path = steps.case_path(declarant, number)
    declarant.sees("Disebut sebagai pihak lain")
    declarant.sees(secretary.name)

    other_party = visitors().sign_in(boss)
    assert other_party.go(path).status == 404
    other_party.go("/beranda/")
    assert number not in other_party.page.locator("body").inner_text()

    reviewer = visitors().sign_in(secretary)
    reviewer.page.locator("main .duty", has_text=number).get_by_role("link").click()
    expect(reviewer.page.get_by_role("button", name="Mulai menelaah")).to_be_visible()
    reviewer.look("perkara-dilewati")


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("unit", "seat", "reviewer_at", "why"),
    [
        ("33.21", "data", ("33.21", "secretary"), "kosong"),
        ("33", "technical", ("33", "legal"), "Sedang diwakili oleh Plh."),
    ],
    ids=["vacant", "plh"],
)
def test_a_vacant_post_is_passed_over_and_a_plh_acts_for_the_absent(
    visitors, people, unit, seat, reviewer_at, why
):
    declarant = visitors().sign_in(people.at(unit, seat))
    number = start_conflict(declarant, words="Perkara biasa.")
    path = steps.case_path(declarant, number)
    declarant.sees(why)

    reviewer = visitors().sign_in(people.at(*reviewer_at))
    reviewer.page.locator("main .duty", has_text=number).get_by_role("link").click()
    assert path in reviewer.page.url
    reviewer.press("Mulai menelaah")
    reviewer.sees("Perkara biasa.")


@pytest.mark.rule(8)
def test_a_statement_is_withdrawn_only_before_the_superior_opened_it(visitors, people):
    declarant = visitors().sign_in(people.staff("outreach"))
    number = start_conflict(declarant, words="Akan dicabut.")
    statement = declarant.page.url
    superior = visitors().sign_in(people.staff("technical"))
    superior.page.locator("main .duty", has_text=number).get_by_role("link").click()
    case = superior.page.url

    declarant.go(statement)
    declarant.follow("Cabut pernyataan")
    declarant.look("cabut")
    declarant.press("Cabut pernyataan")
    declarant.sees("Dicabut")
    declarant.look("dicabut")

    superior.press("Mulai menelaah")
    assert superior.page.get_by_text("Akan dicabut.").count() == 0
    assert superior.go(case).status == 404


@pytest.mark.rule(58)
def test_compliance_counts_who_declared_but_not_what(visitors, people):
    operator = visitors().sign_in(people.staff("personnel"))
    operator.sees(re.compile(r"\d+ dari \d+ orang sudah menyatakan"))
    operator.look("beranda-operator")
    operator.go("/inspektorat/kepatuhan/")
    operator.look("kepatuhan-operator")
    operator.go("/inspektorat/kepatuhan/33.21/")
    operator.look("kepatuhan-satker")
    text = operator.page.locator("main").inner_text()
    assert not re.search("potensi|PBK|aktual", text, re.IGNORECASE)

    auditor = visitors().sign_in(people.nation("auditor_II"))
    auditor.go("/inspektorat/kepatuhan/")
    auditor.look("kepatuhan-auditor")
    elsewhere = visitors().sign_in(people.nation("auditor_I"))
    assert elsewhere.go("/inspektorat/kepatuhan/33.21/").status == 404
