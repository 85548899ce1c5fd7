"""The way back: status in plain words, messages, evidence, withdrawal."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from complaints import promises, receipts
from complaints.models import Complaint, File, Message, MessageKind, Status
from complaints.status_page import HEADINGS
from complaints.workflow import moves
from complaints.workflow.moves import making
from kpu_coi import vault
from tests.complaints.factories import Desks, make_complaint, token
from tests.complaints.test_public_report import picture

pytestmark = pytest.mark.django_db

TRACK, WRITE = "/pengaduan/lacak/", "/pengaduan/lacak/pesan/"
WITHDRAW = "/pengaduan/lacak/cabut/"
OFFICER = "Petugas Yang Tidak Disebut"


@pytest.fixture
def desks():
    desks = Desks()
    desks.officer.name = OFFICER
    desks.officer.save()
    return desks


@pytest.fixture
def complaint(desks):
    return make_complaint(accused_class="ADHOC", accused_post="ADHOC")


def opened(client, complaint, **fields):
    return client.post(TRACK, {"code": complaint.code, "number": "", **fields})


def access_on(response):
    return re.search(r'name="access" value="(.+?)"', response.content.decode())[1]


def write(client, complaint, **fields):
    posted = {
        "access": receipts.make_pass(complaint),
        "token": token(),
        "body": "Kuitansinya hilang, tetapi ada saksi.",
        **fields,
    }
    return client.post(WRITE, posted)


def ask(complaint, officer, words="Di loket mana Anda dilayani?"):
    """What the desk does when something is missing."""
    with making(moves.VERIFY, complaint, by=officer):
        pass
    with making(moves.ASK, complaint, by=officer) as stored:
        promises.pause(stored)
        promises.make(stored, [promises.COMPLETION], stored.now)
        message = Message(
            complaint=stored, kind=MessageKind.QUESTION, author=officer, at=stored.now
        )
        message.body_sealed = vault.seal_json(words, context=message.context)
        message.save()
    complaint.refresh_from_db()


@pytest.mark.rule(56)
def test_the_code_opens_the_complaint_in_plain_words(client, complaint):
    html = opened(client, complaint).content.decode()

    assert complaint.number in html
    assert "Pengaduan Anda sudah diterima" in html
    assert "Saya diminta membayar untuk salinan" in html
    assert "Jawaban pertama" in html


@pytest.mark.rule(49, 56)
@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_words_for_the_complainant(status):
    title, lead = HEADINGS[status]

    assert title
    assert lead.endswith(".")


WRONG = [
    {"code": "rumah kota laut"},
    {"code": "x"},
    {"code": "kata " * 50},
    {"code": "\u0000\u202e%s '--"},
]


@pytest.mark.parametrize("fields", WRONG)
def test_what_is_wrong_gets_one_and_the_same_answer(client, complaint, fields):
    response = opened(client, complaint, **fields)

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "code": [
            "Kode ini tidak kami kenali. Periksa ejaan sepuluh katanya, dan nomornya "
            "bila Anda mengisinya."
        ]
    }


def test_a_right_code_with_a_wrong_number_gets_that_answer_too(client, complaint):
    response = opened(client, complaint, number="0099/MTR/33.21/XI/2026")

    assert "tidak kami kenali" in response.content.decode()


def test_the_page_costs_the_same_with_one_message_and_with_five(
    client, complaint, desks, django_assert_max_num_queries
):
    write(client, complaint)
    with django_assert_max_num_queries(12):
        opened(client, complaint)
    for _ in range(4):
        write(client, complaint)

    with django_assert_max_num_queries(12):
        opened(client, complaint)


def test_no_cookie_but_csrf_s_and_nothing_that_may_be_kept(client, complaint):
    response = opened(client, complaint)

    assert set(client.cookies) == {"csrftoken"}
    assert "no-store" in response["Cache-Control"]
    assert complaint.code not in response.content.decode()


@pytest.mark.rule(56)
def test_nobody_at_the_desk_is_named(client, complaint, desks):
    ask(complaint, desks.officer)

    html = opened(client, complaint).content.decode()

    assert "Di loket mana Anda dilayani?" in html
    assert "Petugas pengaduan" in html
    assert OFFICER not in html
    assert Message.objects.get().read_at is not None


# ---- messages


def test_a_message_is_stored_and_shown(client, complaint):
    response = write(client, complaint)

    html = response.content.decode()
    assert "Pesan Anda sudah kami terima." in html
    assert "Kuitansinya hilang, tetapi ada saksi." in html
    assert Message.objects.get().kind == MessageKind.MESSAGE
    assert Message.objects.get().author is None


@pytest.mark.rule(48, 49)
def test_an_answer_brings_the_complaint_back_to_verification(client, complaint, desks):
    ask(complaint, desks.officer)

    page = opened(client, complaint).content.decode()
    response = write(client, complaint, body="Di loket 2.")

    assert "Lengkapi paling lambat" in page
    assert "Pemeriksaan dilanjutkan" in response.content.decode()
    stored = Complaint.objects.get()
    assert stored.status == Status.VERIFYING
    assert stored.messages.last().kind == MessageKind.ANSWER
    assert not stored.promises.pending().filter(paused_on__isnull=False).exists()


def test_the_same_message_twice_is_one(client, complaint):
    once = token()

    write(client, complaint, token=once)
    response = write(client, complaint, token=once)

    assert response.status_code == 200
    assert Message.objects.count() == 1


def test_an_answer_sent_twice_is_one(client, complaint, desks):
    ask(complaint, desks.officer)
    once = token()

    write(client, complaint, token=once)
    response = write(client, complaint, token=once)

    assert response.status_code == 200
    assert Message.objects.filter(author=None).count() == 1


@pytest.mark.rule(69)
def test_evidence_can_be_added(client, complaint):
    response = write(client, complaint, evidence=[picture()])

    assert "Lampiran: kuitansi.png" in response.content.decode()
    assert File.objects.get().message == Message.objects.get()


def test_a_refused_message_keeps_its_text_and_files(client, complaint):
    once = token()
    bad = SimpleUploadedFile("a.exe", b"MZ")
    files = [picture(), bad]

    response = write(client, complaint, token=once, evidence=files)
    html = response.content.decode()
    again = write(client, complaint, token=once, kept="1")

    assert "“a.exe” tidak kami terima" in html
    assert "Kuitansinya hilang" in html
    assert "kuitansi.png" in again.content.decode()
    assert Message.objects.get().files.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": ""}, "Tulis pesan Anda."),
        ({"body": "a" * 10_001}, "Paling banyak 10.000 huruf"),
        ({"token": ""}, "terlalu lama terbuka"),
        ({"situs_web": "x"}, "kolom tersembunyi"),
    ],
)
def test_a_bad_message_is_refused_in_words(client, complaint, fields, words):
    response = write(client, complaint, **fields)

    assert words in response.content.decode()
    assert Message.objects.count() == 0


def test_a_pass_that_ran_out_asks_for_the_code_and_keeps_the_text(client, complaint):
    response = write(client, complaint, access="lama")

    html = response.content.decode()
    assert "Ketik kode Anda sekali lagi" in html
    assert "Kuitansinya hilang, tetapi ada saksi." in html
    assert Message.objects.count() == 0


def test_a_closed_complaint_takes_no_message(client, complaint):
    access = receipts.make_pass(complaint)
    client.post(WITHDRAW, {"access": access, "sure": "on"})

    response = write(client, complaint)

    assert "sudah selesai" in response.content.decode()
    assert Message.objects.count() == 0


# ---- withdrawal


@pytest.mark.rule(49)
def test_the_complainant_can_take_it_back(client, complaint):
    access = access_on(opened(client, complaint))

    response = client.post(WITHDRAW, {"access": access, "sure": "on"})

    assert "Anda sudah mencabut pengaduan ini" in response.content.decode()
    assert Complaint.objects.get().status == Status.WITHDRAWN


def test_withdrawing_needs_to_be_confirmed(client, complaint):
    access = access_on(opened(client, complaint))

    response = client.post(WITHDRAW, {"access": access})

    assert "Centang bila Anda yakin" in response.content.decode()
    assert Complaint.objects.get().status == Status.RECEIVED


def test_pressing_withdraw_twice_shows_that_it_is_withdrawn(client, complaint):
    fields = {"access": receipts.make_pass(complaint), "sure": "on"}
    client.post(WITHDRAW, fields)

    response = client.post(WITHDRAW, fields)

    assert response.status_code == 200
    assert "Anda sudah mencabut" in response.content.decode()


@pytest.mark.rule(49)
def test_what_can_no_longer_be_withdrawn_is_not_called_withdrawn(
    client, complaint, desks
):
    access = access_on(opened(client, complaint))
    for move in (moves.VERIFY, moves.ASSESS, moves.EXAMINE, moves.TO_PLENARY):
        with making(move, complaint, by=desks.officer):
            pass

    html = client.post(WITHDRAW, {"access": access, "sure": "on"}).content.decode()

    assert "sudah dicabut" not in html
    assert "tidak dapat dicabut lagi" in html
    assert Complaint.objects.get().status == Status.PLENARY


def test_a_foreign_pass_withdraws_nothing(client, complaint):
    client.post(WITHDRAW, {"access": "palsu:abc", "sure": "on"})

    assert Complaint.objects.get().status == Status.RECEIVED


@pytest.mark.parametrize("url", [WRITE, WITHDRAW, "/pengaduan/lapor/tercatat/"])
def test_what_only_posts_does_not_answer_to_get(client, url):
    assert client.get(url).status_code == 405


def test_dates_that_were_kept_are_history(client, complaint, desks):
    ask(complaint, desks.officer)

    html = opened(client, complaint).content.decode()

    history = html.split("<h2>Riwayat</h2>")[1]
    assert [
        words
        for words in ("Diterima", "Verifikasi", "Perlu dilengkapi")
        if words in history
    ] == ["Diterima", "Verifikasi", "Perlu dilengkapi"]
    assert str(timezone.localdate().year) in history
