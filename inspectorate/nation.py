"""
The nation's figures for a trial: all units, some 20,000 people, five years of them.

The four offices are made through the real moves; the rest in bulk, with a campaign
and its statements for each of the years before. This year's campaign began some weeks
ago, so that there is a course to see.
"""

from datetime import date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from declarations.models import Campaign, Obligation, Step, StepKind
from declarations.workflow import campaigns
from declarations.workflow.many import Signing, sign_free
from inspectorate import acts, demonstration
from personnel import demonstration as people
from personnel import nation
from personnel.demonstration import REGENCY, NotATrial, Offices
from personnel.models import Unit

YEARS_BEFORE = 4
FIRST_DAY, LAST_DAY = (3, 1), (4, 30)
BEGAN = timedelta(weeks=7)
OPENS, CLOSES = time(8), time(16)
SHARES = {"I": 90, "II": 93, "III": 78}
SPREAD = 21
UNITS_AT_ONCE = 40


def build_nation() -> Offices:
    """
    Everything in the four offices, then posts, people and statements of all units.

    A second time changes nothing but what the offices renew. Raises NotATrial.
    """
    if not settings.TRIAL:
        raise NotATrial("Data contoh hanya dibuat dengan TRIAL=1.")
    with transaction.atomic():
        offices = people.build(acts.PASSWORD)
        nation.build(offices.holder(REGENCY, "chair").user.password)
        held = [*past_campaigns(offices), open_campaign(offices)]
        oblige_newcomers(held[-1])
    offices = demonstration.build_office()
    done = {code for code, _ in offices.tenures}
    units = list(Unit.objects.exclude(code__in=done).order_by("code"))
    for start in range(0, len(units), UNITS_AT_ONCE):
        some = units[start : start + UNITS_AT_ONCE]
        sign_free(histories(held, some), address=acts.ADDRESS)
    settle(held)
    return offices


@transaction.atomic
def settle(held: list[Campaign]) -> None:
    """
    Everybody has heard of the campaigns, and of each past one that its day was over.

    Else the worker would tell a whole nation five times, beginning today.
    """
    for campaign in held:
        untold = campaign.obligations.filter(told_at=None)
        untold.update(told_at=campaign.opened_at)
    late = Obligation.objects.late_on(timezone.localdate())
    late = late.filter(campaign__in=held, steps=None).select_related("unit")
    reminders = (late_reminder(owed) for owed in late)
    Step.objects.bulk_create(reminders, batch_size=nation.AT_ONCE)


def late_reminder(owed: Obligation) -> Step:
    """What the machine sends on the day after the last one, when offices open."""
    on = owed.due_on + timedelta(days=1)
    at = datetime.combine(on, OPENS, ZoneInfo(owed.unit.timezone))
    return Step(obligation=owed, kind=StepKind.REMINDER, on=on, at=at)


def past_campaigns(offices: Offices) -> list[Campaign]:
    """A campaign in each of the years before, the earliest first."""
    this_year = timezone.localdate().year
    return [
        campaign_of(
            offices,
            year,
            starts_on=date(year, *FIRST_DAY),
            due_on=date(year, *LAST_DAY),
        )
        for year in range(this_year - YEARS_BEFORE, this_year)
    ]


def open_campaign(offices: Offices) -> Campaign:
    """The campaign of the four offices, or one that began some weeks ago."""
    today = timezone.localdate()
    return campaign_of(
        offices,
        today.year,
        starts_on=today - BEGAN,
        due_on=today + timedelta(days=8),
    )


def campaign_of(
    offices: Offices, year: int, *, starts_on: date, due_on: date
) -> Campaign:
    """The nation's campaign of a year, opened unless it is there."""
    name = f"Pernyataan benturan kepentingan {year}"
    found = Campaign.objects.filter(name=name, unit=offices.nation).first()
    return found or campaigns.open_campaign(
        name,
        unit=offices.nation,
        starts_on=starts_on,
        due_on=due_on,
        by=offices.organisation_admin.user,
        cascade=True,
    )


def oblige_newcomers(campaign: Campaign) -> None:
    """Whoever came on the roll after the campaign was opened owes it too."""
    known = set(campaign.obligations.values_list("user_id", flat=True))
    roll = campaigns.roll_of(campaign.unit, timezone.localdate(), cascade=True)
    Obligation.objects.bulk_create(
        (
            Obligation(
                campaign=campaign,
                user_id=tenure.user_id,
                tenure=tenure,
                unit_id=tenure.position.unit_id,
                due_on=campaign.due_on,
            )
            for tenure in roll
            if tenure.user_id not in known
        ),
        batch_size=nation.AT_ONCE,
    )


def histories(held: list[Campaign], units: list[Unit]) -> list[list[Signing]]:
    """Who of these units has declared, when, year by year; always the same people."""
    owed = Obligation.objects.unmet().filter(
        campaign__in=held, unit__in=units, user__statements=None
    )
    owed = owed.select_related(
        "user", "campaign__template", "tenure__user", "tenure__position__unit"
    )
    found: dict[int, list[Signing]] = {}
    for obligation in owed.order_by("campaign__starts_on", "pk"):
        key = f"{obligation.user.employee_number}/{obligation.campaign.starts_on.year}"
        if crc32(key.encode()) % 100 < share_of(obligation.tenure.position.unit):
            signing = Signing(obligation, moment_of(obligation))
            found.setdefault(obligation.user_id, []).append(signing)
    return list(found.values())


def share_of(unit: Unit) -> int:
    """How many of a hundred sign in a unit: fewer in the east, and never the same."""
    region = next(
        code
        for code, members in nation.REGIONS.items()
        if unit.province_code in members
    )
    province = crc32(unit.province_code.encode()) % SPREAD - SPREAD // 2
    return SHARES[region] + province + crc32(unit.code.encode()) % 9 - 4


def moment_of(obligation: Obligation) -> datetime:
    """When he signed: within office hours of his unit, more towards the end."""
    unit, zone = obligation.unit, obligation.tenure.position.unit.timezone
    began = obligation.campaign.starts_on
    chance = crc32(f"{unit.pk}/{obligation.user_id}".encode()) % 10_000 / 10_000
    days = (min(timezone.localdate(), obligation.campaign.due_on) - began).days
    on = began + timedelta(days=int(days * chance**0.6))
    minutes = crc32(str(obligation.user_id).encode()) % (
        60 * (CLOSES.hour - OPENS.hour)
    )
    moment = datetime.combine(on, OPENS, ZoneInfo(zone)) + timedelta(minutes=minutes)
    return min(moment, timezone.now() - timedelta(minutes=5))
