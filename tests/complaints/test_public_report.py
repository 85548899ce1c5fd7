"""The public's form: one page, one POST, one receipt."""

import io
import re
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from audit.models import Event
from complaints import receipts
from complaints.models import Complaint, File
from documents.uploads.upload import EvidenceHandler
from tests.budgets import PUBLIC, assert_within, page_weight
from tests.complaints.factories import Desks, make_complaint, token, typed
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

START, REPORT = "/pengaduan/", "/pengaduan/lapor/"
KEPT, TRACK = "/pengaduan/lapor/tercatat/", "/pengaduan/lacak/"
CODE_WORD = re.compile(r'class="code-words">(.*?)</ol>', re.DOTALL)


@pytest.fixture
def desks():
    return Desks()


def send(client, **fields):
    return client.post(REPORT, typed(**fields))


def errors(response):
    form = response.context["form"]
    return {name: list(words) for name, words in form.errors.items()}


def code_on(response):
    (words,) = CODE_WORD.findall(response.content.decode())
    return " ".join(re.findall(r"<li>(\w+)</li>", words))


def picture(name="kuitansi.png", size=(20, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


# ---- the blank form


@pytest.mark.rule(45)
def test_the_blank_form_asks_no_query_and_sets_no_cookie_but_csrf(
    client, desks, django_assert_num_queries
):
    client.get(REPORT)

    with django_assert_num_queries(0):
        response = StrictClient().get(REPORT)

    assert list(response.cookies) == ["csrftoken"]
    assert 'value="33.21"' in response.content.decode()


def test_it_is_drawn_with_two_queries_at_most(
    client, desks, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        client.get(REPORT)


def test_each_visitor_gets_tokens_of_his_own(client, desks):
    pages = [client.get(REPORT).content.decode() for _ in range(2)]

    found = {re.search(r'name="token" value="(.+?)"', page)[1] for page in pages}
    assert len(found) == 2
    assert all(receipts.read_token(text) for text in found)
    csrf = {re.search(r'csrfmiddlewaretoken" value="(.+?)"', page)[1] for page in pages}
    assert len(csrf) == 2


@pytest.mark.parametrize("url", [START, REPORT, TRACK])
def test_the_public_pages_keep_the_budget(client, desks, url):
    assert_within(PUBLIC, page_weight(client, url))


@pytest.mark.parametrize("url", [START, REPORT, TRACK])
def test_no_public_page_opens_a_session_or_is_kept(client, desks, url):
    response = client.get(url)

    assert "sesi" not in response.cookies
    if url != START:
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
    assert 'rel="noreferrer noopener"' in response.content.decode()


# ---- what is sent


@pytest.mark.rule(45, 46, 47)
def test_a_complaint_is_stored_and_answered_with_its_receipt(client, desks):
    response = send(client)

    complaint = Complaint.objects.get()
    html = response.content.decode()
    year = timezone.localdate().year
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert re.fullmatch(rf"\d{{4,5}}/MTR/33\.21/[IVX]+/{year}", complaint.number)
    assert complaint.number in html
    assert "petugas pengaduan KPU Kabupaten Demak" in html
    assert "Jawaban pertama" in html
    assert "Inspektur Utama KPU RI" in html
    assert receipts.find(code_on(response)) == complaint
    assert Event.objects.get(action="complaint.received").actor == ""


@pytest.mark.rule(46)
@pytest.mark.parametrize("identity", ["OPEN", "CONFIDENTIAL", "ANONYMOUS"])
def test_content_and_identity_are_kept_as_they_were_given(client, desks, identity):
    send(client, identity=identity)

    complaint = Complaint.objects.get()
    assert complaint.content["where"] == "Loket layanan di kantor kabupaten"
    named = (
        {}
        if identity == "ANONYMOUS"
        else {
            "name": "Wulan Kencana",
            "contact": "0812-5550-1234",
            "address": "",
        }
    )
    assert complaint.complainant == named


def test_the_final_post_needs_at_most_twenty_queries(
    client, desks, django_assert_max_num_queries
):
    send(client)

    with django_assert_max_num_queries(20):
        response = send(client, accused_name="Pemangku Kepala", category="COI")

    assert response.status_code == 200
    assert Complaint.objects.count() == 2


@pytest.mark.rule(47)
def test_the_same_form_twice_is_one_complaint_with_the_same_receipt(client, desks):
    fields = typed()

    first, second = client.post(REPORT, fields), client.post(REPORT, fields)

    assert Complaint.objects.count() == 1
    assert code_on(first) == code_on(second)


def test_a_changed_text_with_the_same_token_changes_nothing(client, desks):
    fields = typed()
    client.post(REPORT, fields)

    client.post(REPORT, fields | {"what": "Sesuatu yang lain sama sekali sekarang."})

    assert Complaint.objects.get().content["what"].startswith("Saya diminta membayar")


def test_after_a_quarter_of_an_hour_the_code_is_not_shown_again(client, desks):
    fields = typed()
    first = client.post(REPORT, fields)
    Complaint.objects.update(received_at=timezone.now() - timedelta(minutes=16))

    again = client.post(REPORT, fields)

    html = again.content.decode()
    assert again.status_code == 200
    assert "sudah terkirim" in html
    assert code_on(first).split()[0] not in html.split("</header>")[1]
    assert Complaint.objects.count() == 1


# ---- the code typed back


def test_typing_the_code_back_only_records_that_it_was_kept(client, desks):
    fields = typed()
    code = code_on(client.post(REPORT, fields))

    response = client.post(KEPT, {"token": fields["token"], "code": code.upper()})

    assert "Kode Anda benar" in response.content.decode()
    assert Complaint.objects.get().receipt_kept_at is not None


def test_a_code_typed_wrong_shows_the_receipt_again(client, desks):
    fields = typed()
    code = code_on(client.post(REPORT, fields))

    response = client.post(KEPT, {"token": fields["token"], "code": "rumah kota"})

    assert "Belum sama" in response.content.decode()
    assert code_on(response) == code
    assert Complaint.objects.get().receipt_kept_at is None


@pytest.mark.parametrize("text", ["", "x", token()], ids=["none", "nonsense", "unused"])
def test_a_token_without_a_complaint_shows_nothing(client, desks, text):
    make_complaint()

    response = client.post(KEPT, {"token": text, "code": "rumah"})

    assert "sudah terkirim" in response.content.decode()


# ---- bad input

REFUSED = [
    ({"identity": ""}, "identity", "Pilih cara Anda melapor."),
    ({"identity": "NOBODY"}, "identity", None),
    ({"name": ""}, "name", "Tulis nama lengkap Anda."),
    ({"contact": " \u200b"}, "contact", None),
    ({"identity": "ANONYMOUS", "how": ""}, "how", "Jelaskan bagaimana caranya."),
    ({"category": ""}, "category", "Pilih tentang apa pengaduan ini."),
    ({"category": "MURDER"}, "category", None),
    ({"unit": ""}, "unit", "Pilih kantor orang yang diadukan."),
    ({"unit": "99.99"}, "unit", "Pilih kantor dari daftar."),
    ({"unit": "33.21' OR 1=1"}, "unit", "Pilih kantor dari daftar."),
    ({"accused_class": ""}, "accused_class", "Pilih siapa yang diadukan."),
    ({"accused_post": "KING"}, "accused_post", None),
    (
        {"accused_class": "MEMBER", "accused_post": "SECRETARY"},
        "accused_post",
        "Jabatan ini tidak sesuai dengan pilihan di atasnya.",
    ),
    ({"what": ""}, "what", "Ceritakan apa yang terjadi."),
    ({"what": "Suap."}, "what", "Ceritakan sedikit lebih banyak apa yang terjadi."),
    ({"what": "\x00\u202e\u200b"}, "what", "Ceritakan apa yang terjadi."),
    ({"where": ""}, "where", "Tulis di mana kejadiannya."),
    ({"when": ""}, "when", "Tulis kapan kejadiannya, kira-kira saja."),
    ({"name": "a" * 121}, "name", None),
    ({"wish": "a" * 2_001}, "wish", None),
    ({"what": "kata " * 40_000}, "what", None),
    ({"situs_web": "http://contoh.invalid"}, "__all__", None),
    ({"token": ""}, "__all__", None),
    ({"token": "0" * 73}, "__all__", None),
    ({"token": token(age=90_000)}, "__all__", None),
]


@pytest.mark.rule(70)
@pytest.mark.parametrize(("fields", "where", "words"), REFUSED)
def test_bad_input_is_refused_at_its_field_with_all_else_kept(
    client, desks, fields, where, words
):
    response = send(client, **fields)

    html = response.content.decode()
    found = errors(response)
    assert response.status_code == 200
    assert set(found) == {where}
    assert words is None or found[where] == [words]
    assert "<title>Kesalahan: " in html
    assert Complaint.objects.count() == 0
    if "when" not in fields:
        assert "Selasa, 17 November 2026, sekitar pukul 10" in html
    if "unit" not in fields:
        assert 'value="33.21" selected' in html


def test_an_empty_form_says_everything_that_is_missing(client, desks):
    response = client.post(REPORT, {"token": token()})

    assert set(errors(response)) == {
        *("identity", "category", "unit", "accused_class", "what", "where", "when"),
    }


def test_two_hundred_kilobytes_come_back_to_be_shortened(client, desks):
    text = "Kejadian itu panjang ceritanya. " * 6_400

    response = send(client, what=text)

    assert "Yang Anda tulis 204.799 huruf" in response.content.decode()
    assert text.strip() in response.content.decode()


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert('x')</script> dan <img src=x onerror=alert(1)>",
        "{{ settings.SECRET_KEY }} {% debug %} ${7*7} #{7*7}",
        "'; DROP TABLE complaints_complaint; -- \\x00 %s %(a)s {0}",
        "=cmd|'/c calc'!A1 dan +SUM(1+1) dan @SUM(1)",
        "../../../../etc/passwd dan file:///etc/passwd",
    ],
)
def test_scripts_and_tricks_are_stored_harmlessly(desks, nasty):
    client = Client()  # the strict one takes what somebody typed for a left-over tag
    response = send(client, what=nasty, accused_name=nasty[:60], where="")
    fields = typed(what=nasty, where="Kantor", who=nasty)
    client.post(REPORT, fields)
    code = receipts.read_token(fields["token"]).code

    page = client.post(TRACK, {"code": code}).content.decode()

    assert response.context["form"]["what"].value() == nasty
    assert "<script>alert" not in page
    assert Complaint.objects.get().content["what"] == nasty


def test_right_to_left_tricks_do_not_reach_the_desk(client, desks):
    send(client, what="Kuitansi \u202egnp.exe\u202c diberikan di loket layanan itu.")

    assert "\u202e" not in Complaint.objects.get().content["what"]


def test_a_form_that_comes_too_quickly_is_asked_to_come_again(client, desks, settings):
    settings.COMPLAINT_MIN_SECONDS = 4
    fields = typed(token=receipts.new_token(time.time()))

    response = client.post(REPORT, fields)

    assert "terlalu cepat" in errors(response)["__all__"][0]
    assert f'value="{fields["token"]}"' in response.content.decode()


def test_a_stale_form_gets_a_new_token(client, desks):
    old = token(age=90_000)

    html = send(client, token=old).content.decode()

    fresh = re.search(r'name="token" value="(.+?)"', html)[1]
    assert fresh != old
    assert receipts.read_token(fresh)


def test_a_form_from_elsewhere_is_refused_and_kept(client, desks):
    response = client.post(REPORT, typed(), csrf=False)

    assert response.status_code == 403
    assert "Izinkan kuki" in errors(response)["__all__"][0]
    assert "Saya diminta membayar" in response.content.decode()
    assert Complaint.objects.count() == 0


def test_a_request_over_all_limits_is_not_read(client, desks):
    response = client.generic(
        "POST",
        REPORT,
        b"x",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH="90000000",
    )

    assert response.status_code == 413
    assert "terlalu besar" in response.content.decode()


# ---- files


@pytest.mark.rule(69)
def test_files_come_with_the_complaint(client, desks):
    send(client, evidence=[picture(), picture("papan.png")])

    complaint = Complaint.objects.get()
    assert {file.about["name"] for file in complaint.files.all()} == {
        "kuitansi.png",
        "papan.png",
    }


@pytest.mark.rule(69)
def test_a_refused_form_keeps_its_files_for_the_next_try(client, desks):
    fields = typed(where="")
    html = client.post(REPORT, fields | {"evidence": [picture()]}).content.decode()
    assert "kuitansi.png" in html
    assert File.objects.get().complaint is None

    client.post(REPORT, fields | {"where": "Di loket", "kept": "1"})

    complaint = Complaint.objects.get()
    assert [file.about["name"] for file in complaint.files.all()] == ["kuitansi.png"]


def test_a_kept_file_can_be_left_out(client, desks):
    fields = typed(where="")
    client.post(REPORT, fields | {"evidence": [picture()]})
    kept = File.objects.get()

    left_out = {"kept": "1", "drop": [str(kept.public_id)]}
    client.post(REPORT, fields | {"where": "Di loket"} | left_out)

    assert Complaint.objects.get().files.count() == 0


def test_the_files_of_another_form_are_not_taken(client, desks):
    client.post(REPORT, typed(where="") | {"evidence": [picture()]})

    send(client, kept="1")

    assert Complaint.objects.get().files.count() == 0


def test_a_lying_file_is_refused_and_the_good_one_is_kept(client, desks):
    lying = SimpleUploadedFile("surat.pdf", b"MZ\x90\x00 ini program")

    response = send(client, evidence=[lying, picture()])

    html = response.content.decode()
    assert errors(response) == {
        "evidence": ["Isi “surat.pdf” bukan PDF, walaupun akhiran namanya itu."]
    }
    assert "Jangan sertakan kuitansi.png" in html
    assert Complaint.objects.count() == 0


def test_six_files_are_one_too_many(client, desks):
    response = send(client, evidence=[picture(f"{n}.png") for n in range(6)])

    assert errors(response) == {
        "evidence": ["Paling banyak 5 berkas. Sisanya tidak kami ambil."]
    }
    assert File.objects.filter(complaint=None).count() == 5


def test_of_what_comes_after_one_file_too_many_nothing_stays_in_memory():
    handler = EvidenceHandler()

    sizes = []
    for n in range(8):
        handler.new_file("evidence", f"{n}.png", "image/png", None)
        handler.receive_data_chunk(b"12345", 0)
        sizes.append(handler.file_complete(5).size)

    assert sizes == [5, 5, 5, 5, 5, 5, 0, 0]


def test_a_large_file_is_thrown_away_and_the_next_one_kept():
    handler = EvidenceHandler()

    handler.new_file("evidence", "besar.png", "image/png", None)
    handler.receive_data_chunk(bytes(10_485_760), 0)
    handler.receive_data_chunk(b"1", 10_485_760)
    large = handler.file_complete(10_485_761)
    handler.new_file("evidence", "pas.png", "image/png", None)
    handler.receive_data_chunk(bytes(10_485_760), 0)
    fitting = handler.file_complete(10_485_760)

    assert (large.too_large, large.read()) == (True, b"")
    assert (fitting.too_large, fitting.size) == (False, 10_485_760)


def test_a_file_over_ten_megabytes_is_refused_at_the_field(client, desks):
    large = SimpleUploadedFile("besar.png", b"\x89PNG\r\n\x1a\n" + bytes(10_485_760))

    response = send(client, evidence=[large])

    assert errors(response) == {"evidence": ["“besar.png” lebih besar dari 10 MB."]}
    assert "Saya diminta membayar" in response.content.decode()
