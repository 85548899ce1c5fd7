"""Who may give, decide on and end grants; nobody for himself."""

from kpu_coi.access import ALLOWED, Verdict
from personnel.grants import has_grant
from personnel.models import (
    ADMINISTRATORS,
    AT_ONCE,
    Grant,
    GrantProposal,
    Role,
    User,
)


def administers(user: User) -> bool:
    """Whether that person keeps grants: an administrator of either kind."""
    return any(has_grant(user, role) for role in ADMINISTRATORS)


def may_propose_grants(user: User) -> Verdict:
    if not administers(user):
        return Verdict("Kewenangan diusulkan oleh administrator.")
    return ALLOWED


def may_propose_grant(user: User, receiver: User) -> Verdict:
    """Nobody gives anything to himself."""
    if refused := may_propose_grants(user).refusal:
        return Verdict(refused)
    if user.pk == receiver.pk:
        return Verdict(
            "Anda tidak dapat mengusulkan kewenangan untuk diri sendiri. Mintalah "
            "administrator lain."
        )
    return ALLOWED


def may_give_at_once(user: User, role: str) -> bool:
    """What is not sensitive needs no second person, where the organisation is kept."""
    return role in AT_ONCE and has_grant(user, Role.ORGANISATION_ADMIN)


def may_decide_grant(user: User, proposal: GrantProposal) -> Verdict:
    """Another administrator than who proposed it, and not the receiver (rule 64)."""
    if user.pk == proposal.user_id:
        return Verdict("Kewenangan untuk diri sendiri diputuskan administrator lain.")
    if not administers(user):
        return Verdict("Usulan kewenangan diputuskan oleh administrator.")
    if user.pk == proposal.proposed_by_id:
        return Verdict(
            "Anda yang mengusulkan. Usulan ini harus disetujui administrator lain."
        )
    return ALLOWED


def may_withdraw_grant_proposal(user: User, proposal: GrantProposal) -> Verdict:
    if user.pk != proposal.proposed_by_id:
        return Verdict("Hanya yang mengusulkan yang dapat menarik usulannya.")
    return ALLOWED


def may_end_grant(user: User, grant: Grant) -> Verdict:
    """One administrator takes away alone; everybody may lay down what he has."""
    if user.pk != grant.user_id and not administers(user):
        return Verdict("Kewenangan diakhiri oleh administrator atau pemegangnya.")
    return ALLOWED


def may_prolong_grant(user: User, grant: Grant) -> Verdict:
    return may_propose_grant(user, grant.user)
