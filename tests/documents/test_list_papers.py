"""The letters of interest lists, integrity pacts and waiting periods."""

import pytest

from documents import letters, typesetting
from documents.sample import LIST
from kpu_coi.canonical import content_hash
from tests.documents.checks import archive_faults, words_of
from tests.documents.papers import DECLARANT, LONG_NAME, UNIT, content_of, paper_of
from tests.documents.test_typesetting import pages_of

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning",
    "ignore:.*sRGB2014:ResourceWarning",
)
OWN = {"addressee": None, "statement": None, "copies": []}
COOLING = {
    "to": "Prasetyono",
    "facts": [{"label": "Masa tunggu", "value": "1 Januari 2027 sampai dengan ..."}],
}


def notice():
    """As the machine seals it: nobody signed."""
    paper = paper_of("FREE")
    content = content_of("COOLING_OFF", cooling=COOLING, **OWN)
    record = paper["record"] | {
        "content_sha256": content_hash(content),
        "evidence": None,
        "number": "0001/PMT/33.21/XI/2026",
    }
    return paper | {"content": content, "record": record, "log": {}}


@pytest.mark.parametrize("regime", ["kpu-323-2020", "panrb-17-2024"])
def test_a_pact_is_an_archive_file_of_one_page_before_its_evidence(regime):
    long = DECLARANT | {"name": LONG_NAME}
    paper = paper_of("INTEGRITY_PACT", regime=regime, declarant=long, **OWN)

    pdf = typesetting.typeset(paper)

    assert letters.one_page(paper)
    assert archive_faults(pdf) == []
    assert pages_of(pdf) == 2


def test_a_list_shows_its_parts_and_says_where_there_is_nothing(tmp_path):
    paper = paper_of("INTEREST_LIST", regime="panrb-17-2024", list=LIST, **OWN)

    pdf = typesetting.typeset(paper)
    words = words_of(pdf, tmp_path)

    assert archive_faults(pdf) == []
    assert "A. Hubungan Keluarga dan Kerabat" in words
    assert "Tidak ada." in words
    assert letters.attachment_name(paper) == "daftar-kepentingan.json"


def test_the_notice_of_a_waiting_period_names_nobody_who_signed(tmp_path):
    paper = notice()

    pdf = typesetting.typeset(paper)
    words = words_of(pdf, tmp_path)

    assert archive_faults(pdf) == []
    assert pages_of(pdf) == 1
    assert "Disegel secara elektronik oleh sistem" in words
    assert "Prasetyono" in words
    assert UNIT["letterhead_1"] in words
    assert "Lembar bukti" not in words
