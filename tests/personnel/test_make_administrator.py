from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event
from personnel.grants import has_grant, who_has
from personnel.management.commands import make_administrator
from personnel.models import IdKind, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]
NIP = "198503122010122991"
GOOD = "burung-kuntul-terbang-7"


@pytest.fixture
def typed(monkeypatch):
    """What is typed: answers to the questions, and the hidden password twice."""

    def type_in(*answers, passwords=(GOOD, GOOD)):
        answers, passwords = iter(answers), iter(passwords)
        monkeypatch.setattr("builtins.input", lambda *_: next(answers))
        monkeypatch.setattr(make_administrator, "getpass", lambda _: next(passwords))

    return type_in


def test_the_first_administrator_has_both_roles(typed):
    typed("19850312 201012 2 991", "Sumiyati")
    out = StringIO()

    call_command("make_administrator", stdout=out)

    user = User.objects.get()
    assert (user.employee_number, user.name, user.id_kind) == (
        NIP,
        "Sumiyati",
        IdKind.NIP,
    )
    assert user.check_password(GOOD)
    assert has_grant(user, Role.ORGANISATION_ADMIN)
    assert has_grant(user, Role.SYSTEM_ADMIN)
    told = f"Sumiyati ({NIP}) sekarang administrator.\n"
    assert out.getvalue() == f"{told}{make_administrator.SECOND_NEEDED}\n"
    assert Event.objects.filter(action="grant.give", actor="").count() == 2


def test_a_second_administrator_is_made_the_same_way(typed):
    for number in ("KPU-1", "KPU-2"):
        out = StringIO()
        typed(number, "Sumiyati")
        call_command("make_administrator", stdout=out)

    assert out.getvalue() == "Sumiyati (KPU-2) sekarang administrator.\n"
    assert who_has(Role.SYSTEM_ADMIN).count() == 2


def test_the_options_answer_without_questions(typed):
    typed(GOOD)

    call_command(
        "make_administrator",
        "--number=KPU-00-1",
        "--name=Sumiyati",
        "--role=SYSTEM_ADMIN",
        "--password-stdin",
        stdout=StringIO(),
    )

    user = User.objects.get()
    assert user.id_kind == IdKind.INTERNAL
    assert has_grant(user, Role.SYSTEM_ADMIN)
    assert not has_grant(user, Role.ORGANISATION_ADMIN)


@pytest.mark.parametrize(
    ("number", "name", "passwords", "words"),
    [
        ("198513122010122991", "Sumiyati", (GOOD, GOOD), "bukan tanggal lahir"),
        ("KPU-1", "", (GOOD, GOOD), "Nama harus diisi|tidak boleh kosong"),
        ("3321014107900001", "Sumiyati", (GOOD, GOOD), "NIK tidak boleh dipakai"),
        ("KPU-1", "Sumiyati", (GOOD, "lain"), "Kedua kata sandi tidak sama"),
    ],
)
def test_what_will_not_do_is_refused_and_leaves_nothing(
    typed, number, name, passwords, words
):
    typed(number, name, passwords=passwords)

    with pytest.raises(CommandError, match=words):
        call_command("make_administrator", stdout=StringIO())

    assert not User.objects.exists()
