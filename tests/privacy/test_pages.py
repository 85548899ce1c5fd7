"""The pages as people meet them: the DPO's table, refusals, bad input, the letters."""

from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from declarations.models import Kind, Status
from documents import tasks
from documents.models import Document
from privacy.models import Breach, DataRequest, Delivery
from tests.budgets import PUBLIC, assert_within, page_weight
from tests.documents.checks import archive_faults, words_of
from tests.factories import make_office, make_statement
from tests.personnel.factories import (
    PASSWORD,
    give,
    make_position,
    make_tenure,
    make_unit,
    make_user,
)
from tests.privacy.factories import (
    STORY,
    WRONG,
    findings,
    fresh,
    hand_over,
    make_breach,
    make_dpo,
    make_request,
)
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = StrictClient()
    client.force_login(user)
    return client


def text_of(response):
    return unescape(response.content.decode())


def at(name, row, **more):
    return reverse(f"privacy:{name}", kwargs={"public_id": row.public_id, **more})


YESTERDAY = timezone.localdate() - timedelta(days=1)
DELIVERED = {
    "recipient": "AUTHORITY",
    "channel": "SYSTEM",
    "delivered_on": YESTERDAY.isoformat(),
    "delivered_time": "10:15",
}
ASSESSMENT = findings()["findings"] | {
    "categories": ["IDENTITY"],
    "people_count": "12",
    "people": "",
    "public_text": "",
}


# --- the DPO -------------------------------------------------------------------------


@pytest.mark.rule(63, 64)
@pytest.mark.parametrize(
    ("name", "status", "answer"),
    [
        ("desk", None, 200),
        ("breaches", None, 200),
        ("breach", "OPEN", 200),
        ("breach", "NOTIFIED", 200),
        ("assess", "OPEN", 200),
        ("assess", "NOTIFIED", 403),
        ("letters", "OPEN", 403),
        ("letters", "ASSESSED", 200),
        ("letters", "NOTIFIED", 403),
    ],
)
def test_what_the_dpo_may_open(name, status, answer):
    dpo = make_dpo()
    make_unit("00")
    breach = make_breach(status, dpo=dpo) if status else None
    address = at(name, breach) if breach else reverse(f"privacy:{name}")

    assert signed_in(dpo).get(address).status_code == answer


@pytest.mark.rule(63)
def test_a_breach_from_report_to_letters_to_its_end(papers_made, storage, tmp_path):
    make_unit("00")
    reporter, subject, dpo = make_user("Pelapor"), make_user("Subjek"), make_dpo()
    found_at = timezone.now().astimezone(ZoneInfo("Asia/Jakarta")) - timedelta(hours=2)
    report = {
        "kind": "COMPLAINT_SEEN",
        "title": "Cetakan pengaduan",
        "story": STORY,
        "discovered_on": found_at.date().isoformat(),
        "discovered_time": f"{found_at:%H:%M}",
    }

    sent = signed_in(reporter).post(reverse("privacy:report"), report)
    breach = Breach.objects.get()
    desk = signed_in(dpo)
    people = {"people": f" {subject.employee_number} \n{subject.employee_number}"}
    public = {"tell_public": "on", "public_text": "Satu daftar cetak sempat hilang."}
    desk.post(at("assess", breach), ASSESSMENT | people | public)
    before = text_of(StrictClient().get(reverse("privacy:notice")))
    page = desk.get(at("letters", breach))
    signature = {
        "content_hash": page.context["hash"],
        "consent": "on",
        "password": PASSWORD,
    }
    desk.post(at("notify", breach), signature)
    letters = list(breach.letters.select_related("document"))
    for letter in letters:
        tasks.render(letter.document.pk)
    pdfs = [
        desk.get(at("letter_pdf", breach, pk=letter.pk)).content for letter in letters
    ]
    desk.post(at("deliver", breach), DELIVERED)
    desk.post(at("close", breach))

    assert sent.url == at("breach", breach)
    assert fresh(breach).status == "CLOSED"
    for pdf in pdfs:
        assert archive_faults(pdf) == []
        words = words_of(pdf, tmp_path)
        assert "Nama dan nomor pegawai dalam daftar cetak." in words
        assert "Subjek Data" in words or "Lembaga Pelindungan" in words
        assert STORY not in words
    assert "Satu daftar cetak sempat hilang." not in before
    after = text_of(StrictClient().get(reverse("privacy:notice")))
    assert "Satu daftar cetak sempat hilang." in after
    own = Delivery.objects.get(user=subject)
    client = signed_in(subject)
    assert "Data Anda termasuk yang terungkap" in text_of(
        client.get(at("notice_letter", own))
    )
    assert client.get(at("notice_pdf", own)).content == pdfs[0]
    assert signed_in(reporter).get(at("notice_pdf", own)).status_code == 404


@pytest.mark.rule(63, 74)
def test_the_letter_is_verified_without_its_content(client):
    breach = make_breach("NOTIFIED")
    letter = breach.letters.select_related("document").first()

    page = client.get(reverse("documents:verify_code", args=[letter.document.token]))

    told = text_of(page)
    assert page.status_code == 200
    assert letter.document.number in told
    assert "Dokumen terdaftar" in told
    assert "Kegagalan" not in told
    assert breach.number not in told


@pytest.mark.rule(64)
def test_an_administrator_sees_that_there_is_one_and_not_what_it_holds():
    admin = make_user()
    give(admin, "ORGANISATION_ADMIN")
    breach = make_breach("NOTIFIED")
    letter = breach.letters.first()
    client = signed_in(admin)

    page = client.get(at("breach", breach))

    told = text_of(page)
    assert breach.number in told
    assert "Isi tersegel" in told
    for words in (STORY, "Daftar pegawai tertinggal", "daftar cetak"):
        assert words not in told
    assert client.get(at("letter_pdf", breach, pk=letter.pk)).status_code == 403
    assert not Event.objects.filter(actor=f"user:{admin.pk}").exists()


@pytest.mark.rule(64)
def test_reading_what_is_sealed_is_logged_once_a_visit():
    chief = make_user()
    give(chief, "CHIEF_INSPECTOR")
    breach, asked, dpo = make_breach("ASSESSED"), make_request(), make_dpo()

    for _ in range(2):
        signed_in(chief).get(at("breach", breach))
        signed_in(dpo).get(at("request", asked))
        signed_in(asked.user).get(at("request", asked))

    read = Event.objects.filter(action__endswith=".read").order_by("pk")
    assert [(event.action, event.actor) for event in read] == [
        ("breach.read", f"user:{chief.pk}"),
        ("data_request.read", f"user:{dpo.pk}"),
    ]


def test_a_text_that_changed_is_shown_again_and_nothing_is_signed():
    dpo = make_dpo()
    breach = make_breach("ASSESSED", dpo=dpo)
    client = signed_in(dpo)
    signature = {"content_hash": "0" * 64, "consent": "on", "password": PASSWORD}

    page = client.post(at("notify", breach), signature)

    assert "Teks berubah sejak Anda membacanya" in text_of(page)
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"password": "salah-sekali"}, "Kata sandi tidak cocok."),
        ({"consent": ""}, "Centang bahwa Anda sudah membaca"),
        ({"password": ""}, "Ketik kata sandi Anda."),
    ],
)
def test_a_bad_signature_is_told_at_its_field(changed, words):
    dpo = make_dpo()
    breach = make_breach("ASSESSED", dpo=dpo)
    client = signed_in(dpo)
    shown = client.get(at("letters", breach)).context["hash"]
    signature = {"content_hash": shown, "consent": "on", "password": PASSWORD}

    page = client.post(at("notify", breach), signature | changed)

    assert words in text_of(page)
    assert fresh(breach).status == "ASSESSED"


# --- what people type ----------------------------------------------------------------


@pytest.mark.rule(68)
def test_a_request_is_sent_answered_and_seen_again():
    unit = make_unit("33.21")
    asker = make_tenure(position=make_position(unit=unit)).user
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=unit)
    typed = {"kind": "CORRECTION", "group": "IDENTITY", "wrong": WRONG, "wanted": "X"}

    sent = signed_in(asker).post(reverse("privacy:ask"), typed)
    asked = DataRequest.objects.get()
    home = text_of(signed_in(operator).get("/beranda/"))
    desk = text_of(signed_in(operator).get(reverse("privacy:desk")))
    answer = {"answer": "Sudah saya mintakan ke bagian SDM."}
    signed_in(operator).post(at("accept", asked), answer)

    assert sent.url == at("request", asked)
    assert "Jawab permintaan: perbaikan data" in home
    assert "tersisa\N{NO-BREAK SPACE}71\N{NO-BREAK SPACE}jam" in home
    assert asker.name in desk
    assert WRONG not in desk
    page = text_of(signed_in(asker).get(at("request", asked)))
    assert "Sudah saya mintakan ke bagian SDM." in page
    assert "Disetujui, sedang dikerjakan" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"wanted": ""}, "Tulis bagaimana seharusnya."),
        ({"wrong": ""}, "Tulis apa yang tidak benar"),
        ({"group": ""}, "Pilih kelompok data."),
        ({"group": "NIK"}, "Pilih kelompok data."),
        ({"kind": "DELETE"}, "Pilih apa yang Anda minta."),
        ({"wrong": "x" * 4001}, "4000"),
        ({"wrong": "Nama \N{SNOWMAN} saya"}, "tidak dapat dicetak"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(changed, words):
    client = signed_in(make_user())
    typed = {
        "kind": "CORRECTION",
        "group": "IDENTITY",
        "wrong": WRONG,
        "wanted": "Baru",
    }

    page = client.post(reverse("privacy:ask"), typed | changed)

    assert page.status_code == 200
    kept = "Baru" if "wanted" not in changed else WRONG
    assert kept in text_of(page)
    assert words in text_of(page)
    assert DataRequest.objects.count() == 0


def test_an_access_needs_no_word_of_what_it_should_be():
    client = signed_in(make_user())
    typed = {"kind": "ACCESS", "group": "OTHER", "wrong": "Siapa yang mencetak?"}

    client.post(reverse("privacy:ask"), typed)

    assert DataRequest.objects.get().kind == "ACCESS"


@pytest.mark.rule(63)
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"discovered_on": "2099-01-01"}, "Waktu ini belum terjadi."),
        ({"discovered_on": ""}, "Isi tanggal diketahui."),
        ({"discovered_time": "25:70"}, "Pukul"),
        ({"kind": ""}, "Pilih apa yang terjadi."),
        ({"title": ""}, "Tulis judul singkatnya."),
    ],
)
def test_a_bad_report_is_told_and_nothing_typed_is_lost(changed, words):
    make_unit("00")
    typed = {
        "kind": "LOST",
        "title": "Ponsel hilang",
        "story": STORY,
        "discovered_on": YESTERDAY.isoformat(),
        "discovered_time": "09:00",
    }

    page = signed_in(make_user()).post(reverse("privacy:report"), typed | changed)

    assert page.status_code == 200
    assert words in text_of(page)
    assert STORY in text_of(page)
    assert Breach.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"people": "999999"}, "Nomor ini tidak dikenal: 999999."),
        ({"tell_public": "on"}, "Tulis isi pengumumannya."),
        ({"categories": []}, "Pilih paling sedikit satu kategori."),
        ({"people_count": "-1"}, "Perkiraan jumlah orang"),
        ({"measures": ""}, "Isi “Upaya penanganan dan pemulihan”."),
    ],
)
def test_a_bad_assessment_is_told_and_nothing_typed_is_lost(changed, words):
    dpo = make_dpo()
    breach = make_breach(dpo=dpo)

    page = signed_in(dpo).post(at("assess", breach), ASSESSMENT | changed)

    assert words in text_of(page)
    assert ASSESSMENT["exposed"] in text_of(page)
    assert fresh(breach).status == "OPEN"


def test_an_assessment_is_shown_again_to_be_changed():
    dpo, subject = make_dpo(), make_user()
    breach = make_breach("ASSESSED", dpo=dpo, people=[subject.pk])

    page = text_of(signed_in(dpo).get(at("assess", breach)))

    assert ASSESSMENT["course"] in page
    assert subject.employee_number in page


@pytest.mark.rule(68)
def test_what_was_refused_meanwhile_is_told_with_what_was_typed():
    dpo = make_dpo()
    asked = make_request("WITHDRAWN")

    page = signed_in(dpo).post(at("accept", asked), {"answer": "Akan diperbaiki."})

    assert page.status_code == 409
    assert "status permintaan ini “Ditarik”" in text_of(page)


def test_an_erasure_offers_two_grounds_and_no_consent():
    dpo = make_dpo()
    asked = make_request(kind="ERASURE")
    client = signed_in(dpo)

    page = text_of(client.get(at("request", asked)))
    client.post(at("refuse", asked), {"ground": "CORRECT", "refusal": "Benar."})

    assert "Pasal 50" in page
    assert "Pasal 33" not in page
    assert "Setujui permintaan" not in page
    assert fresh(asked).status == "RECEIVED"


def test_another_persons_notice_and_request_do_not_exist():
    breach = make_breach("NOTIFIED", people=[make_user().pk])
    delivery = Delivery.objects.get()
    asked, stranger = make_request(), make_user()
    client = signed_in(stranger)

    found = {
        client.get(address).status_code
        for address in (
            at("notice_letter", delivery),
            at("notice_pdf", delivery),
            at("request", asked),
            at("breach", breach),
            reverse("privacy:breaches"),
            reverse("privacy:desk"),
        )
    }

    assert found == {404}


def test_a_delivery_shows_with_its_note_to_the_dpo():
    dpo = make_dpo()
    breach = make_breach("NOTIFIED", dpo=dpo)
    hand_over(breach, dpo, note="Nomor resi 12.")

    page = text_of(signed_in(dpo).get(at("breach", breach)))

    assert "Nomor resi 12." in page
    assert "Catat dahulu penyampaian surat kepada subjek" in page


# --- notices on forms ----------------------------------------------------------------


@pytest.mark.rule(63)
def test_the_privacy_notice_is_public_without_session_and_light(client, settings):
    settings.DPO = {"name": "Pejabat Contoh", "contact": "0811-5550-000"}

    page = client.get(reverse("privacy:notice"))

    told = text_of(page)
    assert page.cookies == {}
    assert "Pejabat Contoh" in told
    assert "0811-5550-000" in told
    for words in ("Pasal 20 ayat (2)", "Bukan persetujuan", "jadwal retensi", "3 x 24"):
        assert words in told
    assert_within(PUBLIC, page_weight(client, reverse("privacy:notice")))


@pytest.mark.rule(63)
@pytest.mark.parametrize("name", ["complaints:report", "account_login", "activate"])
def test_forms_say_what_for_and_lead_to_the_notice(client, name):
    page = text_of(client.get(reverse(name)))

    assert "Data pribadi Anda" in page
    assert f'href="{reverse("privacy:notice")}"' in page


@pytest.mark.rule(63)
def test_forms_of_staff_say_what_for_and_lead_to_the_notice():
    office = make_office()
    give(office.staff.user, "UNIT_OPERATOR", unit=office.unit)
    free = make_statement(Status.DRAFT, tenure=office.staff)
    conflict = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    person = make_tenure(position=make_position(superior=office.head_post)).user
    client = signed_in(office.staff.user)
    pages = {
        reverse("declarations:sign", args=[free.public_id]),
        reverse("declarations:topic", args=[conflict.public_id, "pihak"]),
        reverse("declarations:topic", args=[conflict.public_id, "tugas"]),
        reverse("personnel:rosters"),
        reverse("personnel:join", args=[office.unit.code]),
        reverse("personnel:receive", args=[office.unit.code]),
        reverse("personnel:correct", args=[person.pk]),
        reverse("privacy:ask"),
        reverse("privacy:report"),
    }

    silent = {
        page
        for page in pages
        if f'href="{reverse("privacy:notice")}"' not in main_of(client.get(page))
    }

    assert silent == set()


def main_of(page):
    """Without the footer, which names the notice on every page."""
    return page.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.rule(63)
def test_the_complaint_form_still_asks_the_database_nothing(client):
    client.get(reverse("complaints:report"))

    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("complaints:report"))

    assert len(queries) == 0
    assert settings_cookie(page) == []
    assert_within(PUBLIC, page_weight(client, reverse("complaints:report")))


def settings_cookie(page):
    return [name for name in page.cookies if name == "sesi"]


def test_all_that_was_written_proves_to_be_whole():
    make_breach("CLOSED")
    make_request("DONE")

    call_command("verify_audit")
