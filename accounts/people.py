"""The people whose accounts somebody looks after, and how their accounts stand."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.mfa import FACTORS
from accounts.models import Activation, Lock, Session
from kpu_coi.counting import rows_in
from personnel.grants import units_of
from personnel.models import Role, Tenure, Unit, User
from personnel.rules import administers

NO_PASSWORD = Q(password="") | Q(password__startswith="!")  # noqa: S106
NOT_OPENED = NO_PASSWORD & Q(last_login=None)
VIEWS = {
    "belum": "Belum aktif",
    "aktif": "Sudah aktif",
    "terkunci": "Terkunci",
    "semua": "Semua",
}


def units_looked_after(user: User) -> QuerySet[Unit]:
    """All units for an administrator, his own for an operator, none for others."""
    if administers(user):
        return Unit.objects.all()
    own = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)]
    return Unit.objects.filter(pk__in=own)


def people_of(unit: Unit, *, view: str = "semua", words: str = "") -> QuerySet[User]:
    """
    Active people with a post in a unit today, each with `first_post`, `is_opened`,
    `has_slip` and `is_locked`; cut to a view of VIEWS, and to a name or number.
    """
    held = Tenure.objects.in_force(timezone.localdate())
    held = held.filter(user=OuterRef("pk"), position__unit=unit).order_by("pk")
    found = User.objects.filter(Exists(held), is_active=True).annotate(
        first_post=held.values("position__title")[:1],
        is_opened=~NOT_OPENED,
        has_slip=Exists(Activation.objects.live().filter(user=OuterRef("pk"))),
        is_locked=Exists(Lock.objects.shut().filter(user=OuterRef("pk"))),
    )
    if words:
        number = "".join(words.split())
        found = found.filter(
            Q(name__icontains=words) | Q(employee_number__startswith=number)
        )
    if view == "belum":
        return found.filter(NOT_OPENED)
    if view == "aktif":
        return found.exclude(NOT_OPENED)
    if view == "terkunci":
        return found.filter(is_locked=True)
    return found


def people_looked_after(user: User) -> QuerySet[User]:
    """Whose account page somebody may open."""
    if administers(user):
        return User.objects.all()
    units = units_of(user, Role.UNIT_OPERATOR)
    held = Tenure.objects.in_force(timezone.localdate())
    held = held.filter(user=OuterRef("pk"), position__unit__in=units)
    return User.objects.filter(Exists(held))


def with_accounts(people: QuerySet[User]) -> QuerySet[User]:
    """Each with `has_factor`, `shut_until` and `open_sessions`."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    locks = Lock.objects.shut().filter(user=OuterRef("pk")).order_by("-locked_until")
    sessions = Session.objects.filter(
        user=OuterRef("pk"), expire_date__gt=timezone.now()
    )
    return people.annotate(
        has_factor=Exists(factors),
        shut_until=Subquery(locks.values("locked_until")[:1]),
        open_sessions=rows_in(sessions),
    )


@dataclass(frozen=True)
class Tally:
    """How far a unit is with its accounts."""

    people: int
    activated: int

    @property
    def missing(self) -> int:
        return self.people - self.activated


def tally_of(unit: Unit) -> Tally:
    counted = people_of(unit).aggregate(
        people=Count("pk"), missing=Count("pk", filter=NOT_OPENED)
    )
    return Tally(counted["people"], counted["people"] - counted["missing"])
