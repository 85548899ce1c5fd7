"""The public's form: one page, one POST, one receipt."""

import pytest
from django.urls import reverse

from complaints.models import Complaint
from tests.complaints.factories import Desks, typed

pytestmark = pytest.mark.django_db

REPORT = "/pengaduan/lapor/"


@pytest.fixture
def desks():
    return Desks()


def send(client, **fields):
    return client.post(REPORT, typed(**fields))


@pytest.mark.rule(46, 47)
def test_a_complaint_is_stored_with_the_post_and_answers_with_the_receipt(
    client, desks
):
    response = send(client)

    complaint = Complaint.objects.get()
    html = response.content.decode()
    assert response.status_code == 200
    assert complaint.number in html
    assert complaint.handling_unit == desks.unit


def test_blank(client, desks):
    r = client.get(REPORT)
    assert r.status_code == 200
    assert client.get("/pengaduan/").status_code == 200
    assert client.get("/pengaduan/lacak/").status_code == 200
    assert client.post(REPORT, {}).status_code == 200
    assert reverse("complaints:report") == REPORT
