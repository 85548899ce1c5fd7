import io
import json
import subprocess
import zlib

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from documents import letters, typesetting
from kpu_coi.canonical import canonical_json
from tests.documents.checks import archive_faults, words_of
from tests.documents.papers import (
    DECLARANT,
    LONG_NAME,
    STATEMENT,
    TOKEN,
    content_of,
    paper_of,
)

# WeasyPrint leaves its colour profile open.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning",
    "ignore:.*sRGB2014:ResourceWarning",
)
KINDS = ["FREE", "POTENTIAL", "ACTUAL", "DECISION", "ORDER", "BREACH_NOTICE"]
ATTACHED = {
    "DECISION": "penelaahan.json",
    "ORDER": "perintah.json",
    "BREACH_NOTICE": "pemberitahuan.json",
}
REGIMES = ["kpu-323-2020", "panrb-17-2024"]


def pages_of(pdf):
    return len(pikepdf.open(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_letter_is_an_accessible_archive_file(kind, regime):
    pdf = typesetting.typeset(paper_of(kind, regime=regime))

    assert archive_faults(pdf) == []


def test_a_stream_that_ends_in_a_carriage_return_confuses_no_reader():
    paper = paper_of("FREE")
    paper["log"]["padding"] = ""
    while not packed(canonical_json(paper)).endswith(b"\r"):
        paper["log"]["padding"] += "1"  # each adds 49 to the checksum, which is odd

    pdf = typesetting.typeset(paper)

    assert typesetting.ENDING not in pdf
    assert archive_faults(pdf) == []


@pytest.mark.parametrize("table", [b"/Type /ObjStm", b"/Type /XRef"])
def test_a_table_of_the_writer_that_ends_badly_is_written_again(table, monkeypatch):
    first = typesetting.typeset(paper_of("FREE"))
    end = first.index(b"endstream", first.index(table))
    monkeypatch.setattr(typesetting, "ENDING", first[end - 6 : end + 9])

    second = typesetting.typeset(paper_of("FREE"))

    assert typesetting.ENDING not in second
    assert archive_faults(second) == []


def packed(data):
    """As WeasyPrint's writer compresses it."""
    packer = zlib.compressobj(level=9)
    return packer.compress(data) + packer.flush()


def test_a_letter_without_addressee_or_drawing_is_one_too():
    pdf = typesetting.typeset(paper_of("ACTUAL", addressee=None, drawing=None))

    assert archive_faults(pdf) == []


def test_the_file_is_sound_to_another_reader(tmp_path):
    file = tmp_path / "surat.pdf"
    file.write_bytes(typesetting.typeset(paper_of("POTENTIAL")))

    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True)

    assert done.returncode == 0, done.stdout


@pytest.mark.rule(8)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_paper_gives_the_same_bytes(kind):
    assert typesetting.typeset(paper_of(kind)) == typesetting.typeset(paper_of(kind))


@pytest.mark.rule(8)
@pytest.mark.parametrize("kind", KINDS)
def test_the_record_is_attached_as_it_was_frozen(kind):
    paper = paper_of(kind)

    with pikepdf.open(io.BytesIO(typesetting.typeset(paper))) as pdf:
        (name,) = pdf.attachments
        attached = pdf.attachments[name]
        data = attached.get_file().read_bytes()
        relationship = attached.obj.AFRelationship

    assert data == canonical_json(paper)
    assert json.loads(data) == paper
    assert relationship == "/Data"
    assert name == ATTACHED.get(kind, "pernyataan.json")


@pytest.mark.rule(4)
def test_the_free_letter_shows_number_identity_and_every_clause(tmp_path):
    paper = paper_of("FREE")

    words = words_of(typesetting.typeset(paper), tmp_path)

    assert "Nomor 0042/BBK/33.21/XI/2026" in words
    assert "Wagiyem" in words
    assert "NIP 19870412 201012 2 998" in words
    assert "Contoh, 23 November 2026" in words
    for clause in paper["content"]["text"]["clauses"]:
        assert clause.split()[-1] in words
    assert "bersedia dikenai sanksi sesuai dengan ketentuan" in words


@pytest.mark.rule(63)
def test_the_notice_of_a_breach_has_the_three_contents_and_whom_to_ask(tmp_path):
    words = words_of(typesetting.typeset(paper_of("BREACH_NOTICE")), tmp_path)

    assert "Kegagalan Pelindungan Data Pribadi" in words
    assert "A. Data pribadi yang terungkap Nama dan nomor pegawai" in words
    assert "B. Kapan dan bagaimana data terungkap Daftar tertinggal" in words
    assert "C. Upaya penanganan dan pemulihan Daftar diambil" in words
    assert "Kontak: Pejabat Pelindungan Data Pribadi" in words


@pytest.mark.rule(4)
def test_the_potential_letter_shows_the_situation_and_where_it_goes(tmp_path):
    words = words_of(typesetting.typeset(paper_of("POTENTIAL")), tmp_path)

    assert "Surat Pernyataan Potensi Benturan Kepentingan" in words
    assert "Bagaskara" in words
    assert STATEMENT["duty"] in words
    assert "adik ipar saya." in words
    assert "CV Pustaka Adiluhung" in words
    assert "Tembusan: Inspektorat Utama Sekretariat Jenderal KPU" in words


@pytest.mark.rule(72)
def test_the_printed_hash_is_that_of_the_content(tmp_path):
    paper = paper_of("FREE")
    digest = paper["record"]["content_sha256"]

    words = words_of(typesetting.typeset(paper), tmp_path)

    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in words


@pytest.mark.rule(71, 75)
@pytest.mark.parametrize("method", ["PASSWORD", "TOTP", "PASSKEY"])
def test_an_uncertified_signature_never_names_bsre(method, tmp_path):
    words = words_of(typesetting.typeset(paper_of("FREE", method=method)), tmp_path)

    assert "TTE tidak tersertifikasi" in words
    assert "Balai Sertifikasi" not in words


@pytest.mark.rule(75)
def test_a_bsre_signature_carries_the_prescribed_words(tmp_path):
    words = words_of(typesetting.typeset(paper_of("FREE", method="BSRE")), tmp_path)

    assert "Balai Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara" in words
    assert "tidak tersertifikasi" not in words


def test_the_qr_code_on_every_page_leads_to_the_verification(tmp_path):
    file = tmp_path / "surat.pdf"
    file.write_bytes(typesetting.typeset(paper_of("POTENTIAL")))
    command = ["pdftoppm", "-r", "200", "-png", str(file), str(tmp_path / "hal")]
    subprocess.run(command, check=True)

    read = [
        subprocess.run(
            ["zbarimg", "-q", "--raw", str(picture)], capture_output=True, check=True
        ).stdout.decode()
        for picture in sorted(tmp_path.glob("hal*.png"))
    ]

    assert len(read) == 3
    assert {line.strip() for line in read} == {
        f"https://benturan.kpu.example/verifikasi/{TOKEN}/"
    }


def test_a_free_letter_stays_on_one_page_before_its_evidence():
    long = DECLARANT | {
        "name": LONG_NAME,
        "position": "Kepala Subbagian Teknis Penyelenggaraan Pemilu, Partisipasi, "
        "dan Hubungan Masyarakat",
    }

    assert pages_of(typesetting.typeset(paper_of("FREE"))) == 2
    assert pages_of(typesetting.typeset(paper_of("FREE", declarant=long))) == 2


def test_what_a_person_writes_is_text_and_never_markup():
    nasty = '<img src=x onerror=alert(1)> & "kutip" {{ content }} {% now "Y" %}'
    paper = paper_of("POTENTIAL", statement=STATEMENT | {"duty": nasty})

    html = letters.html(paper)

    assert "<img" not in html
    assert "{{ content }}" in html
    assert archive_faults(typesetting.typeset(paper)) == []


def test_a_character_that_no_font_has_does_not_break_the_archive_format(tmp_path):
    strange = DECLARANT | {"name": "Sri 王 \U0001f600 Rahayu"}

    pdf = typesetting.typeset(paper_of("FREE", declarant=strange))

    assert archive_faults(pdf) == []
    assert "Sri ? ? Rahayu" in words_of(pdf, tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x",
        "https://kpu.example/x",
        "/etc/hosts",
    ],
)
def test_the_typesetter_reads_no_file_and_no_network(url):
    with pytest.raises((ValueError, FatalURLFetchingError)):
        typesetting.FETCHER.fetch(url)


def test_the_typesetter_reads_fonts_from_its_folder_alone():
    with pytest.raises(FileNotFoundError):
        typesetting.FETCHER.fetch("bundle:../letters.css")


def test_the_page_and_the_paper_share_the_body():
    content = content_of("FREE")
    html = letters.html(paper_of("FREE"))
    body = letters.engine().get_template("papers/_free_body.html")

    shared = body.render(letters.Context({"content": content, "heading": "h2"}))

    assert shared in html
