"""What the organisation brings to the menu and to Beranda."""

from django.urls import reverse, reverse_lazy

from kpu_coi.home import Action, Duty, HomePart
from kpu_coi.navigation import Place, places_of
from personnel.grants import has_grant
from personnel.models import Acting, GrantProposal, PositionKind, Role
from personnel.rules import administers
from personnel.today import posts_today

KEEPERS = (Role.UNIT_OPERATOR, Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN)
GRANTS = "Kewenangan"

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
    found = [Place("Personalia", reverse("personnel:index"))]
    if administers(user):
        waiting = GrantProposal.objects.awaiting(user)
        here = reverse_lazy("personnel:grants")
        found.append(Place(GRANTS, here, count=waiting))
    return found


def home(user):
    return HomePart(duties=waiting_proposals(user), actions=absence_of(user))


def waiting_proposals(user) -> list[Duty]:
    """Proposals that wait, counted with the menu: they cost no query of their own."""
    places = {place.label: place for place in places_of(user)}
    waiting = places[GRANTS].count if GRANTS in places else 0
    if not waiting:
        return []
    here = reverse("personnel:grants") + "?lihat=menunggu"
    return [Duty("Setujui kewenangan", here, lines=(f"{waiting} usulan menunggu",))]


def absence_of(user) -> list[Action]:
    """Who leads others may plan who acts while he is away."""
    leads = any(
        held.acting != Acting.DAILY and held.position.kind in LEADING
        for held in posts_today(user)
    )
    if not leads:
        return []
    return [Action("Rencanakan ketidakhadiran", reverse("personnel:absence"))]
