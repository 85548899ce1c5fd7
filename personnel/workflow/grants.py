"""
The life of a grant: proposed by one administrator, decided by another, in force from
a day until a day, ended early or prolonged by a new proposal.

Each move locks the receiver's row first, so that what concerns one person happens one
after the other, and reads the rights of the acting person anew. Only what is not
sensitive is given by one person at once; its proposal is kept all the same.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone

from audit import log
from kpu_coi import queue
from kpu_coi.access import ALLOWED, Verdict
from personnel import grants, rules
from personnel.models import (
    ADMINISTRATORS,
    Grant,
    GrantProposal,
    Outcome,
    OversightRegion,
    Unit,
    User,
)

LEFT = "Tidak lagi bertugas."
LAST = "Orang ini administrator terakhir. Berikan dahulu peran itu kepada orang lain."
OVER = "Kewenangan ini sudah berakhir."
A_DAY = timedelta(days=1)


@transaction.atomic
def propose(
    user: User,
    role: str,
    *,
    by: User,
    reason: str,
    since: date,
    until: date | None = None,
    unit: Unit | None = None,
    region: OversightRegion | None = None,
    follows: Grant | None = None,
) -> GrantProposal:
    """
    Propose a role from a day until the day before `until`, for ever without it.

    What is not sensitive is given at once by an organisation administrator. The same
    proposal sent twice is one. Raises PermissionDenied with the words of the refusal.
    """
    user = _lock(user)
    grants.forget(by)
    rules.may_propose_grant(by, user).require()
    proposal = GrantProposal(
        user=user,
        role=role,
        unit=unit,
        region=region,
        period=DateRange(since, until),
        reason=reason,
        follows=follows,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    if sent := _sent_before(proposal):
        return sent
    obstacle(proposal).require()
    proposal.save()
    _record("grant.propose", proposal, by)
    if rules.may_give_at_once(by, role):
        return _give(proposal, by=by)
    _tell("proposed", proposal.pk)
    return proposal


def prolong(
    grant: Grant, *, by: User, reason: str, until: date | None
) -> GrantProposal:
    """Propose the same from the day on which it ends."""
    with transaction.atomic():
        _lock(grant.user)
        stored = Grant.objects.with_people().get(pk=grant.pk)
        prolong_verdict(by, stored).require()
        return propose(
            stored.user,
            stored.role,
            by=by,
            reason=reason,
            since=stored.period.upper,
            until=until,
            unit=stored.unit,
            region=stored.region,
            follows=stored,
        )


def approve(proposal: GrantProposal, *, by: User) -> GrantProposal:
    """Give what was proposed, from today on where its first day has passed."""
    with transaction.atomic():
        stored = _locked(proposal, by)
        approve_verdict(by, stored).require()
        obstacle(stored, already=True).require()
        return _give(stored, by=by)


def refuse(proposal: GrantProposal, *, by: User, words: str) -> GrantProposal:
    with transaction.atomic():
        stored = _locked(proposal, by)
        refuse_verdict(by, stored).require()
        stored.refusal = words
        _decide(stored, Outcome.REFUSED, by)
        _record("grant.refuse", stored, by)
        _tell("refused", stored.pk)
        return stored


def withdraw(proposal: GrantProposal, *, by: User) -> GrantProposal:
    with transaction.atomic():
        stored = _locked(proposal, by)
        withdraw_verdict(by, stored).require()
        _decide(stored, Outcome.WITHDRAWN, by)
        _record("grant.withdraw", stored, by)
        _tell("withdrawn", stored.pk)
        return stored


def end(grant: Grant, *, by: User, reason: str, last_day: date | None = None) -> Grant:
    """
    End a grant after its last day, at once where none is named.

    What has not begun by then never begins. The last administrator cannot lay down
    his role: nobody could give it again.
    """
    with transaction.atomic():
        _lock(grant.user)
        if grant.role in ADMINISTRATORS:
            _lock_administrators()
        stored = (
            Grant.objects.select_for_update(of=["self"], no_key=True)
            .with_people()
            .get(pk=grant.pk)
        )
        grants.forget(by)
        end_verdict(by, stored).require()
        if last_day is not None:
            _sooner(stored, last_day).require()
        _end(stored, last_day, by, reason)
        return stored


@transaction.atomic
def end_all(
    user: User,
    last_day: date,
    by: User | None,
    *,
    among: QuerySet[Grant] | None = None,
    reason: str = LEFT,
) -> int:
    """
    End whatever somebody holds or would hold after a day; tells how many grants.

    Called where people leave, or move: then only what is `among` the grants of the
    unit they leave. Asks nobody's right: the caller did. Proposals for who leaves
    are withdrawn, unless the machine does it: nobody could approve them anyway.
    """
    _lock(user)
    held = Grant.objects.filter(user=user).not_over(last_day + A_DAY)
    if among is not None:
        held = held.filter(pk__in=among.values("pk"))
    ended = list(held.with_people().select_for_update(of=["self"], no_key=True))
    for grant in ended:
        _end(grant, last_day, by, reason)
    waiting = user.grant_proposals.pending().select_for_update(of=["self"], no_key=True)
    if by and among is None:
        for proposal in waiting.with_people():
            _decide(proposal, Outcome.WITHDRAWN, by)
            _record("grant.withdraw", proposal, by)
            _tell("withdrawn", proposal.pk)
    return len(ended)


# --- when a move is open ------------------------------------------------------------


def obstacle(proposal: GrantProposal, *, already: bool = False) -> Verdict:
    """
    What stands against a proposal, whoever makes it: nothing that depends on rights.

    `already` for one that waits: it does not stand in its own way.
    """
    if not proposal.user.is_active:
        return Verdict("Akun orang ini tidak aktif.")
    since, until = _days(proposal)
    if until and until <= since:
        return Verdict("Masa yang diusulkan sudah lewat.")
    alike = {
        "user": proposal.user,
        "role": proposal.role,
        "unit": proposal.unit,
        "region": proposal.region,
    }
    if Grant.objects.filter(**alike, period__overlap=DateRange(since, until)).exists():
        return Verdict(
            "Orang ini sudah memegang kewenangan yang sama pada masa itu. Akhiri atau "
            "perpanjang yang sudah ada."
        )
    if not already and GrantProposal.objects.pending().filter(**alike).exists():
        return Verdict("Usulan yang sama sudah menunggu persetujuan.")
    return ALLOWED


def approve_verdict(user: User, proposal: GrantProposal) -> Verdict:
    return _waiting(proposal) and rules.may_decide_grant(user, proposal)


def refuse_verdict(user: User, proposal: GrantProposal) -> Verdict:
    return _waiting(proposal) and rules.may_decide_grant(user, proposal)


def withdraw_verdict(user: User, proposal: GrantProposal) -> Verdict:
    return _waiting(proposal) and rules.may_withdraw_grant_proposal(user, proposal)


def end_verdict(user: User, grant: Grant) -> Verdict:
    if _is_over(grant):
        return Verdict(OVER)
    own = user.pk == grant.user_id and grant.role in ADMINISTRATORS
    if own and administrators() <= {user.pk}:
        return Verdict(
            "Anda administrator terakhir. Berikan dahulu peran ini kepada orang lain."
        )
    return rules.may_end_grant(user, grant)


def administrators(on: date | None = None) -> set[int]:
    """Who keeps grants that day, today when none is named, by id."""
    held = Grant.objects.filter(role__in=ADMINISTRATORS, user__is_active=True)
    on = on or timezone.localdate()
    return set(held.in_force(on).values_list("user", flat=True))


def leave_verdict(person: User, last_day: date, *, by: User) -> Verdict:
    """
    Whether somebody may leave, as to his role: the last administrator may not.

    Two who let each other leave do so one after the other; the rights of `by` are
    read anew afterwards.
    """
    _lock_administrators()
    grants.forget(by)
    afterwards = max(last_day + A_DAY, timezone.localdate())
    staying = administrators(afterwards) - {person.pk}
    last = person.pk in administrators() and not staying
    return Verdict(LAST if last else "")


def prolong_verdict(user: User, grant: Grant) -> Verdict:
    if _is_over(grant):
        return Verdict(f"{OVER} Usulkan yang baru.")
    if grant.period.upper is None:
        return Verdict("Kewenangan ini tidak mempunyai tanggal berakhir.")
    return rules.may_prolong_grant(user, grant)


def _waiting(proposal: GrantProposal) -> Verdict:
    if proposal.is_pending:
        return ALLOWED
    return Verdict(f"Usulan ini sudah “{proposal.get_outcome_display()}”.")


def _is_over(grant: Grant) -> bool:
    upper = grant.period.upper
    gone = upper is not None and upper <= timezone.localdate()
    return grant.period.isempty or gone


def _sooner(grant: Grant, last_day: date) -> Verdict:
    if last_day < timezone.localdate():
        return Verdict("Hari terakhir tidak boleh sudah lewat.")
    if grant.period.upper and last_day >= grant.period.upper:
        return Verdict("Kewenangan ini memang berakhir sebelum hari itu.")
    return ALLOWED


# --- what the moves share -----------------------------------------------------------


def _lock(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _lock_administrators() -> None:
    """Two who end each other's role at once do so one after the other."""
    held = Grant.objects.filter(role__in=ADMINISTRATORS).order_by("pk")
    list(held.select_for_update(no_key=True))


def _locked(proposal: GrantProposal, by: User) -> GrantProposal:
    _lock(proposal.user)
    grants.forget(by)
    return (
        GrantProposal.objects.select_for_update(of=["self"], no_key=True)
        .with_people()
        .get(pk=proposal.pk)
    )


def _sent_before(proposal: GrantProposal) -> GrantProposal | None:
    """The same, from the same person, that waits or has just been given."""
    alike = GrantProposal.objects.filter(
        user=proposal.user,
        role=proposal.role,
        unit=proposal.unit,
        region=proposal.region,
        period=proposal.period,
        reason=proposal.reason,
        proposed_by=proposal.proposed_by,
        outcome__in=(Outcome.PENDING, Outcome.APPROVED),
        grant__ended_at=None,
    )
    return alike.with_people().first()


def _give(proposal: GrantProposal, *, by: User) -> GrantProposal:
    since, until = _days(proposal)
    proposal.grant = grants.give(
        proposal.user,
        proposal.role,
        by=by,
        since=since,
        until=until,
        unit=proposal.unit,
        region=proposal.region,
    )
    _decide(proposal, Outcome.APPROVED, by)
    _record("grant.approve", proposal, by)
    _tell("approved", proposal.pk)
    return proposal


def _days(proposal: GrantProposal) -> tuple[date, date | None]:
    """The days for which it can still be given: never from one that has passed."""
    period = proposal.period
    return max(period.lower, timezone.localdate()), period.upper


def _decide(proposal: GrantProposal, outcome: Outcome, by: User) -> None:
    proposal.outcome = outcome
    proposal.decided_by = by
    proposal.decided_at = timezone.now()
    proposal.save()


def _end(grant: Grant, last_day: date | None, by: User | None, reason: str) -> None:
    upper = last_day + A_DAY if last_day else timezone.localdate()
    begins = grant.period.lower
    grant.period = DateRange(begins, upper) if begins < upper else DateRange(empty=True)
    grant.ended_by = by
    grant.ended_at = timezone.now()
    grant.end_reason = reason
    grant.save()
    grants.forget(grant.user)
    log.record(
        "grant.end",
        stream=f"user:{grant.user_id}",
        by=by,
        grant=grant.pk,
        role=grant.role,
        last_day=(upper - A_DAY).isoformat(),
        **_scope(grant),
    )
    queue.tell("notifications.grant_ended", grant_id=grant.pk)


def _record(action: str, proposal: GrantProposal, by: User | None) -> None:
    log.record(
        action,
        stream=f"user:{proposal.user_id}",
        by=by,
        proposal=proposal.pk,
        role=proposal.role,
        **_scope(proposal),
    )


def _scope(row: Grant | GrantProposal) -> dict[str, str]:
    return {
        "unit": row.unit.code if row.unit else "",
        "region": row.region.code if row.region else "",
    }


def _tell(what: str, proposal_id: int) -> None:
    queue.tell("notifications.grant_changed", what=what, proposal_id=proposal_id)
