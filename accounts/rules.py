"""
Who may do what with accounts: slips, locks, sessions, second factors.

An operator opens any account of his unit the first time. Of one that was opened, the
owner has something to lose: that of somebody who leads, or stands above the operator,
is an administrator's, and its slip counts when another administrator has confirmed it.

Whose account may be seen at all is `people.py`'s to say: unseen is 404.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from accounts.mfa import FACTORS
from accounts.models import Activation, Kind
from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import all_grants_of, grants_of, units_of
from personnel.models import AT_ONCE, Role, User
from personnel.rules import administers
from personnel.today import leads, posts_above, posts_today

# Whoever opens these accounts reads complaints, conflicts or breaches, or governs.
SENSITIVE = frozenset(Role) - frozenset(AT_ONCE)
# An operator prints slips, with which the accounts of his unit are opened.
FACTOR_ROLES = SENSITIVE | {Role.UNIT_OPERATOR}


def opened(person: User) -> bool:
    """Whether somebody has ever come in, or chosen a password with which he can."""
    return person.has_usable_password() or person.last_login is not None


def is_sensitive(person: User) -> bool:
    """Whether somebody holds a sensitive role, or will: what is over counts no more."""
    today = timezone.localdate()
    return any(
        grant.role in SENSITIVE
        and (grant.period.upper is None or grant.period.upper > today)
        for grant in all_grants_of(person)
    )


def may_help(user: User, person: User) -> Verdict:
    """Who may open, unlock or recover the account of a person."""
    if user == person:
        return Verdict("Akun sendiri tidak dapat Anda urus di sini: minta orang lain.")
    if administers(user):
        return ALLOWED
    if not operates_for(user, person):
        return Verdict(OF_OTHER_UNITS)
    if is_sensitive(person):
        return Verdict(OF_OFFICERS)
    if opened(person) and (leads(person) or is_above(person, user)):
        return Verdict(OF_SUPERIORS)
    return ALLOWED


def may_print_slip(user: User, person: User, kind: str) -> Verdict:
    """A slip to activate an account, or to recover one that was activated."""
    if not person.is_active:
        return Verdict("Akun pegawai ini tidak aktif.")
    if kind == Kind.ACTIVATION and opened(person):
        return Verdict("Akun ini sudah diaktifkan. Cetak slip pemulihan.")
    if kind == Kind.RECOVERY and not opened(person):
        return Verdict("Akun ini belum diaktifkan. Cetak slip aktivasi.")
    return may_help(user, person)


def needs_confirmation(person: User, kind: str) -> bool:
    """Whether a slip counts only when a second administrator has confirmed it."""
    return is_sensitive(person) or (kind == Kind.RECOVERY and leads(person))


def may_confirm_slip(user: User, slip: Activation) -> Verdict:
    """Another administrator than who printed it, and not the receiver."""
    if user.pk == slip.user_id:
        return Verdict("Slip untuk akun Anda sendiri disetujui administrator lain.")
    if not administers(user):
        return Verdict("Slip disetujui oleh administrator.")
    if user.pk == slip.made_by_id:
        return Verdict(
            "Anda yang mencetak slip ini. Slip ini harus disetujui administrator lain."
        )
    if not needs_confirmation(slip.user, slip.kind):
        return Verdict("Slip ini tidak memerlukan persetujuan.")
    if not may_help(slip.made_by, slip.user):
        return Verdict(
            "Pencetak slip ini tidak berwenang lagi atas akun ini. Cetak slip baru."
        )
    return ALLOWED


def may_end_sessions(user: User, person: User) -> Verdict:
    """Signing somebody out everywhere: administrators alone."""
    if user == person or administers(user):
        return ALLOWED
    return Verdict("Hanya administrator yang dapat mengeluarkan orang dari akunnya.")


def operates_for(user: User, person: User) -> bool:
    """
    Whether somebody is the operator of every unit in which the person holds a post.

    Of one alone would not do: a roster can seat anybody as Plt. in its own unit.
    """
    units = {unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)}
    held = {tenure.position.unit_id for tenure in posts_today(person)}
    return bool(held) and held <= units


def is_above(person: User, user: User) -> bool:
    """Whether a person holds the post of somebody, or one above it, on either line."""
    above = posts_above(user)
    return any(held.position_id in above for held in posts_today(person))


def needs_second_factor(user: User) -> bool:
    """Superiors, officers, auditors, chiefs, operators, administrators: by setting."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    today = timezone.localdate()
    if any(grant.role in FACTOR_ROLES for grant in grants_of(user, today)):
        return True
    return leads(user)


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


OF_OTHER_UNITS = (
    "Akun diurus oleh operator satkernya. Yang memegang jabatan di lebih dari satu "
    "satker diurus oleh administrator organisasi atau administrator sistem."
)
OF_OFFICERS = (
    "Orang ini memegang kewenangan khusus: akunnya hanya diurus oleh administrator "
    "organisasi atau administrator sistem."
)
OF_SUPERIORS = (
    "Orang ini memimpin pegawai lain atau atasan Anda: akunnya yang sudah dibuka hanya "
    "diurus oleh administrator organisasi atau administrator sistem."
)
