"""
What is done beside the moves of a case: statements, accounts, stand-ins, days.

Acts as in case_acts.py, without a case.
"""

from datetime import timedelta

from declarations import tasks
from declarations.account_content import account_of, drafting_about
from declarations.content import preview_of
from declarations.models import AccountDraft, Kind, Status
from declarations.workflow import accounts, amending, roster, statements
from declarations.workflow import matters as matter_moves
from personnel.models import Tenure
from personnel.workflow import tenures
from tests.control_factories import proof_of
from tests.declarations.passing_factories import account_answers
from tests.declarations.walks.case_acts import told
from tests.factories import fill, identify, sign
from tests.list_factories import fill_list
from tests.matter_factories import TITLE

ALL_HOURLY = (
    tasks.climb,
    tasks.reroute,
    tasks.remind,
    tasks.remind_of_controls,
    tasks.follow_recusals,
)


def free(world, by):
    draft = statements.start(by, Kind.FREE)
    yield draft
    if world.chance(85):
        yield identify(draft)
    yield sign(draft)


def conflict(world, by):
    """A new one; where a draft is begun, that one with other words."""
    draft = statements.start(by, Kind.POTENTIAL)
    yield draft
    yield fill(draft, **told(world, draft))
    yield sign(draft)


def pact(world, by):
    draft = statements.start(by, Kind.INTEGRITY_PACT)
    yield draft
    yield sign(draft)


def interest_list(world, by):
    draft = statements.start(by, Kind.INTEREST_LIST)
    yield draft
    yield fill_list(draft)
    yield sign(draft)


def withdraw(world, by):
    """Of one's own, or of anybody where one has none."""
    if found := mine(world, by, Status.SIGNED):
        yield statements.withdraw(found, by=by)


def mine(world, by, *statuses):
    for _ in range(4):
        found = world.statement(*statuses)
        if found is not None and found.declarant_id == by.pk:
            return found
    return found


def amend(world, by):
    """Any statement at all; a draft of it may stay behind."""
    if found := mine(world, by):
        yield amending.amend(found, by=by)


def discard(world, by):
    if found := mine(world, by, Status.DRAFT):
        yield statements.discard(found, by=by)


def sign_somebodys(world, by):
    """A draft that is ready or not, one's own or another's."""
    found = world.statement(Status.DRAFT)
    if found is None:
        return
    yield statements.sign(
        found,
        by=by,
        proof=proof_of(by),
        content_hash=preview_of(found).content_hash,
        consent=world.chance(90),
    )


def open_account(world, by):
    """On anybody who holds a post, by anybody."""
    tenure = world.seat()
    yield accounts.save_account(tenure, by=by, typed=account_answers())
    draft = AccountDraft.objects.get(tenure=tenure, author=by)
    shown = account_of(draft, drafting_about(tenure, by))
    yield accounts.open_account(
        tenure, by=by, content_hash=shown.content_hash, consent=True
    )


def enter_matter(world, by):
    day = world.today + timedelta(days=7)
    facts = {
        "kind": "PROCUREMENT",
        "title": TITLE,
        "expected_from": day,
        "expected_until": day,
        "names": [],
        "people": [world.random.choice(world.people)] if world.chance(50) else [],
    }
    yield matter_moves.enter(world.office.unit, facts, by=by)


def settle_matter(world, by):
    for matter in world.matters()[:1]:
        move = world.one_of((matter_moves.decide, matter_moves.reopen))
        yield move(matter, by=by)


def stand_in(world, by):
    """Somebody names another as his Plh., perhaps one whose case lies with him."""
    other = world.declarant()
    if world.chance(70):
        by = world.one_of((world.office.head, world.office.secretary)).user
    absent = world.seat_of(by)
    if absent is None:
        return
    last = world.today + timedelta(days=world.random.choice([0, 2, 6]))
    made = tenures.plan_absence(
        absent, other, since=world.today, last_day=last, basis="Cuti", by=by
    )
    roster.tenures_changed([made.pk])
    yield


def end_tenure(world, by):
    """An administrator or somebody else ends a tenure with this day."""
    held = Tenure.objects.in_force(world.today).with_people().order_by("pk")
    ended = tenures.end_early(world.one_of(held), last_day=world.today, by=by)
    roster.tenures_changed([ended.pk])
    yield


def days_pass(world, by=None):
    """Some days later in the morning, all that runs every hour has run."""
    world.clock.next_morning(world.random.choice([1, 1, 1, 2, 4, 30]))
    for task in ALL_HOURLY:
        task(timestamp=int(world.clock.moment.timestamp()))
    yield


ACTS = {
    "conflict": conflict,
    "free": free,
    "pact": pact,
    "interest_list": interest_list,
    "withdraw": withdraw,
    "amend": amend,
    "discard": discard,
    "sign_somebodys": sign_somebodys,
    "open_account": open_account,
    "enter_matter": enter_matter,
    "settle_matter": settle_matter,
    "stand_in": stand_in,
    "end_tenure": end_tenure,
    "days_pass": days_pass,
}
