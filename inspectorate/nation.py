"""
The nation's figures for a trial: all units, some 20,000 people, most have declared.

The three offices are made through the real moves; the rest in bulk. The campaign
began some weeks ago, so that there is a course to see.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from declarations.models import Campaign, Obligation
from declarations.workflow import campaigns
from declarations.workflow.many import Signing, sign_free
from inspectorate import demonstration
from personnel import demonstration as people
from personnel import nation
from personnel.demonstration import REGENCY, NotATrial, Offices
from personnel.models import Unit

BEGAN = timedelta(weeks=7)
OPENS, CLOSES = time(8), time(16)
SHARES = {"I": 90, "II": 93, "III": 78}
SPREAD = 21
UNITS_AT_ONCE = 40


def build_nation() -> Offices:
    """
    Everything in the three offices, then posts, people and statements of all units.

    A second time changes nothing but what the offices renew. Raises NotATrial.
    """
    if not settings.TRIAL:
        raise NotATrial("Data contoh hanya dibuat dengan TRIAL=1.")
    with transaction.atomic():
        offices = people.build(demonstration.PASSWORD)
        nation.build(offices.holder(REGENCY, "chair").user.password)
        campaign = open_campaign(offices)
        oblige_newcomers(campaign)
    offices = demonstration.build_office()
    done = {offices.regency.code, offices.province.code, offices.nation.code}
    units = list(Unit.objects.exclude(code__in=done).order_by("code"))
    for start in range(0, len(units), UNITS_AT_ONCE):
        some = units[start : start + UNITS_AT_ONCE]
        sign_free(list(signings(campaign, some)), address=demonstration.ADDRESS)
    return offices


def open_campaign(offices: Offices) -> Campaign:
    """The campaign of the three offices, or one that began some weeks ago."""
    today = timezone.localdate()
    name = f"Pernyataan benturan kepentingan {today.year}"
    found = Campaign.objects.filter(name=name, unit=offices.nation).first()
    if found:
        return found
    return campaigns.open_campaign(
        name,
        unit=offices.nation,
        starts_on=today - BEGAN,
        due_on=today + timedelta(days=8),
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


def signings(campaign: Campaign, units: list[Unit]) -> Iterator[Signing]:
    """Who of these units has declared, and when; always the same people."""
    owed = Obligation.objects.filter(
        campaign=campaign, unit__in=units, fulfilled_by=None, user__statements=None
    ).select_related(
        "user", "campaign__template", "tenure__user", "tenure__position__unit"
    )
    for obligation in owed.order_by("pk"):
        chance = crc32(obligation.user.employee_number.encode()) % 100
        if chance < share_of(obligation.tenure.position.unit):
            yield Signing(obligation, moment_of(obligation))


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
    days = (timezone.localdate() - began).days
    on = began + timedelta(days=int(days * chance**0.6))
    minutes = crc32(str(obligation.user_id).encode()) % (
        60 * (CLOSES.hour - OPENS.hour)
    )
    moment = datetime.combine(on, OPENS, ZoneInfo(zone)) + timedelta(minutes=minutes)
    return min(moment, timezone.now() - timedelta(minutes=5))
