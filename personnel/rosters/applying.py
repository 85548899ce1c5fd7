"""
Write what a plan says: a constant number of statements for each thousand rows.

Called inside the transaction that has locked the units and the people. Periods are
shortened before others are lengthened or begun, since a post has one holder at a time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from secrets import token_urlsafe
from typing import cast

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from personnel.models import Employment, IdKind, Position, Tenure, Unit, User
from personnel.rosters import nik, words
from personnel.rosters.entries import Entry
from personnel.rosters.outcomes import Outcome
from personnel.rosters.standing import Standing

AT_ONCE = 1_000
SET_PERIODS = """
    UPDATE personnel_tenure AS tenure SET period = daterange(told.since, told.until)
    FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS told (id, since, until)
    WHERE tenure.id = told.id
"""
SET_ROWS = """
    UPDATE personnel_rosterrow AS line
    SET user_id = told.user_id, tenure_id = told.tenure_id
    FROM unnest(%s::int[], %s::bigint[], %s::bigint[])
        AS told (place, user_id, tenure_id)
    WHERE line.roster_id = %s AND line.place = told.place
"""
CHANGEABLE = ("name", "rank", "employment", "email")
PREFIXES: dict[str, str] = {Employment.COMMISSIONER: "KPU"}
OTHERS = "PPNPN"

type Period = tuple[date, date | None]


@dataclass
class Written:
    """The ids of what was written."""

    posts: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    profiles: list[int] = field(default_factory=list)
    niks: set[int] = field(default_factory=set)


def write(outcomes: list[Outcome], standing: Standing) -> Written:
    """Make the roll what the plan says; the outcomes get the ids of what is new."""
    written = Written()
    write_posts(outcomes, standing, written)
    write_people(outcomes, written)
    write_periods(outcomes, standing, written)
    write_tenures(outcomes, written)
    write_profiles(outcomes, written)
    written.niks |= {
        *nik.keep(
            {
                outcome.user_id: outcome.entry.nik
                for outcome in outcomes
                if outcome.user_id and outcome.entry and outcome.keeps_nik
            }
        )
    }
    return written


def write_posts(
    outcomes: Iterable[Outcome], standing: Standing, written: Written
) -> None:
    """A unit tells its posts apart by their titles: the second is "Pengemudi II"."""
    asking = [
        (outcome, outcome.new_post)
        for outcome in outcomes
        if outcome.new_post and outcome.begins
    ]
    taken = {
        (unit_id, post.title, post.section)
        for unit_id, posts in standing.posts_in.items()
        for post in posts
    }
    for _, new in asking:
        first, number = new.title, 1
        while (new.unit_id, new.title, new.section) in taken:
            number += 1
            new.title = f"{first} {words.numeral(number)}"
        taken.add((new.unit_id, new.title, new.section))
    posts = Position.objects.bulk_create(
        (
            Position(
                unit_id=new.unit_id,
                kind=new.kind,
                title=new.title,
                section=new.section,
                superior_id=new.superior_id,
            )
            for _, new in asking
        ),
        batch_size=AT_ONCE,
    )
    for (outcome, _), post in zip(asking, posts, strict=True):
        outcome.post_id = post.pk
        written.posts.append(post.pk)


def write_people(outcomes: Iterable[Outcome], written: Written) -> None:
    """Make the people who are new, once each, and tell every outcome who it is."""
    first: dict[str, tuple[Outcome, Entry]] = {}
    for outcome in outcomes:
        if outcome.new_person and outcome.begins and outcome.entry:
            first.setdefault(outcome.new_person, (outcome, outcome.entry))
    numbers = FreeNumbers(
        outcome for outcome, entry in first.values() if not entry.number
    )
    made = User.objects.bulk_create(
        (
            User(
                employee_number=entry.number or numbers.next_for(outcome),
                id_kind=IdKind.NIP if entry.has_nip else IdKind.INTERNAL,
                name=entry.name,
                rank=entry.rank,
                employment=outcome.employment,
                email=entry.email,
                password=UNUSABLE_PASSWORD_PREFIX + token_urlsafe(30),
            )
            for outcome, entry in first.values()
        ),
        batch_size=AT_ONCE,
    )
    written.people += [user.pk for user in made]
    by_key = dict(zip(first, made, strict=True))
    for outcome in outcomes:
        if outcome.person:
            outcome.user_id = outcome.person.pk
        elif outcome.new_person in by_key:
            outcome.user_id = by_key[outcome.new_person].pk


class FreeNumbers:
    """Numbers for those who bring none: "PPNPN-33.21-014", counted on in each unit."""

    def __init__(self, without: Iterable[Outcome]):
        self.codes: dict[int | None, str] = {}
        self.last: dict[str, int] = defaultdict(int)
        ids = {outcome.unit_id for outcome in without if outcome.unit_id}
        if not ids:
            return
        units = Unit.objects.filter(pk__in=ids).values_list("pk", "code")
        self.codes.update(units)
        shape = re.compile(r"^((?:KPU|PPNPN)-[\d.]+)-(\d+)$")
        taken = User.objects.filter(id_kind=IdKind.INTERNAL)
        for number in taken.values_list("employee_number", flat=True).iterator():
            if found := shape.match(number):
                start, count = found[1], int(found[2])
                self.last[start] = max(self.last[start], count)

    def next_for(self, outcome: Outcome) -> str:
        prefix = PREFIXES.get(outcome.employment, OTHERS)
        start = f"{prefix}-{self.codes[outcome.unit_id]}"
        self.last[start] += 1
        return f"{start}-{self.last[start]:03}"


def write_periods(
    outcomes: Iterable[Outcome], standing: Standing, written: Written
) -> None:
    shorter: dict[int, Period] = {}
    others: dict[int, Period] = {}
    for outcome in outcomes:
        for pk, (start, end) in outcome.periods.items():
            held = standing.tenures[pk]
            within = end is not None and end <= (held.end or date.max)
            within = within and start >= held.start
            (shorter if within else others)[pk] = start, end
            written.changed.append(pk)
    for periods in (shorter, others):
        set_periods(periods)


def set_periods(periods: Mapping[int, Period]) -> None:
    if not periods:
        return
    starts = [start for start, _ in periods.values()]
    ends = [end for _, end in periods.values()]
    with connection.cursor() as cursor:
        cursor.execute(SET_PERIODS, [list(periods), starts, ends])


def write_tenures(outcomes: Iterable[Outcome], written: Written) -> None:
    beginning = [(outcome, outcome.begins) for outcome in outcomes if outcome.begins]
    tenures = Tenure.objects.bulk_create(
        (
            Tenure(
                user_id=cast(int, outcome.user_id),
                position_id=cast(int, outcome.post_id),
                acting=acting,
                period=DateRange(start, end, "[)"),
            )
            for outcome, (acting, start, end) in beginning
        ),
        batch_size=AT_ONCE,
    )
    for (outcome, _), tenure in zip(beginning, tenures, strict=True):
        outcome.tenure_id = tenure.pk
        written.begun.append(tenure.pk)


def write_profiles(outcomes: Iterable[Outcome], written: Written) -> None:
    changes = {
        outcome.person.pk: outcome
        for outcome in outcomes
        if outcome.profile and outcome.person
    }
    people = list(User.objects.filter(pk__in=changes))
    for user in people:
        outcome = changes[user.pk]
        for name, value in outcome.profile.items():
            setattr(user, name, value)
        written.profiles.append(user.pk)
    User.objects.bulk_update(people, CHANGEABLE, batch_size=AT_ONCE)


def point_rows(roster_id: int, outcomes: Iterable[Outcome]) -> None:
    """Tell each row of the preview whom and which tenure it became."""
    told = [
        (place, outcome.user_id, outcome.tenure_id)
        for place, outcome in enumerate(outcomes)
        if outcome.user_id
    ]
    if told:
        places, people, tenures = (list(column) for column in zip(*told, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(SET_ROWS, [places, people, tenures, roster_id])
