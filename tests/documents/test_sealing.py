import io

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import ArrayObject, StreamObject

from documents import certificate, press, sealing, typesetting
from tests.documents.checks import archive_faults
from tests.documents.papers import paper_of

# WeasyPrint leaves its colour profile open.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning",
    "ignore:.*sRGB2014:ResourceWarning",
)


@pytest.fixture(scope="module")
def sealed(seal):
    return press.render_and_seal(paper_of("POTENTIAL"), seal)


@pytest.mark.parametrize("kind", ["FREE", "POTENTIAL", "DECISION", "ORDER"])
def test_a_sealed_letter_is_still_an_accessible_archive_file(kind, seal):
    pdf = press.render_and_seal(paper_of(kind), seal)

    assert archive_faults(pdf) == []
    assert sealing.check(pdf, seal.roots) == "whole"


def test_the_seal_carries_a_time_stamp_where_a_clock_is_at_hand(sealed, seal):
    (signature,) = sealing.PdfFileReader(io.BytesIO(sealed)).embedded_signatures

    status = sealing.validate(signature, seal.roots)

    assert signature.field_name == "Segel"
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.trusted


def test_without_a_clock_the_seal_holds_all_the_same(seal):
    plain = sealing.Seal(seal.signer, None, seal.roots)

    pdf = sealing.seal_and_check(typesetting.typeset(paper_of("FREE")), plain)

    assert sealing.check(pdf, seal.roots) == "whole"
    assert archive_faults(pdf) == []


def test_a_seal_whose_table_ends_badly_is_made_with_other_places(seal, monkeypatch):
    letter = typesetting.typeset(paper_of("FREE"))
    first = sealing.apply(letter, seal)
    last_stream = first.rindex(b"endstream")
    monkeypatch.setattr(sealing, "ENDING", first[last_stream - 6 : last_stream + 9])

    second = sealing.apply(letter, seal)

    assert sealing.ENDING not in second
    assert sealing.check(second, seal.roots) == "whole"
    assert archive_faults(second) == []


def test_the_seal_does_not_change_what_was_rendered(sealed):
    assert sealed.startswith(typesetting.typeset(paper_of("POTENTIAL")))


def test_an_unsealed_file_has_none(seal):
    assert sealing.check(typesetting.typeset(paper_of("FREE")), seal.roots) == "none"


def test_a_seal_of_another_office_is_foreign(seal, tmp_path):
    store, stamp = certificate.trial_stores(tmp_path)
    other = sealing.load(
        {"pkcs12": str(store), "password": "uji-coba", "stamp": str(stamp)}
    )

    pdf = press.render_and_seal(paper_of("FREE"), other)

    assert sealing.check(pdf, seal.roots) == "foreign"


def flipped(pdf, at):
    changed = bytearray(pdf)
    changed[at] ^= 1
    return bytes(changed)


def bit_in_the_page(pdf):
    return flipped(pdf, pdf.index(b"stream\n") + 40)


def bit_in_the_metadata(pdf):
    return flipped(pdf, pdf.index(b"pdfuaid:part>1") + 13)


def bit_in_the_seal(pdf):
    (signature,) = sealing.PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    value = signature.signer_info["signature"].native
    changed = flipped(value, 40)
    return pdf.replace(value.hex().encode().upper(), changed.hex().encode().upper())


def rewritten(pdf):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


def bytes_appended(pdf):
    return pdf + b"\n% catatan\n"


def black_box_added(pdf):
    writer = sealing.PlainWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    box = StreamObject(stream_data=b"q 0 0 0 rg 100 400 300 60 re f Q")
    page["/Contents"] = ArrayObject([page.raw_get("/Contents"), writer.add_object(box)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.rule(8)
@pytest.mark.parametrize(
    "change",
    [
        bit_in_the_page,
        bit_in_the_metadata,
        bit_in_the_seal,
        rewritten,
        bytes_appended,
        black_box_added,
    ],
)
def test_every_change_to_a_sealed_file_shows(change, sealed, seal):
    changed = change(sealed)

    assert changed != sealed
    assert verdict(changed, seal) != "whole"


def verdict(pdf, seal):
    """As the examiner judges: what cannot be read is broken."""
    try:
        return sealing.check(pdf, seal.roots)
    except Exception:
        return "broken"


def test_a_seal_cut_off_shows_as_none(sealed, seal):
    cut = sealed[: sealed.index(b"%%EOF") + 6]

    assert sealing.check(cut, seal.roots) == "none"


def test_the_keys_of_a_trial_are_made_once_and_are_nobody_elses(tmp_path):
    first = certificate.trial_stores(tmp_path)
    before = [file.read_bytes() for file in first]

    again = certificate.trial_stores(tmp_path)

    assert again == first
    assert [file.read_bytes() for file in again] == before
    assert [file.stat().st_mode & 0o077 for file in first] == [0, 0]
