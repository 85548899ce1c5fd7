"""Campaigns: who owes a statement, and when that is met (rules 1 and 2)."""

from datetime import date

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit import log
from deadlines.regimes import regime_for
from declarations.models import (
    Campaign,
    Obligation,
    PaperEnd,
    PaperSignature,
    Statement,
)
from documents.issuing import current_template
from personnel.lines import PRECEDENCE
from personnel.models import Tenure, Unit, User


def open_campaign(
    name: str,
    *,
    unit: Unit,
    starts_on: date,
    due_on: date,
    by: User,
    cascade: bool = False,
) -> Campaign:
    """
    Open a campaign and oblige everybody on the roll that day (rule 1).

    Takes the first and the last day, in the unit's calendar; with `cascade` the units
    below are included. Pins the wording of the FREE form that is current on the first
    day. Raises IntegrityError when the last day comes before the first.
    """
    regime = regime_for(unit.lineage_codes(), starts_on)
    with transaction.atomic():
        campaign = Campaign.objects.create(
            name=name,
            unit=unit,
            cascade=cascade,
            template=current_template("free", regime.code, starts_on),
            starts_on=starts_on,
            due_on=due_on,
            opened_by=by,
            opened_at=timezone.now(),
        )
        Obligation.objects.bulk_create(
            Obligation(
                campaign=campaign,
                user_id=tenure.user_id,
                tenure=tenure,
                unit_id=tenure.position.unit_id,
            )
            for tenure in roll_of(unit, starts_on, cascade=cascade)
        )
        log.record(
            "campaign.open",
            stream=f"campaign:{campaign.pk}",
            by=by,
            unit=unit.code,
            cascade=cascade,
            people=campaign.obligations.count(),
        )
    return campaign


def roll_of(unit: Unit, on: date, *, cascade: bool) -> list[Tenure]:
    """One tenure for each active person in the unit that day, permanent ones first."""
    units = Q(pk=unit.pk)
    if cascade:
        units |= Q(parent=unit) | Q(parent__parent=unit)
    held = (
        Tenure.objects.in_force(on)
        .filter(position__unit__in=Unit.objects.filter(units), user__is_active=True)
        .select_related("position")
        .order_by("pk")
    )
    found: dict[int, Tenure] = {}
    for tenure in sorted(held, key=lambda held: -PRECEDENCE.index(held.acting)):
        found.setdefault(tenure.user_id, tenure)
    return list(found.values())


def fulfil(statement: Statement, on: date) -> int:
    """
    Meet what the declarant owes on the day of signing; says how many (rule 2).

    What he had handed in on paper is met by this from now on.
    """
    of = Obligation.objects.of(statement.declarant)
    owed = of.open_to_signature().running_on(on)
    PaperSignature.objects.standing().filter(obligation__in=owed).update(
        ended_at=statement.signed_at, end=PaperEnd.REPLACED
    )
    return owed.update(
        fulfilled_by=statement,
        on_paper=None,
        met_at=Coalesce("met_at", Value(statement.signed_at)),
    )


def hand_over(old: Statement, new: Statement) -> None:
    """What the superseded statement met is now met by the one in its place."""
    old.obligations.update(fulfilled_by=new)


def reopen(statement: Statement) -> None:
    """What a withdrawn statement met is owed again."""
    statement.obligations.update(fulfilled_by=None, met_at=None)
