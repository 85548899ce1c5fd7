"""
Cases whose post cannot act on them go on by themselves (rules 13, 14, 17 and 79).

The post became vacant or was abolished, or whoever acts for it now is the declarant,
is named in the statement or has a conflict on the same matter. The clock never pauses;
copies stay where they are.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from declarations import rerouting_notices as notices
from declarations import routing as routes
from declarations.models import Case, RoutedReason
from declarations.rules import cases as rules
from declarations.workflow.case_moves import AWAITING, REROUTE, Told, making
from declarations.workflow.cases import give_time, hand_to, seal_route
from personnel.lines import holders_now
from personnel.titles import capacity

SEALED = ("route_sealed", "statement__content", "statement__answers")
VACANT = "Jabatan ini kosong atau sudah dihapus."
DECLARANT = "Jabatan ini kini dipangku oleh yang menyatakan sendiri."


def reroute(case: Case) -> Case:
    """
    Lay a case on the next desk up, or before the Inspektorat where there is none.

    The machine acts. Raises PermissionDenied where the post can act after all.
    """
    told = Told()
    with making(REROUTE, case, by=None, told=told) as stored:
        left = departure(stored)
        before = notices.told_of(stored)
        found = routes.rerouting_for(stored)
        addressee = found.addressee
        stored.to_plenary = found.line.plenary
        hand_to(stored, addressee.position if addressee else None)
        if addressee or found.line.plenary:
            give_time(stored)
        else:
            stored.status = AWAITING
        stored.routed_reason = reason_of(found)
        seal_route(stored, with_way(stored.route, left, found))
        told.details = {
            "addressee": stored.addressee_id,
            "holder": addressee.user_id if addressee else None,
            "due_on": stored.due_on.isoformat(),
        }
        notices.tell_rerouted(stored, before)
    return stored


def reason_of(found: routes.Routing) -> RoutedReason:
    """Whoever is found now, it did not go simply to the direct superior."""
    reason = found.routed_reason
    return RoutedReason.VACANT if reason == RoutedReason.DIRECT else reason


def departure(case: Case) -> dict[str, Any]:
    """From which post it goes, and why: as the trail keeps and shows it."""
    post, holder = case.addressee, case.reviewer
    if post is None:
        raise ValueError("A case without a post does not go on by itself.")
    if holder is None:
        return {"who": f"{post.title}, {post.unit}", "why": VACANT}
    who = f"{holder.user.name}, {capacity(holder)}, {post.unit}"
    if holder.user_id == case.person_id:
        return {"who": who, "why": DECLARANT}
    named = case.bars(holder.user)
    return {"who": who, "why": routes.NAMED if named else routes.STAYS_OUT}


def with_way(
    route: dict[str, Any], left: dict[str, Any], found: routes.Routing
) -> dict[str, Any]:
    """The trail, with the new way behind the ones before."""
    way = routes.as_trail(found) | {"at": timezone.now().isoformat(), "left": left}
    return {**route, "again": [*route.get("again", []), way]}


def reroute_stranded(among: Q | None = None) -> int:
    """
    Reroute the open cases whose post cannot act today; says how many.

    Two queries for all open cases, then what each move needs.
    """
    cases = list(
        Case.objects.open()
        .exclude(addressee=None)
        .filter(among or Q())
        .for_page()
        .defer(*SEALED)
    )
    holders = holders_now({case.addressee_id for case in cases})
    done = 0
    for case in cases:
        case.__dict__["reviewer"] = holders.get(case.addressee_id)
        if rules.must_move_on(None, case):
            done += moved_on(case)
    return done


def moved_on(case: Case) -> bool:
    """Whether it went on; not when somebody can act by the time it is locked."""
    try:
        reroute(case)
    except PermissionDenied:
        return False
    return True


def posts_changed(posts: Collection[int]) -> None:
    """Posts have other holders: what they cannot act on goes on, the rest is told."""
    reroute_stranded(Q(addressee__in=posts))
    notices.tell_new_holders(posts)
