"""A case from its statement to its closing, under both legal bases, on phones."""

import re

import pytest

from tests.e2e import steps
from tests.e2e.hunting import places_with
from tests.e2e.regimes import assert_words

SECRET = "purnawarman"
DAY = re.compile(
    r"(Senin|Selasa|Rabu|Kamis|Jumat), \d+ \w+ \d{4}\s*\d+ hari kerja lagi"
)
AT_FIRST = ("stages", "technical", "press")
AFTERWARDS = ("store", "finance", "logistics")
RECUSAL = "Tidak ikut dalam proses pengambilan keputusan"


@pytest.mark.rule(4, 7, 11, 21, 23, 24, 27, 28, 29, 74, 77)
def test_a_case_goes_from_its_statement_over_order_and_report_to_its_closing(
    phones, people, site, regime, eventually, tmp_path
):
    seats = AFTERWARDS if regime.former else AT_FIRST
    concerned, reviewer, substitute = map(people.staff, seats)
    declarant = phones().sign_in(concerned)
    number = declare(declarant, regime)
    path = steps.case_path(declarant, number)
    assert_words(declarant, regime)

    superior = phones().sign_in(reviewer)
    ask(superior, number, regime)
    answer_with_file(declarant, declarant.page.screenshot())
    read_answer(superior)
    decision = steps.decide(superior, SECRET, regime=regime, substitute=substitute.name)
    assert "/PTS/33.21/" in decision

    first = sign_order(superior, regime, eventually)
    acknowledge(declarant)
    second = eventually(lambda: newer_order(superior, first))
    seals_are_proven(phones(), first, second, concerned)

    auditor = phones().sign_in(people.nation("auditor_II"))
    oversee(auditor, number, decision, comments=not regime.former)
    report(declarant, path, declarant.page.screenshot())
    recheck_and_close(superior)

    for reader in (declarant, auditor):
        reader.go(path)
        reader.sees("Selesai")
        reader.sees(decision)
        reader.look("perkara-selesai")
    assert "catatan pengawasan" not in declarant.page.content().lower()
    assert declarant.go(f"{path}pengawasan/").status in (403, 404)
    assert places_with(SECRET, site) == []


def declare(declarant, regime) -> str:
    """From Beranda to the page of the signed statement; its number."""
    declarant.follow("Buat pernyataan")
    declarant.sees(f"Dasar: {regime.name}.")
    assert_words(declarant, regime)
    declarant.look("kasus-mulai")
    steps.take_fork(declarant, re.compile("^Ya"))
    steps.describe(
        declarant,
        duty=f"Saya menyusun daftar penyedia sampai akhir bulan. {SECRET}",
        source=f"Ipar saya memiliki percetakan yang menawarkan diri. {SECRET}",
        link=f"Daftar itu menentukan siapa yang diundang. {SECRET}",
        party={
            "name": f"Percetakan {SECRET}",
            "relation": "SIBLING_IN_LAW",
            "position": f"Pemilik {SECRET}",
        },
        regime=regime,
    )
    declarant.sees("Periksa jawaban sebelum menandatangani")
    assert_words(declarant, regime)
    declarant.follow("Lanjut ke penandatanganan")
    assert steps.title_of(declarant.page) == regime.potential_paper
    number = steps.sign(declarant)
    assert "/PBK/33.21/" in number
    declarant.sees(regime.potential_kind)
    shows_deadline(declarant, regime)
    declarant.look("kasus-ditandatangani")
    return number


def shows_deadline(visitor, regime):
    """The day with its name, how many working days remain, and by which law."""
    visitor.sees(regime.deadline)
    words = visitor.page.locator("main").inner_text()
    assert DAY.search(words.replace("\N{NO-BREAK SPACE}", " "))


def ask(superior, number: str, regime):
    """Opened from Beranda, read, and asked about."""
    superior.sees(f"Telaah pernyataan {regime.conflict}")
    open_duty(superior, number)
    superior.sees("Buka dan mulai menelaah")
    assert SECRET not in superior.page.locator("main").inner_text()
    superior.press("Mulai menelaah")
    superior.sees(SECRET)
    shows_deadline(superior, regime)
    assert_words(superior, regime)
    superior.look("kasus-dibuka")
    superior.fill("question", f"Kapan pesanan ditetapkan? {SECRET}")
    superior.press("Minta klarifikasi")
    superior.sees("Pertanyaan terkirim")


def open_duty(visitor, words: str):
    visitor.page.locator("main .duty", has_text=words).first.get_by_role("link").click()


def answer_with_file(declarant, picture: bytes):
    declarant.go("/beranda/")
    open_duty(declarant, "Jawab klarifikasi")
    declarant.fill("answer", f"Pesanan ditetapkan bulan depan. {SECRET}")
    attach(declarant, "files", f"nota-{SECRET}.png", picture)
    declarant.look("kasus-jawab")
    declarant.press("Kirim jawaban")
    declarant.sees("Jawaban terkirim")


def read_answer(superior):
    """The answer stands below the question, its file on the page of files."""
    superior.page.reload()
    superior.sees(f"Pesanan ditetapkan bulan depan. {SECRET}")
    superior.follow("1 berkas terlampir")
    superior.sees(f"nota-{SECRET}.png")
    superior.look("kasus-lampiran")
    superior.follow("Perkara", exact=True)


def attach(visitor, field: str, name: str, picture: bytes):
    file = {"name": name, "mimeType": "image/png", "buffer": picture}
    visitor.page.locator(f"input[name={field}]").set_input_files(file)


def sign_order(superior, regime, eventually) -> bytes:
    """The order that follows from the decision, signed; its file with one seal."""
    superior.follow("Pengendalian", exact=True)
    superior.look("kasus-pengendalian")
    superior.follow("Tanda tangani perintah penanganan")
    assert steps.title_of(superior.page) == regime.order_paper
    superior.look("kasus-perintah")
    steps.agree(superior)
    superior.press("Tanda tangani perintah")
    superior.sees("Perintah ditandatangani.")
    return eventually(lambda: newer_order(superior, b""))


def newer_order(visitor, known: bytes) -> bytes:
    """The file of the order, where it is another than the one known."""
    visitor.page.reload()
    if not visitor.page.get_by_role("link", name="Simpan PDF perintah").is_visible():
        return b""
    pdf = visitor.download("Simpan PDF perintah")
    return b"" if pdf == known else pdf


def acknowledge(declarant):
    declarant.go("/beranda/")
    open_duty(declarant, "Terima perintah penanganan")
    declarant.look("kasus-terima")
    steps.agree(declarant)
    declarant.press("Terima perintah penanganan")
    declarant.sees("Perintah diterima.")


def seals_are_proven(anybody, first: bytes, second: bytes, concerned):
    """The second seal is added to the file, and the public page tells them apart."""
    assert second.startswith(first)
    assert [pdf.count(b"/ByteRange") for pdf in (first, second)] == [1, 2]
    steps.verify(anybody, first)
    anybody.sees("Sebelum diterima: berkas dengan satu segel.")
    steps.verify(anybody, second)
    anybody.sees("Sesudah diterima: berkas dengan dua segel.")
    anybody.sees("Dokumen terdaftar")
    anybody.look("kasus-verifikasi")
    words = anybody.page.content()
    assert SECRET not in words
    assert concerned.name not in words


def oversee(auditor, number: str, decision: str, *, comments: bool):
    """The Inspektorat reads its copy, and may leave a note that he does not see."""
    auditor.open_menu("Tembusan")
    auditor.follow(number)
    auditor.sees(decision)
    auditor.sees(SECRET)
    auditor.follow("Pengawasan", exact=True)
    if comments:
        auditor.fill("text", f"Periksa lagi pada tahapan berikutnya. {SECRET}")
        auditor.press("Simpan catatan")
        auditor.sees("hanya Inspektorat")
    auditor.look("kasus-pengawasan")


def report(declarant, path: str, picture: bytes):
    """What was done, with evidence."""
    declarant.go(path)
    declarant.follow("Pengendalian", exact=True)
    declarant.follow(RECUSAL)
    declarant.fill("lapor-text", f"Saya meninggalkan rapat itu. {SECRET}")
    attach(declarant, "lapor-evidence", f"notula-{SECRET}.png", picture)
    declarant.look("kasus-lapor")
    declarant.press("Kirim laporan")
    declarant.sees("Laporan terkirim kepada penelaah.")


def recheck_and_close(superior):
    superior.go("/beranda/")
    open_duty(superior, "Periksa laporan pelaksanaan")
    superior.follow(RECUSAL)
    superior.sees(f"notula-{SECRET}.png")
    superior.pick("tinjau-kind", "ACCEPTED")
    superior.fill("tinjau-text", f"Notula cocok. {SECRET}")
    superior.look("kasus-tinjau")
    superior.press("Simpan hasil peninjauan")
    superior.sees("Hasil peninjauan tersimpan.")
    unfold(superior, "Akhiri pengendalian")
    superior.fill("akhiri-text", f"Penetapan sudah selesai. {SECRET}")
    superior.press("Akhiri pengendalian")
    superior.sees("Pengendalian berakhir.")
    unfold(superior, "Tutup perkara")
    superior.fill("tutup-text", f"Tidak ada lagi yang berjalan. {SECRET}")
    superior.look("kasus-tutup")
    superior.press("Tutup perkara")
    superior.sees("Perkara ditutup.")


def unfold(visitor, words: str):
    visitor.page.locator("summary", has_text=words).click()
