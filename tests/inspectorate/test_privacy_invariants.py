"""`check_data` names what does not hold together in requests and breaches."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from documents.models import SigningEvidence
from inspectorate.privacy_invariants import faults
from privacy.models import (
    Breach,
    BreachLetter,
    BreachStatus,
    DataRequest,
    RequestStatus,
)
from tests.privacy.factories import make_breach, make_request

pytestmark = pytest.mark.django_db


def found():
    return {fault for _, fault in faults()}


@pytest.mark.rule(68)
@pytest.mark.parametrize("status", RequestStatus)
def test_a_request_is_sound_wherever_the_moves_lead(status):
    make_request(status)

    assert found() == set()


@pytest.mark.rule(63)
@pytest.mark.parametrize("status", BreachStatus)
def test_a_breach_is_sound_wherever_the_moves_lead(status):
    make_breach(status)

    assert found() == set()


def test_what_was_changed_behind_the_back_is_named():
    make_request()
    make_breach("NOTIFIED")
    DataRequest.objects.update(due_at=F("due_at") + timedelta(hours=1))
    SigningEvidence.objects.update(content_hash="0" * 64)
    number = BreachLetter.objects.first().document.number
    other = BreachLetter.objects.last().document.number

    assert found() == {
        "batas waktunya bukan menurut aturannya",
        f"surat {number} bukan yang ditandatangani",
        f"surat {other} bukan yang ditandatangani",
    }


def test_what_cannot_be_opened_is_named():
    make_request()
    make_breach()
    DataRequest.objects.update(asked_sealed=b"rusak")
    Breach.objects.update(report_sealed=b"rusak")

    assert found() == {"isi tidak dapat dibuka"}


def test_a_letter_that_is_gone_is_named():
    make_breach("NOTIFIED")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_breachletter WHERE recipient = 'AUTHORITY'")

    assert found() == {"suratnya bukan tepat dua"}
