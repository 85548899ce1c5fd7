"""What a superior reads before an absence, and what nobody else does (rule 14)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from declarations.inheritance import DECLARED_IT, KEPT_OUT, inherited
from declarations.models import Case
from personnel.inheritance import Absence
from personnel.models import Tenure
from tests.case_factories import make_case
from tests.factories import give, make_office, make_position, make_tenure, party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ABSENCE = "/personalia/ketidakhadiran/"


@pytest.fixture
def office():
    return make_office()


def absence(office, stand_in, days=7):
    today = timezone.localdate()
    return Absence(office.head, stand_in, today + DAY, today + days * DAY)


@pytest.mark.rule(14)
def test_open_cases_of_the_post_with_number_unit_and_date(office):
    case = make_case(office=office)
    make_case("DECIDED", office=office, tenure=below(office))

    (found,) = inherited(absence(office, office.member.user))

    assert (found.number, found.unit, found.due_on) == (
        case.number,
        "KPU Kabupaten Demak",
        case.due_on,
    )
    assert (found.refusal, found.goes_to) == ("", "")


def below(office):
    return make_tenure(position=make_position(superior=office.head_post))


@pytest.mark.parametrize(("offset", "expected"), [(0, False), (1, True), (8, False)])
def test_what_falls_due_in_those_days_is_marked(office, offset, expected):
    case = make_case(office=office)
    due = timezone.localdate() + offset * DAY
    Case.objects.filter(pk=case.pk).update(due_on=due)

    (found,) = inherited(absence(office, office.member.user))

    assert found.falls_due is expected


@pytest.mark.rule(20)
def test_a_case_of_the_stand_in_himself_goes_to_the_next_one_up(office):
    make_case(office=office)

    (found,) = inherited(absence(office, office.staff.user))

    assert found.refusal == DECLARED_IT
    assert found.goes_to == "Sekretaris, KPU Kabupaten Demak"


@pytest.mark.rule(20)
@pytest.mark.parametrize(
    ("status", "refusal", "goes_to"),
    [
        ("RECEIVED", "", ""),
        ("UNDER_REVIEW", KEPT_OUT["PARTY"], "Sekretaris, KPU Kabupaten Demak"),
    ],
)
def test_whom_an_unopened_statement_names_is_not_told(office, status, refusal, goes_to):
    named = [party("Anggota", person=office.member.user_id)]
    make_case(status, office=office, parties=named)

    (found,) = inherited(absence(office, office.member.user))

    assert (found.refusal, found.goes_to) == (refusal, goes_to)


def test_cases_in_which_the_absent_one_is_named_are_not_listed(office):
    named = [party("Kasubbag", person=office.head.user_id)]
    make_case(office=office, parties=named)

    assert inherited(absence(office, office.member.user)) == []


def plan(client, user, stand_in, **fields):
    today = timezone.localdate()
    client.force_login(user)
    return client.post(
        ABSENCE,
        {
            "since": (today + DAY).isoformat(),
            "last_day": (today + 7 * DAY).isoformat(),
            "person": stand_in.pk,
            **fields,
        },
    )


@pytest.mark.rule(14)
def test_the_superior_reads_first_and_confirms_then(client, office):
    case = make_case(office=office)

    looked = plan(client, office.head.user, office.member)
    assert case.number in looked.content.decode()
    assert not Tenure.objects.filter(acting="DAILY").exists()

    done = plan(client, office.head.user, office.member, checked="ya")
    assert done.status_code == 302
    assert Tenure.objects.get(acting="DAILY").position == office.head_post


def test_the_operator_who_appoints_learns_of_no_case(client, office):
    case = make_case(office=office)
    keeper = make_tenure(position=make_position(unit=office.unit)).user
    give(keeper, "UNIT_OPERATOR", unit=office.unit)
    client.force_login(keeper)
    today = timezone.localdate()

    answer = client.post(
        "/personalia/satker/33.21/plt-plh/",
        {
            "position": office.head_post.pk,
            "person": office.member.pk,
            "acting": "DAILY",
            "since": today.isoformat(),
            "last_day": today.isoformat(),
        },
        follow=True,
    )

    text = answer.content.decode()
    assert "Plh. Kepala Subbagian" in text
    assert case.number not in text
    assert "perkara" not in text.lower()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"since": "2020-01-01"}, "since"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"person": "0"}, "person"),
        ({"last_day": ""}, "last_day"),
    ],
)
def test_days_and_people_that_cannot_be_are_refused(client, office, fields, field):
    answer = plan(client, office.head.user, office.member, **fields)

    assert answer.context["form"].errors[field]


def test_what_is_found_asks_as_often_however_much_it_is(office):
    counts = []
    for _ in range(2):
        make_case(office=office, tenure=below(office))
        planned = absence(office, office.member.user)
        inherited(planned)
        with CaptureQueriesContext(connection) as queries:
            inherited(planned)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6
