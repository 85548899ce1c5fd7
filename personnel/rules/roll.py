"""Who may do what with the tree of posts and the roll of a unit."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils import timezone

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant, is_officer
from personnel.lines import tenures_of
from personnel.models import Acting, FormerLine, Position, Role, Tenure, Unit, User
from personnel.today import posts_above, posts_today


def may_manage_posts(user: User) -> Verdict:
    """The tree of posts, its lines and the regions of the Inspektorat."""
    if not has_grant(user, Role.ORGANISATION_ADMIN):
        return Verdict("Susunan jabatan diubah oleh administrator organisasi.")
    return ALLOWED


def may_manage_roll(user: User, unit: Unit) -> Verdict:
    """Who works in a unit: its operator's and the organisation administrators'."""
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    if has_grant(user, Role.UNIT_OPERATOR, unit=unit):
        return ALLOWED
    return Verdict(
        "Daftar pegawai diubah oleh operator satker ini atau administrator organisasi."
    )


def may_seat(user: User, person: User, post: Position) -> Verdict:
    """
    Who may say that somebody holds, or no longer holds, a post.

    Nobody for himself. An operator neither for those above him nor for the posts
    above his own: he would choose who examines his own statement.
    """
    if user.pk == person.pk:
        return Verdict(OWN_TENURES)
    if refused := may_manage_roll(user, post.unit).refusal:
        return Verdict(refused)
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    above = posts_above(user)
    if post.pk in above:
        return Verdict(POSTS_ABOVE)
    if any(held.position_id in above for held in posts_today(person)):
        return Verdict(PEOPLE_ABOVE)
    return ALLOWED


def may_end(user: User, tenure: Tenure) -> Verdict:
    """Who may seat somebody, and the one whom a Plh. represents, when he is back."""
    if tenure.acting == Acting.DAILY and tenure.user_id != user.pk:
        own = tenures_of(user, timezone.localdate()).exclude(acting=Acting.DAILY)
        if own.filter(position=tenure.position_id).exists():
            return ALLOWED
    return may_seat(user, tenure.user, tenure.position)


def may_move(user: User, tenure: Tenure, post: Position) -> Verdict:
    """Moving needs the right in the unit where somebody goes."""
    above = posts_above(user)
    if tenure.position_id in above and not has_grant(user, Role.ORGANISATION_ADMIN):
        return Verdict(PEOPLE_ABOVE)
    return may_seat(user, tenure.user, post)


def may_fetch(user: User, tenure: Tenure) -> Verdict:
    """
    Who may take somebody out of a unit that he does not keep.

    Everybody who may move him, unless he leads others or holds grants: an operator
    elsewhere would empty a post to which statements go, or end what somebody may do.
    """
    if may_manage_roll(user, tenure.position.unit):
        return ALLOWED
    if is_officer(tenure.user) or leads(tenure.position):
        return Verdict(FETCHED)
    return ALLOWED


def leads(post: Position) -> bool:
    """Whether a post that is not abolished answers to it, on either line."""
    return bool(leading([post.pk], timezone.localdate()))


def leading(posts: Collection[int], on: date) -> set[int]:
    """Of some posts, by id, those that others answer to on that day or later."""
    kept = Q(abolished_on=None) | Q(abolished_on__gt=on)
    former = Q(position__abolished_on=None) | Q(position__abolished_on__gt=on)
    found: set[int] = set()
    for line in ("superior", "other_line"):
        above = {f"{line}__in": posts}
        below = Position.objects.filter(kept, **above).values_list(line, flat=True)
        until = FormerLine.objects.filter(former, until__gt=on, **above)
        found |= {*below, *until.values_list(line, flat=True)}
    return found


def may_dismiss(user: User, person: User, tenures: Collection[Tenure]) -> Verdict:
    """
    Leaving ends every tenure, so the right is needed for each.

    It ends every grant as well, so that of somebody with grants is left to the
    organisation administrators.
    """
    if user.pk == person.pk:
        return Verdict(OWN_TENURES)
    for tenure in tenures:
        if refused := may_seat(user, person, tenure.position).refusal:
            return Verdict(refused)
    if not tenures and not has_grant(user, Role.ORGANISATION_ADMIN):
        return Verdict("Hanya administrator organisasi yang dapat melakukannya.")
    if not has_grant(user, Role.ORGANISATION_ADMIN) and is_officer(person):
        return Verdict(OF_OFFICERS)
    return ALLOWED


def may_correct(user: User, person: User, tenures: Collection[Tenure]) -> Verdict:
    """
    Who may correct name, number, rank and e-mail address.

    The address is where a new password goes, so that of somebody with grants is left
    to the organisation administrators.
    """
    if user.pk == person.pk:
        return Verdict(OWN_IDENTITY)
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return ALLOWED
    return may_dismiss(user, person, tenures)


def may_renumber(user: User, person: User) -> Verdict:
    """The number is what somebody signs in with, once he has an account."""
    if person.last_login and not has_grant(user, Role.ORGANISATION_ADMIN):
        return Verdict(RENUMBERED)
    return ALLOWED


def may_plan_absence(user: User, tenure: Tenure) -> Verdict:
    """Whoever holds a post with others below it plans who acts while he is away."""
    if tenure.user_id != user.pk or tenure.acting == Acting.DAILY:
        return Verdict("Ketidakhadiran direncanakan oleh pemangku jabatan sendiri.")
    post = tenure.position
    if not (post.subordinates.exists() or post.administrative_subordinates.exists()):
        return Verdict("Plh. hanya untuk jabatan yang mempunyai bawahan.")
    return ALLOWED


OWN_TENURES = (
    "Jabatan Anda sendiri dicatat oleh operator lain atau administrator organisasi."
)
OWN_IDENTITY = (
    "Data Anda sendiri diperbaiki oleh operator lain atau administrator organisasi."
)
POSTS_ABOVE = (
    "Jabatan Anda sendiri dan jabatan di atas Anda diisi oleh administrator organisasi."
)
PEOPLE_ABOVE = "Atasan Anda dicatat oleh administrator organisasi."
OF_OFFICERS = "Data pemegang kewenangan diubah oleh administrator organisasi."
RENUMBERED = (
    "Orang ini sudah pernah masuk dengan nomornya. Nomor itu diubah oleh administrator "
    "organisasi."
)
FETCHED = (
    "Orang ini memimpin jabatan lain atau memegang kewenangan. Kepindahannya ke satker "
    "lain dicatat oleh administrator organisasi."
)
FETCHED_LATE = (
    "Orang dari satker lain diterima paling cepat mulai hari ini. Tanggal yang sudah "
    "lewat dicatat oleh administrator organisasi."
)
NO_ROLL = "Anda tidak mengelola daftar pegawai satker mana pun."
NOBODY_BELOW = (
    "Halaman ini untuk pemangku jabatan yang mempunyai bawahan. Anda tidak memangku "
    "jabatan seperti itu hari ini."
)
