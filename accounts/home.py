"""What accounts bring to the menu: for an operator, those who have no account yet."""

from django.urls import reverse

from accounts.people import people_of
from kpu_coi.navigation import Place
from personnel.grants import units_of
from personnel.models import Role


def places(user):
    return [
        Place(
            "Akun pegawai",
            reverse("unit_accounts", args=[unit.code]),
            count=people_of(unit, view="belum"),
        )
        for unit in units_of(user, Role.UNIT_OPERATOR)[:1]
    ]
