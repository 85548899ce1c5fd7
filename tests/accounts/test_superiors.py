"""An operator opens no account of those who lead, nor of those who sit elsewhere."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from accounts import rules
from accounts.models import Kind
from accounts.workflow import activations
from personnel.models import Acting, FormerLine, Grant, User
from tests.factories import give, make_office, make_position, make_tenure, make_user

pytestmark = pytest.mark.django_db

NEW = "payung-merah-di-halte"


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def operator(office):
    user = make_tenure(position=make_position(superior=office.head_post)).user
    give(user, "UNIT_OPERATOR", unit=office.unit)
    return user


def on_a_post(**below):
    """Somebody, and a post below his own as the fields say."""
    tenure = make_tenure(position=make_position("Koordinator"))
    fields = {
        name: tenure.position if value == "his" else value
        for name, value in below.items()
    }
    return tenure.user, tenure.position, make_position(**fields)


def other_line(office, operator):
    return on_a_post(other_line="his")[0]


def led_until_yesterday(office, operator):
    person, post, below = on_a_post()
    FormerLine.objects.create(position=below, superior=post, until=today())
    return person


def leads_until_tomorrow(office, operator):
    person, post, below = on_a_post()
    FormerLine.objects.create(position=below, superior=post, until=today(1))
    return person


def will_lead(office, operator):
    person, _, below = on_a_post(superior="his")
    FormerLine.objects.create(position=below, superior=None, until=today(1))
    return person


def above_an_abolished_post(office, operator):
    return on_a_post(superior="his", abolished_on=today())[0]


def in_an_abolished_post(office, operator):
    person, post, _ = on_a_post(superior="his")
    post.abolished_on = today()
    post.save()
    return person


def leads_by_acting(office, operator):
    make_tenure(office.member.user, office.head_post, acting=Acting.DAILY)
    return office.member.user


def in_the_operators_post(office, operator):
    person = make_user("Wakil Operator")
    make_tenure(person, operator.tenures.get().position, acting=Acting.DAILY)
    return person


def seated_here_from_elsewhere(office, operator):
    """As a partial roster can write it."""
    chair = office.national_chair.user
    make_tenure(chair, make_position("Pramubakti"), acting=Acting.ACTING)
    return chair


def staff_of_two_units(office, operator):
    make_tenure(office.staff.user, make_position(unit=office.province))
    return office.staff.user


def staff_of_two_units_of_his(office, operator):
    give(operator, "UNIT_OPERATOR", unit=office.province)
    return staff_of_two_units(office, operator)


def with_a_role_from_tomorrow(office, operator):
    give(office.staff.user, "P3K2", unit=office.unit, since=today(1))
    return office.staff.user


def with_a_role_that_is_over(office, operator):
    give(office.staff.user, "P3K2", unit=office.unit, until=today())
    return office.staff.user


def holder(name):
    def found(office, operator):
        return getattr(office, name).user

    found.__name__ = name
    return found


# Who it is; may the operator open his account the first time, and again; does he lead.
TABLE = [
    (holder("staff"), True, True, False),
    (holder("member"), True, True, False),
    (holder("head"), True, False, True),
    (holder("secretary"), True, False, True),
    (holder("chair"), True, False, True),
    (holder("province_chair"), False, False, True),
    (other_line, True, False, True),
    (led_until_yesterday, True, True, False),
    (leads_until_tomorrow, True, False, True),
    (will_lead, True, True, False),
    (above_an_abolished_post, True, True, False),
    (in_an_abolished_post, True, True, False),
    (leads_by_acting, True, False, True),
    (in_the_operators_post, True, False, False),
    (seated_here_from_elsewhere, False, False, True),
    (staff_of_two_units, False, False, False),
    (staff_of_two_units_of_his, True, True, False),
    (with_a_role_from_tomorrow, False, False, False),
    (with_a_role_that_is_over, True, True, False),
]
BY_NAME = [row[0].__name__ for row in TABLE]


@pytest.mark.parametrize(("who", "first", "again", "leads"), TABLE, ids=BY_NAME)
def test_what_an_operator_may_open(
    office, operator, settings, who, first, again, leads
):
    settings.SECOND_FACTOR_REQUIRED = True
    person = who(office, operator)
    administrator = make_user("Administrator")
    give(administrator, "ORGANISATION_ADMIN")

    assert rules.needs_second_factor(person) is leads
    assert bool(rules.may_print_slip(operator, person, Kind.RECOVERY)) is again
    assert bool(rules.may_help(operator, person)) is again
    assert rules.may_help(administrator, person)
    person.set_unusable_password()
    person.save()
    assert bool(rules.may_print_slip(operator, person, Kind.ACTIVATION)) is first
    assert bool(rules.may_help(operator, person)) is first
    assert rules.may_help(administrator, person)


@pytest.mark.parametrize("name", ["print_slip", "mail_link", "lift_lock"])
def test_the_buttons_for_a_superiors_account_are_refused(
    office, operator, client, name
):
    head = office.head.user
    client.force_login(operator)

    page = client.get(reverse("person_account", args=[head.pk]))
    answer = client.post(reverse(name, args=[head.pk]))

    assert "Orang ini memimpin pegawai lain" in page.content.decode()
    assert reverse(name, args=[head.pk]) not in page.content.decode()
    assert answer.status_code == 403


# --- a slip ends with the right of who printed it -----------------------------------


def nothing(office, operator):
    pass


def begins_to_lead(office, operator):
    make_position(superior=office.staff_post)


def sits_elsewhere_too(office, operator):
    make_tenure(office.staff.user, make_position(unit=office.province))


def left_the_unit(office, operator):
    office.staff.period = DateRange(office.staff.period.lower, today())
    office.staff.save()


def operator_no_more(office, operator):
    period = DateRange(today(-9), today())
    Grant.objects.filter(user=operator).update(period=period)


def operator_left(office, operator):
    User.objects.filter(pk=operator.pk).update(is_active=False)


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize(
    ("happens", "first", "again"),
    [
        (nothing, True, True),
        (begins_to_lead, True, False),
        (sits_elsewhere_too, False, False),
        (left_the_unit, False, False),
        (operator_no_more, False, False),
        (operator_left, False, False),
    ],
)
def test_a_slip_counts_while_it_might_be_printed(
    office, operator, happens, first, again, opened
):
    person = office.staff.user
    if not opened:
        person.set_unusable_password()
        person.save()
    code = activations.print_slips([person], by=operator)[0].code
    happens(office, operator)

    try:
        activations.use(activations.find(person.employee_number, code), NEW)
        used = True
    except activations.WrongCode:
        used = False

    assert used is (again if opened else first)
