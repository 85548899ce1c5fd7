"""How everything stands at one moment of a walk, in plain rows read without rules."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from audit.models import Event
from declarations.models import (
    Case,
    CaseMatter,
    Control,
    Copy,
    Decision,
    KeptOut,
    MatterParty,
    Order,
    Recusal,
    Statement,
)
from kpu_coi import vault
from personnel.models import Tenure

CASE = (
    "number",
    "person",
    "tenure",
    "status",
    "addressee",
    "to_plenary",
    "due_on",
    "suspended",
    "opened_at",
    "decision",
    "statement",
    "initiated_by",
    "follows",
)
STATEMENT = ("kind", "status", "declarant", "number", "content_hash", "signed_at")
DECISION = ("number", "case", "outcome", "decided_by")
CONTROL = (
    "decision",
    "form",
    "starts_on",
    "review_on",
    "ended_at",
    "substitute_key",
)
RECUSAL = ("case", "person", "control", "starts_on", "ended_on")
FIRST = ("DAILY", "ACTING", "PERMANENT")


@dataclass(frozen=True)
class Act:
    """One line of the log about a case."""

    case: int
    action: str
    actor: int | None
    details: dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """Rows by their keys; `acts` are those since the moment before."""

    now: datetime
    today: date
    cases: dict[int, dict]
    statements: dict[int, dict]
    decisions: dict[int, dict]
    orders: dict[int, dict]
    controls: dict[int, dict]
    recusals: list[dict]
    copies: dict[int, frozenset]
    kept_out: dict[int, frozenset]
    matters: dict[int, frozenset]
    matter_parties: dict[int, frozenset]
    tenures: list[Tenure]
    acts: list[Act]
    last_event: int

    def holder(self, post):
        """Who acts for a post today: the Plh., else the Plt., else who holds it."""
        serving = {
            one.acting: one.user_id
            for one in self.tenures
            if one.position_id == post and self.today in one.period
        }
        return next((serving[kind] for kind in FIRST if kind in serving), None)

    def is_kept_out(self, person, case):
        """Named, withdrawn, in conflict on the same matter, or decided on by it."""
        key = vault.person_key(person)
        if key in self.kept_out[case]:
            return True
        for matter in self.matters[case]:
            if key in self.matter_parties[matter]:
                return True
        return any(
            other["person"] == person
            and other["suspended"]
            and pk != case
            and self.matters[pk] & self.matters[case]
            for pk, other in self.cases.items()
        )

    def controls_of(self, decision):
        rows = self.controls.items()
        return {pk: row for pk, row in rows if row["decision"] == decision}

    @cached_property
    def acts_by_case(self):
        found = defaultdict(list)
        for act in self.acts:
            found[act.case].append(act.action)
        return found


def read(world, *, after=0):
    """How it stands now; acts are those whose line came after that event."""
    acts, last = acts_after(after)
    return Standing(
        now=world.clock.moment,
        today=world.today,
        cases=rows(Case, CASE),
        statements=rows(Statement, STATEMENT),
        decisions=rows(Decision, DECISION),
        orders=rows(Order, ("number", "case", "signed_by")),
        controls=rows(Control, CONTROL),
        recusals=list(rows(Recusal, RECUSAL).values()),
        copies=grouped(Copy, "case", "kind", "region", "position"),
        kept_out=grouped(KeptOut, "case", "person_key"),
        matters=grouped(CaseMatter, "case", "matter"),
        matter_parties=grouped(MatterParty, "matter", "person_key"),
        tenures=list(Tenure.objects.order_by("pk")),
        acts=acts,
        last_event=last,
    )


def rows(model, fields):
    return {row.pop("pk"): row for row in model.objects.values("pk", *fields)}


def grouped(model, by, *fields):
    """What belongs to each row of another kind; nothing where it has none."""
    found = defaultdict(set)
    for key, *told in model.objects.values_list(by, *fields):
        found[key].add(tuple(told) if len(told) > 1 else told[0])
    return defaultdict(frozenset, {key: frozenset(told) for key, told in found.items()})


def acts_after(event):
    acts, last = [], event
    lines = Event.objects.filter(pk__gt=event).order_by("pk")
    for pk, stream, action, actor, body in lines.values_list(
        "pk", "stream", "action", "actor", "body"
    ):
        last = pk
        kind, _, key = stream.partition(":")
        if kind == "case":
            who = int(actor.removeprefix("user:")) if actor else None
            details = json.loads(bytes(body))["details"]
            acts.append(Act(int(key), action, who, details))
    return acts, last
