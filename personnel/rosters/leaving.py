"""
What follows for accounts and roles when a list ends posts, as for single moves.

Whoever holds no post any more has his last day, loses his roles with it, and his
account is shut once that day is over; whoever moves to another unit loses the roles
of the old one; whoever comes back can sign in again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from kpu_coi.queue import tell_each
from personnel.models import Grant, GrantProposal, Tenure, User
from personnel.models.rosters import RowVerdict
from personnel.rosters.outcomes import Outcome
from personnel.rosters.standing import NUMBER, Standing, among
from personnel.workflow import grants
from personnel.workflow.people import MOVED

DAY = timedelta(days=1)
SET_LAST_DAYS = """
    UPDATE personnel_user AS person SET last_day = told.day
    FROM unnest(%s::bigint[], %s::date[]) AS told (id, day) WHERE person.id = told.id
"""


@dataclass
class Followed:
    """Who left, with the last day; who was shut, and who can sign in again."""

    left: dict[int, date] = field(default_factory=dict)
    shut: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)


def follow(
    outcomes: Iterable[Outcome], standing: Standing, *, today: date, by: User | None
) -> Followed:
    """Called after the tenures are written."""
    outcomes = list(outcomes)
    followed = Followed()
    take_back(outcomes, followed)
    followed.left = who_left(outcomes)
    if followed.left:
        ids, days = list(followed.left), list(followed.left.values())
        with connection.cursor() as cursor:
            cursor.execute(SET_LAST_DAYS, [ids, days])
        gone = User.objects.filter(
            pk__in=among(followed.left, NUMBER), is_active=True, last_day__lt=today
        )
        followed.shut = sorted(gone.values_list("pk", flat=True))
        User.objects.filter(pk__in=among(followed.shut, NUMBER)).update(is_active=False)
        tell_each("accounts.end_sessions", [{"user_id": pk} for pk in followed.shut])
    end_grants(followed.left, moved_away(outcomes, standing), by=by)
    return followed


def take_back(outcomes: Iterable[Outcome], followed: Followed) -> None:
    """Those who hold a post beyond their last day; a post before it changes nothing."""
    reach: dict[int, date] = {}
    for one in outcomes:
        if one.begins and one.person:
            last = one.begins[2] - DAY if one.begins[2] else date.max
            reach[one.person.pk] = max(reach.get(one.person.pk, last), last)
    again = User.objects.filter(pk__in=among(reach, NUMBER)).exclude(
        is_active=True, last_day=None
    )
    followed.back = sorted(
        pk
        for pk, last_day in again.values_list("pk", "last_day")
        if last_day is None or last_day < reach[pk]
    )
    User.objects.filter(pk__in=among(followed.back, NUMBER)).update(
        is_active=True, last_day=None
    )


def who_left(outcomes: Iterable[Outcome]) -> dict[int, date]:
    """Those whose posts were ended and who hold none beyond; with the last day."""
    ended = {
        one.person.pk
        for one in outcomes
        if one.verdict == RowVerdict.ENDED and one.person
    }
    latest: dict[int, date] = {}
    staying = set()
    held = Tenure.objects.filter(user__in=among(ended, NUMBER)).values_list(
        "user", "period"
    )
    for user_id, period in held:
        if period.upper is None:
            staying.add(user_id)
        else:
            latest[user_id] = max(latest.get(user_id, period.upper), period.upper)
    closing: dict[int, date] = {}
    for one in outcomes:
        if one.verdict == RowVerdict.ENDED and one.person:
            for end in filter(None, (end for _, end in one.periods.values())):
                closing[one.person.pk] = max(closing.get(one.person.pk, end), end)
    return {
        user_id: day - DAY
        for user_id, day in latest.items()
        if user_id not in staying and day <= closing.get(user_id, day)
    }


def moved_away(
    outcomes: Iterable[Outcome], standing: Standing
) -> dict[int, dict[int, date]]:
    """By person: the units he leaves for another, and the last day there."""
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for outcome in outcomes:
        if not (outcome.begins and outcome.person):
            continue
        for pk, end in outcome.leaves.items():
            unit_id = standing.posts[standing.tenures[pk].post_id].unit_id
            if unit_id != outcome.unit_id:
                found[outcome.person.pk][unit_id] = end - DAY
    return found


def end_grants(
    left: Mapping[int, date],
    moved: Mapping[int, Mapping[int, date]],
    *,
    by: User | None,
) -> None:
    """The same move as for one person, for the few who have roles or may get some."""
    concerned = {*left, *moved}
    given = Grant.objects.filter(user__in=among(concerned, NUMBER))
    asked = GrantProposal.objects.pending().filter(user__in=among(concerned, NUMBER))
    having = {
        *given.values_list("user", flat=True),
        *asked.values_list("user", flat=True),
    }
    for user in User.objects.filter(pk__in=having).order_by("pk"):
        if user.pk in left:
            grants.end_all(user, left[user.pk], by)
            continue
        for unit_id, last in moved[user.pk].items():
            there = Grant.objects.filter(unit=unit_id)
            grants.end_all(user, last, by, among=there, reason=MOVED)
