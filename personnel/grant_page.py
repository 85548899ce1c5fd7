"""What the pages of one grant and of one proposal show."""

from datetime import date

from django.utils import timezone

from kpu_coi.dates import ZONES, hari_tanggal, waktu
from personnel import rules
from personnel.grant_words import OPENS, SLUGS, days_of, scope_of
from personnel.models import (
    NATION_ROLES,
    REGION_ROLES,
    UNIT_ROLES,
    Grant,
    GrantProposal,
    Outcome,
    Role,
    User,
)
from personnel.models.grants import reads_all_grants
from personnel.workflow import grants as workflow

TAGS = {
    Outcome.PENDING: "warn",
    Outcome.APPROVED: "ok",
    Outcome.REFUSED: "late",
    Outcome.WITHDRAWN: "",
}
GROUPS = (
    ("Di satu satker", UNIT_ROLES),
    ("Di satu inspektorat wilayah", REGION_ROLES),
    ("Di seluruh Indonesia", NATION_ROLES),
)


def page_of(grant: Grant, user: User) -> dict:
    text, kind = state_of(grant, timezone.localdate())
    own = grant.user_id == user.pk
    return {
        "grant": grant,
        "own": own,
        "keeps": reads_all_grants(user),
        "state": text,
        "tag_kind": kind,
        "rows": [*summary_of(grant), *ended_rows(grant)],
        "history": history_of(grant),
        "moves": {
            "end": workflow.end_verdict(user, grant),
            "prolong": workflow.prolong_verdict(user, grant),
        },
        "is_administrator": rules.administers(user),
    }


def proposal_page_of(proposal: GrantProposal, user: User) -> dict:
    return {
        "proposal": proposal,
        "keeps": reads_all_grants(user),
        "tag_kind": TAGS[Outcome(proposal.outcome)],
        "rows": [*summary_of(proposal), {"label": "Alasan", "value": proposal.reason}],
        "history": proposal_history(proposal),
        "moves": {
            "approve": workflow.approve_verdict(user, proposal),
            "withdraw": workflow.withdraw_verdict(user, proposal),
        },
        "is_administrator": rules.administers(user),
        "is_proposer": proposal.proposed_by_id == user.pk,
    }


def state_of(grant: Grant, today: date) -> tuple[str, str]:
    """In a word, with the kind of its tag."""
    period = grant.period
    if period.isempty or (period.upper and period.upper <= today):
        return "Berakhir", ""
    if period.lower > today:
        return "Akan datang", "info"
    return "Berlaku", "ok"


def summary_of(row: Grant | GrantProposal) -> list[dict]:
    person = row.user
    return [
        {"label": "Pegawai", "lines": [person.name, person.employee_number]},
        {"label": "Peran", "value": row.get_role_display()},
        {"label": "Lingkup", "value": first_large(scope_of(row))},
        {"label": "Masa berlaku", "value": days_of(row.period)},
        {"label": "Yang dibuka", "value": OPENS[Role(row.role)]},
    ]


def ended_rows(grant: Grant) -> list[dict]:
    if grant.ended_at is None:
        return []
    return [{"label": "Alasan diakhiri", "value": grant.end_reason}]


def history_of(grant: Grant) -> list[dict]:
    """From the proposal to the end, and what was asked for since."""
    entries = []
    proposal = getattr(grant, "proposal", None)
    if proposal:
        entries += proposal_history(proposal)
    elif not grant.period.isempty:
        entries.append(
            {
                "text": "Mulai berlaku",
                "at": hari_tanggal(grant.period.lower),
                "note": "Diberikan tanpa usulan, pada pemasangan atau dari server.",
            }
        )
    for later in grant.prolongations.with_people().order_by("pk"):
        outcome = later.get_outcome_display().lower()
        entries.append(entry(f"Perpanjangan diusulkan, {outcome}", later.proposed_at))
    if grant.ended_at:
        by = grant.ended_by.name if grant.ended_by else "sistem"
        entries.append(entry(f"Diakhiri oleh {by}", grant.ended_at))
    return entries


def proposal_history(proposal: GrantProposal) -> list[dict]:
    proposer = proposal.proposed_by.name
    entries = [
        entry(f"Diusulkan oleh {proposer}", proposal.proposed_at, proposal.reason)
    ]
    if proposal.is_pending:
        entries.append({"text": "Keputusan administrator lain", "at": "", "next": True})
        return entries
    decided = f"{proposal.get_outcome_display()} oleh {proposal.decided_by.name}"
    return [*entries, entry(decided, proposal.decided_at, proposal.refusal)]


def entry(text: str, moment, note: str = "") -> dict:
    return {"text": text, "at": waktu(moment, ZONES["WIB"], "WIB"), "note": note}


def role_groups(user: User) -> list[dict]:
    """The roles by the kind of their scope, each with what it opens."""
    return [
        {
            "title": title,
            "roles": [
                {
                    "label": role.label,
                    "slug": SLUGS[role],
                    "opens": OPENS[role],
                    "at_once": rules.may_give_at_once(user, role),
                }
                for role in roles
            ],
        }
        for title, roles in GROUPS
    ]


def first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
