"""The pages about one unit that somebody may open, as tabs above each of them."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from personnel import rules
from personnel.models import Unit, User
from personnel.reach import rolls_in_reach, units_in_reach, units_showing_access


def tabs_of(user: User, unit: Unit, current: str) -> list[dict]:
    """
    As label, url and whether it is `current`, a URL name; one query.

    A page that lies outside the user's reach is not among them.
    """
    kept = (
        Unit.objects.all() if rules.may_manage_roll(user, unit) else Unit.objects.none()
    )
    pages = {
        "personnel:unit": ("Susunan jabatan", units_in_reach(user)),
        "personnel:roll": ("Pegawai", rolls_in_reach(user)),
        "unit_accounts": ("Akun", kept),
        "personnel:unit_access": ("Siapa melihat apa", units_showing_access(user)),
    }
    asked = {
        name.replace(":", "_"): Exists(units.filter(pk=OuterRef("pk")))
        for name, (_, units) in pages.items()
    }
    reached = Unit.objects.filter(pk=unit.pk).values(**asked).get()
    return [
        {
            "label": label,
            "url": reverse(name, args=[unit.code]),
            "current": name == current,
        }
        for name, (label, _) in pages.items()
        if name == current or reached[name.replace(":", "_")]
    ]
