"""
Who must stay out of what, as it follows from the cases (rules 7, 24 and 25).

Nothing here is anybody's choice: what a case is and what its decision orders say which
recusals hold. The gate of the case's moves calls `follow` in its transaction; the sweep
does what only a date brings about.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from audit import log
from declarations.models import (
    OPEN,
    Case,
    CaseStatus,
    Control,
    Outcome,
    Recusal,
    Source,
)

BITING = frozenset(
    {
        "RECUSE",
        "TRANSFER_AUTHORITY",
        "REPLACE_OFFICIAL",
        "RESTRICT_VOTE",
        "REASSIGN",
    }
)
"""The controls that keep somebody from deciding (rule 42)."""

Spell = tuple[date, date | None]
ENDED = (CaseStatus.CLOSED, CaseStatus.CANCELLED)
ONE_DAY = timedelta(days=1)


def follow(case: Case) -> bool:
    """
    Bring the recusals of a case into line with it; says whether anything changed.

    Belongs into the transaction that holds the case's row. A second time does nothing.
    Provisional from receipt until decided; from then on as ordered. A case that is
    looked at again keeps what was ordered until it is decided anew.
    """
    live, wanted = live_of(case), wanted_of(case)
    ended = [end(one, case) for key, one in live.items() if key not in wanted]
    begun = [
        begin(case, key, spell) for key, spell in wanted.items() if key not in live
    ]
    for key in wanted.keys() & live.keys():
        redate(live[key], *wanted[key])
    if ended or begun:
        log.record(
            "recusal.follow",
            stream=f"recusals:{case.pk}",
            by=None,
            begun=begun,
            ended=ended,
        )
    return bool(ended or begun)


def live_of(case: Case) -> dict[int | None, Recusal]:
    """Those that have not ended, by the control that ordered them."""
    rows = case.recusals.live().select_related("control")
    return {one.control_id: one for one in rows}


def wanted_of(case: Case) -> dict[int | None, Spell]:
    """Those that the case and its decision ask for now, each with its days."""
    ordered = ordering_controls(case)
    wanted: dict[int | None, Spell] = {
        control.pk: (control.starts_on, control.review_on) for control in ordered
    }
    if is_provisional(case, ordered):
        wanted[None] = provisional_spell(case, ordered)
    return wanted


def in_step(case: Case) -> bool:
    return live_of(case).keys() == wanted_of(case).keys()


def ordering_controls(case: Case) -> list[Control]:
    """
    The running controls of the decision in force that keep the person out.

    Where none of them is of a kind that does, all do: any outcome but NO_CONFLICT
    keeps the suspension for the stated scope (rule 25).
    """
    if case.decision is None or case.status in ENDED:
        return []
    if case.decision.outcome == Outcome.NO_CONFLICT:
        return []
    controls = list(case.decision.controls.all())
    biting = [control for control in controls if control.form in BITING]
    return [one for one in biting or controls if one.ended_at is None]


def is_provisional(case: Case, ordered: list[Control]) -> bool:
    """Until decided, and until what was decided begins."""
    if any(control.starts_on <= case.today for control in ordered):
        return False
    return case.is_open or bool(ordered)


def provisional_spell(case: Case, ordered: list[Control]) -> Spell:
    """From receipt, or from today where it was decided once; till orders begin."""
    since = case.today if case.decision else day_in(case, case.received_at)
    if not ordered:
        return since, None
    return since, min(control.starts_on for control in ordered) - ONE_DAY


def begin(case: Case, control: int | None, spell: Spell) -> int:
    starts_on, until = spell
    return Recusal.objects.create(
        person=case.person,
        unit=case.unit,
        case=case,
        control_id=control,
        source=Source.ORDERED if control else Source.PROVISIONAL,
        starts_on=starts_on,
        until=until,
    ).pk


def end(recusal: Recusal, case: Case) -> int:
    """It no longer holds from the day on which what it rests on ended."""
    control = recusal.control
    moment = control.ended_at if control else None
    recusal.ended_on = day_in(case, moment) if moment else case.today
    recusal.save(update_fields=["ended_on"])
    return recusal.pk


def redate(recusal: Recusal, starts_on: date, until: date | None) -> None:
    """A re-check may have moved the last day; a provisional one keeps its first."""
    if recusal.source == Source.PROVISIONAL:
        starts_on = recusal.starts_on
    if (recusal.starts_on, recusal.until) != (starts_on, until):
        recusal.starts_on, recusal.until = starts_on, until
        recusal.save(update_fields=["starts_on", "until"])


def day_in(case: Case, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(case.unit.timezone)).date()


def sweep() -> int:
    """
    Follow the cases whose recusals may be out of step; says how many changed.

    An order begins, or a case is older than the register.
    """
    return sum(followed(pk) for pk in out_of_step().values_list("pk", flat=True))


def out_of_step() -> QuerySet[Case]:
    """The cases that may be; `in_step` says of each whether it is after all."""
    live = Recusal.objects.live().filter(case=OuterRef("pk"))
    running = Control.objects.filter(decision=OuterRef("decision"), ended_at=None)
    return Case.objects.filter(
        Q(status__in=OPEN) & ~Exists(live)
        | Q(status=CaseStatus.CONTROL_ACTIVE)
        & (
            Exists(live.filter(control=None))
            | Exists(live.exclude(control__ended_at=None))
            | ~Exists(live) & Exists(running)
        )
        | ~Q(status__in=[*OPEN, CaseStatus.CONTROL_ACTIVE]) & Exists(live)
    ).order_by("pk")


def followed(pk: int) -> bool:
    with transaction.atomic():
        rows = Case.objects.with_statement().select_related("decision")
        case = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
        return follow(case)
