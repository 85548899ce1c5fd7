"""Who is told of a change of the roll, and that it is told once and names nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit import log
from notifications import organisation
from notifications.models import Message
from personnel.models import Acting
from tests.personnel.factories import SmallOffice, make_tenure, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return SmallOffice()


def subjects():
    return {
        (message.recipient.name, message.subject)
        for message in Message.objects.select_related("recipient")
    }


def test_a_plh_the_represented_one_and_the_superior_are_told_once(office):
    today = timezone.localdate()
    stand_in = make_tenure(
        make_user("Yang Mewakili"),
        office.head_post,
        acting=Acting.DAILY,
        since=today,
        until=today + 5 * DAY,
    )

    organisation.tenure_changed(stand_in.pk)
    organisation.tenure_changed(stand_in.pk)

    post = f"Plh. {office.head_post.title}, {office.unit}"
    assert subjects() == {
        ("Yang Mewakili", f"Jabatan Anda: {post}"),
        (office.head.user.name, f"Jabatan Anda diwakili: {post}"),
        ("Pemangku Sekretaris", f"Perubahan pada jabatan di bawah Anda: {post}"),
    }
    assert Message.objects.count() == 3
    assert not any("Yang Mewakili" in one.body for one in Message.objects.all())


def test_news_of_what_was_taken_back_goes(office):
    stand_in = make_tenure(make_user("Calon"), office.head_post, acting=Acting.DAILY)
    organisation.tenure_changed(stand_in.pk)

    organisation.tenure_taken_back(stand_in.pk, stand_in.user_id, stand_in.position_id)

    assert subjects() == {
        ("Calon", f"Penugasan dibatalkan: {office.head_post.title}, {office.unit}")
    }


def test_a_tenure_that_is_gone_tells_nobody():
    organisation.tenure_changed(0)

    assert not Message.objects.exists()


def test_each_correction_is_told_once_however_often_the_job_runs(office):
    user = office.staff.user

    def correct():
        log.record("person.correct", stream=f"user:{user.pk}", by=None, fields=["rank"])

    correct()
    organisation.identity_corrected(user.pk)
    organisation.identity_corrected(user.pk)
    assert Message.objects.filter(recipient=user).count() == 1

    correct()
    organisation.identity_corrected(user.pk)
    organisation.identity_corrected(user.pk)
    assert Message.objects.filter(recipient=user).count() == 2
