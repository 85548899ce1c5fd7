"""
Who may do what with the organisation: posts, people, rosters, grants.

What somebody may see at all is `personnel.reach`'s to say: unseen is 404. When a move
is open is `personnel.workflow`'s.
"""

from personnel.rules.grants import (
    administers,
    may_decide_grant,
    may_end_grant,
    may_give_at_once,
    may_prolong_grant,
    may_propose_grant,
    may_propose_grants,
    may_withdraw_grant_proposal,
)
from personnel.rules.roll import (
    NO_ROLL,
    NOBODY_BELOW,
    OF_OFFICERS,
    OWN_IDENTITY,
    OWN_TENURES,
    PEOPLE_ABOVE,
    POSTS_ABOVE,
    may_correct,
    may_dismiss,
    may_end,
    may_manage_posts,
    may_manage_roll,
    may_move,
    may_plan_absence,
    may_seat,
)
from personnel.rules.rosters import may_apply_roster, may_import_nation

__all__ = [
    "NOBODY_BELOW",
    "NO_ROLL",
    "OF_OFFICERS",
    "OWN_IDENTITY",
    "OWN_TENURES",
    "PEOPLE_ABOVE",
    "POSTS_ABOVE",
    "administers",
    "may_apply_roster",
    "may_correct",
    "may_decide_grant",
    "may_dismiss",
    "may_end",
    "may_end_grant",
    "may_give_at_once",
    "may_import_nation",
    "may_manage_posts",
    "may_manage_roll",
    "may_move",
    "may_plan_absence",
    "may_prolong_grant",
    "may_propose_grant",
    "may_propose_grants",
    "may_seat",
    "may_withdraw_grant_proposal",
]
