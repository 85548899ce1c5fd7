"""Slips for those who lead or hold a special role: two administrators, not one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import rules
from accounts.models import Activation, Kind
from accounts.workflow import activations
from audit.models import Event
from notifications.models import Message
from personnel.models import Grant, User
from tests.factories import give, make_office, make_user

pytestmark = pytest.mark.django_db

NEW = "payung-merah-di-halte"


def administrator(name, role="ORGANISATION_ADMIN"):
    user = make_user(name)
    give(user, role)
    return user


@pytest.fixture
def world():
    """People by name: three administrators, an operator, and who receives slips."""
    office = make_office()
    found = {
        "ani": administrator("Ani"),
        "budi": administrator("Budi", "SYSTEM_ADMIN"),
        "citra": administrator("Citra"),
        "operator": make_user("Operator"),
        "staff": office.staff.user,
        "head": office.head.user,
        "officer": office.member.user,
    }
    give(found["operator"], "UNIT_OPERATOR", unit=office.unit)
    give(found["officer"], "COMPLAINT_OFFICER", unit=office.unit)
    return found


def close(person):
    person.set_unusable_password()
    person.save()


def printed(person, by):
    slip = activations.print_slips([person], by=by)[0]
    return slip, Activation.objects.open().get(user=person)


def opens(person, slip):
    try:
        activations.use(activations.find(person.employee_number, slip.code), NEW)
    except activations.WrongCode:
        return False
    return True


def fresh(user):
    return User.objects.get(pk=user.pk)


PEOPLE = ("ani", "budi", "citra", "operator", "staff", "head", "officer")
ADMINISTRATORS = {"ani", "budi", "citra"}
# Who receives; what kinds of slip need a second administrator; may an operator print.
RECEIVERS = [
    ("staff", Kind.ACTIVATION, False, True),
    ("staff", Kind.RECOVERY, False, True),
    ("head", Kind.ACTIVATION, False, True),
    ("head", Kind.RECOVERY, True, False),
    ("officer", Kind.ACTIVATION, True, False),
    ("officer", Kind.RECOVERY, True, False),
    ("citra", Kind.ACTIVATION, True, False),
    ("citra", Kind.RECOVERY, True, False),
]


@pytest.mark.parametrize(("receiver", "kind", "two", "by_operator"), RECEIVERS)
@pytest.mark.parametrize("maker", ["ani", "budi", "citra", "operator"])
def test_maker_confirmer_and_receiver_are_three(
    world, maker, receiver, kind, two, by_operator
):
    person, by = world[receiver], world[maker]
    if kind == Kind.ACTIVATION:
        close(person)
    if maker == receiver or (maker == "operator" and not by_operator):
        with pytest.raises(PermissionDenied):
            printed(person, by)
        return
    slip, made = printed(person, by)

    assert slip.waits is two
    may = {name for name in PEOPLE if rules.may_confirm_slip(world[name], made)}
    others = ADMINISTRATORS - {maker, receiver}
    assert may == (others if two else set())
    if two:
        assert not opens(person, slip)
        activations.confirm(made, by=world[min(others)])
    assert opens(person, slip)


@pytest.mark.parametrize("who", ["ani", "operator", "head", "staff"])
def test_nobody_else_confirms(world, who):
    slip, made = printed(world["head"], world["ani"])

    with pytest.raises(PermissionDenied):
        activations.confirm(made, by=world[who])

    assert not opens(world["head"], slip)


def test_it_is_logged_and_told_to_owner_and_maker_once(world):
    _, made = printed(world["head"], world["ani"])

    activations.confirm(made, by=world["budi"])
    activations.confirm(made, by=world["citra"])

    made.refresh_from_db()
    assert made.confirmed_by == world["budi"]
    assert Event.objects.filter(action="account.confirm_slip").count() == 1
    told = Message.objects.filter(subject__endswith="disetujui")
    assert set(told.values_list("recipient__name", "subject")) == {
        (world["head"].name, "Slip akun Anda disetujui"),
        ("Ani", "Slip akun yang Anda cetak disetujui"),
    }


def test_a_confirmation_ends_with_the_right_of_who_gave_it(world):
    slip, made = printed(world["head"], world["ani"])
    activations.confirm(made, by=world["budi"])
    Grant.objects.filter(user=world["budi"]).delete()

    assert not opens(world["head"], slip)


def test_a_slip_ends_with_the_right_of_the_administrator_who_printed_it(world):
    slip, made = printed(world["head"], world["ani"])
    Grant.objects.filter(user=world["ani"]).delete()

    verdict = rules.may_confirm_slip(world["budi"], Activation.objects.get(pk=made.pk))

    assert "tidak berwenang lagi" in verdict.refusal
    assert not opens(world["head"], slip)


def test_a_plain_slip_waits_from_when_its_owner_is_given_a_special_role(world):
    slip, made = printed(world["staff"], world["ani"])
    assert not slip.waits
    give(world["staff"], "DPO")

    assert not opens(world["staff"], slip)
    activations.confirm(made, by=world["budi"])
    assert opens(world["staff"], slip)


@pytest.mark.parametrize("fault", ["used_at", "revoked_at", "expires_at"])
def test_a_slip_that_ended_is_not_confirmed(world, fault, client):
    _, made = printed(world["head"], world["ani"])
    Activation.objects.update(**{fault: timezone.now()})
    client.force_login(world["budi"])

    with pytest.raises(activations.SlipEnded):
        activations.confirm(made, by=world["budi"])
    page = client.post(confirm_url(made), follow=True)

    assert "sudah dipakai, diganti" in page.content.decode()
    assert not Activation.objects.filter(confirmed_at__isnull=False).exists()


def test_a_new_slip_is_confirmed_anew(world):
    _, old = printed(world["head"], world["ani"])
    activations.confirm(old, by=world["budi"])

    slip, _ = printed(world["head"], world["ani"])

    assert not opens(world["head"], slip)


@pytest.mark.parametrize(
    "fields",
    [
        {"confirmed_by": "budi"},
        {"confirmed_at": True},
        {"confirmed_by": "ani", "confirmed_at": True},
        {"confirmed_by": "head", "confirmed_at": True},
    ],
)
def test_the_database_refuses_half_a_confirmation_and_ones_own(world, fields):
    _, made = printed(world["head"], world["ani"])
    values = {}
    if "confirmed_at" in fields:
        values["confirmed_at"] = timezone.now()
    if "confirmed_by" in fields:
        values["confirmed_by"] = world[fields["confirmed_by"]]

    with pytest.raises(IntegrityError), transaction.atomic():
        Activation.objects.filter(pk=made.pk).update(**values)


# --- the pages ----------------------------------------------------------------------


def confirm_url(slip, person=None):
    return reverse("confirm_slip", args=[(person or slip.user).pk, slip.pk])


def test_the_slip_says_that_it_waits(world, client):
    client.force_login(world["ani"])

    of_head = client.post(reverse("print_slip", args=[world["head"].pk]))
    of_staff = client.post(reverse("print_slip", args=[world["staff"].pk]))

    words = "Kode ini berlaku setelah disetujui administrator lain"
    assert words in of_head.content.decode()
    assert words not in of_staff.content.decode()


@pytest.mark.parametrize(
    ("who", "button", "words"),
    [
        ("ani", False, "Anda yang mencetak slip ini"),
        ("budi", True, "menunggu persetujuan administrator lain"),
        ("operator", False, "Slip disetujui oleh administrator"),
    ],
)
def test_the_page_offers_it_to_another_administrator(world, client, who, button, words):
    _, made = printed(world["head"], world["ani"])
    client.force_login(world[who])

    html = client.get(reverse("person_account", args=[world["head"].pk]))
    html = html.content.decode()

    assert ("Setujui slip" in html) is button
    assert (confirm_url(made) in html) is button
    assert words in html


def test_with_the_button_the_slip_counts(world, client):
    slip, made = printed(world["head"], world["ani"])
    client.force_login(world["budi"])

    page = client.post(confirm_url(made), follow=True)

    assert "Slip disetujui" in page.content.decode()
    assert "menunggu persetujuan" not in page.content.decode()
    assert opens(world["head"], slip)


def test_a_slip_of_somebody_else_is_not_found(world, client):
    _, made = printed(world["head"], world["ani"])
    client.force_login(world["budi"])

    assert client.post(confirm_url(made, world["staff"])).status_code == 404


@pytest.mark.parametrize("who", ["ani", "budi", "operator"])
def test_the_page_of_a_waiting_slip_asks_at_most_twelve_times(world, client, who):
    printed(world["head"], world["ani"])
    client.force_login(world[who])
    page = reverse("person_account", args=[world["head"].pk])
    client.get(page)

    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200

    assert len(asked) <= 12
