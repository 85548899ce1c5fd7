"""What the organisation brings to the menu and to Beranda."""

from django.urls import reverse

from kpu_coi.home import Action, HomePart
from kpu_coi.navigation import Place
from personnel.grants import has_grant
from personnel.models import Acting, PositionKind, Role
from personnel.today import posts_today

KEEPERS = (Role.UNIT_OPERATOR, Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN)

LEADING = frozenset(
    {
        PositionKind.CHAIR,
        PositionKind.SECGEN,
        PositionKind.DEPUTY,
        PositionKind.CHIEF_INSPECTOR,
        PositionKind.REGIONAL_INSPECTOR,
        PositionKind.BUREAU_HEAD,
        PositionKind.SECRETARY,
        PositionKind.DIVISION_HEAD,
        PositionKind.SUBDIV_HEAD,
    }
)


def places(user):
    """For whom the organisation is daily work; others find it from their own page."""
    if not any(has_grant(user, role) for role in KEEPERS):
        return []
    return [Place("Personalia", reverse("personnel:index"))]


def home(user):
    """Who leads others may plan who acts while he is away."""
    leads = any(
        held.acting != Acting.DAILY and held.position.kind in LEADING
        for held in posts_today(user)
    )
    if not leads:
        return HomePart()
    absence = reverse("personnel:absence")
    return HomePart(actions=[Action("Rencanakan ketidakhadiran", absence)])
