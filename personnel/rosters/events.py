"""
What a list did, in the log of each person, as single moves would have written it.

Ids and days alone; and the same people are told as after single moves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from audit.log import Entry
from kpu_coi.queue import tell_each
from personnel.models import RosterImport, User
from personnel.rosters.applying import Written
from personnel.rosters.leaving import DAY, Followed
from personnel.rosters.outcomes import Outcome
from personnel.rosters.standing import Standing


def entries(
    roster: RosterImport,
    outcomes: Iterable[Outcome],
    standing: Standing,
    written: Written,
    followed: Followed,
    *,
    by: User | None,
) -> Iterator[Entry]:
    told = {"roster": roster.pk}

    def entry(action: str, user_id: int | None, **details: Any) -> Entry:
        return Entry(action, f"user:{user_id}", by, details | told)

    for outcome in outcomes:
        if outcome.new_post and outcome.begins:
            new = outcome.new_post
            details = {"kind": str(new.kind), "superior": new.superior_id} | told
            stream = f"position:{outcome.post_id}"
            yield Entry("position.establish", stream, by, details)
    for user_id in written.people:
        yield entry("person.join", user_id)
    for user_id in followed.back:
        yield entry("person.return", user_id)
    for outcome in outcomes:
        for pk, (start, end) in outcome.periods.items():
            held = standing.tenures[pk]
            yield entry(
                "tenure.end" if held.start == start else "tenure.change",
                held.user_id,
                tenure=pk,
                position=held.post_id,
                acting=held.acting,
                since=start.isoformat(),
                last_day=(end - DAY).isoformat() if end else None,
            )
        if outcome.begins:
            acting, start, end = outcome.begins
            yield entry(
                "tenure.begin",
                outcome.user_id,
                tenure=outcome.tenure_id,
                position=outcome.post_id,
                acting=acting,
                since=start.isoformat(),
                last_day=(end - DAY).isoformat() if end else None,
            )
    for user_id, fields in corrected(outcomes, written).items():
        yield entry("person.correct", user_id, fields=sorted(fields))
    for user_id, day in followed.left.items():
        yield entry("person.leave", user_id, last_day=day.isoformat())
    for user_id in followed.shut:
        yield entry("person.shut", user_id)


def corrected(outcomes: Iterable[Outcome], written: Written) -> dict[int, set[str]]:
    """What was corrected of those who were here before, by person."""
    found: dict[int, set[str]] = defaultdict(set)
    for outcome in outcomes:
        if outcome.profile and outcome.user_id:
            found[outcome.user_id] |= {*outcome.profile}
    for user_id in sorted(written.niks - {*written.people}):
        found[user_id].add("nik")
    return found


def tell_those_concerned(outcomes: Iterable[Outcome], written: Written) -> None:
    """As single moves do: of each tenure that begins or changes, old and new."""
    outcomes = list(outcomes)
    tell_each(
        "notifications.tenure_changed",
        [{"tenure_id": pk} for pk in sorted({*written.begun, *written.changed})],
    )
    tell_each(
        "notifications.identity_corrected",
        [{"user_id": pk} for pk in sorted(corrected(outcomes, written))],
    )
