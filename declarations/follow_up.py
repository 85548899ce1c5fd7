"""
What cases ask of the person concerned and of their reviewer after a decision.

All of it is read with the cases, by subqueries, so that Beranda needs no query more.
"""

import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from deadlines.clocks import Due
from deadlines.models import DayUnit
from declarations.models import (
    OPEN,
    Announcement,
    Case,
    CaseStatus,
    Control,
    HandlingKind,
    HandlingNote,
    Obligation,
    Order,
    PastReview,
)
from declarations.models.campaigns import Asks
from declarations.models.controls import CONFIRMATIONS

ANNOUNCES = (
    CaseStatus.RECEIVED,
    CaseStatus.UNDER_REVIEW,
    CaseStatus.NEEDS_INFO,
    CaseStatus.REROUTED,
    CaseStatus.DECIDED,
    CaseStatus.CONTROL_ACTIVE,
)
DECIDED_LATELY = datetime.timedelta(days=30)
REVIEW_BASIS = "Tanggal peninjauan pengendalian"
ORDER_BASIS = "Tanggal penerimaan pada perintah penanganan"
PAST_BASIS = "Peninjauan keputusan terdahulu"


class Ask(NamedTuple):
    """One thing that a case asks, and by when."""

    title: str
    page: str
    due: Due | None = None


def asking(user):
    """
    The cases that Beranda shows somebody: open ones, those decided lately, and those
    of which something follows for him.
    """
    day = timezone.localdate()
    lately = timezone.now() - DECIDED_LATELY
    desk = Case.objects.on_desk_of(user).values("pk")
    is_open = Q(status__in=OPEN)
    own = Q(person=user) & (is_open | Q(decided_at__gte=lately) | asks_person())
    others = Q(pk__in=desk) & (is_open | asks_reviewer(day))
    return with_asks(Case.objects.all(), day).filter(own | others)


def with_asks(cases, day):
    """Each case with what its decision, controls and notes say today."""
    running = Control.objects.filter(decision=OuterRef("decision")).running()
    latest = HandlingNote.objects.filter(control=OuterRef("pk")).order_by("-at", "-pk")
    spoken = running.annotate(last=Subquery(latest.values("kind")[:1]))
    confirmed = HandlingNote.objects.filter(
        case=OuterRef("pk"), kind__in=CONFIRMATIONS
    ).order_by("-at", "-pk")
    orders = Order.objects.filter(decision=OuterRef("decision"))
    past = PastReview.objects.filter(decision=OuterRef("decision"), recorded_at=None)
    owed = Obligation.objects.filter(user=OuterRef("person")).unmet().running_on(day)
    return cases.annotate(
        runs=Exists(running),
        ordered=Exists(orders),
        acknowledge_on=Subquery(orders.filter(acknowledged_at=None).values("due_on")),
        review_on=Subquery(running.order_by("review_on").values("review_on")[:1]),
        reported=Exists(spoken.filter(last=HandlingKind.REPORTED)),
        more_wanted=Exists(spoken.filter(last=HandlingKind.MORE)),
        past_open=Exists(past),
        past_on=Subquery(past.values("due_on")),
        is_announced=Exists(Announcement.objects.filter(case=OuterRef("pk"))),
        confirmed_at=Subquery(confirmed.values("at")[:1]),
        confirmed_as=Subquery(confirmed.values("kind")[:1]),
        owes=Exists(owed.filter(Q(campaign=None) | Q(campaign__asks=Asks.STATEMENT))),
    )


def asks_person():
    """What cases with asks wait for the person concerned to do."""
    before = a_year_before(timezone.now())
    unconfirmed = Q(confirmed_at=None, decided_at__lte=before)
    of_campaign = Q(owes=True, statement__isnull=False) & ~(
        Q(confirmed_as=HandlingKind.OVER) & Q(confirmed_at__isnull=False)
    )
    runs = (
        Q(acknowledge_on__isnull=False)
        | Q(more_wanted=True)
        | unconfirmed
        | Q(confirmed_at__lte=before)
        | of_campaign
    )
    unannounced = Q(status__in=ANNOUNCES, election_party=True, is_announced=False)
    return (Q(status=CaseStatus.CONTROL_ACTIVE) & runs) | unannounced


def asks_reviewer(day):
    """What cases with asks wait for their reviewer to do."""
    return Q(status=CaseStatus.CONTROL_ACTIVE) & (
        Q(ordered=False)
        | Q(runs=False)
        | Q(review_on__lte=day)
        | Q(reported=True)
        | Q(past_open=True)
        | Q(confirmed_as=HandlingKind.OVER)
    )


def a_year_before(moment: datetime.datetime) -> datetime.datetime:
    try:
        return moment.replace(year=moment.year - 1)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year - 1, day=28)


def asked_of_person(case) -> list[Ask]:
    """What a case with asks wants of the person concerned, the first first."""
    asks = []
    if case.status in ANNOUNCES and case.election_party and not case.is_announced:
        asks.append(Ask("Catat pernyataan terbuka", "case_controls"))
    if case.status != CaseStatus.CONTROL_ACTIVE:
        return asks
    if case.acknowledge_on:
        due = due_on(case, case.acknowledge_on, DayUnit.WORKING_DAY, ORDER_BASIS)
        asks.append(Ask("Terima perintah penanganan", "order", due))
    if case.more_wanted:
        asks.append(Ask("Lengkapi laporan pelaksanaan", "case_controls"))
    if must_confirm(case):
        asks.append(Ask("Konfirmasi keadaan Anda", "case_controls"))
    return asks


def must_confirm(case) -> bool:
    """Once a year, and when a campaign asks what he cannot sign meanwhile (rule 28)."""
    said = case.confirmed_at or case.decided_at
    if said <= a_year_before(timezone.now()):
        return True
    over = case.confirmed_as == HandlingKind.OVER
    return bool(case.owes and case.statement_id and not over)


def asked_of_reviewer(case) -> list[Ask]:
    """What a case with asks wants of its reviewer, the first first."""
    if case.status != CaseStatus.CONTROL_ACTIVE:
        return []
    asks = []
    if case.past_open:
        due = None
        if case.past_on:
            due = due_on(case, case.past_on, DayUnit.CALENDAR_DAY, PAST_BASIS)
        asks.append(Ask("Tinjau keputusan terdahulu", "case_controls", due))
    if not case.runs:
        asks.append(Ask("Tutup perkara", "case_controls"))
        return asks
    if not case.ordered:
        asks.append(Ask("Tanda tangani perintah penanganan", "order"))
    if case.review_on <= case.today:
        due = due_on(case, case.review_on, DayUnit.CALENDAR_DAY, REVIEW_BASIS)
        asks.append(Ask("Tinjau pengendalian", "case_controls", due))
    if case.reported:
        asks.append(Ask("Periksa laporan pelaksanaan", "case_controls"))
    if case.confirmed_as == HandlingKind.OVER:
        asks.append(Ask("Akhiri pengendalian dan tutup perkara", "case_controls"))
    return asks


def due_on(case, day: datetime.date, unit: str, basis: str) -> Due:
    """A stored date, shown as every deadline is."""
    return Due(
        on=day,
        amount=1,
        unit=unit,
        legal_basis=basis,
        rule_code="follow_up",
        zone_abbr=case.unit.tz_abbr,
        unit_code=case.unit.code,
    )
