"""The pages about one unit that somebody may open, as tabs above each of them."""

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.urls import reverse

from personnel.grants import has_grant, units_of
from personnel.models import Role, Unit, User
from personnel.reach import rolls_in_reach, units_in_reach, units_showing_access

PAGES = (
    ("picture", "personnel:unit", "Susunan jabatan"),
    ("roll", "personnel:roll", "Pegawai"),
    ("accounts", "unit_accounts", "Akun"),
    ("access", "personnel:unit_access", "Siapa melihat apa"),
)


def with_pages(units: QuerySet[Unit], user: User) -> QuerySet[Unit]:
    """Each unit with the pages that a person may open, as `opens_roll` and so on."""

    def among(reached: QuerySet[Unit]) -> Exists:
        return Exists(reached.filter(pk=OuterRef("pk")))

    kept = Value(True)
    if not has_grant(user, Role.ORGANISATION_ADMIN):
        mine = [unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)]
        kept = among(Unit.objects.filter(pk__in=mine))
    return units.annotate(
        opens_picture=among(units_in_reach(user)),
        opens_roll=among(rolls_in_reach(user)),
        opens_accounts=kept,
        opens_access=among(units_showing_access(user)),
    )


def tabs_of(unit: Unit, current: str) -> list[dict]:
    """As label, url and whether it is `current`; of a unit read `with_pages`."""
    return [
        {
            "label": label,
            "url": reverse(name, args=[unit.code]),
            "current": key == current,
        }
        for key, name, label in PAGES
        if getattr(unit, f"opens_{key}")
    ]
