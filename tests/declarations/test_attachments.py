"""Files beside statements and answers: taken, sealed, frozen, read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.urls import reverse

from declarations.content import preview_of
from declarations.models import Attachment, Reading, Statement, Status
from declarations.workflow import cases, statements
from declarations.workflow.attachments import (
    give_to_answer,
    give_to_statement,
    take_from_statement,
)
from documents.text import paper_line
from documents.uploads.stored import read
from kpu_coi.canonical import sha256_hex
from tests.case_factories import ANSWER, fresh, make_case
from tests.declarations.passing_factories import broken, cleaned, picture
from tests.factories import (
    fill,
    make_office,
    make_statement,
    party,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def url(name, *args):
    return reverse(f"declarations:{name}", args=args)


def text(response):
    return response.content.decode()


def draft_of(office):
    return make_statement(Status.DRAFT, kind="POTENTIAL", tenure=office.staff)


def with_declarant(draft):
    return Statement.objects.with_declarant().select_related("unit").get(pk=draft.pk)


def signed_with_files(office, *names, **answers):
    draft = fill(draft_of(office), **answers)
    give_to_statement(draft, cleaned(*names), by=office.staff.user)
    return sign(with_declarant(draft))


@pytest.mark.rule(4)
def test_names_and_hashes_of_the_files_are_part_of_what_is_signed(office):
    statement = signed_with_files(office, "akta.png", "foto.png")

    listed = statement.read_content()["statement"]["attachments"]

    files = list(statement.attachments.all())
    assert [row["name"] for row in listed] == ["akta.png", "foto.png"]
    assert [row["sha256"] for row in listed] == [sha256_hex(read(one)) for one in files]


@pytest.mark.rule(8)
def test_after_signing_no_file_comes_and_none_goes(office):
    statement = signed_with_files(office, "akta.png")
    file = statement.attachments.get()

    with pytest.raises(PermissionDenied):
        give_to_statement(statement, cleaned("b.png"), by=office.staff.user)
    with pytest.raises(PermissionDenied):
        take_from_statement(statement, file.public_id, by=office.staff.user)

    assert statement.attachments.get() == file


@pytest.mark.rule(72)
def test_a_file_more_since_the_text_was_read_changes_what_would_be_signed(office):
    draft = with_declarant(fill(draft_of(office)))
    before = preview_of(draft).content_hash

    give_to_statement(draft, cleaned("akta.png"), by=office.staff.user)

    assert preview_of(draft).content_hash != before


def test_name_and_bytes_lie_sealed(office):
    statement = signed_with_files(office, "akta-rahasia.png")
    file = statement.attachments.get()

    with default_storage.open(file.stored_as) as stored:
        assert b"PNG" not in stored.read()
    assert b"akta-rahasia" not in bytes(file.about_sealed)
    assert "akta" not in file.stored_as


def test_never_more_than_five(office):
    draft = draft_of(office)
    give_to_statement(
        draft, cleaned(*"abcd"[:0], "a.png", "b.png"), by=office.staff.user
    )

    with pytest.raises(PermissionDenied, match="Paling banyak 5 berkas"):
        give_to_statement(
            draft, cleaned("c.png", "d.png", "e.png", "f.png"), by=office.staff.user
        )

    assert draft.attachments.count() == 2
    assert len(default_storage.listdir("lampiran")[1]) >= 2


def test_nobody_else_gives_or_takes(office):
    draft = draft_of(office)

    with pytest.raises(PermissionDenied):
        give_to_statement(draft, cleaned("a.png"), by=office.head.user)

    assert not Attachment.objects.exists()


def test_deleting_the_draft_deletes_its_files(
    office, django_capture_on_commit_callbacks
):
    draft = draft_of(office)
    give_to_statement(draft, cleaned("a.png"), by=office.staff.user)
    name = draft.attachments.get().stored_as

    with django_capture_on_commit_callbacks(execute=True):
        statements.discard(draft, by=office.staff.user)

    assert not Attachment.objects.exists()
    assert not default_storage.exists(name)


# --- the page of the draft --------------------------------------------------------


def test_files_come_and_go_on_the_page(client, office):
    draft = draft_of(office)
    client.force_login(office.staff.user)
    assert "Opsional" in text(client.get(url("topics", draft.public_id)))

    client.post(url("statement_files", draft.public_id), {"files": [picture()]})
    page = text(client.get(url("statement_files", draft.public_id)))
    assert "bukti.png" in page
    assert "1 berkas" in text(client.get(url("topics", draft.public_id)))
    file = draft.attachments.get()
    saved = client.get(url("statement_file", draft.public_id, file.public_id))
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved["Content-Type"] == "application/octet-stream"
    client.post(url("drop_statement_file", draft.public_id, file.public_id))

    assert not draft.attachments.exists()


def test_a_refused_file_says_why_and_the_others_stay(client, office):
    draft = draft_of(office)
    client.force_login(office.staff.user)
    files = [picture("a.png"), broken("b.png"), picture("c.png"), picture("d.exe")]

    page = text(client.post(url("statement_files", draft.public_id), {"files": files}))

    assert "“b.png” tidak dapat dibuka." in page
    assert "“d.exe” tidak kami terima." in page
    assert [file.name for file in draft.attachments.all()] == ["a.png", "c.png"]
    assert "a.png" in page
    empty = text(client.post(url("statement_files", draft.public_id), {}))
    assert "Pilih paling sedikit satu berkas." in empty


def test_the_review_lists_them_and_they_are_optional(client, office):
    draft = fill(draft_of(office))
    client.force_login(office.staff.user)
    assert "Tidak ada" in text(client.get(url("review", draft.public_id)))

    give_to_statement(draft, cleaned("akta.png"), by=office.staff.user)

    assert "akta.png" in text(client.get(url("review", draft.public_id)))
    assert "G. Lampiran" in text(client.get(url("sign", draft.public_id)))


# --- who reads them ---------------------------------------------------------------


@pytest.mark.rule(20)
@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("staff", 200, 200),
        ("head", 403, 200),
        ("auditor", 200, 200),
        ("chief_inspector", 200, 200),
        ("member", 404, 404),
        ("secretary", 404, 404),
        ("chair", 404, 404),
    ],
)
def test_the_files_are_seen_by_whoever_sees_the_content(
    client, office, who, before, after
):
    named = [party("S", person=office.secretary.user_id)]
    statement = signed_with_files(office, "akta.png", parties=named)
    case, file = statement.case, statement.attachments.get()
    person = getattr(office, who)
    client.force_login(getattr(person, "user", person))

    def statuses():
        return {
            client.get(url("case_files", case.public_id)).status_code,
            client.get(url("case_file", case.public_id, file.public_id)).status_code,
        }

    assert statuses() == {before}
    cases.open_review(case, by=office.head.user)
    assert statuses() == {after}


def test_saving_a_file_is_recorded_as_reading(client, office):
    statement = signed_with_files(office, "akta.png")
    file = statement.attachments.get()
    client.force_login(office.auditor)

    client.get(url("case_file", statement.case.public_id, file.public_id))

    assert Reading.objects.get(case=statement.case).reader == office.auditor


def test_a_file_of_another_case_is_not_found(client, office):
    statement = signed_with_files(office, "akta.png")
    other = make_case("UNDER_REVIEW", office=office)
    client.force_login(office.head.user)

    address = url("case_file", other.public_id, statement.attachments.get().public_id)

    assert client.get(address).status_code == 404
    client.force_login(office.member.user)
    own = url(
        "statement_file", statement.public_id, statement.attachments.get().public_id
    )
    assert client.get(own).status_code == 404


# --- answers ----------------------------------------------------------------------


def test_an_answer_brings_its_files(client, office):
    case = make_case("NEEDS_INFO", office=office)
    client.force_login(office.staff.user)

    client.post(
        url("case_answer", case.public_id), {"answer": ANSWER, "files": [picture()]}
    )

    assert fresh(case).clarifications.get().answer == ANSWER
    client.force_login(office.head.user)
    assert "1 berkas terlampir" in text(client.get(case.get_absolute_url()))
    assert "bukti.png" in text(client.get(url("case_files", case.public_id)))


def test_a_refused_file_loses_neither_the_answer_nor_the_other_files(client, office):
    case = make_case("NEEDS_INFO", office=office)
    client.force_login(office.staff.user)
    given = {"answer": ANSWER, "files": [picture("a.png"), broken()]}

    page = text(client.post(url("case_answer", case.public_id), given))

    assert "“rusak.png” tidak dapat dibuka." in page
    assert ANSWER in page
    assert "Jangan sertakan a.png" in page
    assert fresh(case).status == "NEEDS_INFO"
    client.post(url("case_answer", case.public_id), {"answer": ANSWER})
    assert [one.name for one in Attachment.objects.of_case(case)] == ["a.png"]


def test_an_empty_answer_keeps_its_files(client, office):
    case = make_case("NEEDS_INFO", office=office)
    client.force_login(office.staff.user)

    given = {"answer": "", "files": [picture("a.png")]}
    page = text(client.post(url("case_answer", case.public_id), given))

    assert "Tulis jawaban Anda." in page
    assert "Jangan sertakan a.png" in page


def test_before_the_answer_is_sent_nobody_else_sees_its_files(client, office):
    case = make_case("NEEDS_INFO", office=office)
    give_to_answer(case, cleaned("a.png"), by=office.staff.user)
    file = Attachment.objects.get()
    address = url("case_file", case.public_id, file.public_id)

    for user, status in ((office.head.user, 404), (office.auditor, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
    client.force_login(office.staff.user)
    assert client.get(address).status_code == 200


def test_a_file_is_left_out_after_all(client, office):
    case = make_case("NEEDS_INFO", office=office)
    give_to_answer(case, cleaned("a.png", "b.png"), by=office.staff.user)
    first = Attachment.objects.first()
    client.force_login(office.staff.user)

    client.post(
        url("case_answer", case.public_id),
        {"answer": ANSWER, "drop": [str(first.public_id), "kosong"]},
    )

    assert [one.name for one in Attachment.objects.of_case(case)] == ["b.png"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("akta  pendirian.pdf", "akta pendirian.pdf"),
        ("foto\N{PILE OF POO}.png", "foto_.png"),
        ("a" * 80 + ".png", "a" * 44 + "…" + "a" * 11 + ".png"),
    ],
)
def test_the_name_of_a_file_is_made_fit_for_the_paper(name, line):
    assert paper_line(name) == line
