"""
The Inspektorat's copy of a complaint about corruption, collusion or nepotism.

The Inspektur Utama and those who oversee the region are told its number (rule 51),
never one whom it concerns.
"""

from django.utils import timezone

from complaints.models import Complaint, Desk
from complaints.rules import keeps_out
from notifications.inbox import tell
from personnel.grants import who_has
from personnel.lines import inspectorate_of
from personnel.models import Role, User


def readers_of(complaint: Complaint) -> list[User]:
    """Who may read the copy; the desk that handles it needs none."""
    today = timezone.localdate()
    found = []
    if complaint.desk != Desk.CHIEF_INSPECTOR:
        found += who_has(Role.CHIEF_INSPECTOR, on=today)
    region = inspectorate_of(complaint.accused_unit)
    if region:
        for role in (Role.REGION_CHIEF, Role.AUDITOR):
            found += who_has(role, region=region, on=today)
    people = {person.pk: person for person in found}
    return [person for person in people.values() if keeps_out(person, complaint)]


def tell_received(complaint: Complaint) -> None:
    for person in readers_of(complaint):
        tell(
            person,
            f"Tembusan pengaduan {complaint}",
            path=complaint.get_absolute_url(),
            about=f"complaint:{complaint.pk}",
        )
