"""
To whom a statement goes, who gets a copy, and why (rules 11 to 16, 19 and 20).

`personnel` knows the tree of posts; here stands what a conflict adds to it: who is
kept out, and which copies are due.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from declarations.models.case_terms import PASSED_ON, RoutedReason
from declarations.models.cases import Case
from declarations.models.copies import Bar, CopyKind, copy_line
from declarations.models.matters import Matter
from personnel.lines import (
    Chart,
    Line,
    Outcome,
    holders_of,
    inspectorate_of,
    other_line_of,
)
from personnel.models import OversightRegion, Position, PositionKind, Tenure
from personnel.titles import identity
from personnel.trail import TAGS, hop_words, levels

NAMED = "Disebut sebagai pihak lain dalam pernyataan ini."
PASSED_OVER = {
    Bar.PARTY: NAMED,
    Bar.RECUSED: "Mengundurkan diri dari penelaahan perkara ini.",
    Bar.REPORTER: "Tidak dapat menelaah perkara ini.",
}
"""Why somebody is passed over, as all who see the trail may read it."""
STAYS_OUT = "Tidak dapat menelaah hal ini."
"""Said of whoever has a conflict on the same matter: not why (rule 13)."""

HEADS = (
    PositionKind.BUREAU_HEAD,
    PositionKind.DIVISION_HEAD,
    PositionKind.SUBDIV_HEAD,
)
GOES_ON = "Atasan berikutnya dari penelaah sebelumnya."
LEADERS = (
    PositionKind.CHAIR,
    PositionKind.MEMBER,
    PositionKind.SECGEN,
    PositionKind.DEPUTY,
    PositionKind.CHIEF_INSPECTOR,
    PositionKind.REGIONAL_INSPECTOR,
    PositionKind.SECRETARY,
)


@dataclass(frozen=True)
class CopyTarget:
    """Where one copy goes: a region, a post, or the Inspektorat Utama."""

    kind: CopyKind
    text: str
    region: OversightRegion | None = None
    position: Position | None = None

    @property
    def line(self) -> str:
        """How the letter names the recipient."""
        return copy_line(self.kind, self.region, self.position)


@dataclass(frozen=True)
class Routing:
    """
    The way of one statement, as found on the day of its signing.

    `above` says how many posts over the person's own it begins.
    """

    line: Line
    addressee: Tenure | None
    copies: tuple[CopyTarget, ...]
    reason: str
    above: int = 0

    @property
    def routed_reason(self) -> RoutedReason:
        """Why it did not simply go to the direct superior; DIRECT when it did."""
        if self.line.plenary:
            return RoutedReason.PLENARY
        outcomes = {hop.outcome for hop in self.line.hops}
        if outcomes & {Outcome.EXCLUDED, Outcome.SELF}:
            return RoutedReason.EXCLUDED
        if Outcome.VACANT in outcomes:
            return RoutedReason.VACANT
        return RoutedReason.DIRECT


def routing_for(
    tenure: Tenure,
    *,
    on: date,
    named: Collection[int],
    chart: Chart | None = None,
    matters: Collection[Matter] = (),
) -> Routing:
    """
    The addressee and the copies of a statement signed in `tenure` on `on`.

    Takes the ids of the people whom the statement names as other parties: they are
    passed over (rule 13; UU 30/2014 Pasal 44 ayat (5)), and so is whoever has a
    conflict of his own on one of the matters or is its party. Where nobody is found
    the addressee is None and the Inspektorat Utama chooses. A chart of the posts above
    that was read already for that day spares reading it again. Writes nothing.
    """
    chart = chart or Chart([tenure.position_id], on)
    held = {one.user for tenures in chart.tenures.values() for one in tenures}
    out = {user.pk for user in held if any(one.stays_out(user) for one in matters)}
    line = chart.line(
        tenure, dict.fromkeys(out, STAYS_OUT) | dict.fromkeys(named, NAMED)
    )
    kept = {*named, *out}
    copies = (inspectorate_copy(tenure), *other_line_copy(tenure, line, chart, kept))
    return Routing(
        line=line, addressee=line.addressee, copies=copies, reason=line.reason
    )


def inspectorate_copy(tenure: Tenure) -> CopyTarget:
    """The copy that is always due (rules 11, 12 and 19)."""
    if tenure.position.is_in_inspectorate:
        return CopyTarget(CopyKind.CHIEF, CopyKind.CHIEF.label)
    region = inspectorate_of(tenure.position.unit)
    if region is None:
        return CopyTarget(CopyKind.MAIN, CopyKind.MAIN.label)
    return CopyTarget(CopyKind.REGION, region.name, region=region)


def other_line_copy(
    tenure: Tenure, line: Line, chart: Chart, named: Collection[int]
) -> tuple[CopyTarget, ...]:
    """The copy for the second superior of a Sekretaris (rule 15), if he may see it."""
    other = other_line_of(tenure, chart.on, chart)
    if other is None or other.user_id in {*named, tenure.user_id}:
        return ()
    if line.addressee and line.addressee.position_id == other.position_id:
        return ()
    post = other.position
    text = f"{post.title}, {post.unit.name}"
    return (CopyTarget(CopyKind.OTHER_LINE, text, position=post),)


def as_content(routing: Routing) -> dict[str, Any]:
    """The routing in the words that the signer reads and signs."""
    addressee = routing.addressee
    return {
        "addressee": identity(addressee) if addressee else None,
        "route": [hop_words(hop, level) for hop, level in levels(routing.line)],
        "copies": [copy.line for copy in routing.copies],
    }


def as_trail(routing: Routing) -> dict[str, Any]:
    """The routing as a case keeps it: every hop with its outcome and reason."""
    hops = [
        {
            **hop_words(hop, level + routing.above),
            "outcome": hop.outcome.value,
            "tag": TAGS[hop.outcome],
        }
        for hop, level in levels(routing.line)
    ]
    addressee = routing.addressee
    return {
        "hops": hops,
        "addressee": identity(addressee) if addressee else None,
        "reason": routing.reason,
        "chosen": None,
    }


def rerouting_for(case: Case) -> Routing:
    """
    Where a case goes today when the post it lies with cannot act on it.

    The way up begins anew at the post in which the declarant signed, or goes on from
    where somebody laid it; whoever is kept out is passed over again. No copies: those
    of the receipt stay.
    """
    chart = Chart([start_of(case).position_id], case.today)
    return rerouting_in(chart, case)


def rerouting_in(chart: Chart, case: Case) -> Routing:
    """The same, in a chart of the posts above that was read already."""
    return way_up(chart, case, start_of(case), kept_out_in(chart, case))


def start_of(case: Case) -> Tenure:
    """From which post the way up of a case begins."""
    if case.routed_reason in PASSED_ON and case.addressee:
        return seat_of(case)
    return case.tenure


def seat_of(case: Case) -> Tenure:
    """As if the person concerned sat where the case lies: above it the way goes on."""
    return Tenure(user=case.person, position=case.addressee)


def next_up(case: Case) -> Routing:
    """Where a case goes when the Inspektorat moves it up from where it lies."""
    chart = Chart([case.addressee_id], case.today)
    passed_over = kept_out_in(chart, case)
    if case.reviewer:
        passed_over.setdefault(case.reviewer.user_id, "Penelaah sebelumnya.")
    return way_up(chart, case, seat_of(case), passed_over)


def kept_out_in(chart: Chart, case: Case) -> dict[int, str]:
    """Whom of the people in a chart the case passes over, and why."""
    people = {one.user for held in chart.tenures.values() for one in held}
    bars = {person.pk: case.bar_of(person) for person in people}
    barred = {key: PASSED_OVER[bar] for key, bar in bars.items() if bar}
    out = {person.pk: STAYS_OUT for person in people if case.stays_out(person)}
    return out | barred


def way_up(
    chart: Chart, case: Case, start: Tenure, passed_over: dict[int, str]
) -> Routing:
    """From the person's own post, or on from a seat in which he does not sit."""
    line = chart.line(start, passed_over)
    above = 0 if start is case.tenure else 1
    if above and line.addressee:
        last = replace(line.hops[-1], reason=GOES_ON)
        line = replace(line, hops=(*line.hops[:-1], last), reason=GOES_ON)
    return Routing(line, line.addressee, (), line.reason, above)


def receivers_for(case: Case) -> list[Tenure]:
    """
    To whom a reviewer may forward a case: the true superior may be any of these.

    The posts above the person, nearest first; then who heads a part of his unit or
    leads a unit in the line. Never the person, nor anybody who is kept out, nor the
    post where it lies.
    """
    chart = Chart([case.tenure.position_id], case.today)
    above = [chart.holder(post) for post in chart.posts_above(case.tenure)]
    here = Position.objects.filter(unit=case.unit, kind__in=HEADS)
    found = [one for one in above if one] + holders_of(here, case.today)
    keep = case.reviewer.user_id if case.reviewer else None
    receivers = {
        one.pk: one
        for one in [*found, *candidates_for(case)]
        if one.user_id not in (case.person_id, keep)
        and one.position_id not in (case.addressee_id, case.tenure.position_id)
        and not (case.bars(one.user) or case.stays_out(one.user))
    }
    return list(receivers.values())


def candidates_for(case: Case) -> list[Tenure]:
    """
    Whom the Inspektur Utama may choose to review: who leads a unit in the line.

    The holder in force of each post of the declarant's unit, his province and KPU
    RI; never the declarant, nor anybody whom the statement names (rule 20).
    """
    unit = case.unit
    posts = Position.objects.filter(
        unit__code__in=unit.lineage_codes(), kind__in=LEADERS
    )
    return sorted(
        (
            tenure
            for tenure in holders_of(posts, case.today)
            if tenure.user_id != case.person_id
            and not case.bars(tenure.user)
            and not case.stays_out(tenure.user)
        ),
        key=lambda tenure: (-len(tenure.position.unit.code), tenure.position_id),
    )
