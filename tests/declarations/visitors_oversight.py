"""
Who meets what at the routes of consultation, advice and oversight.

The superior's superior is P3K2 of the unit here. He has taken up one question of the
declarant; another waits. His advice is asked on a case of the stranger.
"""

from declarations.workflow import advice, consultations, oversight
from personnel.lines import tenures_of
from tests.case_factories import make_case
from tests.consultation_factories import ask
from tests.factories import give
from tests.rows import Row, only, posting, staff

BOTH_SIDES = {"superior": 200, "auditor": 200, "chief_inspector": 200}
INSPECTORATE = {"auditor": 200, "chief_inspector": 200, "superior": 403}
DESK = {"above": 200, "auditor": 200, "other_auditor": 200, "chief_inspector": 200}


def case(world):
    return {"public_id": world.case.public_id}


def advised(world):
    return {"public_id": world.advised.public_id}


def inquiry(world):
    return case(world) | {"note_id": world.inquiry.public_id}


def taken(world):
    return {"public_id": world.consultation.public_id}


def waiting(world):
    return {"public_id": world.waiting_consultation.public_id}


def act(**named) -> Row:
    """An act on a question that its adviser has taken up."""
    return posting(only(taken, **named))


ROUTES = {
    # --- private questions: the asker and his adviser, nobody else -------------------
    "declarations:consultations": staff(),
    "declarations:consultation_ask": staff(),
    "declarations:consultation_desk": only(**DESK),
    "declarations:consultation": only(taken, declarant=200, above=200),
    "declarations:consultation_take": posting(only(waiting, above=302)),
    "declarations:consultation_write": act(declarant=200, above=200),
    "declarations:consultation_offer": act(declarant=409, above=409),
    "declarations:consultation_agree": act(declarant=409, above=409),
    "declarations:consultation_decline": act(declarant=409, above=409),
    "declarations:consultation_release": act(declarant=302, above=409),
    "declarations:consultation_close": act(declarant=302, above=409),
    # --- P3K2's advice: asked for, so the three who read it --------------------------
    "declarations:advice": only(advised, above=200, **BOTH_SIDES),
    "declarations:advice_ask": posting(
        only(advised, superior=409, above=409, auditor=409, chief_inspector=409)
    ),
    "declarations:advice_give": only(
        advised, above=200, **dict.fromkeys(BOTH_SIDES, 403)
    ),
    # --- oversight: the Inspektorat's copy, and the reviewer on his side --------------
    "declarations:oversight": only(case, **BOTH_SIDES),
    "declarations:oversight_comment": only(case, **INSPECTORATE),
    "declarations:oversight_inquire": only(case, **INSPECTORATE),
    "declarations:oversight_respond": only(
        inquiry, superior=200, auditor=403, chief_inspector=403
    ),
    "declarations:oversight_remind": posting(
        only(case, superior=409, auditor=302, chief_inspector=302)
    ),
    "declarations:oversight_reconsider": only(case, **dict.fromkeys(BOTH_SIDES, 403)),
    "declarations:oversight_uphold": only(case, **dict.fromkeys(BOTH_SIDES, 403)),
    "declarations:oversight_escalate": only(case, **INSPECTORATE),
    "declarations:oversight_monitor": only(case, **INSPECTORATE),
    "declarations:oversight_end": only(case, **dict.fromkeys(BOTH_SIDES, 403)),
}


def add_oversight(world):
    """An inquiry of the Inspektorat, a case with advice asked, and two questions."""
    office, adviser = world.office, world.people["above"]
    give(adviser, "P3K2", unit=office.unit)
    world.inquiry = oversight.inquire(
        world.case, by=office.auditor, question="Sejak kapan?"
    )
    stranger = tenures_of(world.people["stranger"], world.case.today).get()
    world.advised = make_case("UNDER_REVIEW", office=office, tenure=stranger)
    advice.consult(world.advised, by=office.head.user)
    world.consultation = ask(office.staff.user)
    consultations.take(world.consultation, by=adviser)
    world.waiting_consultation = ask(office.staff.user)
