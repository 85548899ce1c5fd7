"""A list beside the roll: what would become of each row, and what that rests on."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from kpu_coi.canonical import canonical_json, sha256_hex
from personnel.models import RosterImport, Unit
from personnel.rosters.entries import Entry
from personnel.rosters.limits import Limits, limits_of
from personnel.rosters.matching import unit_means
from personnel.rosters.outcomes import Outcome
from personnel.rosters.planning import Planner
from personnel.rosters.standing import Standing, read_standing, units_by_name

KEPT = tuple(field.name for field in fields(Entry))
DATES = ("start", "end")


@dataclass(frozen=True)
class Scope:
    """What a list may touch; the same is compared and locked."""

    units: dict[int, Unit]
    by_name: dict[str, set[int]]
    many: bool
    concerned: set[int]
    numbers: set[str]
    niks: set[str]


def scope_of(entries: Iterable[Entry], unit: Unit, *, many: bool) -> Scope:
    """
    The units whose posts a list may touch, and by what it names people.

    A list for many units that names none is one for its own unit.
    """
    entries = list(entries)
    units, by_name = units_by_name()
    meant = [unit_means(entry, by_name) for entry in entries] if many else []
    named = any(said for _, said in meant)
    alone = {pk for found, _ in meant if len(found) == 1 for pk in found}
    return Scope(
        units,
        by_name,
        named,
        alone if named else {unit.pk},
        {entry.number for entry in entries if entry.number},
        {entry.nik for entry in entries if entry.nik},
    )


def propose(
    entries: list[Entry],
    unit: Unit,
    *,
    many: bool,
    complete: bool,
    as_of: date,
    limits: Limits,
) -> tuple[list[Outcome], Standing]:
    """The outcome of each row and of each person whom the list leaves out."""
    scope = scope_of(entries, unit, many=many)
    standing = read_standing(
        scope.units,
        scope.by_name,
        concerned=scope.concerned,
        numbers=scope.numbers,
        niks=scope.niks,
        on=as_of,
    )
    planner = Planner(
        entries,
        standing,
        own=unit.pk,
        many=scope.many,
        complete=complete,
        as_of=as_of,
        limits=limits,
    )
    return planner.plan(), standing


def propose_for(
    roster: RosterImport, entries: list[Entry]
) -> tuple[list[Outcome], Standing]:
    return propose(
        entries,
        roster.unit,
        many=roster.many_units,
        complete=roster.complete,
        as_of=roster.as_of,
        limits=limits_of(roster.uploaded_by),
    )


def digest_of(outcomes: Iterable[Outcome]) -> str:
    """The same for two plans that would write the same."""
    return sha256_hex(canonical_json([outcome.facts() for outcome in outcomes]))


def counts_of(outcomes: Iterable[Outcome]) -> dict[str, int]:
    return dict(Counter(str(outcome.verdict) for outcome in outcomes))


# --- what is kept of a row, sealed --------------------------------------------------


def record_of(outcome: Outcome, standing: Standing) -> dict[str, Any]:
    """What the page and the corrected file show of a row, and the row itself."""
    entry, person = outcome.entry, outcome.person
    unit = standing.units.get(outcome.unit_id) if outcome.unit_id else None
    post = standing.posts.get(outcome.post_id) if outcome.post_id else None
    title = post.title if post else entry.title if entry else ""
    return {
        "name": entry.name if entry else person.name if person else "",
        "number": (entry and entry.number) or (person.number if person else ""),
        "title": title,
        "section": post.section if post else entry.section if entry else "",
        "acting": str(entry.acting) if entry else "",
        "unit": unit.code if unit else "",
        "reasons": outcome.reasons,
        "columns": sorted(outcome.columns),
        "entry": dict(packed(entry)) if entry else None,
    }


def packed(entry: Entry) -> Iterator[tuple[str, Any]]:
    for name in KEPT:
        value = getattr(entry, name)
        if value in ("", None, {}, []) or name == "notes":
            continue
        yield name, value.isoformat() if name in DATES else value


def unpacked(kept: dict[str, Any]) -> Entry:
    days = {name: date.fromisoformat(kept[name]) for name in DATES if name in kept}
    return Entry(**(kept | days))
