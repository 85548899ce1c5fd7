"""`check_data` names what does not hold together in a complaint."""

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from complaints.models import Complaint, Promise, Status
from complaints.routing import Desk
from complaints.workflow import desk
from inspectorate.complaint_invariants import faults
from tests.complaints.desk_factories import REASON, make_at
from tests.complaints.factories import Desks, a_file

pytestmark = pytest.mark.django_db


def found():
    return {fault for _, fault in faults()}


@pytest.mark.rule(48, 49)
@pytest.mark.parametrize("status", list(Status))
def test_a_complaint_is_sound_wherever_the_moves_lead(status):
    make_at(status)

    assert found() == set()


def test_a_forwarded_complaint_is_sound():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)

    desk.forward_within(
        complaint, by=desks.officer, unit=desks.province, desk=Desk.UNIT, reason=REASON
    )

    assert found() == set()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("status = 'ASSESSED'", "riwayat tidak berakhir pada statusnya"),
        ("status_since = now()", "waktu status tidak sama dengan riwayat"),
        ("due_on = '2030-01-01'", "tenggat bukan janji yang terdekat"),
        ("content_sealed = '\\x00'", "isi tidak dapat dibuka"),
    ],
)
def test_a_row_changed_behind_the_programs_back_is_named(change, fault):
    complaint = make_at("VERIFYING")

    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE complaints_complaint SET {change} WHERE id = %s", [complaint.pk]
        )

    assert found() == {fault}


def test_a_promise_of_a_closed_complaint_is_named():
    complaint = make_at("PROVEN")

    Promise.objects.filter(complaint=complaint, code="COMPLAINT_DELIVERY").update(
        met_at=None
    )

    assert "sudah selesai tetapi masih ada janji terbuka" in found()


def test_a_clock_of_the_complainant_out_of_its_time_is_named():
    complaint = make_at("VERIFYING")

    Promise.objects.filter(complaint=complaint, met_at=None).update(
        code="COMPLAINT_COMPLETION"
    )

    assert found() == {"batas kelengkapan tidak sesuai statusnya"}


def test_a_desk_other_than_the_last_referrals_is_named():
    desks = Desks()
    complaint = make_at("VERIFYING", desks=desks)
    desk.forward_within(
        complaint, by=desks.officer, unit=desks.province, desk=Desk.UNIT, reason=REASON
    )

    Complaint.objects.update(handling_unit=desks.unit)

    assert found() == {"tidak berada di meja tujuan penerusan terakhir"}


def test_a_file_that_is_gone_is_named():
    complaint = make_at("VERIFYING", files=[a_file()])

    default_storage.delete(complaint.files.get().stored_as)

    assert found() == {"berkasnya tidak ada di penyimpanan"}
