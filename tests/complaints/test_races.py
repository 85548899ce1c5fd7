"""Many at once, each on a connection of his own."""

from functools import partial

import pytest
from django.core.files.storage import default_storage

from audit.models import Event
from complaints.models import Complaint, Message, RegisterCounter
from complaints.receipts import make_pass
from tests.complaints.factories import Desks, make_complaint, token, typed
from tests.complaints.test_public_report import code_on, picture
from tests.races import at_once
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 6


def kept_files():
    """What lies in the store, by name."""
    if not default_storage.exists("pengaduan"):
        return set()
    return {f"pengaduan/{name}" for name in default_storage.listdir("pengaduan")[1]}


def sent(posts):
    """The answers to several POSTs that start together."""
    return at_once(
        *[partial(StrictClient().post, url, fields) for url, fields in posts]
    )


def test_complaints_at_once_get_a_number_each_and_no_place_is_lost():
    Desks()

    answers = sent([("/pengaduan/lapor/", typed()) for _ in range(AT_ONCE)])

    numbers = set(Complaint.objects.values_list("number", flat=True))
    assert [answer.status_code for answer in answers] == [200] * AT_ONCE
    assert len(numbers) == AT_ONCE
    assert RegisterCounter.objects.get().last == AT_ONCE


@pytest.mark.rule(47)
def test_the_same_form_at_once_is_one_complaint_with_one_receipt():
    Desks()
    fields = typed()
    before = kept_files()

    posts = [
        ("/pengaduan/lapor/", fields | {"evidence": [picture()]})
        for _ in range(AT_ONCE)
    ]
    answers = sent(posts)

    assert [answer.status_code for answer in answers] == [200] * AT_ONCE
    assert len({code_on(answer) for answer in answers}) == 1
    complaint = Complaint.objects.get()
    assert complaint.files.count() == 1
    assert kept_files() - before == {complaint.files.get().stored_as}
    assert Event.objects.filter(action="complaint.received").count() == 1


def test_the_same_message_at_once_is_one():
    Desks()
    complaint = make_complaint()
    fields = {
        "access": make_pass(complaint),
        "token": token(),
        "body": "Ada saksi lain yang melihat.",
    }

    answers = sent([("/pengaduan/lacak/pesan/", fields) for _ in range(AT_ONCE)])

    assert [answer.status_code for answer in answers] == [200] * AT_ONCE
    assert Message.objects.count() == 1


def test_withdrawing_at_once_is_one_move():
    Desks()
    complaint = make_complaint()
    fields = {"access": make_pass(complaint), "sure": "on"}

    sent([("/pengaduan/lacak/cabut/", fields) for _ in range(AT_ONCE)])

    assert Event.objects.filter(action="complaint.withdraw").count() == 1
    assert list(complaint.steps.values_list("status", flat=True)) == [
        *("RECEIVED", "WITHDRAWN")
    ]
