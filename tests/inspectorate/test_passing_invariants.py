"""Files that are not those that were signed, and cases opened by their own person."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from declarations.models import Case
from declarations.workflow.attachments import give_to_statement
from inspectorate.passing_invariants import faults
from tests.declarations.passing_factories import cleaned, opened_by_superior
from tests.declarations.test_attachments import signed_with_files
from tests.factories import make_office, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def test_what_was_made_by_the_moves_is_sound(office):
    signed_with_files(office, "akta.png")
    opened_by_superior(office)

    assert list(faults()) == []


@pytest.mark.rule(4, 8)
def test_a_file_that_went_after_the_signing_is_found(office):
    statement = signed_with_files(office, "akta.png", "foto.png")
    statement.attachments.last().delete()

    (found,) = faults()

    assert found == (
        f"pernyataan {statement.pk}",
        "lampirannya bukan yang ditandatangani",
    )


def test_a_file_that_was_exchanged_in_the_store_is_found(office):
    draft = make_statement("DRAFT", kind="POTENTIAL", tenure=office.staff)
    give_to_statement(draft, cleaned("akta.png"), by=office.staff.user)
    file = draft.attachments.get()
    default_storage.delete(file.stored_as)
    default_storage.save(file.stored_as, ContentFile(b"something else"))

    (found,) = faults()

    assert found[0] == f"lampiran {file.pk}"


@pytest.mark.rule(18)
def test_a_case_opened_by_its_own_person_is_found(office):
    case = opened_by_superior(office)
    Case.objects.filter(pk=case.pk).update(initiated_by=case.person)

    assert [row for row, _ in faults()] == [f"perkara {case.pk}"]
