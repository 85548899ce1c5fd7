"""
Each move of the table of cases as somebody makes it, with what he chooses by chance.

An act is a generator: it pauses after each stage that stands by itself, as a draft
does beside the move that follows from it.
"""

from datetime import timedelta

from deadlines.regimes import terms
from declarations.content import drafting_of
from declarations.decision_content import preview_of as decision_preview
from declarations.decision_content import substitutes_for
from declarations.models import (
    Control,
    Forum,
    HandlingKind,
    Outcome,
    PastResult,
    Referral,
    ReferralResult,
)
from declarations.order_content import preview_of as order_preview
from declarations.routing import candidates_for, receivers_for
from declarations.workflow import (
    advice,
    amending,
    cases,
    controls,
    decisions,
    follow_ups,
    matters,
    orders,
    oversight,
    passing_on,
    reconsidering,
    statements,
)
from tests.case_factories import ANSWER, QUESTION, decision_answers
from tests.control_factories import proof_of
from tests.declarations.test_advice import ADVICE
from tests.declarations.walks.world import fresh_case
from tests.factories import fill, party, sign

WHY = "Karena begitulah yang ditemukan dalam pemeriksaan berkas."
UNSEEN = "0" * 64
RARE = ["REVIEW_PAST_DECISION", "REFERRED"] * 2


def choose_addressee(world, case, by):
    legal = candidates_for(case) if world.chance(80) else []
    tenure = world.one_of(legal) or world.seat()
    yield cases.choose_addressee(case, by=by, tenure=tenure)


def refer_to_plenary(world, case, by):
    yield cases.refer_to_plenary(case, by=by)


def forward(world, case, by):
    legal = receivers_for(case) if world.chance(80) else []
    tenure = world.one_of(legal) or world.seat()
    yield passing_on.forward(case, by=by, tenure=tenure, reason=WHY)


def recuse(world, case, by):
    yield passing_on.recuse(case, by=by, reason=WHY)


def escalate(world, case, by):
    yield oversight.lift(case, by=by, reason=WHY)


def open_review(world, case, by):
    yield cases.open_review(case, by=by)


def ask(world, case, by):
    yield cases.ask(case, by=by, question=QUESTION)


def answer(world, case, by):
    yield cases.answer(case, by=by, answer=ANSWER)


def name_matters(world, case, by):
    yield matters.name_in_review(case, world.matters(), by=by)


def consult(world, case, by):
    yield advice.consult(case, by=by)


def recommend(world, case, by):
    yield advice.recommend(case, by=by, **ADVICE)


def renew(world, case, by):
    """JOIN or TO_FOLLOW, whichever it is: a newer version of the statement."""
    if case.statement is None:
        return
    draft = amending.amend(case.statement, by=by)
    yield draft
    draft.refresh_from_db()
    yield fill(draft, **told(world, draft))
    yield sign(draft)


def told(world, draft):
    """What somebody declares; often with people of the office as other parties."""
    around, named = sorted(drafting_of(draft).people), []
    if world.chance(25):
        named = [person for person in world.named_often if person in around]
    elif around and world.chance(40):
        named = [world.random.choice(around)]
    parties = [party("Rekan", person=person) for person in named]
    election = "CANDIDATE" if world.chance(25) else "NO"
    parties.append(party("CV Sumber Makmur", election=election))
    matter = world.one_of(world.matters()) if world.chance(50) else None
    kind = "ACTUAL" if world.chance(30) else "POTENTIAL"
    return {"kind": kind, "parties": parties, "matter": matter}


def announce(world, case, by):
    words = {"forum": "MEETING", "place": "Aula", "minutes": "12/BA/2026"}
    yield follow_ups.announce(case, by=by, held_on=case.today, told=words)


def decide(world, case, by):
    decisions.save_draft(case, by=by, typed=finding(world, case))
    yield
    preview = decision_preview(fresh_case(case.pk), by)
    yield decisions.decide(
        case,
        by=by,
        proof=proof_of(by),
        content_hash=preview.content_hash,
        consent=preview.consent,
    )


def finding(world, case):
    """Any outcome, with controls of any form where it asks for some."""
    outcomes = [*Outcome.values, *RARE]
    typed = decision_answers(world.random.choice(outcomes), today=case.today)
    if "k0-form" in typed:
        typed = typed | ordered(world, case, 0)
        if world.chance(40):
            typed = typed | {"rows": "2"} | ordered(world, case, 1)
    if case.to_plenary:
        day = case.today.isoformat()
        typed = typed | {"plenary_on": day, "plenary_number": "9/BA/2026"}
    return typed


def ordered(world, case, place):
    form = world.one_of(terms(case.regime, "CONTROL")).code
    starts = case.today + timedelta(days=world.random.choice([0, 0, 3]))
    reviewed = starts + timedelta(days=world.random.choice([1, 30]))
    substitute = ""
    if world.chance(40):
        people = [*substitutes_for(case), case.person_id]
        substitute = str(world.one_of(sorted(people)))
    return {
        f"k{place}-form": form,
        f"k{place}-form_other": "Rotasi meja kerja" if form == "OTHER" else "",
        f"k{place}-scope": "Seluruh evaluasi pengadaan itu.",
        f"k{place}-starts_on": starts.isoformat(),
        f"k{place}-review_on": reviewed.isoformat(),
        f"k{place}-substitute": substitute,
    }


def uphold(world, case, by):
    yield reconsidering.uphold(case, by=by, reason=WHY)


def cancel(world, case, by):
    if case.statement is not None:
        yield statements.withdraw(case.statement, by=by)


def order(world, case, by):
    preview = order_preview(case, by) if case.decision else None
    yield orders.sign_order(
        case,
        by=by,
        proof=proof_of(by),
        content_hash=preview.content_hash if preview else UNSEEN,
        consent="Saya memerintahkannya.",
    )


def acknowledge(world, case, by):
    shown = case.handling_order
    yield orders.acknowledge(
        case,
        by=by,
        proof=proof_of(by),
        content_hash=shown.content_hash if shown else UNSEEN,
        consent="Saya menerimanya.",
    )


def control_of(world, case):
    """One of the controls ever ordered in a case, rather of the decision in force."""
    ordered = Control.objects.filter(decision__case=case).order_by("pk")
    in_force = ordered.filter(decision=case.decision_id)
    return world.one_of(list(in_force if world.chance(85) else ordered))


def report(world, case, by):
    if control := control_of(world, case):
        yield controls.report(control, by=by, text=WHY)


def recheck(world, case, by):
    kind = world.one_of([HandlingKind.ACCEPTED, HandlingKind.MORE, "EXTENDED"])
    kind = HandlingKind(kind)
    on = None
    if kind == HandlingKind.EXTENDED:
        on = case.today + timedelta(days=world.random.choice([0, 40, 90]))
    if control := control_of(world, case):
        yield controls.recheck(control, by=by, kind=kind, text=WHY, review_on=on)


def end_control(world, case, by):
    if control := control_of(world, case):
        yield controls.end_control(control, by=by, reason=WHY)


def review_past(world, case, by):
    yield follow_ups.review_past(
        case,
        by=by,
        result=world.one_of(PastResult),
        reasons=WHY,
        new_number="7/KPT/2026",
        new_on=case.today,
    )


def confirm(world, case, by):
    yield controls.confirm(case, by=by, still=world.chance(60), text=WHY)


def refer(world, case, by):
    if Referral.objects.filter(decision=case.decision_id).exists():
        yield follow_ups.note_result(
            case,
            by=by,
            result=ReferralResult.UNPROVEN,
            result_on=case.today,
            number="3/HD/2026",
        )
    else:
        yield follow_ups.refer(
            case,
            by=by,
            forum=world.one_of(Forum),
            referred_on=case.today,
            number="2/ND/2026",
        )


def close(world, case, by):
    yield controls.close(case, by=by, reason=WHY)


def comment(world, case, by):
    yield oversight.comment(case, by=by, text=WHY, shared=world.chance(50))


def inquire(world, case, by):
    yield oversight.inquire(case, by=by, question=QUESTION)


def respond(world, case, by):
    question = world.question_in(case)
    if question is not None:
        yield oversight.respond(case, by=by, question=question, answer=ANSWER)


def remind(world, case, by):
    yield oversight.remind(case, by=by)


def reconsider(world, case, by):
    yield reconsidering.reconsider(case, by=by, reason=WHY)


def monitor(world, case, by):
    yield oversight.monitor(case, by=by, why=WHY)


def end_oversight(world, case, by):
    yield oversight.end_oversight(case, by=by, conclusion=WHY)


ACTS = {
    "choose_addressee": choose_addressee,
    "refer_to_plenary": refer_to_plenary,
    "forward": forward,
    "recuse": recuse,
    "escalate": escalate,
    "open": open_review,
    "ask": ask,
    "answer": answer,
    "name_matters": name_matters,
    "consult": consult,
    "recommend": recommend,
    "join": renew,
    "follow": renew,
    "announce": announce,
    "decide": decide,
    "uphold": uphold,
    "cancel": cancel,
    "order": order,
    "acknowledge": acknowledge,
    "report": report,
    "recheck": recheck,
    "end_control": end_control,
    "review_past": review_past,
    "confirm": confirm,
    "refer": refer,
    "close": close,
    "comment": comment,
    "inquire": inquire,
    "respond": respond,
    "remind": remind,
    "reconsider": reconsider,
    "monitor": monitor,
    "end_oversight": end_oversight,
}
"""By the name of the move; what the machine makes alone is not among them."""
