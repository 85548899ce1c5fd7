"""The signing act: what is shown, proven, frozen and left behind (rules 4, 8, 72)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Event
from deadlines.models import RegimeAdoption
from declarations.content import Incomplete, day_of, preview_of
from declarations.models import Kind, Statement, Status
from declarations.workflow import statements as workflow
from documents.issuing import read_paper
from documents.models import Document, PaperTemplate, SigningEvidence
from documents.signing import ProofRefused, prove_password
from kpu_coi.canonical import content_hash
from notifications.models import Message
from personnel.models import Acting
from tests.factories import (
    PASSWORD,
    fill,
    make_campaign,
    make_office,
    make_statement,
    make_tenure,
    make_user,
    party,
    sign,
)

pytestmark = pytest.mark.django_db
SECRET = "Kakak kandung saya memiliki perusahaan penawar bernama Rahasiamakmur."


@pytest.fixture
def office():
    return make_office()


def proof_of(user):
    return prove_password(user, PASSWORD, address="127.0.0.1")


def read_draft(statement):
    return Statement.objects.with_declarant().get(pk=statement.pk)


@pytest.mark.rule(4)
def test_the_identity_is_that_of_the_signing(office):
    user = office.staff.user
    user.name, user.rank = "Wagiyem", "Penata Muda (III/a)"
    user.save()

    statement = make_statement(tenure=office.staff)
    user.name = "Nama Baru"
    user.save()

    declarant = Statement.objects.get(pk=statement.pk).read_content()["declarant"]
    assert declarant == {
        "name": "Wagiyem",
        "id_label": "Nomor pegawai",
        "id_number": user.employee_number,
        "rank": "Penata Muda (III/a)",
        "position": "Penyusun Bahan Hukum",
        "section": "Subbagian Hukum dan Sumber Daya Manusia",
        "unit": "KPU Kabupaten Demak",
    }


@pytest.mark.rule(4, 6)
def test_a_potential_statement_captures_the_situation(office):
    statement = make_statement(
        kind=Kind.POTENTIAL,
        tenure=office.staff,
        parties=[
            party("Prasetyono", election="CANDIDATE", relation="SIBLING_IN_LAW"),
            party("CV Sumber Makmur"),
        ],
    )

    told = statement.read_content()["statement"]
    assert [row["label"] for row in told["classes"]] == ["Jenis", "Sumber", "Bentuk"]
    assert told["classes"][0]["value"] == "Potensi benturan kepentingan"
    assert told["duty"].startswith("Saya menilai penawaran")
    assert told["source"].startswith("Salah satu penawar")
    assert told["link"].startswith("Penilaian saya menentukan")
    assert [row["election"] for row in told["parties"]] == ["Ya, calon", "Tidak"]
    assert told["controls"] == ["Tidak ikut dalam proses pengambilan keputusan"]
    assert told["election_clause"].startswith("Saya akan menyatakan secara terbuka")


@pytest.mark.rule(6)
def test_without_an_election_party_there_is_no_clause(office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    assert statement.read_content()["statement"]["election_clause"] == ""


@pytest.mark.rule(8, 72)
def test_content_hash_and_record_hash_are_those_of_the_paper(office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    paper = read_paper(statement.document)
    assert content_hash(paper["content"]) == statement.content_hash
    assert content_hash(paper["record"]) == statement.record_hash
    assert paper["record"]["content_sha256"] == statement.content_hash
    assert paper["record"]["number"] == statement.number
    assert paper["content"] == statement.read_content()
    assert statement.evidence.content_hash == statement.content_hash


@pytest.mark.rule(72)
def test_the_evidence_says_how_and_to_what(office):
    drawing = {"strokes": [[[1, 2], [3, 4]]]}
    draft = workflow.start(office.staff.user, Kind.FREE)

    statement = sign(draft, drawing=drawing)

    evidence = statement.evidence
    assert (evidence.method, evidence.user) == ("PASSWORD", office.staff.user)
    assert evidence.consent.startswith("Saya telah membaca seluruh isi surat ini.")
    assert evidence.drawing == drawing
    assert evidence.capacity == "Penyusun Bahan Hukum"
    assert "127.0.0.1" not in evidence.network_hash


def test_the_paper_shows_its_place_in_the_log(office):
    statement = make_statement(tenure=office.staff)

    event = Event.objects.get(action="statement.sign")
    assert read_paper(statement.document)["log"] == {
        "stream": f"statement:{statement.pk}",
        "seq": event.seq,
        "hash": event.hash,
        "previous": event.previous_hash,
    }
    assert statement.content_hash in bytes(event.body).decode()


@pytest.mark.rule(11)
def test_case_copy_and_document_come_in_the_same_act(office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    assert statement.case.addressee == office.head_post
    (copy,) = statement.case.copies.all()
    assert copy.region == office.region
    assert statement.case.received_at == statement.signed_at
    assert statement.document.confidential
    assert ProcrastinateJob.objects.filter(task_name="documents.render").count() == 1


@pytest.mark.rule(74)
def test_the_public_learns_nothing_of_a_conflict(office):
    potential = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    free = make_statement(tenure=office.head)

    assert not {"signer", "position"} & set(potential.document.public)
    assert free.document.public["signer"] == office.head.user.name
    assert free.document.public["position"] == (
        "Kepala Subbagian Hukum dan Sumber Daya Manusia"
    )


def test_the_superior_is_told_of_a_free_statement_without_its_content(office):
    statement = make_statement(tenure=office.staff)

    (message,) = Message.objects.filter(recipient=office.head.user)
    assert statement.number in message.subject
    assert "tanpa penelaahan" in message.body
    assert not Message.objects.filter(recipient=office.auditor).exists()


def test_superior_and_inspectorate_are_told_of_a_conflict_without_its_content(office):
    statement = make_statement(
        kind=Kind.POTENTIAL, tenure=office.staff, source=SECRET, link=SECRET
    )

    told = Message.objects.filter(recipient__in=[office.head.user, office.auditor])
    assert told.count() == 2
    for message in told:
        assert statement.number in message.subject
        assert "Rahasiamakmur" not in message.subject + message.body


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SIGNED])
def test_what_is_written_is_not_readable_in_the_database(office, status):
    make_statement(
        status,
        kind=Kind.POTENTIAL,
        tenure=office.staff,
        duty=SECRET,
        source=SECRET,
        link=SECRET,
        parties=[party("PT Rahasiamakmur")],
    )

    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS t WHERE t::text ~* %s',
                ["rahasiamakmur|526168617369616d616b6d7572"],
            )
            assert cursor.fetchone() == (0,), table


@pytest.mark.rule(72)
def test_a_new_superior_between_reading_and_signing_asks_again(office):
    draft = fill(workflow.start(office.staff.user, Kind.POTENTIAL))
    shown = preview_of(read_draft(draft)).content_hash
    today = day_of(draft)
    make_tenure(
        make_user("Pelaksana Harian"),
        office.head_post,
        acting=Acting.DAILY,
        since=today,
        until=today + timedelta(days=3),
    )

    with pytest.raises(workflow.ContentChanged) as change:
        workflow.sign(
            draft,
            by=office.staff.user,
            proof=proof_of(office.staff.user),
            content_hash=shown,
            consent=True,
        )

    assert change.value.preview.content["addressee"]["name"] == "Pelaksana Harian"
    assert change.value.preview.content_hash != shown
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert not SigningEvidence.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.rule(72)
@pytest.mark.parametrize("changed", ["name", "title", "wording", "answer"])
def test_whatever_changes_the_text_changes_the_hash(office, changed):
    draft = fill(workflow.start(office.staff.user, Kind.POTENTIAL))
    shown = preview_of(read_draft(draft)).content_hash

    if changed == "name":
        office.staff.user.name = "Nama Baru"
        office.staff.user.save()
    elif changed == "title":
        office.staff_post.title = "Analis Hukum"
        office.staff_post.save()
    elif changed == "wording":
        current = PaperTemplate.objects.get(
            code="potential", regime_code="kpu-323-2020", version=1
        )
        PaperTemplate.objects.create(
            code="potential",
            regime_code="kpu-323-2020",
            version=2,
            content=current.content,
            valid_from=date(2020, 7, 1),
        )
    else:
        fill(draft, link="Kaitan yang ditulis ulang dengan kalimat lain.")

    assert preview_of(read_draft(draft)).content_hash != shown


def test_signing_again_gives_the_same_statement(office):
    draft = workflow.start(office.staff.user, Kind.FREE)
    first = sign(draft)

    again = workflow.sign(
        draft,
        by=office.staff.user,
        proof=proof_of(office.staff.user),
        content_hash=first.content_hash,
        consent=True,
    )

    assert again == first
    assert Statement.objects.count() == SigningEvidence.objects.count() == 1


def test_without_consent_nothing_is_signed(office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    with pytest.raises(PermissionDenied, match="Centang"):
        workflow.sign(
            draft,
            by=office.staff.user,
            proof=proof_of(office.staff.user),
            content_hash=preview_of(read_draft(draft)).content_hash,
            consent=False,
        )


def test_anothers_proof_signs_nothing(office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    with pytest.raises(ProofRefused):
        workflow.sign(
            draft,
            by=office.staff.user,
            proof=proof_of(office.head.user),
            content_hash=preview_of(read_draft(draft)).content_hash,
            consent=True,
        )

    assert not Document.objects.exists()


def test_nobody_signs_for_another(office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    with pytest.raises(PermissionDenied, match="Hanya yang membuat"):
        workflow.sign(
            draft,
            by=office.head.user,
            proof=proof_of(office.head.user),
            content_hash=preview_of(read_draft(draft)).content_hash,
            consent=True,
        )


def test_an_ended_tenure_signs_nothing(office):
    draft = workflow.start(office.staff.user, Kind.FREE)
    shown = preview_of(read_draft(draft)).content_hash
    office.staff.period = type(office.staff.period)(
        office.staff.period.lower, day_of(draft)
    )
    office.staff.save()

    with pytest.raises(PermissionDenied, match="Masa jabatan"):
        workflow.sign(
            draft,
            by=office.staff.user,
            proof=proof_of(office.staff.user),
            content_hash=shown,
            consent=True,
        )


@pytest.mark.rule(4)
@pytest.mark.parametrize("missing", ["jenis", "tugas", "kaitan", "pihak", "saran"])
def test_a_missing_topic_leaves_nothing_to_sign(office, missing):
    draft = fill(workflow.start(office.staff.user, Kind.POTENTIAL))
    answers = draft.read_answers()
    del answers[missing]
    draft.seal_answers(answers)
    draft.save()

    with pytest.raises(Incomplete):
        preview_of(read_draft(draft))


@pytest.mark.rule(13)
def test_a_superior_who_is_the_other_party_is_passed_over_and_it_says_so(office):
    draft = fill(
        workflow.start(office.staff.user, Kind.POTENTIAL),
        parties=[party("", person=office.head.user.pk, position="")],
    )

    content = preview_of(read_draft(draft)).content

    assert content["addressee"]["position"] == "Sekretaris"
    assert content["route"][0]["why"].startswith("Disebut sebagai pihak lain")
    assert content["statement"]["parties"][0]["name"] == office.head.user.name


@pytest.mark.rule(36)
def test_a_unit_under_the_other_regime_gets_its_words_and_lists(office):
    RegimeAdoption.objects.create(
        regime_id="panrb-17-2024",
        unit_code=office.unit.code,
        valid_from=timezone.localdate() - timedelta(days=1),
    )
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    fill(draft)
    answers = draft.read_answers()
    answers["jenis"]["raw"] = {"kind": ["POTENTIAL"], "sources": ["VESTED"]}
    draft.seal_answers(answers)
    draft.save()
    with pytest.raises(Incomplete):
        preview_of(read_draft(draft))
    answers["jenis"]["raw"] = {"kind": ["POTENTIAL"], "sources": ["FAMILY"]}
    draft.seal_answers(answers)
    draft.save()
    statement = sign(draft)

    assert statement.regime_id == "panrb-17-2024"
    classes = statement.read_content()["statement"]["classes"]
    assert [row["label"] for row in classes] == ["Jenis", "Sumber"]
    assert "konflik" in str(statement.read_content()["title"]).lower()


@pytest.mark.rule(1)
def test_the_campaigns_wording_is_the_one_that_is_signed(office):
    campaign = make_campaign(office.unit)
    PaperTemplate.objects.create(
        code="free",
        regime_code="kpu-323-2020",
        version=2,
        content=campaign.template.content,
        valid_from=date(2020, 7, 1),
    )

    owed = make_statement(tenure=office.staff)
    later = make_statement(tenure=office.staff)

    assert (owed.template.version, later.template.version) == (1, 2)
