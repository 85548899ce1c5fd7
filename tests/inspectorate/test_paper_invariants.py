"""check_data names what is wrong with papers, packs and shared devices."""

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from declarations.models import (
    Ceremony,
    Pack,
    PackState,
    PaperEnd,
    PaperSignature,
    SharedDevice,
)
from declarations.workflow import ceremonies
from inspectorate.paper_invariants import faults
from tests.declarations.ceremony_factories import (
    make_ceremony,
    make_operator,
    mark_on_paper,
    owed_by,
)
from tests.factories import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """A mark on paper in a ceremony with a shared device: all as it should be."""
    office = make_office()
    operator = make_operator(office)
    held = make_ceremony(office, by=operator)
    ceremonies.share_device(held, kind="Chrome", by=operator)
    return mark_on_paper(owed_by(office.staff.user, held.campaign), by=operator)


def said():
    return {words for _, words in faults()}


def test_nothing_is_said_when_all_is_well(paper):
    assert said() == set()


def test_a_mark_that_ended_and_still_counts_is_named(paper):
    PaperSignature.objects.update(ended_at=timezone.now(), end=PaperEnd.OBJECTED)

    assert said() == {"menunjuk tanda kertas yang tidak berlaku"}


def test_a_lost_scan_is_named(paper):
    default_storage.delete(paper.scan.stored_as)

    assert said() == {"berkas pindaiannya hilang"}


def test_somebody_who_marked_himself_is_named(paper):
    PaperSignature.objects.update(marked_by=paper.obligation.user)

    assert said() == {"dicatat oleh orangnya sendiri"}


def test_a_pack_without_its_file_is_named(paper):
    Pack.objects.create(
        campaign=paper.obligation.campaign,
        unit=paper.obligation.unit,
        contents="PROOFS",
        ordered_by=paper.marked_by,
        ordered_at=timezone.now(),
        state=PackState.READY,
        stored_as="berkas/tidak-ada",
        made_at=timezone.now(),
    )

    assert said() == {"file-nya hilang"}


def test_a_device_that_outlives_its_ceremony_is_named(paper):
    Ceremony.objects.update(ended_at=timezone.now(), ended_by=paper.marked_by)

    assert SharedDevice.objects.in_use().count() == 0
    assert said() == {"masih dipakai setelah acara berakhir"}
