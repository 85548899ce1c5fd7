"""
Who may do what with accounts: slips, locks, sessions, second factors.

Whose account may be seen at all is `people.py`'s to say: unseen is 404.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from accounts.mfa import FACTORS
from accounts.models import Kind
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import grants_of, has_grant, units_of
from personnel.models import (
    ADMINISTRATORS,
    AT_ONCE,
    Position,
    Role,
    Tenure,
    User,
)

# Whoever opens these accounts reads complaints, conflicts or breaches, or governs.
SENSITIVE = frozenset(Role) - frozenset(AT_ONCE)
# An operator prints slips, with which the accounts of his unit are opened.
FACTOR_ROLES = SENSITIVE | {Role.UNIT_OPERATOR}


def administers(user: User) -> bool:
    return any(has_grant(user, role) for role in ADMINISTRATORS)


def is_sensitive(person: User) -> bool:
    today = timezone.localdate()
    return any(grant.role in SENSITIVE for grant in grants_of(person, today))


def may_help(user: User, person: User) -> Verdict:
    """Who may open, unlock or recover the account of a person."""
    if user == person:
        return Verdict("Akun sendiri tidak dapat Anda urus di sini: minta orang lain.")
    if administers(user):
        return ALLOWED
    if not operates_for(user, person):
        return Verdict(
            "Akun diurus oleh operator satkernya atau administrator organisasi."
        )
    if is_sensitive(person):
        return Verdict(
            "Orang ini memegang kewenangan khusus: akunnya hanya diurus oleh "
            "administrator organisasi atau administrator sistem."
        )
    return ALLOWED


def may_print_slip(user: User, person: User, kind: str) -> Verdict:
    """A slip to activate an account, or to recover one that was activated."""
    if not person.is_active:
        return Verdict("Akun pegawai ini tidak aktif.")
    if kind == Kind.ACTIVATION and person.has_usable_password():
        return Verdict("Akun ini sudah diaktifkan. Cetak slip pemulihan.")
    if kind == Kind.RECOVERY and not person.has_usable_password():
        return Verdict("Akun ini belum diaktifkan. Cetak slip aktivasi.")
    return may_help(user, person)


def may_end_sessions(user: User, person: User) -> Verdict:
    """Signing somebody out everywhere: administrators alone."""
    if user == person or administers(user):
        return ALLOWED
    return Verdict("Hanya administrator yang dapat mengeluarkan orang dari akunnya.")


def operates_for(user: User, person: User) -> bool:
    """Whether somebody is the operator of a unit in which the person holds a post."""
    units = units_of(user, Role.UNIT_OPERATOR)
    if not units:
        return False
    held = Tenure.objects.in_force(timezone.localdate())
    return held.filter(user=person, position__unit__in=units).exists()


def needs_second_factor(user: User) -> bool:
    """Superiors, officers, auditors, chiefs, operators, administrators: by setting."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    today = timezone.localdate()
    if any(grant.role in FACTOR_ROLES for grant in grants_of(user, today)):
        return True
    held = Tenure.objects.in_force(today).filter(user=user)
    below = Position.objects.filter(superior__in=held.values("position"))
    return below.filter(abolished_on=None).exists()


def may_remove_factor(user: User, authenticator: Authenticator | None) -> Verdict:
    """The last second factor stays while the setting asks for one."""
    if authenticator is None or not needs_second_factor(user):
        return ALLOWED
    others = Authenticator.objects.filter(user=user, type__in=FACTORS)
    if others.exclude(pk=authenticator.pk).exists():
        return ALLOWED
    return Verdict(
        "Tugas Anda mewajibkan pengaman kedua. Pasang yang lain dahulu, lalu lepas "
        "yang ini."
    )
