"""
Slips with a one-time code: made by somebody else, used once, revoked by the next.

A slip of the kind RECOVERY, when it is used, also removes the second factors and
signs out every device. Of the code only a keyed hash is ever stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts import codes, rules
from accounts.models import Activation, Kind, Lock
from accounts.workflow import sessions
from audit import log
from notifications import inbox
from personnel.models import User


@dataclass(frozen=True)
class Slip:
    """What is printed once, and known nowhere afterwards but on the paper."""

    person: User
    kind: str
    code: str
    expires_at: datetime


class WrongCode(Exception):
    """The code is unknown, another person's, used, revoked or too old."""


def print_slips(people: Iterable[User], *, by: User) -> list[Slip]:
    """
    A slip for each person; whoever had one has a new one, the old code is revoked.

    Raises PermissionDenied when one of them may not be printed; then none is.
    """
    with transaction.atomic():
        return [_print(person.pk, by=by) for person in people]


def _print(user_id: int, *, by: User) -> Slip:
    person = User.objects.select_for_update(of=["self"], no_key=True).get(pk=user_id)
    kind = Kind.RECOVERY if person.has_usable_password() else Kind.ACTIVATION
    rules.may_print_slip(by, person, kind).require()
    Activation.objects.open().filter(user=person).update(revoked_at=timezone.now())
    code = codes.make_code()
    made = Activation.objects.create(
        user=person, kind=kind, code_hash=codes.code_hash(code), made_by=by
    )
    if kind == Kind.RECOVERY:
        inbox.tell(
            person,
            "Slip pemulihan akun Anda dicetak",
            body="Jika Anda tidak memintanya, hubungi administrator organisasi.",
            path="/akun/keamanan/",
            about=f"user:{person.pk}",
        )
    log.record(
        "account.print_slip",
        stream=f"user:{person.pk}",
        by=by,
        activation=made.pk,
        kind=str(kind),
    )
    return Slip(person, kind, code, made.expires_at)


def find(number: str, code: str) -> Activation:
    """The open slip of that person with that code; one query, whoever asks."""
    found = (
        Activation.objects.live()
        .filter(
            user__employee_number=number,
            user__is_active=True,
            code_hash=codes.code_hash(code),
        )
        .select_related("user", "made_by")
        .first()
    )
    if found is None or not counts_still(found, found.user):
        raise WrongCode
    return found


def counts_still(slip: Activation, user: User) -> bool:
    """
    Whether a slip may still be used: not to activate an account that was activated
    otherwise, and not an operator's for somebody who holds a special role by now.
    """
    if slip.kind == Kind.ACTIVATION and user.has_usable_password():
        return False
    return not rules.is_sensitive(user) or rules.administers(slip.made_by)


def use(activation: Activation, password: str) -> User:
    """
    Choose the password by a slip. Raises WrongCode when it was used meanwhile.

    The password is hashed before the transaction, since that takes its time.
    """
    hashed = make_password(password)
    with transaction.atomic():
        stored = (
            Activation.objects.live()
            .select_for_update(of=["self"])
            .filter(pk=activation.pk)
            .first()
        )
        if stored is None:
            raise WrongCode
        user = User.objects.select_for_update(of=["self"], no_key=True).get(
            pk=stored.user_id
        )
        if not counts_still(stored, user):
            raise WrongCode
        stored.used_at = timezone.now()
        stored.save()
        user.password = hashed
        user.save(update_fields=["password"])
        if stored.kind == Kind.RECOVERY:
            Authenticator.objects.filter(user=user).delete()
        Lock.objects.filter(user=user).update(failures=0, locked_until=None)
        sessions.end_all(user, by=user)
        _tell_used(user, stored.kind)
        log.record(
            "account.use_slip",
            stream=f"user:{user.pk}",
            by=user,
            activation=stored.pk,
            kind=stored.kind,
        )
    return user


def _tell_used(user: User, kind: str) -> None:
    recovered = kind == Kind.RECOVERY
    inbox.tell(
        user,
        "Akun Anda dipulihkan dengan slip" if recovered else "Akun Anda sudah aktif",
        body=(
            "Kata sandi diganti, pengaman kedua dihapus, dan semua perangkat "
            "dikeluarkan."
            if recovered
            else ""
        ),
        path="/akun/keamanan/",
        about=f"user:{user.pk}",
    )
