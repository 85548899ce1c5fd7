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

from declarations import routing as routes
from declarations.models import PASSED_ON, Case, RoutedReason
from declarations.notices import rerouting as notices
from declarations.rules import cases as rules
from declarations.workflow.case_moves import AWAITING, REROUTE, Told, making
from declarations.workflow.cases import give_time, hand_to, seal_route
from personnel.lines import holders_now
from personnel.models import Tenure
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
        told.details = lay_up(stored, found, left)
        notices.tell_rerouted(stored, before)
    return stored


def lay_up(stored: Case, found: routes.Routing, left: dict[str, Any]) -> dict[str, Any]:
    """
    Lay a locked case where the way up leads; says what the event keeps of it.

    Where it leads to nobody, the Inspektur Utama chooses who reviews.
    """
    addressee, plenary = found.addressee, found.line.plenary
    stored.to_plenary = plenary
    stored.routed_reason = reason_of(stored, found)
    hand_to(stored, addressee.position if addressee else None)
    if addressee or plenary:
        give_time(stored)
    else:
        stored.status = AWAITING
    seal_route(stored, with_way(stored.route, left, routes.as_trail(found)))
    return whither(stored, addressee)


def whither(stored: Case, addressee: Tenure | None) -> dict[str, Any]:
    """Where a case lies now and until when, as its event tells it."""
    return {
        "addressee": stored.addressee_id,
        "holder": addressee.user_id if addressee else None,
        "due_on": stored.due_on.isoformat(),
    }


def reason_of(stored: Case, found: routes.Routing) -> RoutedReason:
    """Whoever is found now, it did not go simply to the direct superior."""
    reason = found.routed_reason
    if stored.routed_reason in PASSED_ON and reason != RoutedReason.PLENARY:
        return RoutedReason(stored.routed_reason)
    return RoutedReason.VACANT if reason == RoutedReason.DIRECT else reason


def departure(case: Case) -> dict[str, Any]:
    """From which post it goes, and why: as the trail keeps and shows it."""
    holder = case.reviewer
    if holder is None:
        return {"who": who_leaves(case), "why": VACANT}
    if holder.user_id == case.person_id:
        return {"who": who_leaves(case), "why": DECLARANT}
    bar = case.bar_of(holder.user)
    why = routes.PASSED_OVER[bar] if bar else routes.STAYS_OUT
    return {"who": who_leaves(case), "why": why}


def who_leaves(case: Case) -> str:
    """Post and holder that the case is taken from, as the trail names them."""
    post, holder = case.addressee, case.reviewer
    if post is None:
        raise ValueError("A case without a post is taken from nobody.")
    if holder is None:
        return f"{post.title}, {post.unit}"
    return f"{holder.user.name}, {capacity(holder)}, {post.unit}"


def with_way(
    route: dict[str, Any], left: dict[str, Any], way: dict[str, Any]
) -> dict[str, Any]:
    """The trail, with the new way behind the ones before."""
    way = way | {"at": timezone.now().isoformat(), "left": left}
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
