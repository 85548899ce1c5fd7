"""
The ladder for those who have not declared: reminders, a warning letter, a report.

Every rung takes the obligations' rows first and looks again at what was done about
them, so that two jobs, or a job and a press, do it once. Reminders: on the days that
the campaign sets, on the last day, and once after it. The letter is ordered by the
unit's operator; the report upward follows some working days later by itself.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import batched, groupby

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from audit import log
from deadlines.calendar import add_working_days, own_today, today_in
from declarations.models import Campaign, Obligation, Step, StepKind
from declarations.notices import ladder as notices
from declarations.notices import roster as roster_notices
from declarations.rules import campaigns as rules
from declarations.warning_letters import ANSWER_WITHIN, letters_for
from kpu_coi.access import ALLOWED, Verdict
from kpu_coi.dates import ZONES
from personnel.grants import who_has
from personnel.lines import lines_of
from personnel.models import Role, Unit, User

AT_ONCE = 500
NOT_RUNNING = "Kampanye ini tidak sedang berjalan, jadi tidak ada yang diingatkan."


def may_remind(user: User, campaign: Campaign, unit: Unit) -> Verdict:
    """Remind and warn people of a unit while the campaign wants them."""
    verdict = rules.may_follow_in(user, campaign, unit)
    if not verdict:
        return verdict
    if campaign.is_closed or today_of(unit) < campaign.starts_on:
        return Verdict(NOT_RUNNING)
    return ALLOWED


def campaign_of(owed: Obligation) -> Campaign:
    """Who owes it by a move alone has no campaign, and so no ladder."""
    if owed.campaign is None:
        raise ValueError("No campaign asks for this.")
    return owed.campaign


def today_of(unit: Unit) -> date:
    return today_in(unit.timezone)


def locked(ids: Collection[int]) -> list[Obligation]:
    """
    Those of the obligations that are still owed, locked, by unit.

    What somebody else holds at this moment is left out: he is just signing, or
    another job is at work on it.
    """
    owed = Obligation.objects.unmet().filter(
        pk__in=ids, campaign__isnull=False, campaign__closed_at=None
    )
    rows = owed.select_for_update(of=["self"], no_key=True, skip_locked=True)
    related = ("user", "campaign", "unit", "tenure__user", "tenure__position__unit")
    return list(rows.select_related(*related).order_by("unit__code", "pk"))


# ---- told of it --------------------------------------------------------------------


def tell_begun(campaign_id: int | None = None) -> int:
    """
    Tell whoever owes something to a campaign that has begun; says how many.

    Of one campaign, or of all. Whoever was told is not told again.
    """
    owed = Obligation.objects.unmet().filter(
        own_today("unit", "campaign__starts_on__lte"),
        campaign__closed_at=None,
        told_at=None,
    )
    if campaign_id:
        owed = owed.filter(campaign=campaign_id)
    return sum(tell_some(some) for some in in_batches(owed))


def in_batches(owed: QuerySet[Obligation]) -> Iterator[tuple[int, ...]]:
    """The ids, some units at a time, each batch for a transaction of its own."""
    found = owed.order_by("unit__code", "pk").values_list("pk", flat=True)
    yield from batched(list(found), AT_ONCE)


@transaction.atomic
def tell_some(ids: Collection[int]) -> int:
    untold = [one for one in locked(ids) if one.told_at is None]
    roster_notices.tell_obliged(untold)
    told = Obligation.objects.filter(pk__in=[one.pk for one in untold])
    return told.update(told_at=timezone.now())


# ---- reminders -----------------------------------------------------------------------


def remind_due() -> int:
    """Remind, on the days set for it, whoever has not declared; says how many."""
    days = reminder_days()
    found = Q(pk__in=[])
    for zone, name in ZONES.items():
        found |= Q(due_today(today_in(name), days), unit__tz_abbr=zone)
    owed = Obligation.objects.unmet().filter(found, campaign__closed_at=None)
    return sum(remind_some(some, by=None) for some in in_batches(owed))


def reminder_days() -> set[int]:
    rows = Campaign.objects.open().values_list("reminders", flat=True)
    return {day for days in rows for day in days}


def due_today(today: date, days: Collection[int]) -> Q:
    """Set days before the last one, that day itself, and the first chance after."""
    late = Step.objects.filter(
        obligation=OuterRef("pk"), kind=StepKind.REMINDER, on__gt=OuterRef("due_on")
    )
    found = Q(due_on=today) | Q(~Exists(late), due_on__lt=today)
    for before in days:
        due_on = today + timedelta(days=before)
        found |= Q(due_on=due_on, campaign__reminders__contains=[before])
    return found & Q(campaign__starts_on__lte=today)


@transaction.atomic
def remind_some(ids: Collection[int], *, by: User | None) -> int:
    """Remind those who were not reminded today; says how many."""
    owed = locked(ids)
    today = set(
        Step.objects.filter(obligation__in=owed, kind=StepKind.REMINDER).values_list(
            "obligation", "on"
        )
    )
    owed = [one for one in owed if (one.pk, today_of(one.unit)) not in today]
    if not owed:
        return 0
    Step.objects.bulk_create(step(one, StepKind.REMINDER, by=by) for one in owed)
    notices.tell_reminded(owed)
    log.record(
        "obligation.remind",
        stream="obligations",
        by=by,
        obligations=[one.pk for one in owed],
    )
    return len(owed)


def step(owed: Obligation, kind: StepKind, *, by: User | None) -> Step:
    on, at = today_of(owed.unit), timezone.now()
    return Step(obligation=owed, kind=kind, on=on, at=at, by=by)


def remind_one(owed: Obligation, *, by: User) -> int:
    """Remind one person; nothing if he was reminded today. Raises PermissionDenied."""
    may_remind(by, campaign_of(owed), owed.unit).require()
    return remind_some([owed.pk], by=by)


def remind_unit(campaign: Campaign, unit: Unit, *, by: User) -> int:
    """Remind everybody of a unit who has not declared. Raises PermissionDenied."""
    may_remind(by, campaign, unit).require()
    owed = campaign.obligations.unmet().filter(unit=unit)
    return sum(remind_some(some, by=by) for some in in_batches(owed))


# ---- warnings ------------------------------------------------------------------------


def to_warn(campaign: Campaign, unit: Unit) -> QuerySet[Obligation]:
    """Those who are late, were reminded after the last day, and got no letter yet."""
    today = today_of(unit)
    steps = Step.objects.filter(obligation=OuterRef("pk"))
    reminded = steps.filter(
        kind=StepKind.REMINDER, on__gt=OuterRef("due_on"), on__lt=today
    )
    warned = steps.filter(kind=StepKind.WARNING)
    late = campaign.obligations.late_on(today).filter(unit=unit)
    return late.filter(Exists(reminded), ~Exists(warned))


@transaction.atomic
def warn_unit(campaign: Campaign, unit: Unit, *, by: User) -> int:
    """
    A sealed warning letter for each who is late and was reminded of it; says how many.

    The letters go out in the name of the unit, sealed by the system: what they say is
    a count of days, not a judgement. Raises PermissionDenied.
    """
    may_remind(by, campaign, unit).require()
    ids = to_warn(campaign, unit).values_list("pk", flat=True)
    owed = locked(list(ids))
    warned = set(
        Step.objects.warnings()
        .filter(obligation__in=owed)
        .values_list("obligation", flat=True)
    )
    owed = [one for one in owed if one.pk not in warned]
    if not owed:
        return 0
    letters = letters_for(owed, unit, today_of(unit))
    steps = [step(one, StepKind.WARNING, by=by) for one in owed]
    for made in steps:
        made.document = letters[made.obligation_id]
    Step.objects.bulk_create(steps)
    notices.tell_warned(steps)
    log.record(
        "obligation.warn",
        stream="obligations",
        by=by,
        obligations=[one.pk for one in owed],
        letters=[one.document_id for one in steps],
    )
    return len(steps)


# ---- upward --------------------------------------------------------------------------


def report_late() -> int:
    """
    Report upward whoever let the time of his warning letter pass; says how many.

    Nobody whose last day was put off since, before that day too is over.
    """
    reported = Step.objects.filter(obligation=OuterRef("pk"), kind=StepKind.REPORT)
    warned = Step.objects.warnings().filter(
        ~Exists(reported.filter(obligation=OuterRef("obligation"))),
        obligation__met_at=None,
        obligation__excused_at=None,
        obligation__campaign__closed_at=None,
    )
    over = [
        one
        for one in warned.select_related("obligation__unit")
        if max(one.obligation.due_on, answer_by(one.on, one.obligation.unit))
        < today_of(one.obligation.unit)
    ]
    groups: dict[tuple[int, int], list[int]] = {}
    for one in over:
        owed = one.obligation
        groups.setdefault((owed.campaign_id, owed.unit_id), []).append(owed.pk)
    return sum(report_some(ids) for ids in groups.values())


def answer_by(warned_on: date, unit: Unit) -> date:
    """Until when a warning letter wants its answer."""
    return add_working_days(warned_on, ANSWER_WITHIN, unit.code)


@transaction.atomic
def report_some(ids: Collection[int]) -> int:
    """
    People of one campaign and unit: to their superiors, and to the unit above.

    One report of a campaign at a time: two that each took some of a superior's people
    would tell him twice.
    """
    asked = Campaign.objects.filter(obligations__in=ids).values("pk")
    list(Campaign.objects.filter(pk__in=asked).select_for_update(no_key=True))
    owed = locked(ids)
    known = Step.objects.filter(obligation__in=owed, kind=StepKind.REPORT)
    taken = set(known.values_list("obligation", flat=True))
    owed = [one for one in owed if one.pk not in taken]
    if not owed:
        return 0
    campaign, unit = campaign_of(owed[0]), owed[0].unit
    lines = lines_of([one.tenure for one in owed], today_of(unit))
    steps = [step(one, StepKind.REPORT, by=None) for one in owed]
    for made in steps:
        superior = lines[made.obligation.tenure_id].addressee
        made.told = superior.user if superior else None
    Step.objects.bulk_create(steps)
    told = sorted((one.told for one in steps if one.told), key=lambda user: user.pk)
    for user, rows in groupby(told):
        notices.tell_superior(user, campaign, unit, len(list(rows)))
    notices.tell_above(above(unit), campaign, unit, len(steps))
    log.record(
        "obligation.report",
        stream="obligations",
        by=None,
        obligations=[one.pk for one in owed],
    )
    return len(steps)


def above(unit: Unit) -> list[User]:
    """Who runs campaigns in the unit above; for KPU RI the Inspektur Utama."""
    if unit.parent_id is None:
        return list(who_has(Role.CHIEF_INSPECTOR))
    return list(who_has(Role.UNIT_OPERATOR, unit=unit.parent))
