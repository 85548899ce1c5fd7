"""Slips: who may print which, what a code opens, and that nothing else does."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import codes, rules
from accounts.models import Activation, Kind, Session
from accounts.workflow import activations
from audit.models import Event
from notifications.models import Message
from personnel.models import Role
from tests.factories import (
    PASSWORD,
    give,
    make_office,
    make_region,
    make_tenure,
    make_user,
)
from tests.personnel.factories import make_position, make_unit
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

NEW = "payung-merah-di-halte"


@pytest.fixture
def office():
    return make_office()


def no_password(user):
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def newcomer(office):
    return no_password(office.staff.user)


@pytest.fixture
def operator(office):
    user = make_tenure(position=make_position(superior=office.head_post)).user
    give(user, "UNIT_OPERATOR", unit=office.unit)
    return user


def administrator(role="ORGANISATION_ADMIN"):
    user = make_user("Administrator")
    give(user, role)
    return user


def activate(client, user, code, password=NEW, again=None):
    return client.post(
        reverse("activate"),
        {
            "employee_number": user.employee_number,
            "code": code,
            "password1": password,
            "password2": again or password,
        },
    )


def slip_for(user, by):
    return activations.print_slips([user], by=by)[0]


# --- who may print ------------------------------------------------------------------

SENSITIVE = {
    "COMPLAINT_OFFICER",
    "PLENARY_VIEWER",
    "P3K2",
    "AUDITOR",
    "REGION_CHIEF",
    "CHIEF_INSPECTOR",
    "ORGANISATION_ADMIN",
    "SYSTEM_ADMIN",
    "DPO",
}


def scope_of(role, office):
    if role in {"AUDITOR", "REGION_CHIEF"}:
        return {"region": office.region}
    if role in {"CHIEF_INSPECTOR", "ORGANISATION_ADMIN", "SYSTEM_ADMIN", "DPO"}:
        return {}
    return {"unit": office.unit}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("role", [None, *Role.values])
@pytest.mark.parametrize(
    ("printer", "plain", "sensitive"),
    [
        ("operator", True, False),
        ("ORGANISATION_ADMIN", True, True),
        ("SYSTEM_ADMIN", True, True),
        ("other_operator", False, False),
        ("auditor", False, False),
        ("superior", False, False),
        ("himself", False, False),
    ],
)
def test_a_slip_is_printed_by_exactly_those_named(
    office, operator, printer, plain, sensitive, role, kind
):
    person = office.staff.user
    if kind == Kind.ACTIVATION:
        no_password(person)
    if role:
        give(person, role, **scope_of(role, office))
    other = make_user("Operator Lain")
    give(other, "UNIT_OPERATOR", unit=make_unit("33.22", "KPU Kabupaten Semarang"))
    printers = {
        "operator": operator,
        "other_operator": other,
        "auditor": office.auditor,
        "superior": office.head.user,
        "himself": person,
    }
    user = printers.get(printer) or administrator(printer)

    verdict = rules.may_print_slip(user, person, kind)

    assert bool(verdict) is (sensitive if role in SENSITIVE else plain)
    assert verdict or verdict.refusal.endswith(".")


def test_a_grant_that_ended_is_not_sensitive_any_more(office, operator, newcomer):
    yesterday = timezone.localdate() - timedelta(days=1)
    give(newcomer, "P3K2", unit=office.unit, until=yesterday)

    assert rules.may_print_slip(operator, newcomer, Kind.ACTIVATION)


def test_one_who_may_not_be_printed_stops_the_whole_batch(office, operator, newcomer):
    officer = no_password(office.head.user)
    give(officer, "COMPLAINT_OFFICER", unit=office.unit)

    with pytest.raises(PermissionDenied):
        activations.print_slips([newcomer, officer], by=operator)

    assert not Activation.objects.exists()


def test_nobody_inactive_has_a_slip(office, operator, newcomer):
    newcomer.is_active = False
    newcomer.save()

    assert not rules.may_print_slip(operator, newcomer, Kind.ACTIVATION)


# --- the page with slips ------------------------------------------------------------


def test_the_operator_prints_slips_for_those_chosen(office, operator, newcomer, client):
    client.force_login(operator)

    page = client.post(
        reverse("print_slips", args=[office.unit.code]), {"orang": [newcomer.pk]}
    )

    html = page.content.decode()
    code = re.search(r"<b>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})</b>", html)[1]
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert newcomer.name in html
    assert "<svg" in html
    assert Activation.objects.get().code_hash == codes.code_hash(code)


def test_the_code_stands_nowhere_in_the_database(office, operator, newcomer):
    code = slip_for(newcomer, operator).code

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text ~* %s',
                [f"{code}|{code.replace('-', '')}"],
            )
            assert cursor.fetchone()[0] == 0, table


def test_people_of_another_unit_are_not_printed(office, operator, client):
    stranger = no_password(
        make_tenure(position=make_position(unit=office.province)).user
    )
    client.force_login(operator)

    answer = client.post(
        reverse("print_slips", args=[office.unit.code]), {"orang": [stranger.pk, "x"]}
    )

    assert answer.status_code == 302
    assert not Activation.objects.exists()


def test_printing_again_revokes_the_old_code(office, operator, newcomer, client):
    old, new = slip_for(newcomer, operator), slip_for(newcomer, operator)

    assert "tidak cocok" in activate(client, newcomer, old.code).content.decode()
    assert activate(client, newcomer, new.code).status_code == 302


def test_the_list_shows_whose_account_is_missing(office, operator, newcomer, client):
    client.force_login(operator)
    address = reverse("unit_accounts", args=[office.unit.code])

    missing = client.get(address).content.decode()
    active = client.get(address, {"tampil": "aktif"}).content.decode()

    assert newcomer.employee_number in missing
    assert office.head.user.employee_number not in missing
    assert office.head.user.employee_number in active
    assert client.get(address, {"tampil": "apa"}).status_code == 404


# --- what a code opens --------------------------------------------------------------


def test_with_the_slip_somebody_chooses_his_password_and_signs_in(
    office, operator, newcomer, client
):
    code = slip_for(newcomer, operator).code

    answer = activate(client, newcomer, code.lower().replace("-", " "))

    newcomer.refresh_from_db()
    assert answer.url == reverse("account_login")
    assert newcomer.check_password(NEW)
    signed = client.post(
        reverse("account_login"), {"login": newcomer.employee_number, "password": NEW}
    )
    assert signed.url == reverse("home")
    assert "_auth_user_id" in client.session


def test_letters_that_look_alike_are_put_right():
    assert codes.code_hash("oiL0-1111") == codes.code_hash("0110 1111")
    assert len(codes.plain(codes.make_code())) == 20


def test_a_slip_does_not_activate_what_a_link_has_activated(
    office, operator, newcomer, client
):
    code = slip_for(newcomer, operator).code
    newcomer.set_password("kereta-pagi-ke-tegal")
    newcomer.save()

    assert "tidak cocok" in activate(client, newcomer, code).content.decode()
    newcomer.refresh_from_db()
    assert newcomer.check_password("kereta-pagi-ke-tegal")


def test_an_operators_slip_ends_when_its_owner_is_given_a_special_role(
    office, operator, newcomer, client
):
    code = slip_for(newcomer, operator).code
    give(newcomer, "P3K2", unit=office.unit)

    assert "tidak cocok" in activate(client, newcomer, code).content.decode()


def test_a_new_password_revokes_a_recovery_slip(office, operator, client):
    person = office.staff.user
    slip = slip_for(person, operator)
    client.force_login(person)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert "tidak cocok" in activate(client, person, slip.code).content.decode()


@pytest.mark.parametrize("fault", ["used", "revoked", "expired", "another", "unknown"])
def test_a_code_that_does_not_count_opens_nothing(
    office, operator, newcomer, client, fault
):
    slip = slip_for(newcomer, operator)
    rows = Activation.objects.all()
    whose = newcomer
    if fault == "used":
        rows.update(used_at=timezone.now())
    if fault == "revoked":
        rows.update(revoked_at=timezone.now())
    if fault == "expired":
        rows.update(expires_at=timezone.now())
    if fault == "another":
        whose = office.head.user
    code = codes.make_code() if fault == "unknown" else slip.code

    page = activate(client, whose, code)

    newcomer.refresh_from_db()
    assert page.status_code == 200
    assert "tidak cocok" in page.content.decode()
    assert not newcomer.has_usable_password()


def words(page, typed):
    return re.sub(r'value="[^"]*"', "", page.content.decode()).replace(typed, "")


def test_an_unknown_number_gets_the_same_answer(office, operator, newcomer, client):
    slip_for(newcomer, operator)
    nobody = make_user("Bayangan")
    number = nobody.employee_number
    nobody.delete()

    wrong = activate(client, newcomer, codes.make_code())
    unknown = activate(client, nobody, codes.make_code())

    assert words(unknown, number) == words(wrong, newcomer.employee_number)


def test_a_weak_or_mistyped_password_uses_nothing_up(
    office, operator, newcomer, client
):
    code = slip_for(newcomer, operator).code

    assert "12" in activate(client, newcomer, code, "pendek").content.decode()
    assert (
        "tidak sama" in activate(client, newcomer, code, NEW, "lain").content.decode()
    )
    number = newcomer.employee_number + "xyz"
    like_number = activate(client, newcomer, code, number)
    assert like_number.status_code == 200
    assert activate(client, newcomer, code).status_code == 302


def test_after_five_wrong_codes_even_the_right_one_must_wait(
    office, operator, newcomer, client
):
    code = slip_for(newcomer, operator).code
    for _ in range(5):
        activate(client, newcomer, codes.make_code())

    page = activate(client, newcomer, code)

    assert "Terlalu banyak percobaan" in page.content.decode()
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()


# --- recovery -----------------------------------------------------------------------


def test_a_recovery_slip_resets_password_factors_and_sessions(office, operator, client):
    person = office.staff.user
    theirs = StrictClient()
    theirs.force_login(person)
    Authenticator.objects.create(user=person, type="totp", data={"secret": ""})
    slip = slip_for(person, operator)
    assert slip.kind == Kind.RECOVERY
    assert Authenticator.objects.filter(user=person).exists()

    answer = activate(client, person, slip.code)

    person.refresh_from_db()
    assert answer.status_code == 302
    assert person.check_password(NEW)
    assert not Authenticator.objects.filter(user=person).exists()
    assert not Session.objects.filter(user=person).exists()
    assert theirs.get(reverse("home")).status_code == 302
    subjects = Message.objects.filter(recipient=person).values_list(
        "subject", flat=True
    )
    assert set(subjects) == {
        "Slip pemulihan akun Anda dicetak",
        "Akun Anda dipulihkan dengan slip",
    }
    actions = set(
        Event.objects.filter(stream=f"user:{person.pk}").values_list(
            "action", flat=True
        )
    )
    assert {"account.print_slip", "account.use_slip"} <= actions


def test_a_link_by_mail_activates_too(office, operator, newcomer, client, mailoutbox):
    from accounts import reset

    newcomer.email = "baru@kantor.invalid"
    newcomer.save()

    reset.send_link(newcomer)

    assert "diaktifkan" in mailoutbox[0].body
    link = re.search(r"http://\S+", mailoutbox[0].body)[0].removeprefix(
        "http://testserver"
    )
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)


def test_the_operator_mails_links_to_those_who_have_an_address(
    office, operator, newcomer, client
):
    from procrastinate.contrib.django.models import ProcrastinateJob

    newcomer.email = "baru@kantor.invalid"
    newcomer.save()
    without = no_password(office.head.user)
    client.force_login(operator)

    client.post(
        reverse("mail_links", args=[office.unit.code]),
        {"orang": [newcomer.pk, without.pk]},
    )

    jobs = ProcrastinateJob.objects.filter(task_name="accounts.send_reset_link")
    assert [job.args for job in jobs] == [{"user_id": newcomer.pk}]


def test_an_operator_of_elsewhere_finds_no_such_page(office, client):
    other = make_user("Operator Lain")
    province = make_unit("51", "KPU Provinsi Bali")
    make_region("I", province)
    give(other, "UNIT_OPERATOR", unit=province)
    client.force_login(other)

    assert client.get(reverse("unit_accounts", args=["33.21"])).status_code == 404
    person = reverse("person_account", args=[office.staff.user_id])
    assert client.get(person).status_code == 404
