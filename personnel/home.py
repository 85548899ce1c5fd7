"""What the organisation brings to the menu and to Beranda."""

from django.urls import reverse, reverse_lazy

from kpu_coi.home import Duty, HomePart
from kpu_coi.navigation import Place, places_of
from personnel.grants import has_grant
from personnel.models import GrantProposal, Role
from personnel.rules import administers

KEEPERS = (Role.UNIT_OPERATOR, Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN)
GRANTS = "Kewenangan"


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
    """Proposals that wait, counted with the menu: they cost no query of their own."""
    places = {place.label: place for place in places_of(user)}
    waiting = places[GRANTS].count if GRANTS in places else 0
    if not waiting:
        return HomePart()
    here = reverse("personnel:grants") + "?lihat=menunggu"
    duty = Duty("Setujui kewenangan", here, lines=(f"{waiting} usulan menunggu",))
    return HomePart(duties=[duty])
