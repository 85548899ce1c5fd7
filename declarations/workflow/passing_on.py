"""A case goes on to the next superior because the Inspektorat wants it so (rule 29)."""

from declarations import rerouting_notices as notices
from declarations.models import Case
from declarations.routing import escalation_for
from declarations.workflow.case_moves import AWAITING, ESCALATE, Told, making
from declarations.workflow.cases import give_time, hand_to, seal_route
from declarations.workflow.rerouting import departure, reason_of, with_way
from personnel.models import User


def escalate(case: Case, *, by: User, reason: str) -> Case:
    """Lay it on the next desk up, past whoever holds it; the reason stands sealed."""
    told = Told()
    with making(ESCALATE, case, by=by, told=told) as stored:
        left = departure(stored) | {"why": reason}
        before = notices.told_of(stored)
        found = escalation_for(stored)
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
