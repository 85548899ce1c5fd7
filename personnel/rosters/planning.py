"""
What a list would do to the roll: a verdict and its reasons for each row.

A pure question: nothing is written. The same list against the same roll gives the
same answer, so that what was previewed is what is applied, and a second time nothing
is left to do.
"""

from collections.abc import Iterable
from datetime import date

from personnel.models import RowVerdict
from personnel.models.rosters import SOUND
from personnel.rosters.clashes import Span, clashes
from personnel.rosters.deciding import Deciding
from personnel.rosters.entries import Entry
from personnel.rosters.limits import Limits
from personnel.rosters.matching import Case, Roll, match_unit
from personnel.rosters.outcomes import Outcome
from personnel.rosters.repeating import judge_repeated
from personnel.rosters.seating import Seating
from personnel.rosters.standing import Standing


class Planner:
    """Takes the entries of a file through matching, seating and judging."""

    def __init__(
        self,
        entries: Iterable[Entry],
        standing: Standing,
        *,
        own: int,
        many: bool,
        complete: bool,
        as_of: date,
        limits: Limits,
    ):
        self.standing, self.limits = standing, limits
        self.held_back: dict[int, str] = {}
        self.complete, self.as_of = complete, as_of
        self.cases = [Case(entry) for entry in entries]
        self.own, self.many = own, many
        self.refused: dict[int, str] = {}

    def plan(self) -> list[Outcome]:
        self.match()
        self.seat()
        while True:
            outcomes = Deciding(self).outcomes()
            found = clashes(self.standing, outcomes, self.spans(outcomes))
            held_back = len(self.held_back)
            found |= self.forbidden(outcomes)
            fresh = {
                line: why for line, why in found.items() if line not in self.refused
            }
            if not fresh and held_back == len(self.held_back):
                return self.with_niks(outcomes)
            self.refused |= fresh
            for case in self.cases:
                if case.entry.line in fresh and case.is_open:
                    case.unclear(fresh[case.entry.line], "title", "start")

    def match(self) -> None:
        standing = self.standing
        roll = Roll(standing, self.as_of)
        numbers = {case.entry.number for case in self.cases if case.entry.number}
        for case in self.cases:
            match_unit(
                case,
                standing.units,
                standing.by_unit_name,
                own=self.own,
                many=self.many,
            )
            for column, fault in case.entry.faults.items():
                case.error(fault, column)
            if case.is_open:
                roll.match(case, numbers)
        self.spared = set()
        for case in self.cases:
            if not case.is_open:
                self.spared |= {person.pk for person in roll.perhaps(case)}
        judge_repeated(self.cases)
        self.roll = roll

    def seat(self) -> None:
        seating = Seating(self.standing, self.as_of)
        for case in self.cases:
            if case.is_open:
                seating.find(case)
        opened = [case for case in self.cases if case.is_open]
        for case in opened:
            if case.person and case.seats:
                seating.keep_own(case)
        for case in opened:
            seating.take_free(case, self.spared)

    def forbidden(self, outcomes: list[Outcome]) -> dict[int, str]:
        """The rows that whoever hands in the list may not ask for, by line."""
        found = {}
        last = self.limits.last(outcomes)
        for outcome in outcomes:
            why = self.limits.refusal(outcome, self.standing)
            if outcome.verdict == RowVerdict.ENDED and outcome.person:
                why = why or last.get(outcome.person.pk, "")
            if why and outcome.entry:
                found[outcome.entry.line] = why
            elif why and outcome.tenure_id:
                self.held_back[outcome.tenure_id] = why
        return found

    def with_niks(self, outcomes: list[Outcome]) -> list[Outcome]:
        """A NIK is kept of who is new, and of whom the list could correct besides."""
        for outcome in outcomes:
            told = outcome.verdict in SOUND and outcome.entry and outcome.entry.nik
            refused = self.limits.of_profile(outcome, self.standing)
            outcome.keeps_nik = bool(told) and not refused
        return outcomes

    def spans(self, outcomes: list[Outcome]) -> list[Span]:
        return [
            Span(
                outcome.post_id,
                outcome.person.pk if outcome.person else outcome.new_person,
                *outcome.begins,
                line=outcome.entry.line if outcome.entry else 0,
            )
            for outcome in outcomes
            if outcome.begins and outcome.post_id
        ]
