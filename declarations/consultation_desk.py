"""An adviser's desk, and what private questions bring to the menu."""

from django.db.models import OuterRef
from django.urls import reverse_lazy
from django.utils import timezone

from declarations.models import Case, Consultation, ConsultationMessage
from kpu_coi.navigation import Place
from personnel.grants import grants_of
from personnel.models import REGION_ROLES, Role

ADVISERS = (Role.P3K2, Role.CHIEF_INSPECTOR, *REGION_ROLES)
SHOWN = 50


def advises_anywhere(user):
    if not user.is_active:
        return False
    return any(
        grant.role in ADVISERS for grant in grants_of(user, timezone.localdate())
    )


def desk_of(user):
    """
    Waiting questions by number and date alone, those he took up, and cases on which a
    reviewer wants his advice.
    """
    last = ConsultationMessage.objects.filter(consultation=OuterRef("pk"))
    newest = last.order_by("-written_at", "-pk").values("author")[:1]
    taken = Consultation.objects.taken_by(user).with_people()
    return {
        "waiting": Consultation.objects.waiting_for(user)
        .select_related("unit", "region")
        .defer("subject_sealed")
        .order_by("asked_at")[:SHOWN],
        "taken": taken.annotate(last_author=newest),
        "advice": advice_wanted(user),
    }


def advice_wanted(user):
    """Cases that wait for a P3K2's recommendation and that he may see."""
    if not any(grant.role == Role.P3K2 for grant in grants_of(user)):
        return []
    wanted = Case.objects.visible_to(user).exclude(person=user).awaiting_advice()
    return wanted.select_related("unit").by_due_date()[:SHOWN]


def places(user):
    """For everybody; an adviser sees how many questions wait."""
    address = reverse_lazy("declarations:consultations")
    count = Consultation.objects.waiting_for(user) if advises_anywhere(user) else 0
    return [Place("Konsultasi", address, count=count)]
