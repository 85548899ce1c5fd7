"""
What becomes of a case when its statement is replaced by a newer version (rule 3).

While nothing is decided the new one joins the case, whose number, clock and open
question stay. Afterwards a case of its own follows the old one, whose controls hold
until the new decision is signed.
"""

from django.db.models import Q
from django.utils import timezone

from declarations.content import Preview
from declarations.models import Bar, Case, HandlingKind, Statement
from declarations.notices import cases as case_notices
from declarations.notices import renewals as notices
from declarations.workflow import matters
from declarations.workflow.case_moves import (
    JOIN,
    SUPERSEDE_CASE,
    TO_FOLLOW,
    locked,
    making,
)
from declarations.workflow.cases import keep_out, open_case
from declarations.workflow.controls import end_controls_of, write
from declarations.workflow.reconsidering import end_replaced
from declarations.workflow.rerouting import reroute_stranded
from personnel.models import User

REPLACED = "Digantikan oleh putusan atas pernyataan yang lebih baru."


def renew(old: Statement, new: Statement, preview: Preview) -> Case:
    """
    Let the newer version of a statement take its place in its case.

    Belongs into the transaction of the signing, after the old one was superseded. The
    case is locked before it is asked how far it is: a decision signed meanwhile
    makes the new version a case of its own.
    """
    case = locked(old.case)
    if JOIN.verdict(new.declarant, case):
        return join(case, old, new, preview)
    TO_FOLLOW.verdict(new.declarant, case).require()
    return open_case(new, preview, follows=case)


def join(case: Case, old: Statement, new: Statement, preview: Preview) -> Case:
    """
    The case goes on with the new version.

    Whoever is named from now on stays out of it, also the reviewer: then it goes to
    the next. Nobody who was kept out comes back.
    """
    told = notices.told_of(case)
    with making(JOIN, case, by=new.declarant, statement=new.pk) as stored:
        stored.statement = new
        stored.election_party = stored.election_party or preview.election_party
        keep_out(stored, preview.named, Bar.PARTY)
        if preview.matters:
            matters.name(stored, preview.matters, by=new.declarant)
    old.former_case = stored
    old.save(update_fields=["former_case"])
    notices.take_back_from_barred(stored, told)
    if not reroute_stranded(Q(pk=stored.pk)):
        notices.tell_joined(stored)
    return stored


def close_followed(case: Case, *, by: User) -> None:
    """
    The decision on a case closes the one that it follows, controls and all.

    Belongs into the transaction of the decision.
    """
    followed = case.follows
    if followed is None or not SUPERSEDE_CASE.verdict(None, followed):
        return
    with making(SUPERSEDE_CASE, followed, by=None, by_case=case.pk) as stored:
        stored.closed_at = timezone.now()
        stored.decided_at = stored.decided_at or stored.closed_at
        stored.suspended = False
        write(stored, HandlingKind.CLOSED, REPLACED, by=by)
        if stored.decision:
            end_controls_of(stored.decision, by=by, reason=REPLACED)
        end_replaced(stored)
        case_notices.tell_declarant(
            stored, f"Perkara {stored} selesai: putusan atas {case} menggantikannya"
        )
