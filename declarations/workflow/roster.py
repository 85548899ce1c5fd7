"""
What follows for statements and cases when people come, move or leave (rules 1, 79).

`tenures_changed` is safe to run twice: it looks at how things stand and adds what is
missing. A register keeps what was signed there; nothing is deleted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit import log
from deadlines.calendar import add_working_days, today_in
from declarations.models import (
    STATEMENT_KINDS,
    Asks,
    Campaign,
    Excuse,
    Obligation,
    Occasion,
    Statement,
    Status,
)
from declarations.notices import roster as notices
from declarations.workflow import cooling, rerouting
from declarations.workflow.campaigns import asked_in, hold_campaigns, roll_on
from kpu_coi.dates import ZONES
from personnel.lines import PRECEDENCE
from personnel.models import Acting, Tenure, Unit, User

AT_ONCE = 1000
LATELY = timedelta(days=60)
FOLLOWING = ["excused_at", "excuse", "tenure", "due_on", "told_at"]


@dataclass
class Change:
    """What the roll asks for: new obligations, those owed again, those excused."""

    made: list[Obligation] = field(default_factory=list)
    revived: list[Obligation] = field(default_factory=list)
    excused: list[Obligation] = field(default_factory=list)


@dataclass(frozen=True)
class Roll:
    """Some people with all they hold and owe, read in a few queries."""

    today: dict[str, date]
    people: dict[int, User]
    tenures: dict[int, list[Tenure]]
    campaigns: list[Campaign]
    obligations: dict[int, list[Obligation]]
    signed: set[tuple[int, int]]

    def day_for(self, unit: Unit, campaign: Campaign | None) -> date:
        """Today in the unit, or the campaign's first day when that is to come."""
        today = self.today[unit.tz_abbr]
        return max(today, campaign.starts_on) if campaign else today

    def held(self, user: int, unit: Unit, on: date) -> list[Tenure]:
        """What an active person holds in a unit that day, permanent posts first."""
        if not self.people[user].is_active:
            return []
        found = [
            one
            for one in self.tenures.get(user, ())
            if one.position.unit_id == unit.pk and on in one.period
        ]
        return sorted(found, key=lambda one: -PRECEDENCE.index(one.acting))


def tenures_changed(tenure_ids: Collection[int]) -> None:
    """
    Tenures began, changed or ended: obligations follow, and so do open cases.

    A constant number of queries for each thousand, but for the cases that go on.
    """
    for some in batched(sorted(set(tenure_ids)), AT_ONCE):
        rows = Tenure.objects.filter(pk__in=some).values_list("user", "position")
        people, posts = {user for user, _ in rows}, {post for _, post in rows}
        follow(people)
        cooling.follow(people)
        rerouting.posts_changed(posts)


def lines_changed(unit_id: int) -> None:
    """Posts of a unit were abolished or answer to others."""
    here = Q(addressee__unit=unit_id) | Q(unit=unit_id)
    rerouting.reroute_stranded(here)


def sweep() -> None:
    """Excuse whoever owes something in a unit where he holds no post any more."""
    days = [today_in(name) for name in ZONES.values()]
    there = Tenure.objects.filter(
        user=OuterRef("user"),
        position__unit=OuterRef("unit"),
        period__contains=min(days),
        user__is_active=True,
    )
    owed = Obligation.objects.unmet().filter(~Exists(there))
    people = set(owed.order_by().values_list("user", flat=True).distinct())
    for some in batched(sorted(people), AT_ONCE):
        follow(some)


def catch_up(campaign_id: int) -> None:
    """
    Oblige whoever came while a campaign was being opened; safe to run twice.

    Neither the one who opened it nor the one who came could see the other.
    """
    campaign = Campaign.objects.select_related("unit").get(pk=campaign_id)
    first = max(campaign.starts_on, today_in(campaign.unit.timezone))
    held = roll_on(campaign.unit, first, cascade=campaign.cascade, asks=campaign.asks)
    if campaign.is_standing:
        held = held.filter(period__startswith__gte=campaign.starts_on)
    known = set(campaign.obligations.values_list("user", flat=True))
    people = set(held.values_list("user_id", flat=True)) - known
    for some in batched(sorted(people), AT_ONCE):
        follow(some)


@transaction.atomic
def follow(people: Collection[int]) -> Change:
    """Let what some people owe follow what they hold; returns what changed."""
    roll = read(people)
    change = Change()
    for user in roll.people:
        excuse_gone(user, roll, change)
        oblige(user, roll, change)
        ask_anew(user, roll, change)
    store(change, roll)
    return change


def read(people: Collection[int]) -> Roll:
    """Everything that the decisions need; people and campaigns stay as they are."""
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=people)
    today = {zone: today_in(name) for zone, name in ZONES.items()}
    known = {user.pk: user for user in locked.order_by("pk")}
    hold_campaigns()
    tenures = Tenure.objects.filter(user__in=known).select_related("position__unit")
    owed = Obligation.objects.filter(user__in=known)
    begun = timezone.now() - LATELY
    signed = Statement.objects.filter(kind__in=STATEMENT_KINDS).exclude(
        status__in=[Status.DRAFT, Status.WITHDRAWN]
    )
    signed = signed.filter(declarant__in=known, signed_at__gte=begun)
    return Roll(
        today=today,
        people=known,
        tenures=by_user(tenures.order_by("pk")),
        campaigns=list(
            Campaign.objects.not_over_on(min(today.values())).select_related("unit")
        ),
        obligations=by_user(owed.select_related("campaign", "unit").order_by("pk")),
        signed=set(signed.values_list("declarant", "tenure")),
    )


def by_user[Row: (Tenure, Obligation)](rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.user_id, []).append(row)
    return found


def excuse_gone(user: int, roll: Roll, change: Change) -> None:
    """What was not met in a unit is not owed there after leaving it."""
    works_on = any(
        one.period.upper is None or one.period.upper > min(roll.today.values())
        for one in roll.tenures.get(user, ())
    )
    stays = works_on and roll.people[user].is_active
    for owed in roll.obligations.get(user, ()):
        if owed.is_met or owed.excused_at:
            continue
        if not roll.held(user, owed.unit, roll.day_for(owed.unit, owed.campaign)):
            owed.excused_at = timezone.now()
            owed.excuse = Excuse.MOVED if stays else Excuse.LEFT
            change.excused.append(owed)


def oblige(user: int, roll: Roll, change: Change) -> None:
    """
    Each campaign that is not over asks everybody on the roll once (rule 1).

    A standing one asks those alone who came while it runs.
    """
    known = roll.obligations.get(user, [])
    for campaign in roll.campaigns:
        seats = seats_in(campaign, user, roll)
        if campaign.is_standing:
            seats = [one for one in seats if came_for(campaign, one, roll)]
        units = {seat.position.unit_id for seat in seats}
        asked = [one for one in known if one.campaign_id == campaign.pk]
        if not seats or any(
            one.unit_id in units and not one.excused_at for one in asked
        ):
            continue
        seat = seats[0]
        before = [one for one in asked if one.unit_id == seat.position.unit_id]
        if before:
            again = before[0]
            again.excused_at, again.excuse, again.tenure = None, "", seat
            again.due_on = last_day(campaign, seat, roll)
            change.revived.append(again)
        else:
            due_on = last_day(campaign, seat, roll)
            change.made.append(obligation(seat, campaign, due_on))


def seats_in(campaign: Campaign, user: int, roll: Roll) -> list[Tenure]:
    """The posts in which somebody falls under a campaign, permanent ones first."""
    units = {one.position.unit for one in roll.tenures.get(user, ())}
    found = [
        seat
        for unit in sorted(units, key=lambda unit: unit.code)
        if asked_in(campaign, unit, roll.day_for(unit, campaign))
        and campaign.due_on >= roll.today[unit.tz_abbr]
        for seat in roll.held(user, unit, roll.day_for(unit, campaign))
    ]
    return sorted(found, key=lambda one: -PRECEDENCE.index(one.acting))


def came_for(campaign: Campaign, seat: Tenure, roll: Roll) -> bool:
    """Whether a post began while a standing campaign ran, by joining or by moving."""
    if seat.period.lower < campaign.starts_on:
        return False
    held = roll.tenures[seat.user_id]
    if campaign.occasion == Occasion.MOVING:
        own = [one for one in held if one.acting == Acting.PERMANENT]
        return seat in own and any(came_from(one, seat) for one in own)
    before = seat.period.lower - LATELY
    return not any(
        one.period.lower < seat.period.lower
        and (one.period.upper is None or one.period.upper > before)
        for one in held
    )


def last_day(campaign: Campaign, seat: Tenure, roll: Roll) -> date:
    """
    Until when somebody has time: the campaign's last day, or days of his own.

    Those run from his first day, or from the day on which it became known if that
    was later, since nobody is late with what he could not know.
    """
    if campaign.working_days is None:
        return campaign.due_on
    unit = seat.position.unit
    first = max(seat.period.lower, roll.today[unit.tz_abbr])
    return add_working_days(first, campaign.working_days, unit.code)


def ask_anew(user: int, roll: Roll, change: Change) -> None:
    """
    Whoever came from another unit declares anew, without a campaign too (79).

    A campaign that asks for a statement there asks for this one as well.
    """
    seat = moved_into(user, roll)
    if seat is None or (user, seat.pk) in roll.signed:
        return
    unit = seat.position.unit_id
    owed = [
        one
        for one in (*roll.obligations.get(user, ()), *change.made)
        if one.campaign is None or one.campaign.asks == Asks.STATEMENT
    ]
    if any(
        one.tenure_id == seat.pk
        or (one.user_id == user and one.unit_id == unit and not one.excused_at)
        for one in owed
    ):
        return
    change.made.append(obligation(seat, None))


def moved_into(user: int, roll: Roll) -> Tenure | None:
    """The permanent post, begun lately, of somebody who had one in another unit."""
    own = [one for one in roll.tenures.get(user, ()) if one.acting == Acting.PERMANENT]
    for seat in own:
        unit = seat.position.unit
        today = roll.today[unit.tz_abbr]
        if not (roll.held(user, unit, today) and today in seat.period):
            continue
        if seat.period.lower < today - LATELY:
            continue
        if any(came_from(one, seat) for one in own):
            return seat
    return None


def came_from(old: Tenure, new: Tenure) -> bool:
    """Whether a post in another unit ended shortly before the new one began."""
    if old.position.unit_id == new.position.unit_id or old.period.upper is None:
        return False
    gap = new.period.lower - old.period.upper
    return timedelta(0) <= gap <= LATELY


def obligation(
    seat: Tenure, campaign: Campaign | None, due_on: date | None = None
) -> Obligation:
    return Obligation(
        campaign=campaign,
        user_id=seat.user_id,
        tenure=seat,
        unit=seat.position.unit,
        due_on=due_on,
    )


def store(change: Change, roll: Roll) -> None:
    """
    Write what changed, log it once, and tell those who owe something new.

    Whoever owes it to a campaign that has not begun is told on its first day.
    """
    if not (change.made or change.revived or change.excused):
        return
    told = [
        one
        for one in (*change.made, *change.revived)
        if one.campaign is None
        or one.campaign.starts_on <= roll.today[one.unit.tz_abbr]
    ]
    for one in told:
        one.told_at = timezone.now()
    Obligation.objects.bulk_create(change.made)
    Obligation.objects.bulk_update([*change.revived, *change.excused], FOLLOWING)
    notices.tell_obliged(told)
    log.record(
        "obligation.follow",
        stream="obligations",
        by=None,
        made=[one.pk for one in change.made],
        revived=[one.pk for one in change.revived],
        excused=[one.pk for one in change.excused],
    )
