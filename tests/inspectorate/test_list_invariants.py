"""Rows of newer versions and waiting periods, changed behind the program's back."""

import pytest

from declarations.models import Case, CoolingOff, Statement
from declarations.workflow.amending import amend
from documents.models import Document
from inspectorate.invariants import breaches
from tests.case_factories import make_case
from tests.declarations.test_cooling_off import left
from tests.factories import fill, make_office, sign
from tests.list_factories import fresh_statement, under_panrb

pytestmark = pytest.mark.django_db


def found():
    return {breach.what for breach in breaches()}


@pytest.fixture
def office():
    found = make_office()
    under_panrb(found.unit)
    return found


def renewed(case):
    draft = amend(fresh_statement(case.statement), by=case.person)
    return sign(fill(draft))


def test_what_was_renewed_by_the_moves_is_sound(office):
    renewed(make_case("UNDER_REVIEW", office=office))
    renewed(make_case("CONTROL_ACTIVE", office=office, tenure=office.staff))
    left(office.head)

    assert found() == set()


def test_a_version_in_the_case_of_somebody_else_is_named(office):
    case = make_case("UNDER_REVIEW", office=office)
    renewed(case)
    other = make_case("RECEIVED", office=office, tenure=office.head)

    Statement.objects.filter(pk=case.statement_id).update(former_case=other)

    assert "pernah berada dalam perkara orang lain" in found()


def test_a_followed_case_that_stays_open_after_the_decision_is_named(office):
    case = make_case("CONTROL_ACTIVE", office=office)
    new = renewed(case)

    Case.objects.filter(pk=case.pk).update(follows=new.case)

    assert "sudah diputuskan, tetapi perkara sebelumnya belum ditutup" in found()


def test_a_waiting_period_of_another_tenure_or_standing_is_named(office):
    one = left(office.staff)

    CoolingOff.objects.filter(pk=one.pk).update(tenure=office.head)
    Document.objects.filter(pk=one.document_id).update(standing="WITHDRAWN")

    assert {
        "menurut masa jabatan orang lain",
        "kedudukan suratnya tidak sesuai",
    } <= found()
