import io
from random import Random

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from documents import issuing, tasks, verification
from documents.models import Document
from tests.documents.papers import paper_of

pytestmark = pytest.mark.django_db
URL = "/verifikasi/"


@pytest.fixture
def sealed(issue, papers_made, storage):
    """Issue a paper and let the worker's task make it."""

    def sealed(kind="FREE"):
        document = issue(kind)
        tasks.render(document.pk)
        return Document.objects.get(pk=document.pk)

    return sealed


def upload(client, data, name="surat.pdf"):
    file = SimpleUploadedFile(name, data, content_type="application/pdf")
    return client.post(f"{URL}berkas/", {"berkas": file})


def text_of(response):
    return response.content.decode()


@pytest.mark.rule(74)
def test_a_free_statement_is_shown_with_who_where_and_when(client, issue):
    document = issue("FREE")

    text = text_of(client.get(f"{URL}{document.token}/"))

    for words in (
        document.number,
        "Surat Pernyataan Bebas Benturan Kepentingan",
        "Wagiyem",
        "Pengelola Keuangan",
        "KPU Kabupaten Demak",
        "Berlaku",
        document.content_hash[:8] + " " + document.content_hash[8:16],
    ):
        assert words in text


@pytest.mark.rule(74)
@pytest.mark.parametrize("kind", ["POTENTIAL", "ACTUAL", "DECISION", "ORDER"])
def test_of_a_conflict_only_that_it_is_registered(client, issue, kind):
    document = issue(kind)

    text = text_of(client.get(f"{URL}{document.token}/"))

    assert document.number in text
    assert "Dokumen terdaftar" in text
    assert "Berlaku" in text
    for words in (
        "Wagiyem",
        "Bagaskara",
        "Pengelola Keuangan",
        "KPU Kabupaten Demak",
        "Potensi",
        "Benturan Kepentingan Aktual",
        "Penelaahan",
        document.content_hash[:8],
    ):
        assert words not in text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.rule(74)
@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("SUPERSEDED", "Digantikan"),
        ("WITHDRAWN", "Ditarik"),
        ("REVOKED", "Dicabut"),
    ],
)
def test_the_standing_is_told(client, issue, standing, words):
    document = issue("FREE")
    issuing.set_standing(document, standing, by=None)

    text = text_of(client.get(f"{URL}{document.token}/"))

    assert words in text
    assert "terdaftar dan berlaku" not in text


@pytest.mark.rule(74)
def test_an_unknown_code_is_a_page_that_says_so(client):
    response = client.get(f"{URL}K7Q2-M9XD-4HTA-P3WZ-8RFC-6JNE-V5TB/")

    assert response.status_code == 404
    assert "Tidak ada dokumen dengan kode ini" in text_of(response)


def test_a_code_typed_by_hand_leads_to_its_page(client, issue):
    document = issue()
    typed = document.token.lower().replace("-", " ")

    response = client.get(URL, {"kode": typed})

    assert response.status_code == 302
    assert response.url == f"{URL}{document.token}/"
    loose = client.get(f"{URL}{document.token.lower()}/")
    assert loose.url == f"{URL}{document.token}/"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Ketik kode verifikasi"),
        ("K7Q2", "yang Anda ketik 4"),
        ("K7Q2-M9XD-4HTA-P3WZ-8RFC-6JNE-V5T/", "huruf dan angka"),
        ("王" * 28, "hanya terdiri dari huruf dan angka"),
    ],
)
def test_a_code_that_cannot_be_one_is_refused_at_its_field(client, typed, words):
    response = client.get(URL, {"kode": typed})

    assert response.status_code == 200
    assert words in text_of(response)
    assert f'value="{typed}"' in text_of(response) or not typed


@pytest.mark.rule(74)
def test_the_sealed_file_is_known_by_its_hash(client, sealed):
    document = sealed("FREE")

    response = upload(client, issuing.read_pdf(document))

    assert response.status_code == 200
    assert "terdaftar dan berlaku" in text_of(response)
    assert document.number in text_of(response)


@pytest.mark.rule(74)
def test_a_file_that_was_replaced_is_genuine_and_says_it_no_longer_counts(
    client, sealed
):
    document = sealed("FREE")
    issuing.set_standing(document, "SUPERSEDED", by=None)

    text = text_of(upload(client, issuing.read_pdf(document)))

    assert "sudah digantikan" in text


def one_bit(pdf):
    changed = bytearray(pdf)
    changed[pdf.index(b"pdfuaid:part>1") + 13] ^= 1
    return bytes(changed)


def rewritten(pdf):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


def appended(pdf):
    return pdf + b"\n"


def seal_cut_off(pdf):
    return pdf[: pdf.index(b"%%EOF") + 6]


@pytest.mark.rule(74)
@pytest.mark.parametrize("change", [one_bit, rewritten, appended, seal_cut_off])
def test_a_copy_of_ours_that_was_changed_is_called_altered(client, sealed, change):
    document = sealed("POTENTIAL")

    text = text_of(upload(client, change(issuing.read_pdf(document))))

    assert "Berkas sudah diubah" in text
    assert document.number in text
    assert "Wagiyem" not in text


def test_a_seal_of_ours_on_a_paper_that_is_not_registered(client, papers_made):
    text = text_of(upload(client, papers_made.make(paper_of("FREE"))))

    assert "tidak terdaftar" in text


def a_foreign_pdf():
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (a_foreign_pdf(), "tidak diterbitkan oleh layanan ini"),
        (b"halo", "bukan PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 500, "bukan PDF"),
        (b"%PDF-1.7\nbukan sungguhan", "tidak dapat dibaca"),
        (b"%PDF-1.7\n" + Random(17).randbytes(20_000), "tidak dapat dibaca"),
        (b"%PDF-1.7\n" + b"[" * 200_000, "tidak dapat dibaca"),
    ],
    ids=["foreign", "words", "picture", "no PDF", "noise", "deep"],
)
def test_what_is_not_ours_is_said_in_words(client, data, words):
    response = upload(client, data)

    assert response.status_code == 200
    assert words in text_of(response)


def test_a_file_over_ten_megabytes_is_refused(client):
    response = upload(client, b"%PDF-" + b"0" * (10 * 1024 * 1024 + 20_000))

    assert response.status_code == 413
    assert "lebih besar dari 10 MB" in text_of(response)


def test_no_file_is_refused_at_the_field(client):
    assert "Pilih berkas PDF" in text_of(client.post(f"{URL}berkas/"))
    assert "kosong" in text_of(upload(client, b""))


def test_a_harmful_file_is_ended_by_its_limits(client, monkeypatch):
    monkeypatch.setattr(verification, "SECONDS", 0.05)

    text = text_of(upload(client, a_foreign_pdf()))

    assert "tidak dapat dibaca" in text


def test_too_many_files_at_once_are_asked_to_come_back(client, monkeypatch):
    class NoPlace:
        def acquire(self, timeout):
            return False

    monkeypatch.setattr(verification, "AT_ONCE", NoPlace())

    response = upload(client, a_foreign_pdf())

    assert response.status_code == 503
    assert "sedang sibuk" in text_of(response)


def test_asking_leaves_no_session_and_no_cookie_but_csrfs(client, issue):
    client.get(URL)
    client.get(f"{URL}{issue().token}/")
    upload(client, b"halo")

    assert set(client.cookies) <= {"csrftoken"}


def test_asking_by_code_sets_no_cookie_at_all(issue):
    client = Client()

    client.get(f"{URL}{issue().token}/")

    assert not client.cookies


def test_asking_writes_nothing(client, issue, django_assert_num_queries):
    document = issue()

    with django_assert_num_queries(1) as asked:
        client.get(f"{URL}{document.token}/")

    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_an_upload_without_the_pages_token_is_refused():
    strict = Client(enforce_csrf_checks=True)

    assert upload(strict, b"halo").status_code == 403


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("path", [URL, f"{URL}berkas/", f"{URL}ABC/"])
def test_other_methods_are_refused(client, method, path):
    assert getattr(client, method)(path).status_code == 405


def test_the_command_says_valid_and_ends_well(sealed, tmp_path, capsys):
    document = sealed("FREE")
    file = tmp_path / "surat.pdf"
    file.write_bytes(issuing.read_pdf(document))

    call_command("verify_document", str(file))

    assert "terdaftar dan berlaku" in capsys.readouterr().out


def test_the_command_says_why_not(sealed, tmp_path):
    document = sealed("FREE")
    file = tmp_path / "surat.pdf"
    file.write_bytes(one_bit(issuing.read_pdf(document)))

    with pytest.raises(CommandError, match="sudah diubah"):
        call_command("verify_document", str(file))
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("verify_document", str(tmp_path / "tidak-ada.pdf"))


def test_the_page_has_both_ways_to_ask(client):
    text = text_of(client.get(reverse("documents:verify")))

    assert 'name="kode"' in text
    assert 'type="file"' in text
