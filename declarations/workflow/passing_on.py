"""
A case goes to another desk because somebody says so (rules 17 and 29).

The reviewer forwards it or withdraws from it; the Inspektorat moves it up. Each says
why, and the trail keeps it sealed. The clock does not start again.
"""

from typing import Any

from declarations import routing as routes
from declarations.models import Bar, Case, RoutedReason
from declarations.notices import rerouting as notices
from declarations.rules import cases as rules
from declarations.workflow.case_moves import ESCALATE, FORWARD, RECUSE, Told, making
from declarations.workflow.cases import give_time, hand_to, keep_out, seal_route
from declarations.workflow.rerouting import lay_up, whither, who_leaves, with_way
from personnel.models import Tenure, User
from personnel.titles import capacity, identity

CHOSEN_BY_REVIEWER = "Dipilih oleh penelaah sebelumnya."


def forward(case: Case, *, by: User, tenure: Tenure, reason: str) -> Case:
    """
    The reviewer sends the case to the superior who should have had it (rule 17).

    Takes the tenure of whoever acts for the other post today. Raises PermissionDenied
    where the case is no longer his, or that person may not review it.
    """
    told = Told()
    with making(FORWARD, case, by=by, told=told) as stored:
        rules.may_receive(tenure, stored).require()
        before = notices.told_of(stored)
        left = {"who": who_leaves(stored), "what": "Meneruskan", "why": reason}
        hand_to(stored, tenure.position)
        give_time(stored)
        stored.routed_reason = RoutedReason.FORWARDED
        seal_route(stored, with_way(stored.route, left, straight_to(tenure)))
        told.details = whither(stored, tenure)
        notices.tell_rerouted(stored, before)
    return stored


def recuse(case: Case, *, by: User, reason: str) -> Case:
    """
    The reviewer withdraws: from now on he neither sees the case nor acts in it.

    It goes on by the line without him, also where he holds the next post too, or
    before the Inspektur Utama. Raises PermissionDenied where it is no longer his.
    """
    told = Told()
    with making(RECUSE, case, by=by, told=told) as stored:
        before = notices.told_of(stored)
        left = {"who": who_leaves(stored), "what": "Mengundurkan diri", "why": reason}
        keep_out(stored, [by.pk], Bar.RECUSED)
        told.details = lay_up(stored, routes.rerouting_for(stored), left)
        notices.tell_rerouted(stored, before)
    return stored


def escalate(case: Case, *, by: User, reason: str) -> Case:
    """
    The Inspektorat moves the case to the next superior of whoever has it (rule 29).

    Everybody who sees the trail reads the reason: the person, the new reviewer, the
    copies. Where nobody is found further up, the Inspektur Utama chooses. Raises
    PermissionDenied.
    """
    told = Told()
    with making(ESCALATE, case, by=by, told=told) as stored:
        before = notices.told_of(stored)
        left = {"who": who_leaves(stored), "what": "Dinaikkan", "why": reason}
        found = routes.next_up(stored)
        stored.routed_reason = RoutedReason.ESCALATED
        told.details = lay_up(stored, found, left)
        notices.tell_rerouted(stored, before)
    return stored


def straight_to(tenure: Tenure) -> dict[str, Any]:
    """A way without hops between: the trail of a case that was sent to somebody."""
    who = f"{tenure.user.name}, {capacity(tenure)}, {tenure.position.unit}"
    hop = {
        "what": "Penelaah",
        "who": who,
        "why": CHOSEN_BY_REVIEWER,
        "outcome": "ADDRESSEE",
        "tag": "",
    }
    return {
        "hops": [hop],
        "addressee": identity(tenure),
        "reason": CHOSEN_BY_REVIEWER,
        "chosen": None,
    }
