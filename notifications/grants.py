"""
Who is told what about a grant: role, scope and days, never a name.

The receiver, and all other administrators; not the person who did it.
"""

from collections.abc import Iterable

from django.utils import timezone

from kpu_coi.dates import hari_tanggal
from notifications.inbox import tell
from notifications.models import Message
from personnel.grant_words import days_of, scope_of
from personnel.models import ADMINISTRATORS, Grant, GrantProposal, User

TO_RECEIVER = {
    "proposed": "Anda diusulkan sebagai {role}",
    "approved": "Anda diberi kewenangan {role}",
    "refused": "Usulan {role} untuk Anda ditolak",
    "withdrawn": "Usulan {role} untuk Anda ditarik",
    "ended": "Kewenangan Anda sebagai {role} diakhiri",
}
TO_ADMINISTRATORS = {
    "proposed": "Setujui kewenangan: {role}",
    "approved": "Kewenangan diberikan: {role}",
    "refused": "Usulan kewenangan ditolak: {role}",
    "withdrawn": "Usulan kewenangan ditarik: {role}",
    "ended": "Kewenangan diakhiri: {role}",
}


def tell_of_proposal(what: str, proposal: GrantProposal) -> None:
    row = proposal.grant or proposal
    by = proposal.proposed_by if what == "proposed" else proposal.decided_by
    about = f"grant-proposal:{proposal.pk}"
    _tell(what, row, row.get_absolute_url(), by, days_of(row.period), about=about)


def tell_of_end(grant: Grant) -> None:
    never = "Belum sempat berlaku."
    upper = grant.period.upper
    last = "" if grant.period.isempty else f"Tidak berlaku mulai {hari_tanggal(upper)}."
    path = grant.get_absolute_url()
    _tell(
        "ended", grant, path, grant.ended_by, last or never, about=f"grant:{grant.pk}"
    )


def _tell(
    what: str,
    row: Grant | GrantProposal,
    path: str,
    by: User | None,
    body: str,
    *,
    about: str,
) -> None:
    """Tell each person once, however often the job runs."""
    role = f"{row.get_role_display()}, {scope_of(row)}"
    others = _administrators().exclude(pk__in=[row.user_id, *([by.pk] if by else [])])
    receiver = [] if by == row.user else [row.user]
    for people, words in ((receiver, TO_RECEIVER), (others, TO_ADMINISTRATORS)):
        subject = words[what].format(role=role)
        for person in _untold(people, about, subject):
            tell(person, subject, path=path, about=about, body=body)


def _untold(people: Iterable[User], about: str, subject: str) -> list[User]:
    told = Message.objects.filter(about=about, subject=subject)
    known = set(told.values_list("recipient_id", flat=True))
    return [person for person in people if person.pk not in known]


def _administrators():
    held = Grant.objects.in_force(timezone.localdate())
    held = held.filter(role__in=ADMINISTRATORS)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))
