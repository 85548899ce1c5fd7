"""How far somebody sees into the organisation: which units' posts and people."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from personnel.grants import has_grant, regions_of, units_of
from personnel.models import PositionKind, Role, Tenure, Unit, User
from personnel.today import posts_today

WHOLE_NATION = (Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN, Role.CHIEF_INSPECTOR)
REMEMBERED = timedelta(days=365)
LEADERS = (PositionKind.CHAIR, PositionKind.SECGEN, PositionKind.SECRETARY)


def units_in_reach(user: User) -> QuerySet[Unit]:
    """
    The units whose tree of posts and roll a person may see.

    All of them for administrators and the Inspektur Utama; the provinces of his
    region, with their regencies, for an auditor; for everybody the units in which he
    holds a post today or works as operator.
    """
    if any(has_grant(user, role) for role in WHOLE_NATION):
        return Unit.objects.all()
    own = {tenure.position.unit_id for tenure in posts_today(user)}
    own |= {unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)}
    regions = regions_of(user, timezone.localdate())
    overseen = Q(province_code__in=provinces_of(regions)) if regions else Q()
    return Unit.objects.filter(Q(pk__in=own) | overseen if regions else Q(pk__in=own))


def provinces_of(regions) -> QuerySet:
    """The codes of the provinces that some regions of the Inspektorat oversee."""
    overseen = Unit.objects.filter(oversight__region__in=regions)
    return overseen.values("province_code")


def rolls_in_reach(user: User) -> QuerySet[Unit]:
    """The units whose roll somebody reads: operators, auditors, administrators."""
    if any(has_grant(user, role) for role in WHOLE_NATION):
        return Unit.objects.all()
    return Unit.objects.filter(_overseen(user, ""))


def reads_roll(user: User, unit: Unit) -> bool:
    return rolls_in_reach(user).filter(pk=unit.pk).exists()


def people_in_reach(user: User) -> QuerySet[User]:
    """
    Whose page a person may open: his own, and those on the rolls in his reach.

    Also of somebody who left within a year.
    """
    if any(has_grant(user, role) for role in WHOLE_NATION):
        return User.objects.all()
    lately = timezone.localdate() - REMEMBERED
    held = Tenure.objects.filter(user=OuterRef("pk")).filter(
        Q(period__endswith=None) | Q(period__endswith__gt=lately)
    )
    there = held.filter(_overseen(user, "position__unit__"))
    return User.objects.filter(Q(pk=user.pk) | Exists(there))


def _overseen(user: User, prefix: str) -> Q:
    """Units of which somebody is operator, or which lie in his region."""
    managed = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)]
    found = Q(**{f"{prefix}pk__in": managed})
    if regions := regions_of(user, timezone.localdate()):
        found |= Q(**{f"{prefix}province_code__in": provinces_of(regions)})
    return found


def units_showing_access(user: User) -> QuerySet[Unit]:
    """
    The units of which somebody may see who can see what there.

    All of them for administrators, the Inspektur Utama and the data protection
    officer; those of his region for an auditor; his own for a unit's operator, Ketua
    and Sekretaris.
    """
    if any(has_grant(user, role) for role in (*WHOLE_NATION, Role.DPO)):
        return Unit.objects.all()
    led = {
        tenure.position.unit_id
        for tenure in posts_today(user)
        if tenure.position.kind in LEADERS
    }
    led |= {unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)}
    regions = regions_of(user, timezone.localdate())
    shown = Q(pk__in=led)
    if regions:
        shown |= Q(province_code__in=provinces_of(regions))
    return Unit.objects.filter(shown)
