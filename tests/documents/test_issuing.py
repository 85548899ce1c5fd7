from datetime import date
from itertools import product

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Event
from documents import issuing, wording
from documents.models import Document, PaperTemplate, tidy_token
from documents.wording import CODES
from kpu_coi.canonical import content_hash
from tests.documents.papers import LOG, content_of, record_of
from tests.personnel.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


def test_each_letter_has_wording_in_both_regimes():
    found = set(
        PaperTemplate.objects.filter(version=1).values_list("regime_code", "code")
    )

    panrb_alone = {"interest_list", "cooling_off"}
    assert found == {
        *product(["kpu-323-2020"], set(CODES) - panrb_alone),
        *product(["panrb-17-2024"], CODES),
    }


@pytest.mark.parametrize(
    ("regime", "used", "unused"),
    [
        ("kpu-323-2020", "benturan kepentingan", "konflik kepentingan"),
        ("panrb-17-2024", "konflik kepentingan", "benturan kepentingan"),
    ],
)
@pytest.mark.parametrize("code", ["free", "potential", "actual", "decision"])
def test_a_regime_speaks_its_own_words(regime, used, unused, code):
    text = str(PaperTemplate.objects.get(code=code, regime_code=regime).content).lower()

    assert used in text
    assert unused not in text


def test_loading_the_wording_again_changes_nothing():
    before = PaperTemplate.objects.count()

    wording.load_standard(PaperTemplate)

    assert PaperTemplate.objects.count() == before


@pytest.mark.rule(8)
def test_the_newest_wording_that_is_valid_counts():
    first = issuing.current_template("free", "kpu-323-2020", date(2026, 11, 23))
    later = PaperTemplate.objects.create(
        code="free",
        regime_code="kpu-323-2020",
        version=2,
        content=first.content,
        valid_from=date(2026, 12, 1),
    )

    on = issuing.current_template
    assert on("free", "kpu-323-2020", date(2026, 11, 30)) == first
    assert on("free", "kpu-323-2020", date(2026, 12, 1)) == later
    with pytest.raises(PaperTemplate.DoesNotExist):
        on("free", "kpu-323-2020", date(2019, 1, 1))


@pytest.mark.rule(8)
@pytest.mark.parametrize("act", ["save", "delete"])
def test_a_version_of_wording_cannot_be_changed(act):
    version = PaperTemplate.objects.first()
    version.content["closing"] = "Lain."

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        getattr(version, act)()


@pytest.mark.rule(8)
@pytest.mark.parametrize(
    ("field", "value"),
    [("number", "9"), ("content_hash", "b" * 64), ("confidential", True)],
)
def test_what_a_document_says_of_itself_cannot_be_changed(issue, field, value):
    document = issue()

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**{field: value})


def test_an_issued_paper_is_frozen_and_ordered(issue):
    document = issue("POTENTIAL")

    paper = issuing.read_paper(document)
    job = ProcrastinateJob.objects.get(task_name="documents.render")
    assert document.state == "PENDING"
    assert document.standing == "IN_FORCE"
    assert document.content_hash == content_hash(paper["content"])
    assert document.record_hash == content_hash(paper["record"])
    assert paper["log"] == LOG
    assert paper["verification"] == {
        "token": document.token,
        "url": f"http://testserver/verifikasi/{document.token}/",
    }
    assert job.queue_name == "documents"
    assert job.args == {"document_id": document.pk}


def test_the_frozen_paper_cannot_be_read_in_the_database(issue):
    document = Document.objects.get(pk=issue("POTENTIAL").pk)

    assert b"Wagiyem" not in bytes(document.record)
    assert b"adik ipar" not in bytes(document.record)


@pytest.mark.rule(74)
def test_nothing_of_a_confidential_paper_is_kept_in_clear(issue):
    assert issue("POTENTIAL").public == {"zone": "Asia/Jakarta", "tz_abbr": "WIB"}


@pytest.mark.rule(72)
def test_a_record_of_another_content_is_refused():
    content = content_of("FREE")
    record = record_of(content_of("POTENTIAL"))

    with pytest.raises(ValueError, match="hash"):
        issuing.issue(
            template=None,
            kind="FREE",
            number="1",
            unit=make_unit(),
            content=content,
            record=record,
            log=LOG,
            confidential=False,
            public={},
            signed_at=record["signed_at"],
        )
    assert not Document.objects.exists()


@pytest.mark.parametrize("standing", ["SUPERSEDED", "WITHDRAWN", "REVOKED"])
def test_a_document_loses_its_force_once_and_the_log_says_so(issue, standing):
    document = issue()
    user = make_user()

    issuing.set_standing(document, standing, by=user)
    again = issuing.set_standing(document, standing, by=user)

    assert again.standing == standing
    event = Event.objects.get(stream=f"document:{document.pk}")
    assert event.action == f"document.{standing.lower()}"
    with pytest.raises(ValueError, match="in force"):
        issuing.set_standing(document, "IN_FORCE", by=user)


def test_the_file_cannot_be_asked_for_before_it_is_made(issue):
    with pytest.raises(issuing.NotSealedYet):
        issuing.read_pdf(issue())


def test_codes_are_long_typeable_and_never_the_same(issue):
    codes = {issue().token for _ in range(20)}

    assert len(codes) == 20
    for code in codes:
        assert len(code.replace("-", "")) == 28  # of 32 letters: 140 bits
        assert not set(code) & set("ILOU")


@pytest.mark.parametrize(
    "typed",
    [
        "k7q2-m9xd-4hta-p3wz-8rfc-6jne-v5tb",
        "K7Q2 M9XD 4HTA P3WZ 8RFC 6JNE V5TB",
        " K7Q2M9XD4HTAP3WZ8RFC6JNEV5TB ",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed):
    assert tidy_token(typed) == "K7Q2-M9XD-4HTA-P3WZ-8RFC-6JNE-V5TB"


def test_letters_that_look_like_digits_count_as_digits():
    assert tidy_token("OIL0") == "0110"
