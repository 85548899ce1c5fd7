"""What the organisation brings to the menu and to Beranda."""

from django.urls import reverse

from kpu_coi.home import HomePart
from kpu_coi.navigation import Place
from personnel.grants import has_grant
from personnel.models import Role

KEEPERS = (Role.UNIT_OPERATOR, Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN)


def places(user):
    """For whom the organisation is daily work; others find it from their own page."""
    if not any(has_grant(user, role) for role in KEEPERS):
        return []
    return [Place("Personalia", reverse("personnel:index"))]


def home(user):
    return HomePart()
