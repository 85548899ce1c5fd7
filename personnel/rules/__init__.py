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
    FETCHED,
    FETCHED_LATE,
    NO_ROLL,
    NOBODY_BELOW,
    OF_OFFICERS,
    OWN_IDENTITY,
    OWN_TENURES,
    PEOPLE_ABOVE,
    POSTS_ABOVE,
    leading,
    may_correct,
    may_dismiss,
    may_end,
    may_fetch,
    may_manage_posts,
    may_manage_roll,
    may_move,
    may_plan_absence,
    may_renumber,
    may_seat,
)
from personnel.rules.rosters import may_apply_roster, may_import_nation, may_keep_roster

__all__ = [
    "FETCHED",
    "FETCHED_LATE",
    "NOBODY_BELOW",
    "NO_ROLL",
    "OF_OFFICERS",
    "OWN_IDENTITY",
    "OWN_TENURES",
    "PEOPLE_ABOVE",
    "POSTS_ABOVE",
    "administers",
    "leading",
    "may_apply_roster",
    "may_correct",
    "may_decide_grant",
    "may_dismiss",
    "may_end",
    "may_end_grant",
    "may_fetch",
    "may_give_at_once",
    "may_import_nation",
    "may_keep_roster",
    "may_manage_posts",
    "may_manage_roll",
    "may_move",
    "may_plan_absence",
    "may_prolong_grant",
    "may_propose_grant",
    "may_propose_grants",
    "may_renumber",
    "may_seat",
    "may_withdraw_grant_proposal",
]
