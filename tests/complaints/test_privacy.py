"""Nothing of a complaint lies in clear anywhere (rules 47, 52 and 63)."""

import io
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image, PngImagePlugin

from audit.models import Event
from complaints import notices, receipts
from complaints.models import Complaint, File
from notifications.models import Message as News
from tests.complaints.factories import Desks, token, typed
from tests.complaints.shapes import shapes
from tests.complaints.test_tracking import ask
from tests.strict_client import StrictClient

ADDRESS, BROWSER = "203.0.113.77", "PeramTanaman/9.9"
PLANTED = {
    "name": "Kirana Tanamankata",
    "contact": "0819-7777-3131",
    "address": "Gang Tanamankata 17",
    "accused_name": "Bagus Teradukata",
    "what": "Pisanggoreng diselipkan ke dalam map supaya berkas saya didahulukan.",
    "where": "Warung Kelapamuda di belakang kantor",
    "when": "Malam Jumatkliwon sesudah hujan",
    "who": "Penjual Gorenganpanas",
    "how": "Dibungkus Koranbekas berlapis dua",
    "wish": "Mohon Tegurankeras kepadanya",
}
WORDS = [
    *("Tanamankata", "0819-7777-3131", "Teradukata", "Pisanggoreng", "Kelapamuda"),
    *("Jumatkliwon", "Gorenganpanas", "Koranbekas", "Tegurankeras", "Balasanrahasia"),
    *("Tanyarahasia", "berkas-tanamannama", "Tanamandalamberkas", ADDRESS, BROWSER),
]

pytestmark = pytest.mark.django_db


def told_picture():
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "Tanamandalamberkas")
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG", pnginfo=note)
    return SimpleUploadedFile("berkas-tanamannama.png", out.getvalue())


def journey():
    """A refused form with a file, the complaint, a question, an answer, the notices."""
    desks = Desks()
    client = StrictClient(
        REMOTE_ADDR=ADDRESS, headers={"user-agent": BROWSER, "referer": "http://x/"}
    )
    fields = typed(**PLANTED)
    refused = fields | {"where": "", "evidence": [told_picture()]}
    client.post("/pengaduan/lapor/", refused)
    client.post(
        "/pengaduan/lapor/", typed(**PLANTED | {"when": "", "evidence": told_picture()})
    )
    client.post("/pengaduan/lapor/", fields | {"accused_class": "ADHOC"} | ADHOC)
    complaint = Complaint.objects.get()
    ask(complaint, desks.officer, words="Tanyarahasia: kapan tepatnya?")
    code = receipts.read_token(fields["token"]).code
    client.post("/pengaduan/lacak/", {"code": code})
    message = {"access": receipts.make_pass(complaint), "token": token()}
    client.post("/pengaduan/lacak/pesan/", message | {"body": "Balasanrahasia saya."})
    notices.tell_received(Complaint.objects.with_units().get())
    return complaint, code


ADHOC = {"accused_post": "ADHOC"}


def dumped():
    """Every row of every table, as text; bytes come as hexadecimal digits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename)"
            " FROM pg_tables WHERE schemaname = 'public'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} AS t")
            for (row,) in cursor.fetchall():
                yield table, row


@pytest.mark.rule(47, 52, 63)
def test_no_word_of_a_complaint_lies_in_clear_in_any_table_log_mail_or_file(caplog):
    caplog.set_level(logging.DEBUG)
    complaint, code = journey()
    pairs = [" ".join(code.split()[at : at + 2]) for at in range(9)]
    looked_for = [*WORDS, code, *pairs]

    places = list(dumped())
    places += [("log", record.getMessage()) for record in caplog.records]
    places += [("mail", f"{m.subject} {m.body}") for m in mail.outbox]
    stored = [
        Path(default_storage.path(f.stored_as)).read_bytes() for f in File.objects.all()
    ]

    found = [
        (where, word)
        for where, text in places
        for word in looked_for
        if any(shape in text for shape in shapes(word))
    ]
    assert found == []
    assert not [w for w in WORDS for raw in stored if w.encode() in raw]
    assert len(stored) == 2
    assert complaint.number in " ".join(text for _, text in places)


def test_the_search_would_find_what_lies_in_clear():
    complaint, _ = journey()
    Complaint.objects.update(content_sealed=b'{"what": "Pisanggoreng"}')

    rows = [row for table, row in dumped() if "complaints_complaint" in table]

    assert any(shape in row for row in rows for shape in shapes("Pisanggoreng"))
    assert complaint.pk


@pytest.mark.rule(46)
def test_an_anonymous_complaint_keeps_no_name_even_when_one_was_typed():
    Desks()
    client = StrictClient()

    client.post("/pengaduan/lapor/", typed(**PLANTED | {"identity": "ANONYMOUS"}))

    complaint = Complaint.objects.get()
    assert complaint.identity_sealed is None
    assert complaint.complainant == {}
    assert "Tanamankata" not in str(complaint.content)


def test_events_and_notices_carry_numbers_and_no_content():
    complaint, _ = journey()

    bodies = b" ".join(
        bytes(body) for body in Event.objects.values_list("body", flat=True)
    )
    news = News.objects.filter(about=f"complaint:{complaint.pk}")
    assert b"complaint:%d" % complaint.pk in bodies
    assert b"Pisang" not in bodies
    assert [one.subject for one in news] == [f"Pengaduan {complaint} diterima"]


@pytest.mark.rule(20, 51)
def test_nobody_whom_it_concerns_is_told():
    desks = Desks()
    client = StrictClient()
    name = desks.other_head.name

    client.post("/pengaduan/lapor/", typed(accused_name=name, accused_post="HEAD"))
    complaint = Complaint.objects.with_units().get()
    Complaint.objects.update(handling_unit=desks.unit)
    complaint = Complaint.objects.with_units().get(pk=complaint.pk)

    assert desks.officer not in notices.officers(complaint)


def test_the_web_process_opens_no_file_of_the_public_itself():
    code = (
        "import django, sys; django.setup(); import kpu_coi.urls; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "print([m for m in ('PIL', 'pikepdf') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"
