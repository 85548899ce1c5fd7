"""What the organisation brings to the menu and to Beranda."""

from django.urls import reverse, reverse_lazy

from kpu_coi.home import Duty, HomePart
from kpu_coi.navigation import Place
from personnel.grant_words import scope_of
from personnel.grants import has_grant
from personnel.models import GrantProposal, Role
from personnel.rules import administers

KEEPERS = (Role.UNIT_OPERATOR, Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN)
SHOWN = 10


def places(user):
    """For whom the organisation is daily work; others find it from their own page."""
    if not any(has_grant(user, role) for role in KEEPERS):
        return []
    found = [Place("Personalia", reverse("personnel:index"))]
    if administers(user):
        waiting = GrantProposal.objects.awaiting(user)
        here = reverse_lazy("personnel:grants")
        found.append(Place("Kewenangan", here, count=waiting))
    return found


def home(user):
    if not administers(user):
        return HomePart()
    waiting = GrantProposal.objects.awaiting(user).with_people().order_by("pk")
    return HomePart(duties=[approval(one) for one in waiting[:SHOWN]])


def approval(proposal):
    role = f"{proposal.get_role_display()}, {scope_of(proposal)}"
    return Duty(
        title="Setujui kewenangan",
        url=proposal.get_absolute_url(),
        lines=(proposal.user.name, role),
    )
