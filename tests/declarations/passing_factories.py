"""Cases that a superior opens, and files, for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from declarations.account_content import account_of, drafting_about
from declarations.workflow.accounts import open_account, save_account
from documents.uploads.cleaning import clean_all
from tests.case_factories import fresh
from tests.factories import answers_for

DUTY = "Ia menilai penawaran pengadaan alat tulis kantor bulan ini."
QUESTION = "Apakah benar perusahaan itu milik saudara Anda?"


def account_answers(parties=None, **texts):
    """What a superior typed, in the shape of a POST: all topics on one page."""
    topics = answers_for(parties=parties, duty=DUTY, **texts)
    typed = {
        name: values
        for slug in ("jenis", "tugas", "kaitan", "pihak")
        for name, values in topics[slug].items()
    }
    return typed | {"question": [QUESTION]}


def draft_account(office, *, tenure=None, by=None, **answers):
    return save_account(
        tenure or office.staff,
        by=by or office.head.user,
        typed=account_answers(**answers),
    )


def opened_by_superior(office, *, tenure=None, by=None, **answers):
    """A case that the direct superior opened on somebody who declared nothing."""
    tenure, by = tenure or office.staff, by or office.head.user
    draft = draft_account(office, tenure=tenure, by=by, **answers)
    shown = account_of(draft, drafting_about(tenure, by))
    done = open_account(tenure, by=by, content_hash=shown.content_hash, consent=True)
    return fresh(done)


def picture(name="bukti.png", color="navy"):
    """A file as a browser sends it."""
    out = io.BytesIO()
    Image.new("RGB", (20, 20), color).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def broken(name="rusak.png"):
    return SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\nnothing", "image/png")


def cleaned(*names):
    files, faults = clean_all([picture(name) for name in names], room=5)
    assert not faults
    return files
