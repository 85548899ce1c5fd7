"""What matters bring to the menu."""

from django.db.models import Exists
from django.urls import reverse_lazy
from django.utils import timezone

from kpu_coi.navigation import Place
from personnel.access import INSPECTORATE
from personnel.grants import has_grant
from personnel.home import LEADING
from personnel.lines import tenures_of
from personnel.models import Role

READERS = (Role.UNIT_OPERATOR, *INSPECTORATE)


def places(user):
    """For whoever leads somewhere today, keeps a unit or oversees some."""
    shown = any(has_grant(user, role) for role in READERS)
    if not shown:
        held = tenures_of(user, timezone.localdate())
        shown = Exists(held.filter(position__kind__in=LEADING))
    return [
        Place("Agenda keputusan", reverse_lazy("declarations:matters"), shown=shown)
    ]
