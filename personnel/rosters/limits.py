"""
What the person who hands in a list may not change by it.

The same bounds as for single moves: nobody changes his own posts, and an operator
neither those above him nor the data of somebody with a role, nor fetches from another
unit whoever leads others there. The last administrators stay, whoever hands it in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from personnel import rules
from personnel.grants import has_grant, units_of
from personnel.models import Grant, Role, RowVerdict, Tenure, User
from personnel.rosters.standing import Standing
from personnel.today import posts_above
from personnel.workflow.grants import LAST, administrators

if TYPE_CHECKING:
    from personnel.rosters.outcomes import Outcome

ELSEWHERE = (
    "Orang ini juga bekerja di satker lain; datanya diperbaiki oleh administrator "
    "organisasi."
)


@dataclass(frozen=True)
class Limits:
    """
    Ids of posts and people that stay as they are.

    The machine is bound by `administrators` alone, an organisation administrator also
    by himself.
    """

    me: int | None = None
    posts: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    officers: set[int] = field(default_factory=set)
    units: set[int] | None = None
    administrators: set[int] = field(default_factory=set)
    today: date = date.min

    def refusal(self, outcome: "Outcome", standing: Standing) -> str:
        """Why this outcome may not be, in Indonesian; empty when it may."""
        if not (outcome.begins or outcome.periods or outcome.profile):
            return ""
        person = outcome.person.pk if outcome.person else None
        if self.me is not None and person == self.me:
            seats = outcome.begins or outcome.periods
            return rules.OWN_TENURES if seats else rules.OWN_IDENTITY
        touched = {standing.tenures[pk].post_id for pk in outcome.periods}
        if outcome.begins and outcome.post_id:
            touched.add(outcome.post_id)
        if touched & self.posts:
            return rules.POSTS_ABOVE
        if person in self.people:
            return rules.PEOPLE_ABOVE
        if outcome.verdict == RowVerdict.ENDED and person in self.officers:
            return rules.OF_OFFICERS
        if fetched := self.fetching(outcome, standing):
            return fetched
        return self.of_profile(outcome, standing) if outcome.profile else ""

    def of_profile(self, outcome: "Outcome", standing: Standing) -> str:
        """Why what is known of a person may not be corrected; empty for who is new."""
        if outcome.person is None:
            return ""
        person = outcome.person.pk
        if person == self.me:
            return rules.OWN_IDENTITY
        if person in self.people:
            return rules.PEOPLE_ABOVE
        if person in self.officers:
            return rules.OF_OFFICERS
        return ELSEWHERE if self.works_elsewhere(outcome, standing) else ""

    def fetching(self, outcome: "Outcome", standing: Standing) -> str:
        """Why somebody may not be taken out of a unit that is not the operator's."""
        if self.units is None or outcome.person is None or not outcome.begins:
            return ""
        left = {standing.tenures[pk].post_id for pk in outcome.leaves}
        left = {pk for pk in left if standing.posts[pk].unit_id not in self.units}
        if not left:
            return ""
        if outcome.person.pk in self.officers or left & standing.leading:
            return rules.FETCHED
        return rules.FETCHED_LATE if outcome.begins[1] < self.today else ""

    def last(self, outcomes: Iterable["Outcome"]) -> dict[int, str]:
        """By id, the administrators whom a list would end until none is left."""
        ended = {
            outcome.person.pk
            for outcome in outcomes
            if outcome.verdict == RowVerdict.ENDED and outcome.person
        }
        everybody = self.administrators and self.administrators <= ended
        return dict.fromkeys(self.administrators, LAST) if everybody else {}

    def works_elsewhere(self, outcome: "Outcome", standing: Standing) -> bool:
        """Whether somebody keeps a post in a unit that is not the operator's."""
        if self.units is None or outcome.person is None:
            return False
        return any(
            standing.posts[held.post_id].unit_id not in self.units
            for held in standing.of_person[outcome.person.pk]
            if held.end is None and held.pk not in outcome.periods
        )


def limits_of(user: User | None) -> Limits:
    if user is None:
        return Limits(administrators=administrators())
    if has_grant(user, Role.ORGANISATION_ADMIN):
        return Limits(user.pk, administrators=administrators())
    today = timezone.localdate()
    above = posts_above(user)
    held = Tenure.objects.in_force(today).filter(position__in=above)
    grants = Grant.objects.not_over(today)
    return Limits(
        user.pk,
        above,
        set(held.values_list("user", flat=True)),
        set(grants.values_list("user", flat=True)),
        {unit.pk for unit in units_of(user, Role.UNIT_OPERATOR)},
        administrators(),
        today,
    )
