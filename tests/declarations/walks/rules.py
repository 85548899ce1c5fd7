"""
What must hold after every step of a walk, written from the law and not from the code.

Each rule takes how it stood before the step and how it stands now, and asserts. The
numbers are those of the rules of the domain.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deadlines.models import Holiday
from kpu_coi import vault

ONE_AT_A_TIME = ("FREE", "INTEREST_LIST", "INTEGRITY_PACT")
CONFLICTS = ("POTENTIAL", "ACTUAL")
UNDECIDED = (
    "AWAITING_ADDRESSEE",
    "RECEIVED",
    "UNDER_REVIEW",
    "NEEDS_INFO",
    "REROUTED",
)
OVER = ("CLOSED", "CANCELLED")
MEANT_FOR_THE_PERSON = {
    "case.received",
    "case.read",
    "case.answer",
    "case.cancel",
    "case.join",
    "case.announce",
    "case.acknowledge",
    "case.report",
    "case.confirm",
}
OF_THE_REVIEWER = {
    "case.forward",
    "case.recuse",
    "case.open",
    "case.ask",
    "case.name_matters",
    "case.consult",
    "case.decide",
    "case.uphold",
    "case.order",
    "case.recheck",
    "case.end_control",
    "case.review_past",
    "case.refer",
    "case.close",
    "case.respond",
}
OF_THE_CHIEF = {"case.choose_addressee", "case.refer_to_plenary"}
OF_THE_INSPECTORATE = {
    "case.escalate",
    "case.comment",
    "case.inquire",
    "case.remind",
    "case.reconsider",
    "case.monitor",
    "case.end_oversight",
}
OF_THE_MACHINE = {"case.reroute", "case.supersede_case", "case.reminded"}
# Ending what the decision before ordered is part of signing the next one, in which
# its signer is not kept out.
WITH_THE_NEXT_DECISION = {"case.controls_ended"}
TO_ANOTHER_DESK = {
    "case.choose_addressee",
    "case.forward",
    "case.recuse",
    "case.escalate",
    "case.reroute",
}
KEEPS_FROM_DECIDING = (
    "RECUSE",
    "TRANSFER_AUTHORITY",
    "REPLACE_OFFICIAL",
    "RESTRICT_VOTE",
    "REASSIGN",
)
NEXT_STATUS = {
    "DRAFT": {"SIGNED"},
    "SIGNED": {"SUPERSEDED", "WITHDRAWN"},
    "SUPERSEDED": set(),
    "WITHDRAWN": set(),
}
WIB = ZoneInfo("Asia/Jakarta")
CUTOFF = time(16)


def one_active_statement_of_a_kind(world, before, after):
    """Rule 3: one replaces the other; nobody is free while his conflict runs (2)."""
    held = Counter(
        (row["declarant"], row["kind"])
        for row in after.statements.values()
        if row["status"] == "SIGNED" and row["kind"] in ONE_AT_A_TIME
    )
    assert max(held.values(), default=0) <= 1, held
    for pk in newly_signed(before, after):
        row = after.statements[pk]
        person = row["declarant"]
        if row["kind"] == "FREE":
            running = [
                case["number"]
                for case in after.cases.values()
                if case["person"] == person and case["suspended"]
            ]
            assert not running, f"free beside {running}"
        if row["kind"] in CONFLICTS:
            assert not held[person, "FREE"], "a conflict beside a FREE in force"


def newly_signed(before, after):
    return [
        pk
        for pk, row in after.statements.items()
        if row["status"] == "SIGNED"
        and before.statements.get(pk, {"status": "DRAFT"})["status"] == "DRAFT"
    ]


def what_is_signed_stays(world, before, after):
    """Rule 8: never edited or deleted, only superseded or withdrawn in time."""
    for pk, old in before.statements.items():
        new = after.statements.get(pk)
        if old["status"] == "DRAFT" and new is None:
            continue
        assert new is not None, f"statement {pk} is gone"
        moved = new["status"] != old["status"]
        assert not moved or new["status"] in NEXT_STATUS[old["status"]], (old, new)
        if old["status"] != "DRAFT":
            assert {**new, "status": ""} == {**old, "status": ""}, (old, new)
    for case in after.cases.values():
        if case["status"] == "CANCELLED":
            assert case["opened_at"] is None, "withdrawn after it was opened"


def each_conflict_has_its_case(world, before, after):
    """Rules 3 and 11: of each in force one case, and of each case one in force."""
    cases = Counter(
        case["statement"]
        for case in after.cases.values()
        if case["statement"] and case["status"] != "CANCELLED"
    )
    for pk, row in after.statements.items():
        if row["kind"] in CONFLICTS and row["status"] == "SIGNED":
            assert cases[pk] == 1, f"statement {pk} has {cases[pk]} cases"
    for case in after.cases.values():
        if case["statement"] and case["status"] in UNDECIDED:
            status = after.statements[case["statement"]]["status"]
            followed = case["decision"] and status == "SUPERSEDED"
            assert status == "SIGNED" or followed, (case, status)


def a_copy_lies_with_the_inspectorate(world, before, after):
    """Rules 11, 12, 19: from the first moment and for ever; of its own to its head."""
    posts = {one.pk: one.position_id for one in after.tenures}
    for pk, case in after.cases.items():
        kinds = {kind for kind, _, _ in after.copies[pk]}
        due = world.copy_due_to.get(posts[case["tenure"]], "REGION")
        assert due in kinds, f"case {pk} has copies {kinds}"
        assert after.copies[pk] >= before.copies[pk], f"a copy of {pk} is gone"


def numbers_are_given_once(world, before, after):
    """Rule 30: unique for ever, also of what was withdrawn; nothing changes its."""
    given = world.memory.numbers
    for kind in ("statements", "decisions", "orders"):
        for pk, row in getattr(after, kind).items():
            if row["number"]:
                taken = given.setdefault(row["number"], (kind, pk))
                assert taken == (kind, pk), f"{row['number']} twice: {taken}, {kind}"
    for pk, case in after.cases.items():
        if case["initiated_by"]:
            taken = given.setdefault(case["number"], ("cases", pk))
            assert taken == ("cases", pk), f"{case['number']} twice"
    numbers = [case["number"] for case in after.cases.values()]
    assert len(set(numbers)) == len(numbers), numbers
    for pk, case in before.cases.items():
        assert after.cases[pk]["number"] == case["number"], f"{pk} has another number"


def who_has_a_conflict_stays_out(world, before, after):
    """Rules 7 and 25: from signing until decided, then as long as its controls run."""
    live = {}
    for row in after.recusals:
        if row["ended_on"] is None:
            live.setdefault(row["case"], {})[row["control"]] = row
    for pk, case in after.cases.items():
        mine = live.get(pk, {})
        out = {row["person"] for row in mine.values()} - {case["person"]}
        assert not out, f"{out} stay out of case {pk} of another"
        if case["status"] in UNDECIDED:
            assert case["suspended"], f"case {pk} is undecided and not suspended"
            holds = [row for row in mine.values() if row["starts_on"] <= after.today]
            assert holds, f"nobody stays out of the undecided case {pk}"
            continue
        outcome = after.decisions.get(case["decision"], {}).get("outcome")
        free = case["status"] in OVER or outcome == "NO_CONFLICT"
        assert case["suspended"] is not free, (case, outcome)
        if free:
            assert not mine, f"case {pk} is over and somebody still stays out"
        else:
            ordered_ones_hold(after, pk, case, mine)


def ordered_ones_hold(after, pk, case, mine):
    controls = after.controls_of(case["decision"])
    biting = {
        key: row for key, row in controls.items() if row["form"] in KEEPS_FROM_DECIDING
    }
    running = {
        key: row for key, row in (biting or controls).items() if row["ended_at"] is None
    }
    assert mine.keys() - {None} == running.keys(), f"case {pk}: {mine} for {running}"
    begun = [row for row in running.values() if row["starts_on"] <= after.today]
    if running and not begun:
        assert None in mine, f"case {pk}: out of nothing until its controls begin"


def nobody_acts_in_his_own_case(world, before, after):
    """Rules 13 and 20, by the log: who acted, and whether that was his to do."""
    for act in after.acts:
        case = after.cases[act.case]
        was = before if act.case in before.cases else after
        told = f"{act.action} of case {act.case} by {act.actor}"
        if act.action in OF_THE_MACHINE:
            assert act.actor is None, told
            continue
        assert act.actor is not None, told
        if act.actor == case["person"]:
            begun_by_another = case["initiated_by"] and act.action == "case.received"
            assert not begun_by_another, told
            assert act.action in MEANT_FOR_THE_PERSON, told
            continue
        if act.action in WITH_THE_NEXT_DECISION:
            continue
        assert not was.is_kept_out(act.actor, act.case), f"{told}, who is kept out"
        assert may_have_done(world, was, act), f"{told}, who is not the one to do it"


def may_have_done(world, was, act):
    """Rules 11, 13 to 19 and 29: whose move it is, as things stood before."""
    case = was.cases[act.case]
    if act.action in OF_THE_REVIEWER:
        if case["to_plenary"]:
            return act.actor == world.chief
        return case["addressee"] and act.actor == was.holder(case["addressee"])
    if act.action in OF_THE_CHIEF:
        return act.actor == world.chief
    if act.action in OF_THE_INSPECTORATE:
        readers = {kind for kind, _, _ in was.copies[act.case]}
        return act.actor == world.chief or (
            "REGION" in readers and act.actor == world.office.auditor.pk
        )
    if act.action == "case.recommend":
        return act.actor == world.office.member.user_id
    return act.action == "case.received" and act.actor == case["initiated_by"]


def nobody_reviews_who_is_kept_out(world, before, after):
    """Rules 13 and 20: a desk to which a case is brought is not of who is kept out."""
    for pk, case in after.cases.items():
        old = before.cases.get(pk, {"addressee": None})
        if (
            case["addressee"] in (None, old["addressee"])
            and not world.memory.just_swept
        ):
            continue
        if case["status"] not in UNDECIDED or case["addressee"] is None:
            continue
        holder = after.holder(case["addressee"])
        told = f"case {pk} of {case['person']} lies with {holder}"
        assert holder is not None, f"case {pk} lies with a post that nobody holds"
        assert holder != case["person"], told
        assert not after.is_kept_out(holder, pk), f"{told}, who is kept out"


def substitutes_have_no_conflict(world, before, after):
    """Rules 20 and 26: neither the person, nor who is kept out of the case."""
    keys = {vault.person_key(person): person for person in world.people}
    for pk, control in after.controls.items():
        if pk in before.controls or not control["substitute_key"]:
            continue
        case = after.decisions[control["decision"]]["case"]
        chosen = keys[control["substitute_key"]]
        assert chosen != after.cases[case]["person"], "replaces himself"
        assert not before.is_kept_out(chosen, case), "the substitute has a conflict"


def the_clock_does_not_start_again(world, before, after):
    """Rules 17, 21 and 29: what is left, one working day at least, and never more."""
    for pk, case in after.cases.items():
        old = before.cases.get(pk)
        if old is None:
            continue
        done = set(after.acts_by_case[pk])
        if "case.reconsider" in done:
            world.memory.due_before[pk] = old["due_on"]
            continue
        if "case.uphold" in done:
            assert case["due_on"] == world.memory.due_before[pk], (
                "another day than before"
            )
            continue
        allowed = {old["due_on"]}
        if done & TO_ANOTHER_DESK and (case["addressee"] or case["to_plenary"]):
            allowed = {max(old["due_on"], one_working_day_from(after.now))}
        assert case["due_on"] in allowed, (done, old["due_on"], case["due_on"])


def one_working_day_from(moment: datetime) -> date:
    """Rule 76: not the day of receipt; after 16.00 that is the next working day."""
    local = moment.astimezone(WIB)
    day = local.date()
    if local.time() > CUTOFF or not is_working(day):
        day = next_working(day)
    return next_working(day)


def next_working(day):
    day += timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return day


def is_working(day):
    return day.weekday() < 5 and not Holiday.objects.filter(date=day).exists()


def decided_by_the_reviewer_alone(world, before, after):
    """Rules 27 and 29: a decision comes by signing one, is never lost, nor undone."""
    for pk, case in before.cases.items():
        new = after.cases[pk]
        done = after.acts_by_case[pk]
        if new["decision"] != case["decision"]:
            assert "case.decide" in done, done
        rose = case["status"] in OVER and new["status"] != case["status"]
        assert not rose, f"case {pk} was over and is {new['status']}"
        world.memory.asked_again[pk] += done.count("case.reconsider")
        assert world.memory.asked_again[pk] <= 1, "asked to think again twice"


ALL = (
    one_active_statement_of_a_kind,
    what_is_signed_stays,
    each_conflict_has_its_case,
    a_copy_lies_with_the_inspectorate,
    numbers_are_given_once,
    who_has_a_conflict_stays_out,
    nobody_acts_in_his_own_case,
    nobody_reviews_who_is_kept_out,
    substitutes_have_no_conflict,
    the_clock_does_not_start_again,
    decided_by_the_reviewer_alone,
)
