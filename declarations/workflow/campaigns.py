"""
Campaigns: opened, changed, ended early; and when what they ask is met (rules 1, 2).

A campaign that is being changed or ended is locked. Whoever makes its obligations, or
owes them again, holds it with `hold_campaigns`, and so comes before that or after it.
Signing locks its own obligations alone, so that many can sign in the same second.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit import log
from deadlines.regimes import regime_for
from declarations.models import (
    STANDING,
    Asks,
    Campaign,
    Excuse,
    Obligation,
    Occasion,
    PaperEnd,
    PaperSignature,
    Statement,
)
from declarations.rules import campaigns as rules
from documents.models import PaperTemplate
from kpu_coi import queue
from kpu_coi.access import ALLOWED, Verdict
from personnel.lines import PRECEDENCE
from personnel.models import Tenure, Unit, User

AT_ONCE = 2000
WORDINGS = {
    Asks.STATEMENT: "free",
    Asks.INTEREST_LIST: "interest_list",
    Asks.INTEGRITY_PACT: "integrity_pact",
}
NO_WORDING = (
    "Belum ada naskah yang berlaku untuk permintaan ini menurut dasar hukum satuan "
    "kerja tersebut. Pilih permintaan lain."
)
EARLIER = "Tenggat hanya dapat diundurkan. Pilih tanggal yang sama atau lebih akhir."
ENDED = "Kampanye ini sudah diakhiri."
HOLD = "SELECT 1 FROM declarations_campaign WHERE closed_at IS NULL FOR SHARE"


def open_campaign(
    name: str,
    *,
    unit: Unit,
    starts_on: date,
    due_on: date,
    by: User,
    cascade: bool = False,
    occasion: str = Occasion.YEARLY,
    asks: str = Asks.STATEMENT,
    working_days: int | None = None,
    reminders: Sequence[int] = (),
    key: UUID | None = None,
) -> Campaign:
    """
    Open a campaign and oblige everybody on the roll that day (rule 1).

    Takes the first and the last day, in the unit's calendar; with `cascade` the units
    below are included. A standing one (joining, moving) obliges nobody yet, and takes
    the working days that each newcomer will have. Pins the wordings that are current
    on the first day, one for each regime. The same `key` opens once, however often
    it is pressed. Raises PermissionDenied, ValidationError where no wording is in
    force, and IntegrityError when the last day comes before the first.
    """
    rules.may_run_in(by, unit).require()
    wordings = wordings_on(starts_on, asks)
    regime = regime_for(unit.lineage_codes(), starts_on)
    if regime.code not in wordings:
        raise ValidationError({"asks": NO_WORDING})
    made = Campaign(
        public_id=key or uuid4(),
        name=name,
        unit=unit,
        cascade=cascade,
        occasion=occasion,
        asks=asks,
        template=wordings[regime.code],
        starts_on=starts_on,
        due_on=due_on,
        working_days=working_days,
        reminders=sorted(set(reminders), reverse=True),
        opened_by=by,
        opened_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            made.wordings.set(wordings.values())
            people = oblige_roll(made)
            log.record(
                "campaign.open",
                stream=f"campaign:{made.pk}",
                by=by,
                unit=unit.code,
                cascade=cascade,
                occasion=made.occasion,
                asks=made.asks,
                people=people,
            )
            queue.tell("declarations.campaign_opened", campaign_id=made.pk)
    except IntegrityError:
        opened = Campaign.objects.filter(public_id=made.public_id, opened_by=by)
        if found := opened.select_related("unit").first():
            return found
        raise
    return made


def wordings_on(day: date, asks: str) -> dict[str, PaperTemplate]:
    """The wording that is current on a day, by the regime it is for; one query."""
    valid = PaperTemplate.objects.filter(
        code=WORDINGS[Asks(asks)], valid_from__lte=day
    ).order_by("regime_code", "-version")
    return {one.regime_code: one for one in valid.distinct("regime_code")}


def oblige_roll(campaign: Campaign) -> int:
    """Everybody on the roll of the first day owes it; says how many."""
    if campaign.is_standing:
        return 0
    roll = roll_on(
        campaign.unit,
        campaign.starts_on,
        cascade=campaign.cascade,
        asks=campaign.asks,
    )
    owed = [
        Obligation(
            campaign=campaign,
            user_id=user,
            tenure_id=tenure,
            unit_id=unit,
            due_on=campaign.due_on,
        )
        for tenure, user, unit in roll.values_list("pk", "user_id", "position__unit_id")
    ]
    Obligation.objects.bulk_create(owed, batch_size=AT_ONCE)
    return len(owed)


def roll_on(
    unit: Unit, on: date, *, cascade: bool, asks: str = Asks.STATEMENT
) -> QuerySet[Tenure]:
    """
    One tenure for each active person in the unit that day, permanent ones first.

    An interest list is asked only where the unit's regime knows it (rule 10).
    """
    units = units_under(unit, cascade=cascade).order_by()
    if asks == Asks.INTEREST_LIST:
        units = units.filter(pk__in=[one.pk for one in units if keeps_lists(one, on)])
    order = Case(
        *(When(acting=acting, then=Value(-at)) for at, acting in enumerate(PRECEDENCE)),
        output_field=IntegerField(),
    )
    held = Tenure.objects.in_force(on).filter(
        position__unit__in=units,
        user__is_active=True,
    )
    return held.order_by("user_id", order, "pk").distinct("user_id")


def keeps_lists(unit: Unit, on: date) -> bool:
    """Whether the regime of a unit demands interest lists on a day."""
    return regime_for(unit.lineage_codes(), on).asks_interest_list


def asked_in(campaign: Campaign, unit: Unit, on: date) -> bool:
    """Whether a campaign asks the people of a unit for anything on a day."""
    if not campaign.covers(unit):
        return False
    return campaign.asks != Asks.INTEREST_LIST or keeps_lists(unit, on)


def units_under(unit: Unit, *, cascade: bool) -> QuerySet[Unit]:
    units = Q(pk=unit.pk)
    if cascade:
        units |= Q(parent=unit) | Q(parent__parent=unit)
    return Unit.objects.filter(units)


def roll_of(unit: Unit, on: date, *, cascade: bool) -> list[Tenure]:
    """The same with the posts at hand."""
    return list(roll_on(unit, on, cascade=cascade).select_related("position"))


def still_open(campaign: Campaign) -> Verdict:
    """Whether a campaign can still be changed, reminded of, and ended."""
    return Verdict(ENDED) if campaign.is_closed else ALLOWED


@contextmanager
def changing(campaign: Campaign, *, by: User) -> Iterator[Campaign]:
    """Lock a campaign that is open and that the person runs."""
    with transaction.atomic():
        stored = (
            Campaign.objects.select_for_update(of=["self"], no_key=True)
            .select_related("unit")
            .get(pk=campaign.pk)
        )
        rules.may_run(by, stored).require()
        still_open(stored).require()
        yield stored


def change(
    campaign: Campaign,
    *,
    by: User,
    name: str,
    due_on: date,
    reminders: Sequence[int],
) -> Campaign:
    """
    Another name, other reminders, a later last day, for everybody who owes it.

    Raises PermissionDenied once it was ended, and ValidationError for an earlier day.
    """
    with changing(campaign, by=by) as stored:
        if due_on < stored.due_on:
            raise ValidationError({"due_on": EARLIER})
        later = due_on > stored.due_on
        stored.name = name
        stored.due_on = due_on
        stored.reminders = sorted(set(reminders), reverse=True)
        stored.save(update_fields=["name", "due_on", "reminders"])
        if later and not stored.is_standing:
            stored.obligations.update(due_on=due_on)
        log.record(
            "campaign.change",
            stream=f"campaign:{stored.pk}",
            by=by,
            due_on=due_on.isoformat(),
            reminders=stored.reminders,
        )
    return stored


def end(campaign: Campaign, *, by: User, reason: str) -> Campaign:
    """
    End a campaign early: what is not met yet is not owed any more.

    Raises PermissionDenied once it was ended.
    """
    with changing(campaign, by=by) as stored:
        stored.closed_at = timezone.now()
        stored.closed_by = by
        stored.closing_reason = reason
        stored.save(update_fields=["closed_at", "closed_by", "closing_reason"])
        excused = stored.obligations.unmet().update(
            excused_at=stored.closed_at, excuse=Excuse.CLOSED
        )
        log.record(
            "campaign.end", stream=f"campaign:{stored.pk}", by=by, excused=excused
        )
    return stored


def hold_campaigns() -> None:
    """Let nobody change or end a campaign until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD)


def fulfil(statement: Statement, on: date) -> int:
    """
    Meet what the declarant owes on the day of signing; says how many (rule 2).

    What he had handed in on paper is met by this from now on. What a campaign's end
    has excused meanwhile stays excused: the rows are locked first, and read again as
    they are then.
    """
    asking = Obligation.objects.meetable_by(statement, on)
    locked = asking.select_for_update(of=["self"], no_key=True)
    found = list(locked.order_by("pk").values_list("pk", flat=True))
    PaperSignature.objects.standing().filter(obligation__in=found).update(
        ended_at=statement.signed_at, end=PaperEnd.REPLACED
    )
    return Obligation.objects.filter(pk__in=found).update(
        fulfilled_by=statement,
        on_paper=None,
        met_at=Coalesce("met_at", Value(statement.signed_at)),
    )


def hand_over(old: Statement, new: Statement) -> None:
    """
    What the superseded statement met is now met by the one in its place.

    Not where the campaign is over: what was met then stays met by what was signed then.
    """
    today = timezone.localdate(new.signed_at, ZoneInfo(new.unit.timezone))
    running = Q(campaign=None) | Q(due_on__gte=today)
    old.obligations.filter(running).update(fulfilled_by=new)


def reopen(statement: Statement) -> None:
    """What a withdrawn statement met is owed again, where the campaign goes on."""
    hold_campaigns()
    owe_again(list(statement.obligations.values_list("pk", flat=True)))


def owe_again(obligations: Collection[int]) -> None:
    """
    What met these holds no more: they are owed, or excused where the campaign ended.

    The caller holds the campaigns.
    """
    again = Obligation.objects.filter(pk__in=obligations)
    again.update(fulfilled_by=None, on_paper=None, met_at=None)
    ended = Campaign.objects.filter(closed_at__isnull=False)
    again.filter(campaign__in=ended).update(
        excused_at=timezone.now(), excuse=Excuse.CLOSED
    )


def overlapping(
    unit: Unit,
    *,
    cascade: bool,
    asks: str,
    occasion: str,
    starts_on: date,
    due_on: date,
) -> QuerySet[Campaign]:
    """Open campaigns of the same kind for some of the same units and days."""
    codes = unit.lineage_codes()
    same = Q(unit=unit) | Q(cascade=True, unit__code__in=codes)
    if cascade:
        same |= Q(unit__in=units_under(unit, cascade=True))
    kind = Q(occasion=occasion) if occasion in STANDING else ~Q(occasion__in=STANDING)
    days = Q(starts_on__lte=due_on, due_on__gte=starts_on)
    return Campaign.objects.open().filter(same, kind, days, asks=asks)
