"""A changed e-mail address: the former one is told, links to the new one wait."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import reset
from accounts.models import EmailChange
from accounts.workflow import addresses
from audit.models import Event
from notifications.models import Message
from personnel.models import User
from tests.factories import give, make_office, make_user

pytestmark = pytest.mark.django_db

OLD, NEW = "lama@kantor.invalid", "baru@kantor.invalid"


@pytest.fixture
def person():
    return make_user("Wulan Sari", email=OLD)


def change(person, email=NEW):
    User.objects.filter(pk=person.pk).update(email=email)
    person.refresh_from_db()


def test_the_former_address_is_told_once_and_then_forgotten(person, mailoutbox):
    change(person)

    addresses.tell_all()
    addresses.tell_all()

    assert [mail.to for mail in mailoutbox] == [[OLD]]
    assert NEW not in mailoutbox[0].body
    noted = EmailChange.objects.get()
    assert (noted.former, bool(noted.told_at)) == ("", True)
    assert Message.objects.get(recipient=person).subject.startswith("Alamat surel")
    assert Event.objects.filter(action="account.email_change").count() == 1


def test_links_to_the_new_address_wait_a_day(person, mailoutbox):
    change(person)
    reset.send_link(person)
    assert mailoutbox == []

    EmailChange.objects.update(changed_at=EmailChange.objects.get().changed_at - DAY)
    reset.send_link(person)

    assert [mail.to for mail in mailoutbox] == [[NEW]]


DAY = timedelta(hours=24, seconds=1)


def test_how_long_is_a_setting(person, mailoutbox, settings):
    settings.EMAIL_CHANGE_REST = timedelta(0)
    change(person)

    reset.send_link(person)

    assert len(mailoutbox) == 1


def test_a_first_address_is_a_change_for_an_account_in_use(mailoutbox):
    person = make_user("Wulan Sari")
    change(person)

    reset.send_link(person)
    addresses.tell_all()

    assert mailoutbox == []
    assert EmailChange.objects.get().told_at


def test_an_account_never_opened_has_its_first_link_at_once(person, mailoutbox):
    person.set_unusable_password()
    person.save()
    change(person)

    reset.send_link(person)

    assert [mail.to for mail in mailoutbox] == [[NEW]]


@pytest.mark.parametrize("email", [OLD, OLD.upper()])
def test_the_same_address_is_no_change(person, email):
    change(person, email)
    person.save()

    assert not EmailChange.objects.exists()


def test_a_correction_on_the_roll_is_noted_too(client):
    office = make_office()
    person = office.staff.user
    User.objects.filter(pk=person.pk).update(email=OLD)
    EmailChange.objects.all().delete()
    administrator = make_user("Administrator")
    give(administrator, "ORGANISATION_ADMIN")
    client.force_login(administrator)

    client.post(
        reverse("personnel:correct", args=[person.pk]),
        {
            "employee_number": person.employee_number,
            "name": person.name,
            "rank": "",
            "employment": "NON_ASN",
            "email": NEW,
        },
    )

    assert EmailChange.objects.get().former == OLD


def test_one_address_that_is_refused_does_not_hold_up_the_others(
    person, mailoutbox, monkeypatch
):
    other = make_user("Orang Lain", email="lain@kantor.invalid")
    change(person)
    change(other, "lain2@kantor.invalid")
    notice = addresses.notice

    def refuse(row):
        if row.user_id == other.pk:
            raise OSError("refused")
        return notice(row)

    monkeypatch.setattr(addresses, "notice", refuse)
    with pytest.raises(OSError, match="refused"):
        addresses.tell_all()

    assert [mail.to for mail in mailoutbox] == [[OLD]]
    assert EmailChange.objects.untold().get().user == other
