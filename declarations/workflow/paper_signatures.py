"""
Declaring on paper: the operator marks it, the person may object (rules 1 and 2).

The mark says that somebody has declared, never what. Everybody puts the form that he
chose into a closed envelope for his superior; scanned is the sheet that goes with it,
which is the same for both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import log
from deadlines.calendar import today_in
from declarations.models import (
    Asks,
    Obligation,
    PaperEnd,
    PaperScan,
    PaperSignature,
)
from declarations.notices import papers as notices
from declarations.rules.campaigns import may_follow_in
from declarations.workflow.campaigns import hold_campaigns, owe_again
from kpu_coi.access import ALLOWED, Verdict
from personnel.models import User

MET = "Orang ini sudah menyatakan. Tidak ada yang perlu ditandai."
EXCUSED = "Orang ini tidak wajib menyatakan lagi dalam kampanye ini."
NO_FORM = "Di atas kertas hanya ada surat pernyataan. Isi yang lain lewat sistem."
TOO_EARLY = "Kampanye ini belum dimulai."
NOT_MARKED = "Tidak ada tanda dengan kertas yang berlaku."
ONESELF = "Tanda untuk diri sendiri diberikan oleh operator lain atau administrator."


def may_mark(user: User, obligation: Obligation) -> Verdict:
    """Whether somebody may be marked as having declared on paper now."""
    campaign = obligation.campaign
    if campaign is None:
        return Verdict("Kewajiban ini tidak berasal dari kampanye.")
    if refused := may_follow_in(user, campaign, obligation.unit).refusal:
        return Verdict(refused)
    if campaign.asks != Asks.STATEMENT:
        return Verdict(NO_FORM)
    if obligation.user_id == user.pk:
        return Verdict(ONESELF)
    if obligation.is_met:
        return Verdict(MET)
    if obligation.excused_at:
        return Verdict(EXCUSED)
    if campaign.starts_on > today_in(obligation.unit.timezone):
        return Verdict(TOO_EARLY)
    return ALLOWED


@contextmanager
def held(obligation: Obligation) -> Iterator[Obligation]:
    """
    The stored obligation; its person is locked first, as when he signs.

    Its campaign is held before it, so that nobody ends it meanwhile.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=obligation.user_id)
        hold_campaigns()
        yield (
            Obligation.objects.select_for_update(of=["self"], no_key=True)
            .select_related("campaign", "unit", "user", "on_paper__marked_by")
            .get(pk=obligation.pk)
        )


def mark(
    obligation: Obligation, *, scan: PaperScan, signed_on: date, by: User
) -> PaperSignature:
    """
    Say that somebody has declared on paper, and tell him so.

    Takes the cleaned scan, written but not saved. Raises PermissionDenied where he
    has declared meanwhile, and for anybody but the unit's operator.
    """
    with held(obligation) as stored:
        may_mark(by, stored).require()
        scan.save()
        now = timezone.now()
        made = PaperSignature.objects.create(
            obligation=stored,
            scan=scan,
            signed_on=signed_on,
            marked_by=by,
            marked_at=now,
        )
        stored.on_paper, stored.met_at = made, now
        stored.save(update_fields=["on_paper", "met_at"])
        notices.marked(stored)
        log.record(
            "obligation.mark_paper",
            stream=f"obligation:{stored.pk}",
            by=by,
            paper=made.pk,
        )
    return made


def take_back(obligation: Obligation, *, by: User) -> None:
    """The operator marked the wrong one. Raises PermissionDenied."""
    with held(obligation) as stored:
        if stored.campaign is None:
            raise PermissionDenied(NOT_MARKED)
        may_follow_in(by, stored.campaign, stored.unit).require()
        end(stored, PaperEnd.TAKEN_BACK, by=by)
        notices.taken_back(stored)


def object_to(obligation: Obligation, *, by: User) -> None:
    """The person did not hand anything in: he owes it again, the operator is told."""
    with held(obligation) as stored:
        if stored.user_id != by.pk:
            raise PermissionDenied("Hanya orangnya sendiri yang dapat menyanggah.")
        ended = end(stored, PaperEnd.OBJECTED, by=by)
        notices.objected(stored, ended)


def end(obligation: Obligation, why: PaperEnd, *, by: User) -> PaperSignature:
    """The mark holds no more; what it met is owed again, where the campaign goes on."""
    paper = obligation.on_paper
    if paper is None:
        raise PermissionDenied(NOT_MARKED)
    paper.ended_at, paper.end = timezone.now(), why
    paper.save(update_fields=["ended_at", "end"])
    owe_again([obligation.pk])
    log.record(
        f"obligation.{why.lower()}_paper",
        stream=f"obligation:{obligation.pk}",
        by=by,
        paper=paper.pk,
    )
    return paper
