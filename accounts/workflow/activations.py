"""
Slips with a one-time code: made by somebody else, used once, revoked by the next.

A slip of the kind RECOVERY, when it is used, also removes the second factors and
signs out every device. One that opens the account of somebody who leads or holds a
special role counts when a second administrator has confirmed it. Of the code only a
keyed hash is ever stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import codes, rules
from accounts.models import Activation, Kind, Lock
from accounts.workflow import sessions
from audit import log
from notifications import inbox
from personnel.models import User
from personnel.rules import administers


@dataclass(frozen=True)
class Slip:
    """What is printed once, and known nowhere afterwards but on the paper."""

    person: User
    kind: str
    code: str
    expires_at: datetime
    waits: bool
    """Until another administrator has confirmed it."""


class WrongCode(Exception):
    """The code is unknown, another's, unconfirmed, used, revoked or too old."""


class SlipEnded(Exception):
    """The slip was used, revoked or grew too old meanwhile."""


def print_slips(people: Iterable[User], *, by: User) -> list[Slip]:
    """
    A slip for each person; whoever had one has a new one, the old code is revoked.

    Raises PermissionDenied when one of them may not be printed; then none is.
    """
    with transaction.atomic():
        return [_print(person.pk, by=by) for person in people]


def _print(user_id: int, *, by: User) -> Slip:
    person = User.objects.select_for_update(of=["self"], no_key=True).get(pk=user_id)
    kind = Kind.RECOVERY if rules.opened(person) else Kind.ACTIVATION
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
    waits = rules.needs_confirmation(person, kind)
    return Slip(person, kind, code, made.expires_at, waits)


def confirm(slip: Activation, *, by: User) -> None:
    """
    Let a slip count that another administrator has printed; twice changes nothing.

    Raises SlipEnded, and PermissionDenied for who may not.
    """
    with transaction.atomic():
        stored = (
            Activation.objects.live()
            .select_for_update(of=["self"])
            .select_related("user", "made_by")
            .filter(pk=slip.pk)
            .first()
        )
        if stored is None:
            raise SlipEnded
        rules.may_confirm_slip(by, stored).require()
        if stored.confirmed_by_id:
            return
        stored.confirmed_by, stored.confirmed_at = by, timezone.now()
        stored.save(update_fields=["confirmed_by", "confirmed_at"])
        _tell_confirmed(stored)
        log.record(
            "account.confirm_slip",
            stream=f"user:{stored.user_id}",
            by=by,
            activation=stored.pk,
            kind=stored.kind,
        )


def find(number: str, code: str) -> Activation:
    """The open slip of that person with that code; one query, whoever asks."""
    found = (
        Activation.objects.live()
        .filter(
            user__employee_number=number,
            user__is_active=True,
            code_hash=codes.code_hash(code),
        )
        .select_related("user", "made_by", "confirmed_by")
        .first()
    )
    if found is None or not counts_still(found, found.user):
        raise WrongCode
    return found


def counts_still(slip: Activation, user: User) -> bool:
    """
    Whether a slip may be used: not to activate an account that was activated
    otherwise, nor when who printed it might print it no more, nor unconfirmed where
    a second administrator is needed.
    """
    if slip.kind == Kind.ACTIVATION and rules.opened(user):
        return False
    if not rules.may_help(slip.made_by, user):
        return False
    if not rules.needs_confirmation(user, slip.kind):
        return True
    return slip.confirmed_by is not None and administers(slip.confirmed_by)


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


def _tell_confirmed(slip: Activation) -> None:
    """The owner of the account, and who waits with the paper in his hand."""
    inbox.tell(
        slip.user,
        "Slip akun Anda disetujui",
        body="Jika Anda tidak memintanya, hubungi administrator organisasi.",
        path="/akun/keamanan/",
        about=f"user:{slip.user_id}",
    )
    inbox.tell(
        slip.made_by,
        "Slip akun yang Anda cetak disetujui",
        body="Kodenya berlaku sekarang. Serahkan slip itu sendiri kepada orangnya.",
        path=reverse("person_account", args=[slip.user_id]),
        about=f"user:{slip.user_id}",
    )


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
