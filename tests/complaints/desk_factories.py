"""Complaints brought to each status by the moves that lead there."""

from datetime import timedelta

from django.utils import timezone

from complaints.models import Complaint, Promise, Status
from complaints.standing import forget as forget_standing
from complaints.workflow import desk, public
from personnel.grants import forget as forget_grants
from personnel.models import User
from tests.complaints.factories import Desks, make_complaint

QUESTION = "Sebutkan hari dan jam kejadiannya."
REASON = "Keterangan menunjuk pada kewenangan kantor lain."
WORDS = "Kami memeriksa loket dan mendengar tiga orang."
HEARING = {
    "on": "2026-11-20",
    "place": "Ruang rapat kantor kabupaten",
    "participants": "Petugas loket",
    "separate": True,
    "minutes": "Petugas loket membenarkan menerima uang.",
}


def make_at(status=Status.RECEIVED, *, desks=None, by=None, **fields) -> Complaint:
    """A complaint at the regency's desk, unless `fields` send it elsewhere."""
    desks = desks or Desks()
    complaint = make_complaint(**fields)
    by = by or desks.officer
    for step in path_to(status):
        step(fresh(complaint), by)
    return fresh(complaint)


def path_to(status):
    return {
        "RECEIVED": (),
        "VERIFYING": (verify,),
        "INCOMPLETE": (verify, ask),
        "INELIGIBLE": (verify, refuse),
        "ASSESSED": (verify, assess),
        "FORWARDED": (verify, forward),
        "EXAMINING": (verify, assess, examine),
        "PLENARY": (verify, assess, examine, plenary),
        "PROVEN": (verify, assess, examine, prove),
        "UNPROVEN": (verify, assess, unprove),
        "WITHDRAWN_DEEMED": (verify, ask, lapse),
        "WITHDRAWN": (lambda complaint, by: public.withdraw(complaint),),
        "ARCHIVED": (verify, refuse, archive),
    }[str(status)]


def verify(complaint, by):
    desk.verify(complaint, by=by)


def ask(complaint, by):
    desk.ask(complaint, by=by, question=QUESTION)


def refuse(complaint, by):
    desk.refuse(complaint, by=by, triage="INELIGIBLE", reason=REASON)


def assess(complaint, by, **fields):
    told = {"triage": "HANDLE_HERE", "needs_examination": True} | fields
    desk.assess(complaint, by=by, **told)


def forward(complaint, by, **fields):
    told = {"outcome": "REFER_BAWASLU", "reason": REASON} | fields
    desk.forward_out(complaint, by=by, **told)


def examine(complaint, by):
    desk.examine(complaint, by=by)


def plenary(complaint, by):
    desk.refer_to_plenary(complaint, by=by, conclusion="Cukup bukti.")


def prove(complaint, by):
    desk.close(complaint, by=by, proven=True, words=WORDS)


def unprove(complaint, by):
    desk.close(complaint, by=by, proven=False, words=WORDS)


def archive(complaint, by):
    desk.archive(complaint, by=by)


def lapse(complaint, by):
    make_overdue(complaint)
    desk.let_lapse(fresh(complaint))


def make_overdue(complaint, days=1):
    """As if the complainant's thirty days had ended so many days ago."""
    on = timezone.localdate() - timedelta(days=days)
    Promise.objects.pending().filter(
        complaint=complaint, code="COMPLAINT_COMPLETION"
    ).update(due_on=on)
    Complaint.objects.filter(pk=complaint.pk).update(due_on=on)


def fresh(complaint) -> Complaint:
    """The complaint as a page reads it, with nothing remembered from before."""
    return Complaint.objects.with_units().get(pk=complaint.pk)


def afresh(user) -> User:
    """The person as the next request meets him."""
    forget_grants(user)
    forget_standing(user)
    return User.objects.get(pk=user.pk)
