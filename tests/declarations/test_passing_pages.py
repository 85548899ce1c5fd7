"""The page on which a reviewer passes a case on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations.models import Case
from declarations.workflow.passing_on import escalate, forward, recuse
from tests.case_factories import fresh, make_case, sign_decision
from tests.factories import make_office, make_position, make_tenure, make_user

pytestmark = pytest.mark.django_db
WHY = "Yang bersangkutan sejak Januari bekerja pada subbagian lain."


@pytest.fixture
def office():
    made = make_office()
    post = make_position(
        "Kepala Subbagian Keuangan",
        unit=made.unit,
        kind="SUBDIV_HEAD",
        superior=made.secretary_post,
    )
    made.other_head = make_tenure(make_user("Kasubbag Keuangan"), post)
    return made


def move(verb, case, office):
    case, head = fresh(case), office.head.user
    if verb == "forward":
        return forward(case, by=head, tenure=office.other_head, reason=WHY)
    if verb == "recuse":
        return recuse(case, by=head, reason=WHY)
    return escalate(case, by=office.auditor, reason=WHY)


def url(name, case):
    return reverse(f"declarations:{name}", args=[case.public_id])


def test_forwarding_on_the_page(client, office):
    case = make_case("RECEIVED", office=office)
    client.force_login(office.head.user)
    page = client.get(url("case_passing", case)).content.decode()
    assert "Tenggat tidak diulang" in page
    assert f'value="{office.other_head.pk}"' in page
    assert f'value="{office.staff.pk}"' not in page

    empty = client.post(url("case_forward", case), {"reason": WHY, "tenure": ""})
    assert "Pilih atasan yang seharusnya menelaah." in empty.content.decode()
    assert WHY in empty.content.decode()
    given = {"tenure": office.other_head.pk, "reason": WHY}
    done = client.post(url("case_forward", case), given, follow=True)

    assert f"Perkara {case} diteruskan." in done.content.decode()
    assert fresh(case).addressee == office.other_head.position
    assert client.get(url("case", case)).status_code == 404


def test_withdrawing_on_the_page_needs_reason_and_understanding(client, office):
    case = make_case("UNDER_REVIEW", office=office)
    client.force_login(office.head.user)

    refused = client.post(url("case_recuse", case), {"undur-reason": WHY})
    assert "Centang bahwa Anda mengerti akibatnya." in refused.content.decode()
    assert WHY in refused.content.decode()
    sure = {"undur-reason": WHY, "undur-sure": "on"}
    done = client.post(url("case_recuse", case), sure, follow=True)

    assert "Anda mengundurkan diri dari perkara" in done.content.decode()
    assert client.get(url("case", case)).status_code == 404
    client.force_login(office.secretary.user)
    assert WHY in client.get(url("case", case)).content.decode()


def test_who_comes_too_late_keeps_his_words(client, office):
    case = make_case("UNDER_REVIEW", office=office)
    sign_decision(case, office.head.user)
    client.force_login(office.head.user)

    answer = client.post(
        url("case_forward", case), {"tenure": office.other_head.pk, "reason": WHY}
    )

    assert answer.status_code == 409
    assert WHY in answer.content.decode()


def test_the_due_date_of_a_case_is_explained_where_several_apply(client, office):
    case = make_case(office=office)
    yesterday = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(due_on=yesterday)
    move("forward", case, office)
    client.force_login(office.other_head.user)

    page = client.get(url("case", case)).content.decode()

    assert "Mengapa tanggal ini" in page
    assert "Sisa waktu paling sedikit bagi penelaah baru" in page
    assert "1 hari kerja sejak dialihkan, " in page
    assert "PermenPANRB 37/2012" in page
