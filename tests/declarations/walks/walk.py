"""
One walk: step by step somebody does something, and every rule is asked after it.

What is refused must have changed nothing; whatever else is raised is a failure. A
failure tells the steps that led to it.
"""

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from audit.models import Event
from audit.proof import prove
from deadlines import memory
from declarations import content, decision_content
from declarations.models import Case
from declarations.workflow.accounts import AccountChanged
from declarations.workflow.case_moves import MOVES
from declarations.workflow.decisions import DecisionChanged
from declarations.workflow.orders import OrderChanged
from declarations.workflow.statements import ContentChanged
from inspectorate.invariants import breaches
from personnel.models import User
from tests.declarations.walks import case_acts, other_acts, rules, standing
from tests.declarations.walks.world import digest

REFUSALS = (
    PermissionDenied,
    ValidationError,
    content.Incomplete,
    decision_content.Incomplete,
    ContentChanged,
    DecisionChanged,
    OrderChanged,
    AccountChanged,
)
TRIES = 3
OFTEN = ["conflict"] * 3 + ["days_pass"] * 4 + ["stand_in"] * 2
OFTENER = {"open": 6, "decide": 6, "order": 3, "reconsider": 2, "follow": 2}
SELDOM = {"cancel": 0.3, "comment": 0.5, "escalate": 0.5, "join": 0.7}
"""How often a move is made, for who goes deep, where the others are made once."""


class Walk:
    """
    Takes the world and a source of chance; `made` counts what was done, in this walk
    and in those before it that it is given.
    """

    def __init__(self, world, source, made=None):
        self.world = world
        self.trail = []
        self.made = Counter() if made is None else made
        world.begin(source)
        self.stood = digest()
        self.standing = standing.read(world)

    def go(self, choose, steps):
        """Take steps, each chosen by `choose`; then everything must hold together."""
        try:
            for _ in range(steps):
                choose(self)
            self.end()
        except Exception as failure:
            failure.add_note("\n".join(self.trail))
            raise

    def end(self):
        found = [str(breach) for breach in breaches()]
        assert not found, found
        prove()
        connection.check_constraints()
        self.made.update(Event.objects.values_list("action", flat=True))
        self.made["case.follow"] += Case.objects.exclude(follows=None).count()

    # How steps are chosen.

    def wildly(self):
        """Every other time any move of the table by anybody; else a legal one."""
        world = self.world
        case = world.case() if world.chance(50) else None
        if case is None:
            self.legally()
            return
        by = self.nearest(case) if world.chance(50) else world.somebody()
        self.make(world.one_of(sorted(case_acts.ACTS)), case, by)

    def legally(self):
        """What somebody may do with a case, or something beside the cases."""
        world = self.world
        for _ in range(TRIES if world.chance(80) else 0):
            if (case := world.case()) is None:
                break
            by = self.nearest(case)
            if name := self.open_move(case, by):
                self.make(name, case, by)
                return
        self.beside(OFTEN + sorted(other_acts.ACTS))

    def open_move(self, case, by):
        """What he may do and was done least often so far; None for nothing."""
        moves = [
            move
            for move in MOVES
            if move.name in case_acts.ACTS and case.status in move.sources
        ]
        first = self.world.random.randrange(len(moves)) if moves else 0
        moves = moves[first:] + moves[:first]
        moves.sort(key=lambda move: self.done(move.name))
        return next((move.name for move in moves if move.verdict(by, case)), None)

    def done(self, name):
        """How often a move was made, against how often it is to be."""
        return self.made[f"did {name}"] / (OFTENER | SELDOM).get(name, 1)

    def nearest(self, case):
        """Rather who reviews; the person, the Inspektorat, the P3K2, or anybody."""
        world = self.world
        reviewer = self.standing.holder(case.addressee_id) or world.chief
        near = [reviewer, reviewer, reviewer, case.person_id, case.person_id]
        near += [world.chief, world.office.auditor.pk, world.office.member.user_id]
        near.append(world.random.choice(world.people))
        if case.advice_asked_at:
            near += [world.office.member.user_id] * 3
        return User.objects.get(pk=world.random.choice(near))

    def beside(self, names):
        name = self.world.one_of(names)
        self.make(name, None, self.world.declarant())

    # How one is taken.

    def make(self, name, case, by):
        world = self.world
        world.clock.tick()
        told = f"{len(self.trail)}. {name} by {by.pk} {by}"
        self.trail.append(f"{told} on {case.pk} {case.status}" if case else told)
        before = self.stood
        if case:
            act = case_acts.ACTS[name](world, case, by)
        else:
            act = other_acts.ACTS[name](world, by)
        if self.run(act):
            self.made[f"did {name}"] += 1
        else:
            self.trail[-1] += ": refused"
        if self.stood != before:
            world.memory.just_swept = name == "days_pass"
            self.ask_the_rules()

    def run(self, act):
        """Every stage of an act; whether none was refused."""
        try:
            for _ in act:
                self.stood = digest()
        except REFUSALS:
            assert digest() == self.stood, "refused, and yet something changed"
            return False
        return True

    def ask_the_rules(self):
        before = self.standing
        after = standing.read(self.world, after=before.last_event)
        for rule in rules.ALL:
            rule(self.world, before, after)
        prove()
        self.standing = after


def walked(world, source, choose, steps, made=None):
    """Walk from the beginning; everything is as before afterwards."""
    with transaction.atomic():
        Walk(world, source, made).go(choose, steps)
        transaction.set_rollback(True)
    memory.forget()
